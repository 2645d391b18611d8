// Ranks drawn with weight 1/(rank + 1), in whole numbers, so that every machine draws the same.
#ifndef LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_
#define LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/prng.h"

namespace lsm::sim {

// 8 bytes a rank. Immutable, so that threads may share it.
class ZipfTable {
 public:
  explicit ZipfTable(uint64_t count) {
    cumulative_.reserve(count);
    uint64_t sum = 0;
    for (uint64_t rank = 0; rank < count; rank++) {
      sum += kScale / (rank + 1);
      cumulative_.push_back(sum);
    }
  }

  // 0 is the likeliest. REQUIRES: count > 0.
  uint64_t Draw(Prng* prng) const {
    const uint64_t point = prng->Below(cumulative_.back());
    return static_cast<uint64_t>(std::ranges::upper_bound(cumulative_, point) -
                                 cumulative_.begin());
  }

 private:
  // The smallest weight, at 10 million ranks, is still exact to 0.3 %.
  static constexpr uint64_t kScale = uint64_t{1} << 32;

  std::vector<uint64_t> cumulative_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_
