#include "traces/metrics/histogram.h"

#include <algorithm>
#include <bit>

namespace lsm::trace {

uint32_t Histogram::BucketOf(uint64_t value) {
  if (value < (2u << kSubBits)) return static_cast<uint32_t>(value);
  const int shift = std::bit_width(value) - (kSubBits + 1);
  return static_cast<uint32_t>((uint64_t(shift) << kSubBits) + (value >> shift));
}

uint64_t Histogram::UpperEnd(uint32_t bucket) {
  if (bucket < (2u << kSubBits)) return bucket;
  const int shift = static_cast<int>(bucket >> kSubBits) - 1;
  const uint64_t top = bucket - (uint64_t(shift) << kSubBits);
  return (top << shift) + ((uint64_t{1} << shift) - 1);
}

void Histogram::Add(uint64_t value) {
  const uint32_t bucket = BucketOf(value);
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  buckets_[bucket]++;
  count_++;
  sum_ += value;
  max_ = std::max(max_, value);
}

uint64_t Histogram::Percentile(uint32_t permille) const {
  if (count_ == 0) return 0;
  const uint64_t whole = count_ / 1000 * permille;
  const uint64_t rank = std::max<uint64_t>(1, whole + (count_ % 1000 * permille + 999) / 1000);
  uint64_t seen = 0;
  for (uint32_t bucket = 0; bucket < buckets_.size(); bucket++) {
    seen += buckets_[bucket];
    if (seen >= rank) return std::min(UpperEnd(bucket), max_);
  }
  return max_;
}

}  // namespace lsm::trace
