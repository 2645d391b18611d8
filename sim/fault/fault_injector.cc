#include "sim/fault/fault_injector.h"

#include <algorithm>
#include <utility>

namespace lsm::sim {

bool FaultInjector::Fits(const FaultPlan& plan, OsCall call, FileClass file) {
  if (plan.call != OsCall::kAny && plan.call != call) return false;
  if (plan.file != FileClass::kAny && plan.file != file) return false;
  return CanMeet(plan.kind, call);
}

bool FaultInjector::Draw(Active* active) {
  constexpr uint64_t kMillion = 1'000'000;
  const uint64_t ppm = active->plan->call_ppm;
  return ppm >= kMillion || active->draws.Below(kMillion) < ppm;
}

FaultInjector::Met FaultInjector::Meet(OsCall call, const std::string& path, uint64_t bytes) {
  if (active_.empty()) return {};
  const FileClass file = FileClassOf(path);
  for (size_t i = 0; i < active_.size(); i++) {
    Active& active = active_[i];
    const FaultPlan& plan = *active.plan;
    if (!Fits(plan, call, file)) continue;
    if (plan.kind == FaultKind::kDiskFull) {
      if (bytes == 0) continue;  // needs no room
      // What is written has its room from the write on, unless the system looks for it late.
      if (call == OsCall::kSync && plan.call != OsCall::kSync) continue;
    }
    if (active.passed < plan.after_calls) {
      active.passed++;
      continue;
    }
    Met met{.plan = &plan, .fault = active.fault};
    if (plan.kind == FaultKind::kDiskFull) {
      if (bytes <= active.bytes_left && active.bytes_left > 0) {
        active.bytes_left -= bytes;
        continue;
      }
      if (!Draw(&active)) continue;
      const uint64_t room = std::exchange(active.bytes_left, 0);
      if (call == OsCall::kWrite && room > 0) {
        met.bytes = room;
        return met;  // a part is written: no failure yet, the next call is one
      }
    } else if (!Draw(&active)) {
      continue;
    }
    if (++active.met == plan.calls) active_.erase(active_.begin() + static_cast<ptrdiff_t>(i));
    return met;
  }
  return {};
}

}  // namespace lsm::sim
