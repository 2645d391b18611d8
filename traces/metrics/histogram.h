// Histogram of times: fixed memory, whole numbers only.
#ifndef LSMSCOPE_TRACES_METRICS_HISTOGRAM_H_
#define LSMSCOPE_TRACES_METRICS_HISTOGRAM_H_

#include <cstdint>
#include <vector>

namespace lsm::trace {

// Values below 256 are exact. Above, each power of two is cut into 128 equal buckets, so that a
// percentile is at most 1/128 (0.8 %) above the true value. The largest value is exact.
class Histogram {
 public:
  void Add(uint64_t value);

  uint64_t count() const { return count_; }
  uint64_t max() const { return max_; }
  uint64_t sum() const { return sum_; }
  // The upper end of the bucket that holds the value of rank ceil(count * permille / 1,000), never
  // above max(). 0 if empty.
  uint64_t Percentile(uint32_t permille) const;

 private:
  static constexpr int kSubBits = 7;
  static uint32_t BucketOf(uint64_t value);
  static uint64_t UpperEnd(uint32_t bucket);

  std::vector<uint64_t> buckets_;  // grown to the largest bucket in use
  uint64_t count_ = 0;
  uint64_t max_ = 0;
  uint64_t sum_ = 0;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_METRICS_HISTOGRAM_H_
