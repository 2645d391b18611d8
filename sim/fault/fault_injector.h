// FaultInjector: the faults of calls that lie in wait, and which call they meet.
#ifndef LSMSCOPE_SIM_FAULT_FAULT_INJECTOR_H_
#define LSMSCOPE_SIM_FAULT_FAULT_INJECTOR_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/prng.h"
#include "sim/fault/fault_plan.h"

namespace lsm::sim {

// Goes along with all lives of a run: a broken disk stays broken.
class FaultInjector {
 public:
  // From now on it lies in wait. `plan` is not owned; `fault` is its number in the scenario, which
  // has this `seed`.
  void Activate(const FaultPlan* plan, size_t fault, uint64_t seed) {
    const uint64_t own = plan->seed != 0 ? plan->seed : seed;
    active_.push_back({.plan = plan,
                       .fault = fault,
                       .draws = Prng::ForPart(own, kFirstPart + fault),
                       .bytes_left = plan->bytes});
  }

  struct Met {
    const FaultPlan* plan = nullptr;  // null: the call is as it should be
    size_t fault = 0;
    uint64_t bytes = 0;  // disk_full: so many of a write still have room; it does not fail yet
  };
  // Counts the call. `bytes`: that it needs room for; a new name needs one, a sync as many as it
  // has to write.
  Met Meet(OsCall call, const std::string& path, uint64_t bytes = 0);

  // The next sync of this file is to fail: an earlier one said ok and was not.
  void OweSyncError(const std::string& path) { owed_.push_back(path); }
  bool TakeOwedSyncError(const std::string& path) { return std::erase(owed_, path) > 0; }

 private:
  struct Active {
    const FaultPlan* plan = nullptr;
    size_t fault = 0;
    Prng draws;
    uint64_t passed = 0;  // calls that it has let pass
    uint64_t met = 0;
    uint64_t bytes_left = 0;
  };
  // Of what a seed decides: the draws for calls are no others' draws.
  static constexpr uint64_t kFirstPart = 1'000;
  // Whether the fault meets a call that it could meet.
  static bool Draw(Active* active);
  static bool Fits(const FaultPlan& plan, OsCall call, FileClass file);

  std::vector<Active> active_;
  std::vector<std::string> owed_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FAULT_FAULT_INJECTOR_H_
