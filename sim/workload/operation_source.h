// Operations drawn at random, as a group of clients describes them.
#ifndef LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_
#define LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "sim/base/prng.h"
#include "sim/workload/operation_stream.h"
#include "sim/workload/workload.h"
#include "sim/workload/zipf_table.h"

namespace lsm::sim {

// Whether keys are drawn by a ZipfTable.
inline bool NeedsZipfTable(const KeySpace& keys) {
  return keys.distribution == KeyDistribution::kZipfian ||
         keys.distribution == KeyDistribution::kLatest;
}

class OperationSource final : public OperationStream {
 public:
  // `thread` counts within the group from 0, `client` over all groups from 1. `zipf` is for
  // NeedsZipfTable(group.keys) only.
  OperationSource(const ClientGroup& group, uint32_t thread, uint32_t client, uint64_t seed,
                  std::shared_ptr<const ZipfTable> zipf);

  bool Next(Operation* operation) override;

 private:
  // One weighted draw out of the mix.
  enum class Draw : uint8_t { kPut, kRemove, kGet, kScan, kInsert, kReadModifyWrite };
  Draw DrawFromMix();
  uint64_t DrawKeyNumber();
  uint64_t NextNewKeyNumber();
  // Keys that there are by now, if the group's other threads have inserted as many as this one.
  uint64_t KnownKeys() const;
  void FillWrite(Draw draw, Operation* operation);
  void FillKey(uint64_t number, std::string* key) const;
  void FillValue(std::string* value);

  const ClientGroup group_;
  const uint32_t thread_;
  const std::shared_ptr<const ZipfTable> zipf_;
  Prng prng_;
  uint64_t done_ = 0;
  uint64_t keys_drawn_ = 0;
  uint64_t inserted_ = 0;
  bool modify_ = false;  // the next operation is the put of a read-modify-write
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_OPERATION_SOURCE_H_
