#include "gui/session/reruns.h"

#include <algorithm>
#include <utility>

namespace lsm::gui {

const sim::RerunResult* Reruns::Get(const Moment& moment,
                                    const std::function<sim::RerunPlan()>& plan, bool wait) {
  const auto kept = std::ranges::find(kept_, moment, &Kept::moment);
  if (kept != kept_.end()) return &kept->result;
  if (running_ != moment) {
    Cancel();
    Start(moment, plan());
    // Only a run that has just begun is waited for: a longer one must not hold up every frame.
    const double expected_ns = ns_per_event_ * static_cast<double>(moment.position);
    const bool soon = expected_ns < std::chrono::duration<double, std::nano>(kPatience).count();
    if (soon && Finish(kPatience)) return &kept_.front().result;
  }
  if (wait) result_.wait();
  return Finish(std::chrono::milliseconds(0)) ? &kept_.front().result : nullptr;
}

void Reruns::Cancel() {
  if (!running_) return;
  cancel_ = true;
  result_.wait();
  running_.reset();
}

void Reruns::Start(const Moment& moment, sim::RerunPlan plan) {
  cancel_ = false;
  begun_ = std::chrono::steady_clock::now();
  running_ = moment;
  result_ = std::async(std::launch::async,
                       [this, plan = std::move(plan)] { return sim::Rerun(plan, &cancel_); });
}

void Reruns::DropOldest() {
  uint64_t bytes = 0;
  size_t keep = 0;
  for (const Kept& kept : kept_) {
    if (kept.result.disk != nullptr) bytes += kept.result.disk->ContentBytes();
    if (keep > 0 && (keep == kMostKept || bytes > kMostKeptBytes)) break;
    keep++;
  }
  kept_.resize(keep);
}

bool Reruns::Finish(std::chrono::milliseconds patience) {
  if (result_.wait_for(patience) != std::future_status::ready) return false;
  kept_.push_front({*running_, result_.get()});
  DropOldest();
  running_.reset();
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begun_;
  // Short runs say little: much of their time is the machine's.
  const uint64_t events = kept_.front().result.events;
  if (events >= 1000) ns_per_event_ = took.count() / static_cast<double>(events);
  return true;
}

}  // namespace lsm::gui
