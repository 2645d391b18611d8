// The seam between the database and the way in which concurrent writes become one order: queue,
// leader, group, WAL, memtable. Adding a write path: one file with a class behind this interface,
// and one line in NewWritePath (write_path.cc).
#ifndef LSMSCOPE_ENGINE_WRITE_WRITE_PATH_H_
#define LSMSCOPE_ENGINE_WRITE_WRITE_PATH_H_

#include <memory>

#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

class Background;
class WriteBatch;
struct Core;

class WritePath {
 public:
  virtual ~WritePath() = default;

  // Returns when the batch is applied (and durable, if options.sync) or has failed. A null batch
  // asks for a memtable switch. Called by many threads at once, without the database's mutex.
  virtual Status Write(const WriteOptions& options, WriteBatch* batch) = 0;
};

// `core` and `background` are not owned.
std::unique_ptr<WritePath> NewWritePath(Core* core, Background* background);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITE_PATH_H_
