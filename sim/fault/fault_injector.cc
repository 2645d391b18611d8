#include "sim/fault/fault_injector.h"

#include <algorithm>

namespace lsm::sim {
namespace {

// Calls that a kind of fault can meet, whatever its plan asks for.
bool CanMeet(FaultKind kind, OsCall call) {
  switch (kind) {
    case FaultKind::kDiskFull:
      return call == OsCall::kWrite || call == OsCall::kOpen || call == OsCall::kRename ||
             call == OsCall::kMakeDirectory;
    case FaultKind::kShortWrite:
    case FaultKind::kMisdirected:
      return call == OsCall::kWrite;
    case FaultKind::kShortRead:
      return call == OsCall::kRead;
    case FaultKind::kLostSync:
    case FaultKind::kCleanPages:
    case FaultKind::kOldContent:
      return call == OsCall::kSync;
    default:
      return true;
  }
}

}  // namespace

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
    if (plan.kind == FaultKind::kDiskFull && bytes == 0) continue;  // needs no room
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
      met.bytes = std::exchange(active.bytes_left, 0);
    } else if (!Draw(&active)) {
      continue;
    }
    if (++active.met == plan.calls) active_.erase(active_.begin() + static_cast<ptrdiff_t>(i));
    return met;
  }
  return {};
}

}  // namespace lsm::sim
