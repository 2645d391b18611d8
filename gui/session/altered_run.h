// Runs that begin as another one did and go on differently: from an event on somebody picks who
// goes next, or the power fails there.
#ifndef LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_
#define LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_

#include <cstdint>
#include <string>

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

// Whether PlanFork and PlanPowerCut can work at all: a simulated run that says how it was made.
bool CanBeAltered(const Session& session);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_ALTERED_RUN_H_
