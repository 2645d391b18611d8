// A Bloom filter: each key sets a few bits; a key with a bit that is not set was never added
// (Bloom, 1970). The few hash functions are made from one by double hashing (Kirsch and
// Mitzenmacher, 2006). A filter is its bits, and a last byte that says how many each key sets.
#include <algorithm>
#include <cstdint>

#include "engine/base/hash.h"
#include "lsm/filter_policy.h"
#include "lsm/slice.h"

namespace lsm {

namespace {

constexpr int kMaxProbes = 30;

// The bits that a key sets, one after the other.
class Probes {
 public:
  Probes(const Slice& key, size_t bits)
      : hash_(Hash(key.data(), key.size(), 0xbc9f1d34u)),
        step_((hash_ >> 17) | (hash_ << 15)),
        bits_(bits) {}

  size_t Next() {
    const size_t bit = hash_ % bits_;
    hash_ += step_;
    return bit;
  }

 private:
  uint32_t hash_;
  const uint32_t step_;
  const size_t bits_;
};

class BloomFilterPolicy final : public FilterPolicy {
 public:
  explicit BloomFilterPolicy(int bits_per_key)
      : bits_per_key_(static_cast<size_t>(std::max(bits_per_key, 0))),
        // bits_per_key * ln 2 probes give the fewest false answers.
        probes_(static_cast<int>(
            std::clamp<size_t>(std::min<size_t>(bits_per_key_, 100) * 69 / 100, 1, kMaxProbes))) {}

  const char* Name() const override { return "leveldb.BuiltinBloomFilter2"; }

  void CreateFilter(const Slice* keys, int n, std::string* dst) const override {
    // A very short filter would say "maybe" to nearly everything.
    const size_t wanted_bits = std::max<size_t>(static_cast<size_t>(n) * bits_per_key_, 64);
    const size_t bytes = (wanted_bits + 7) / 8;
    const size_t begin = dst->size();
    dst->resize(begin + bytes, '\0');
    dst->push_back(static_cast<char>(probes_));
    for (int i = 0; i < n; i++) {
      Probes probes(keys[i], bytes * 8);
      for (int p = 0; p < probes_; p++) {
        const size_t bit = probes.Next();
        char& byte = (*dst)[begin + bit / 8];
        byte = static_cast<char>(byte | 1 << (bit % 8));
      }
    }
  }

  bool KeyMayMatch(const Slice& key, const Slice& filter) const override {
    if (filter.size() < 2) return false;
    const size_t bytes = filter.size() - 1;
    const int num_probes = static_cast<uint8_t>(filter[bytes]);
    if (num_probes > kMaxProbes) return true;  // an encoding of the future
    Probes probes(key, bytes * 8);
    for (int p = 0; p < num_probes; p++) {
      const size_t bit = probes.Next();
      if ((filter[bit / 8] & 1 << (bit % 8)) == 0) return false;
    }
    return true;
  }

 private:
  const size_t bits_per_key_;
  const int probes_;
};

}  // namespace

const FilterPolicy* NewBloomFilterPolicy(int bits_per_key) {
  return new BloomFilterPolicy(bits_per_key);
}

}  // namespace lsm
