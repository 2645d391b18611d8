// What is done to a database by us and by LevelDB alike.
#ifndef LSMSCOPE_TESTS_PEERS_STEPS_H_
#define LSMSCOPE_TESTS_PEERS_STEPS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace peers {

using Contents = std::map<std::string, std::string>;
// A value to put, or nothing: a deletion.
using Update = std::pair<std::string, std::optional<std::string>>;

struct PeerOptions {
  size_t write_buffer_size = 64 << 10;  // LevelDB takes no less
  size_t max_file_size = 1 << 20;       // nor here
  size_t block_size = 4096;
  int block_restart_interval = 16;
  bool reuse_logs = false;
  bool snappy = false;
  bool reverse = false;  // a comparator of the user's own
  int bloom_bits = 0;    // 0: no filter
};

struct Step {
  enum class Kind : uint8_t {
    kWrite,         // one batch
    kCompact,       // everything
    kReopen,        // a snapshot is released before
    kSnapshot,      // instead of the one before
    kReadSnapshot,  // must see `contents`
    kRead,          // must see `contents` now
  };
  Kind kind = Kind::kWrite;
  std::vector<Update> updates;
  bool sync = false;
  Contents contents;
};

// What a read found that differs from what it must see.
struct Difference {
  size_t step = 0;  // from 0
  Contents found;   // scanned forward; empty: something else is wrong
};

}  // namespace peers

#endif  // LSMSCOPE_TESTS_PEERS_STEPS_H_
