// Stepping as in a debugger.
#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/stepping.h"

namespace lsm::gui {
namespace {

// 0: there is nowhere to go; the run stays, and stops playing.
void GoTo(AppModel& model, uint64_t position) {
  Apply(model, SeekTo{position == 0 ? model.ui.position : position});
}

}  // namespace

void Apply(AppModel& model, const ToggleBreakpoint& action) {
  uint16_t kind = action.kind;
  if (kind == 0 && model.ui.position != 0) kind = model.session().EventAt(model.ui.position).kind;
  if (kind == 0) return;
  Breakpoints& breakpoints = model.ui.breakpoints;
  if (breakpoints.erase(kind) == 0) breakpoints.insert(kind);
}

void Apply(AppModel& model, const ClearBreakpoints&) { model.ui.breakpoints.clear(); }

void Apply(AppModel& model, const RunToBreakpoint& action) {
  if (model.ui.breakpoints.empty()) {  // shows where they are set
    Apply(model, ShowLook{LookTab::kBreakpoints});
    return;
  }
  const uint64_t next =
      NextBreakpoint(model.session(), model.ui.position, model.ui.breakpoints, action.direction);
  const auto is_one = [kinds = model.ui.breakpoints](const Event& event) {
    return kinds.contains(event.kind);
  };
  if (next == 0 && action.direction > 0 && RunLiveUntil(model, is_one)) return;
  GoTo(model, next);
}

void Apply(AppModel& model, const StepOverOperation&) {
  GoTo(model, StepOver(model.session(), model.ui.position));
}

void Apply(AppModel& model, const StepIntoThread&) {
  GoTo(model, StepInto(model.session(), model.ui.position));
}

void Apply(AppModel& model, const StepOutOfOperation&) {
  GoTo(model, StepOut(model.session(), model.ui.position));
}

void Apply(AppModel& model, const SeekWriter& action) {
  const Key& selected = model.ui.selected;
  const uint64_t writer = selected.thing == Thing::kWriter
                              ? selected.number
                              : WriterOf(model.session(), model.ui.position);
  GoTo(model, NextOfWriter(model.session(), model.ui.position, writer, action.direction));
}

}  // namespace lsm::gui
