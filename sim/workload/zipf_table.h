// Ranks drawn with weight 1/(rank + 1)^theta, so that every machine draws the same.
#ifndef LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_
#define LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/base/prng.h"

namespace lsm::sim {

// 8 bytes a rank. Immutable, so that threads may share it.
class ZipfTable {
 public:
  static constexpr uint32_t kMostThetaPercent = 120;

  explicit ZipfTable(uint64_t count, uint32_t theta_percent = 100) {
    cumulative_.reserve(count);
    uint64_t sum = 0;
    for (uint64_t rank = 0; rank < count; rank++) {
      sum += Weight(rank + 1, theta_percent);
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
  // The smallest weight, at 10 million ranks, is still exact to 0.3 % (theta 1.2: to 7 %).
  static constexpr uint64_t kScale = uint64_t{1} << 32;

  static uint64_t Weight(uint64_t rank, uint32_t theta_percent) {
    if (theta_percent == 100) return kScale / rank;
    return static_cast<uint64_t>(static_cast<double>(kScale) / Power(rank, theta_percent));
  }

  // rank^(theta_percent/100) by square roots, which IEEE 754 rounds to the last bit everywhere; the
  // library's pow differs from machine to machine.
  static double Power(uint64_t rank, uint32_t theta_percent) {
    constexpr int kBits = 20;
    const uint64_t exponent = (uint64_t{theta_percent} << kBits) / 100;
    const auto base = static_cast<double>(rank);
    double power = (exponent >> kBits) != 0 ? base : 1;
    double root = base;
    for (int bit = kBits - 1; bit >= 0; bit--) {
      root = std::sqrt(root);
      if ((exponent >> bit & 1) != 0) power *= root;
    }
    return power;
  }

  std::vector<uint64_t> cumulative_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_ZIPF_TABLE_H_
