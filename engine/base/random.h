// Random: small, quick, and the same on every machine: what a seed gives is part of golden traces.
// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014). Not for
// cryptography.
#ifndef LSMSCOPE_ENGINE_BASE_RANDOM_H_
#define LSMSCOPE_ENGINE_BASE_RANDOM_H_

#include <cstdint>

namespace lsm {

// Never draw twice in one argument list: the order of evaluation differs between compilers.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15u;
    uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
  }

  // In [0, n-1], with a bias below n / 2^32. REQUIRES: n > 0.
  uint32_t Uniform(uint32_t n) { return static_cast<uint32_t>(((Next() >> 32) * n) >> 32); }

  // True about once in n calls. REQUIRES: n > 0.
  bool OneIn(uint32_t n) { return Uniform(n) == 0; }

 private:
  uint64_t state_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_RANDOM_H_
