// Makes a schedule that shows something shorter: the fewest choices that differ from
// first-in-first-out and still show it.
#ifndef LSMSCOPE_SIM_EXPLORE_SHRINK_H_
#define LSMSCOPE_SIM_EXPLORE_SHRINK_H_

#include <atomic>
#include <cstdint>

#include "sim/explore/attempt.h"

namespace lsm::sim {

struct Shrunk {
  AttemptResult result;   // of the shortest schedule; its plan is what is left
  uint64_t attempts = 0;  // that it took
  bool minimal = false;   // without any one of its choices it does not show it any more
};

// `found` ended with kFound or kViolation; so does what is left (a violation may be another one).
// Takes at most so many attempts.
Shrunk Shrink(Attempts* attempts, uint64_t seed, const AttemptResult& found, uint64_t max_attempts,
              const std::atomic<bool>* cancel = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_EXPLORE_SHRINK_H_
