// Runs that begin as another one did and go on differently: from an event on somebody picks who
// goes next, the power fails there, or something else goes wrong.
#ifndef LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_
#define LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "gui/session/session.h"
#include "lsm/status.h"
#include "sim/run/live_run.h"

namespace lsm::gui {

// The same run up to event `position`, where it stands; then the desk is asked. An error says why
// this run cannot be had again.
[[nodiscard]] Status PlanFork(const Session& session, uint64_t position, sim::LivePlan* plan);

// The same run up to event `position`, where the power fails; it stands right behind that.
// `survives` is a name of sim::Survivals().
[[nodiscard]] Status PlanPowerCut(const Session& session, uint64_t position,
                                  const std::string& survives, sim::LivePlan* plan);

// What else can go wrong, by name ("fault.<name>" is its text).
struct FaultPreset {
  std::string_view name;
  sim::FaultPlan plan;
};
std::span<const FaultPreset> FaultPresets();

// The same run up to event `position`, from where on that goes wrong. `name` is one of
// FaultPresets().
[[nodiscard]] Status PlanFault(const Session& session, uint64_t position, const std::string& name,
                               sim::LivePlan* plan);

// Whether PlanFork, PlanPowerCut and PlanFault can work at all: a simulated run that says how it
// was made.
bool CanBeAltered(const Session& session);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_
