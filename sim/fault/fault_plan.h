// What goes wrong in a scenario, and when. Data.
#ifndef LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_
#define LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "traces/query/condition.h"

namespace lsm::sim {

enum class FaultKind : uint8_t {
  kPowerCut,  // memory is gone; the machine starts anew on what `survives`
};
constexpr auto Names(FaultKind) { return std::to_array<std::string_view>({"power_cut"}); }

struct FaultPlan {
  std::string when;            // as written
  trace::Condition condition;  // the same, understood; looked at after every event
  uint64_t count = 1;          // it happens when the condition holds for this time...
  uint32_t percent = 100;      // ...of those that a draw by the seed lets count
  FaultKind kind = FaultKind::kPowerCut;
  std::string survives = "nothing";  // power_cut: a name of Survivals()
  uint64_t seed = 0;                 // decides what survives and the draws; 0: the scenario's
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FAULT_FAULT_PLAN_H_
