#include "gui/session/recorded_session.h"

#include <algorithm>
#include <utility>

namespace lsm::gui {

RecordedSession::RecordedSession(std::shared_ptr<const trace::Trace> trace, std::string name)
    : trace_(std::move(trace)), name_(std::move(name)), timeline_(trace_) {
  RunIndexBuilder builder;
  times_.reserve(size() + 1);
  times_.push_back(0);
  for (uint64_t position = 1; position <= size(); position++) {
    builder.Add(position, EventAt(position));
    times_.push_back(std::max(times_.back(), EventAt(position).time_ns));
  }
  index_ = builder.Finish();
  if (size() > 0 && EventAt(1).Is<RunStarted>()) {
    scenario_ = trace_->tables.texts.Get(EventAt(1).As<RunStarted>().scenario);
  }
}

const Event& RecordedSession::EventAt(uint64_t position) const {
  return trace_->events.At(position);
}

const trace::State& RecordedSession::StateAt(uint64_t position) {
  if (!has_state_ || state_.position != position) state_ = timeline_.StateAt(position);
  has_state_ = true;
  return state_;
}

}  // namespace lsm::gui
