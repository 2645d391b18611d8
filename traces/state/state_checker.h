// StateChecker: does the folded State equal the engine's own account of itself?
#ifndef LSMSCOPE_TRACES_STATE_STATE_CHECKER_H_
#define LSMSCOPE_TRACES_STATE_STATE_CHECKER_H_

#include <cstdint>
#include <string>

#include "traces/record/consumer.h"
#include "traces/state/state.h"

namespace lsm::trace {

// Folds along. The answer is yes if at least one account was compared, none differed, and no event
// and no thread's beginning is missing.
//
// So that the check is known to be able to fail, `drop_event` keeps one event from the fold. The
// answer is then no for every event there is: by an account that differs where the event changes
// what accounts speak of, else by the gap in the positions. reason() says which.
class StateChecker : public EventConsumer {
 public:
  // 0 drops nothing.
  explicit StateChecker(uint64_t drop_event = 0) : drop_event_(drop_event) {}

  void OnEvent(uint64_t position, const Event& event) override;

  bool state_matches_engine() const;
  // Why not, in words; empty if it matches.
  std::string reason() const;
  const State& state() const { return state_; }

 private:
  const uint64_t drop_event_;
  State state_;
  uint64_t last_position_ = 0;
  std::string gap_;  // the first one, in words; empty: none
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_STATE_STATE_CHECKER_H_
