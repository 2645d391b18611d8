// One call that a client makes, as data.
#ifndef LSMSCOPE_SIM_WORKLOAD_OPERATION_H_
#define LSMSCOPE_SIM_WORKLOAD_OPERATION_H_

#include <cstdint>
#include <string>
#include <vector>

namespace lsm::sim {

enum class OperationKind : uint8_t {
  kWrite,    // DB::Write of `entries`
  kGet,      // of the first entry's key
  kScan,     // from the first entry's key, `scan_entries` entries
  kFlush,    // DB::FlushMemTable
  kCompact,  // DB::CompactRange of everything
  kPause,    // no call: only `pause_ns`
};

struct Operation {
  struct Entry {
    std::string key;
    std::string value;
    bool remove = false;
  };
  OperationKind kind = OperationKind::kWrite;
  std::vector<Entry> entries;  // of a write; of a read one entry, whose key is looked for
  bool sync = false;
  uint32_t scan_entries = 0;
  uint64_t pause_ns = 0;  // sleep before it
  // Not before this time, counted from the moment at which the client's group began; 0: at once.
  uint64_t due_ns = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_OPERATION_H_
