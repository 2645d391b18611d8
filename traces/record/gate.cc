#include "traces/record/gate.h"

#include <algorithm>
#include <utility>

namespace lsm::trace {

void Gate::OpenLocked() {
  stop_at_ = nullptr;
  close_behind_.store(false, std::memory_order_relaxed);
  allowed_ = kNoLimit;
  open_.store(true, std::memory_order_release);
  turn_.notify_all();
}

void Gate::LimitLocked(uint64_t allowed) {
  if (for_good_) return;
  stop_at_ = nullptr;
  close_behind_.store(false, std::memory_order_relaxed);
  allowed_ = allowed;
  open_.store(false, std::memory_order_release);
  turn_.notify_all();
}

void Gate::Open() {
  const std::lock_guard lock(mutex_);
  OpenLocked();
}

void Gate::OpenForGood() {
  const std::lock_guard lock(mutex_);
  for_good_ = true;
  OpenLocked();
}

void Gate::Close() {
  const std::lock_guard lock(mutex_);
  LimitLocked(passed_);
}

void Gate::Step(uint64_t events) {
  const std::lock_guard lock(mutex_);
  const uint64_t begin = allowed_ == kNoLimit ? passed_ : std::max(allowed_, passed_);
  LimitLocked(begin + std::min(events, kNoLimit - 1 - begin));
}

void Gate::RunUntil(Predicate matches) {
  const std::lock_guard lock(mutex_);
  LimitLocked(kNoLimit);
  if (!for_good_) stop_at_ = std::move(matches);
}

Gate::View Gate::view() const {
  const std::lock_guard lock(mutex_);
  View view;
  view.open = open_.load(std::memory_order_relaxed);
  view.running = allowed_ > passed_ || view.open;
  view.waiting = came_ - passed_;
  view.due = allowed_ == kNoLimit || view.open ? 0 : allowed_ - passed_;
  view.hits = hits_;
  return view;
}

EventId Gate::PassInTurn(EventSink* inner, const Event& event, EmitSite site, LockTicket ticket) {
  std::unique_lock lock(mutex_);
  if (close_behind_.exchange(false, std::memory_order_relaxed)) {
    for_good_ ? OpenLocked() : LimitLocked(passed_);
  }
  const uint64_t number = came_++;
  turn_.wait(lock, [&] { return number == passed_ && number < allowed_; });
  passed_++;
  const EventId id = inner->Append(event, site, ticket);
  if (stop_at_ && stop_at_(event)) {
    hits_++;
    LimitLocked(passed_);
  } else if (came_ > passed_) {
    turn_.notify_all();
  }
  return id;
}

}  // namespace lsm::trace
