#include "gui/session/recorded_session.h"

#include <algorithm>
#include <utility>

namespace lsm::gui {

Status ReadWholeRun(const trace::Trace& trace, const std::atomic<bool>* cancel, WholeRun* run) {
  const uint64_t size = trace.events.size();
  RunIndexBuilder builder;
  *run = WholeRun();
  run->times.reserve(size + 1);
  run->times.push_back(0);
  for (uint64_t position = 1; position <= size; position++) {
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
      return Status::Incomplete("given up at event " + std::to_string(position));
    }
    const Event& event = trace.events.At(position);
    builder.Add(position, event);
    run->times.push_back(std::max(run->times.back(), event.time_ns));
  }
  run->index = builder.Finish();
  return Status::OK();
}

RecordedSession::RecordedSession(std::shared_ptr<const trace::Trace> trace, std::string name,
                                 WholeRun run)
    : trace_(std::move(trace)), name_(std::move(name)), timeline_(trace_), run_(std::move(run)) {
  if (size() > 0 && EventAt(1).Is<RunStarted>()) {
    scenario_ = trace_->tables.texts.Get(EventAt(1).As<RunStarted>().scenario);
  }
}

RecordedSession::RecordedSession(std::shared_ptr<const trace::Trace> trace, std::string name)
    : RecordedSession(trace, std::move(name), [&] {
        WholeRun run;
        (void)ReadWholeRun(*trace, nullptr, &run);  // nobody cancels it
        return run;
      }()) {}

const Event& RecordedSession::EventAt(uint64_t position) const {
  return trace_->events.At(position);
}

const trace::State& RecordedSession::StateAt(uint64_t position) {
  if (!has_state_ || state_.position != position) state_ = timeline_.StateAt(position);
  has_state_ = true;
  return state_;
}

}  // namespace lsm::gui
