// Searches the schedules of a scenario for one in which something happens.
#ifndef LSMSCOPE_SIM_EXPLORE_EXPLORE_H_
#define LSMSCOPE_SIM_EXPLORE_EXPLORE_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "sim/explore/attempt.h"

namespace lsm::sim {

enum class SearchKind : uint8_t { kRandom, kPct, kExhaustive };
constexpr auto Names(SearchKind) {
  return std::to_array<std::string_view>({"random", "pct", "exhaustive"});
}

struct ExplorePlan {
  Scenario scenario;  // its own schedule is first-in-first-out with ties by the scenario's seed
  AttemptPlan attempt;
  SearchKind kind = SearchKind::kPct;
  uint32_t depth = 3;            // pct: d
  uint64_t first_seed = 1;       // random, pct: of the schedules
  uint64_t last_seed = 1000;     // included
  uint32_t preemptions = 2;      // exhaustive: at most so many choices differ
  uint64_t budget = UINT64_MAX;  // schedules, at most
  uint32_t jobs = 1;             // threads
  // Every so many schedules the history is checked without the witness, too; 0: never.
  uint64_t search_every = 100;
};

struct ExploreReport {
  uint64_t schedules = 0;        // that were run and checked to their end, or found something
  uint64_t gave_up = 0;          // that needed too many choices: nothing is known of them
  uint64_t operations = 0;       // in histories that were checked
  uint64_t searched = 0;         // histories for which an order was found without the witness
  uint64_t search_given_up = 0;  // histories for which that took too long
  uint32_t fibers = 0;           // n: most of a run
  uint64_t steps = 0;            // k: choices of a run that change points were drawn from (pct)
  uint64_t most_choices = 0;
  uint64_t longer_than_steps = 0;  // pct: runs for which the bound does not hold
  bool complete = false;           // exhaustive: there are no others
  bool interrupted = false;
  uint64_t seed = 0;  // of the schedule that was found (random, pct)
  std::optional<AttemptResult> found;
};

struct ExploreHooks {
  // Now and then, from any of the threads, one at a time.
  std::function<void(const ExploreReport&)> progress;
  const std::atomic<bool>* cancel = nullptr;  // may be null
};

// The first schedule is first-in-first-out. Blocks until something is found (a condition that
// holds, or a violation), all is searched, the budget is used up or somebody cancels. With several
// jobs the schedule of the smallest seed is reported, as with one (exhaustive: any).
ExploreReport Explore(const ExplorePlan& plan, const ExploreHooks& hooks = {});

// PCT's bound: a run finds a bug of depth d with at least this probability.
double PctBound(uint32_t fibers, uint64_t steps, uint32_t depth);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_EXPLORE_EXPLORE_H_
