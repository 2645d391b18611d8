// One run of a scenario under one schedule, watched: does what is looked for happen, does
// everything go as it should?
#ifndef LSMSCOPE_SIM_EXPLORE_ATTEMPT_H_
#define LSMSCOPE_SIM_EXPLORE_ATTEMPT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/check/history_recorder.h"
#include "sim/explore/spy_policy.h"
#include "sim/fiber/stack_pool.h"
#include "sim/scenario/scenario.h"
#include "traces/query/condition.h"

namespace lsm::sim {

struct AttemptPlan {
  // Holds at an event of the run that is looked for; empty: only violations are looked for.
  trace::Condition find;
  uint64_t max_choices = 1'000'000;  // a run that needs more is given up, and counts as such
  // Of the search for an order without the witness.
  uint64_t search_steps = 1'000'000;
  // Folds the State along, and compares it with the engine's accounts, even if nothing is looked
  // for. It takes most of an attempt's time.
  bool check_state = true;
};

enum class AttemptEnd : uint8_t {
  kNothing,    // nothing happened that is looked for
  kFound,      // the condition held
  kViolation,  // a promise was broken
  kGaveUp,     // too many choices
};

struct AttemptResult {
  AttemptEnd end = AttemptEnd::kNothing;
  uint64_t position = 0;  // of the event, if it is one that shows it
  std::string what;       // kFound: that event; kViolation: what is wrong
  ChoicePlan plan;        // gives this run again by replay, up to there
  uint64_t choices = 0;
  uint32_t fibers = 0;
  uint64_t operations = 0;  // in the history that was checked
  bool order_searched = false;
  bool search_given_up = false;           // it took more than search_steps
  std::vector<Alternative> alternatives;  // if wanted
};

// Used by one thread, for any number of attempts: it keeps stacks and memory.
//
// What counts as a violation: the run ends with an error (a deadlock, starvation, ...), the write
// queue breaks one of the rules of ProtocolChecker, the folded State differs from the engine's
// account, the history is not linearizable.
class Attempts {
 public:
  // Scenario and plan must outlive this object.
  Attempts(const Scenario& scenario, const AttemptPlan& plan);
  ~Attempts();

  struct Wants {
    bool alternatives = false;
    bool search_order = false;  // an order of the history is searched without the witness, too
  };
  AttemptResult Run(std::unique_ptr<SchedulePolicy> policy, Wants wants);
  AttemptResult Run(std::unique_ptr<SchedulePolicy> policy) { return Run(std::move(policy), {}); }

 private:
  const Scenario& scenario_;
  const AttemptPlan& plan_;
  StackPool stacks_;
  HistoryRecorder recorder_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_EXPLORE_ATTEMPT_H_
