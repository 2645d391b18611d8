// Random numbers that are the same with every library, compiler and machine.
#ifndef LSMSCOPE_SIM_BASE_PRNG_H_
#define LSMSCOPE_SIM_BASE_PRNG_H_

#include <cstdint>

#include "engine/base/random.h"

namespace lsm::sim {

// The engine's generator, with the draws that workloads and schedules need.
class Prng {
 public:
  explicit Prng(uint64_t seed) : random_(seed) {}

  // A generator of its own for part `index` of what this seed decides.
  static Prng ForPart(uint64_t seed, uint64_t index) {
    Prng mixer(seed ^ 0x6c736d73636f7065);  // so that part 0 differs from Prng(seed)
    const uint64_t mixed = mixer.Next() ^ (index * 0xd1342543de82ef95);
    return Prng(Prng(mixed).Next());
  }

  uint64_t Next() { return random_.Next(); }

  // 0 to limit - 1. REQUIRES: limit > 0. The remainder favours small numbers by less than
  // limit / 2^64: nothing for the limits used here.
  uint64_t Below(uint64_t limit) { return Next() % limit; }

  // min to max, both included. REQUIRES: min <= max, and not the whole 64-bit range.
  uint64_t Between(uint64_t min, uint64_t max) { return min + Below(max - min + 1); }

  bool Percent(uint32_t percent) { return Below(100) < percent; }

 private:
  Random random_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_BASE_PRNG_H_
