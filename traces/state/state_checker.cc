#include "traces/state/state_checker.h"

#include "traces/format/units.h"

namespace lsm::trace {

void StateChecker::OnEvent(uint64_t position, const Event& event) {
  if (position == drop_event_) return;
  if (position != last_position_ + 1 && gap_.empty()) {
    gap_ =
        "events are missing: position " + Grouped(position) + " follows " + Grouped(last_position_);
  }
  last_position_ = position;
  Fold(state_, position, event);
  const bool thread_known =
      event.thread < state_.threads.size() && state_.threads[event.thread].number == event.thread;
  // RunStarted comes before its own thread; a power cut is nobody's.
  const bool of_nobody = event.Is<RunStarted>() || event.Is<PowerCut>();
  if (!thread_known && !of_nobody && gap_.empty()) {
    gap_ = "event " + Grouped(position) + " is of thread " + std::to_string(event.thread) +
           ", which never started";
  }
}

bool StateChecker::state_matches_engine() const { return reason().empty(); }

std::string StateChecker::reason() const {
  const AccountCheck& account = state_.account;
  if (account.differed != 0) {
    return "the account at event " + Grouped(account.first_difference) +
           " differs: " + account.difference;
  }
  if (!gap_.empty()) return gap_;
  if (drop_event_ != 0 && drop_event_ == last_position_ + 1) {
    return "the last event is missing";
  }
  return account.compared == 0 ? "no account was compared" : std::string();
}

}  // namespace lsm::trace
