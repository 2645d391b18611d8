#include "gui/session/growing_session.h"

#include <algorithm>
#include <utility>

namespace lsm::gui {
namespace {

const Event kForgotten;

}  // namespace

GrowingSession::GrowingSession(std::shared_ptr<trace::Trace> trace, std::string name,
                               uint64_t bytes)
    : trace_(std::move(trace)),
      name_(std::move(name)),
      recording_(trace_, bytes),
      index_(&builder_.Current()) {
  times_.push_back(0);
}

const Event& GrowingSession::EventAt(uint64_t position) const {
  return position < first() ? kForgotten : trace_->events.At(position);
}

const trace::State& GrowingSession::StateAt(uint64_t position) {
  position = std::max(position, first() - 1);
  if (!has_state_ || state_.position != position) {
    state_ = recording_.timeline().StateAt(position);
  }
  has_state_ = true;
  return state_;
}

uint64_t GrowingSession::TimeAt(uint64_t position) const {
  return times_[position - std::min(position, times_begin_)];
}

void GrowingSession::Add(uint64_t position, const Event& event) {
  const uint64_t forgotten = recording_.forgotten();
  recording_.Append(position, event);
  // Positions that are left out take the time of the one before.
  while (times_begin_ + times_.size() < position) times_.push_back(times_.back());
  times_.push_back(std::max(times_.back(), event.time_ns));
  builder_.Add(position, event);
  if (position == 1 && event.Is<RunStarted>()) {
    scenario_ = trace_->tables.texts.Get(event.As<RunStarted>().scenario);
  }
  if (recording_.forgotten() == forgotten) return;
  // The time of the last forgotten event stays: positions begin behind it.
  times_.erase(times_.begin(),
               times_.begin() + static_cast<ptrdiff_t>(recording_.forgotten() - times_begin_));
  times_begin_ = recording_.forgotten();
  builder_.ForgetBefore(first(), TimeAt(first()));
}

}  // namespace lsm::gui
