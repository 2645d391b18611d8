// What one client thread does next. The answers depend on its group, its numbers and the seed, and
// on nothing that happens while it runs.
#ifndef LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_
#define LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/prng.h"
#include "sim/workload/workload.h"
#include "sim/workload/zipf_table.h"

namespace lsm::sim {

enum class OperationKind : uint8_t { kWrite, kGet, kScan };

struct Operation {
  struct Entry {
    std::string key;
    std::string value;
    bool remove = false;
  };
  OperationKind kind = OperationKind::kWrite;
  std::vector<Entry> entries;  // of a write; for the others one entry, whose key is looked for
  bool sync = false;
  uint64_t pause_ns = 0;  // sleep before it
};

class OperationSource {
 public:
  // `thread` counts within the group from 0, `client` over all groups from 1. `zipf` is needed for
  // zipfian keys only.
  OperationSource(const ClientGroup& group, uint32_t thread, uint32_t client, uint64_t seed,
                  std::shared_ptr<const ZipfTable> zipf);

  // The next operation into *operation, whose memory is used again. False when all are done.
  bool Next(Operation* operation);

 private:
  // One weighted draw out of the mix.
  enum class Draw : uint8_t { kPut, kRemove, kGet, kScan };
  Draw DrawFromMix();
  uint64_t DrawKeyNumber();
  void FillKey(uint64_t number, std::string* key) const;
  void FillValue(std::string* value);

  const ClientGroup group_;
  const uint32_t thread_;
  const std::shared_ptr<const ZipfTable> zipf_;
  Prng prng_;
  uint64_t done_ = 0;
  uint64_t keys_drawn_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_
