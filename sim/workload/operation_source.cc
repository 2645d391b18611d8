#include "sim/workload/operation_source.h"

#include <utility>

#include "engine/base/check.h"

namespace lsm::sim {
namespace {

// A bijection of 0..count-1 that moves neighbours apart, so that the likeliest keys do not lie side
// by side. The factor is a prime above every count that a scenario may ask for.
uint64_t Scatter(uint64_t rank, uint64_t count) {
  constexpr uint64_t kPrime = 2'654'435'761;
  return (rank * kPrime + count / 3) % count;
}

}  // namespace

OperationSource::OperationSource(const ClientGroup& group, uint32_t thread, uint32_t client,
                                 uint64_t seed, std::shared_ptr<const ZipfTable> zipf)
    : group_(group), thread_(thread), zipf_(std::move(zipf)), prng_(Prng::ForPart(seed, client)) {
  LSM_CHECK(group.keys.count > 0);
  LSM_CHECK(group.keys.distribution != KeyDistribution::kZipfian || zipf_ != nullptr);
}

bool OperationSource::Next(Operation* operation) {
  if (done_ == group_.operations) return false;
  operation->pause_ns = group_.pause_ns;
  if (done_ > 0 && group_.burst_operations > 0 && done_ % group_.burst_operations == 0) {
    operation->pause_ns += group_.burst_pause_ns;
  }
  done_++;

  const Draw draw = DrawFromMix();
  const bool is_write = draw == Draw::kPut || draw == Draw::kRemove;
  operation->kind = is_write             ? OperationKind::kWrite
                    : draw == Draw::kGet ? OperationKind::kGet
                                         : OperationKind::kScan;
  operation->entries.resize(is_write ? group_.batch : 1);
  for (Operation::Entry& entry : operation->entries) {
    FillKey(DrawKeyNumber(), &entry.key);
    entry.remove = draw == Draw::kRemove;
    entry.value.clear();
    if (draw == Draw::kPut) FillValue(&entry.value);
  }
  operation->sync = is_write && prng_.Percent(group_.sync_percent);
  return true;
}

OperationSource::Draw OperationSource::DrawFromMix() {
  const OperationMix& mix = group_.mix;
  const uint64_t total = uint64_t{mix.put} + mix.remove + mix.get + mix.scan;
  LSM_CHECK(total > 0);
  uint64_t point = prng_.Below(total);
  if (point < mix.put) return Draw::kPut;
  point -= mix.put;
  if (point < mix.remove) return Draw::kRemove;
  point -= mix.remove;
  return point < mix.get ? Draw::kGet : Draw::kScan;
}

uint64_t OperationSource::DrawKeyNumber() {
  const KeySpace& keys = group_.keys;
  switch (keys.distribution) {
    case KeyDistribution::kSequential:
      // The group's threads take every n-th key each.
      return (keys_drawn_++ * group_.threads + thread_) % keys.count;
    case KeyDistribution::kUniform:
      return prng_.Below(keys.count);
    case KeyDistribution::kZipfian:
      return Scatter(zipf_->Draw(&prng_), keys.count);
    case KeyDistribution::kHotSet:
      return prng_.Percent(keys.hot_percent) ? prng_.Below(keys.hot_keys) : prng_.Below(keys.count);
  }
  return 0;
}

void OperationSource::FillKey(uint64_t number, std::string* key) const {
  const std::string digits = std::to_string(number);
  const size_t used = group_.keys.prefix.size() + digits.size();
  *key = group_.keys.prefix;
  if (used < group_.keys.bytes) key->append(group_.keys.bytes - used, '0');
  *key += digits;
}

void OperationSource::FillValue(std::string* value) {
  const auto bytes =
      static_cast<size_t>(prng_.Between(group_.value_bytes.min, group_.value_bytes.max));
  value->resize(bytes);
  // Eight letters a draw.
  for (size_t i = 0; i < bytes;) {
    uint64_t bits = prng_.Next();
    for (int k = 0; k < 8 && i < bytes; k++, bits >>= 8) {
      (*value)[i++] = static_cast<char>('a' + (bits & 15));
    }
  }
}

}  // namespace lsm::sim
