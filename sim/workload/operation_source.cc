#include "sim/workload/operation_source.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/base/check.h"
#include "sim/workload/random_value.h"

namespace lsm::sim {
namespace {

// A bijection of 0..count-1 that moves neighbours apart, so that the likeliest keys do not lie side
// by side. The factor is a prime above every count that a scenario may ask for.
uint64_t Scatter(uint64_t rank, uint64_t count) {
  constexpr uint64_t kPrime = 2'654'435'761;
  return (rank * kPrime + count / 3) % count;
}

// FNV-1a over the eight bytes of a number, as YCSB makes keys of numbers.
uint64_t HashOfNumber(uint64_t number) {
  uint64_t hash = 0xcbf29ce484222325;
  for (int i = 0; i < 8; i++, number >>= 8) {
    hash = (hash ^ (number & 0xff)) * 0x100000001b3;
  }
  return hash;
}

OperationKind KindOf(bool is_write, bool is_scan) {
  if (is_write) return OperationKind::kWrite;
  return is_scan ? OperationKind::kScan : OperationKind::kGet;
}

}  // namespace

OperationSource::OperationSource(const ClientGroup& group, uint32_t thread, uint32_t client,
                                 uint64_t seed, std::shared_ptr<const ZipfTable> zipf)
    : group_(group), thread_(thread), zipf_(std::move(zipf)), prng_(Prng::ForPart(seed, client)) {
  LSM_CHECK(group.keys.count > 0);
  LSM_CHECK(!NeedsZipfTable(group.keys) || zipf_ != nullptr);
}

bool OperationSource::Next(Operation* operation) {
  if (std::exchange(modify_, false)) {
    // The key is still there, from the get.
    operation->kind = OperationKind::kWrite;
    operation->pause_ns = 0;
    operation->entries.front().remove = false;
    FillValue(&operation->entries.front().value);
    operation->sync = prng_.Percent(group_.sync_percent);
    return true;
  }
  if (done_ == group_.operations) return false;
  operation->pause_ns = group_.pause_ns;
  if (done_ > 0 && group_.burst_operations > 0 && done_ % group_.burst_operations == 0) {
    operation->pause_ns += group_.burst_pause_ns;
  }
  done_++;

  const Draw draw = DrawFromMix();
  const bool is_write = draw == Draw::kPut || draw == Draw::kRemove || draw == Draw::kInsert;
  modify_ = draw == Draw::kReadModifyWrite;
  operation->kind = KindOf(is_write, draw == Draw::kScan);
  operation->sync = false;
  if (is_write) {
    FillWrite(draw, operation);
    return true;
  }
  operation->entries.resize(1);
  FillKey(DrawKeyNumber(), &operation->entries.front().key);
  operation->scan_entries = group_.scan_entries;
  if (draw == Draw::kScan && group_.scan_entries_min > 0) {
    operation->scan_entries =
        static_cast<uint32_t>(prng_.Between(group_.scan_entries_min, group_.scan_entries));
  }
  return true;
}

void OperationSource::FillWrite(Draw draw, Operation* operation) {
  const bool batch =
      group_.batch > 1 && (group_.batch_percent == 100 || prng_.Percent(group_.batch_percent));
  operation->entries.resize(batch ? group_.batch : 1);
  for (Operation::Entry& entry : operation->entries) {
    FillKey(draw == Draw::kInsert ? NextNewKeyNumber() : DrawKeyNumber(), &entry.key);
    entry.remove = draw == Draw::kRemove;
    entry.value.clear();
    if (draw != Draw::kRemove) FillValue(&entry.value);
  }
  operation->sync = prng_.Percent(group_.sync_percent);
}

OperationSource::Draw OperationSource::DrawFromMix() {
  const OperationMix& mix = group_.mix;
  const std::array<uint32_t, 6> weights{mix.put,  mix.remove, mix.get,
                                        mix.scan, mix.insert, mix.read_modify_write};
  LSM_CHECK(mix.Total() > 0);
  uint64_t point = prng_.Below(mix.Total());
  size_t i = 0;
  while (point >= weights[i]) point -= weights[i++];
  return static_cast<Draw>(i);
}

uint64_t OperationSource::KnownKeys() const {
  return group_.keys.count + inserted_ * group_.threads;
}

uint64_t OperationSource::NextNewKeyNumber() {
  return group_.keys.count + inserted_++ * group_.threads + thread_;
}

uint64_t OperationSource::DrawKeyNumber() {
  const KeySpace& keys = group_.keys;
  switch (keys.distribution) {
    case KeyDistribution::kSequential:
      // The group's threads take every n-th key each.
      return (keys_drawn_++ * group_.threads + thread_) % keys.count;
    case KeyDistribution::kUniform:
      return prng_.Below(KnownKeys());
    case KeyDistribution::kZipfian:
      return Scatter(zipf_->Draw(&prng_), keys.count);
    case KeyDistribution::kHotSet:
      return prng_.Percent(keys.hot_percent) ? prng_.Below(keys.hot_keys) : prng_.Below(keys.count);
    case KeyDistribution::kLatest:
      return KnownKeys() - 1 - zipf_->Draw(&prng_);
  }
  return 0;
}

void OperationSource::FillKey(uint64_t number, std::string* key) const {
  const KeySpace& keys = group_.keys;
  const bool hashed = keys.order == KeyOrder::kHashed;
  const size_t room = keys.bytes > keys.prefix.size() ? keys.bytes - keys.prefix.size() : 0;
  const std::string all = std::to_string(hashed ? HashOfNumber(number) : number);
  std::string_view digits = all;
  // The last digits of a hash tell keys apart as well as all of them.
  if (hashed && digits.size() > room)
    digits.remove_prefix(digits.size() - std::max<size_t>(1, room));
  *key = keys.prefix;
  if (digits.size() < room) key->append(room - digits.size(), '0');
  *key += digits;
}

void OperationSource::FillValue(std::string* value) {
  const auto bytes =
      static_cast<size_t>(prng_.Between(group_.value_bytes.min, group_.value_bytes.max));
  FillWithLetters(&prng_, bytes, value);
}

}  // namespace lsm::sim
