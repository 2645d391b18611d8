// What a database finds when it is opened on a disk.
#ifndef LSMSCOPE_SIM_POWERCUT_RECOVERER_H_
#define LSMSCOPE_SIM_POWERCUT_RECOVERER_H_

#include <cstdint>
#include <string>

#include "sim/disk/disk.h"
#include "sim/powercut/contents.h"

namespace lsm::sim {

struct Found {
  std::string error;  // of opening or reading; empty: none
  uint64_t digest = 0;
};

// A database program. One object is used by one thread.
class Recoverer {
 public:
  virtual ~Recoverer() = default;

  // Opens the database on the disk, which it may write to, reads everything and closes it.
  // `contents` may be null.
  virtual Found Recover(Disk* disk, Contents* contents) = 0;
  // The same, but makes one synced write, of `key`, before it closes.
  virtual Found RecoverAndPut(Disk* disk, const std::string& key, const std::string& value) = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_POWERCUT_RECOVERER_H_
