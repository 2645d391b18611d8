// Random numbers that are the same with every library, compiler and machine.
#ifndef LSMSCOPE_SIM_BASE_PRNG_H_
#define LSMSCOPE_SIM_BASE_PRNG_H_

#include <cstdint>

namespace lsm::sim {

// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class Prng {
 public:
  explicit Prng(uint64_t seed) : state_(seed) {}

  // A generator of its own for part `index` of what this seed decides.
  static Prng ForPart(uint64_t seed, uint64_t index) {
    Prng mixer(seed ^ 0x6c736d73636f7065);  // so that part 0 differs from Prng(seed)
    const uint64_t mixed = mixer.Next() ^ (index * 0xd1342543de82ef95);
    return Prng(Prng(mixed).Next());
  }

  uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  // 0 to limit - 1. REQUIRES: limit > 0. The remainder favours small numbers by less than
  // limit / 2^64: nothing for the limits used here.
  uint64_t Below(uint64_t limit) { return Next() % limit; }

  // min to max, both included. REQUIRES: min <= max, and not the whole 64-bit range.
  uint64_t Between(uint64_t min, uint64_t max) { return min + Below(max - min + 1); }

  bool Percent(uint32_t percent) { return Below(100) < percent; }

 private:
  uint64_t state_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_BASE_PRNG_H_
