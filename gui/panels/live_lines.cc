#include "gui/panels/live_lines.h"

#include <string>

#include "gui/panels/widgets.h"
#include "gui/session/live_session.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

std::string StateOf(const FrameView& view, const LiveSession& live) {
  const trace::Gate::View gate = live.gate();
  if (!live.growing()) return std::string(view.Tr("live.ended"));
  if (live.running_until()) return std::string(view.Tr("live.until"));
  if (view.model.ui.playing || gate.open) return std::string(view.Tr("live.running"));
  if (gate.due > 0) return view.Tr("live.due", trace::Grouped(gate.due));
  // A world has one thread of the machine, which says nothing about its own.
  if (!live.header().real) return std::string(view.Tr("live.standing_simulated"));
  return view.Tr(gate.waiting == 1 ? "live.standing_one" : "live.standing",
                 trace::Grouped(gate.waiting));
}

void Buttons(const FrameView& view) {
  if (Button(view, "run_panel", "live.run", "live.run.tip")) {
    view.actions.push_back(ToggleRunPanel{});
  }
  Session& session = view.model.session();
  if (session.live() == nullptr || !session.growing()) return;
  ImGui::SameLine();
  if (Button(view, "live_stop", "live.stop", "live.stop.tip")) view.actions.push_back(StopLive{});
}

}  // namespace

void LiveLines(const FrameView& view) {
  Session& session = view.model.session();
  ImGui::Dummy({0, view.Px(4)});
  if (const LiveSession* live = session.live(); live != nullptr) {
    WrappedIn(view, Role::kText, StateOf(view, *live));
    if (!live->directory().empty()) {
      FittedIn(view, Role::kTextSecondary, view.Tr("live.directory", live->directory()));
    }
  } else if (session.growing()) {
    WrappedIn(view, Role::kText, view.Tr("live.follows"));
  }
  if (const uint64_t forgotten = session.first() - 1; forgotten > 0) {
    WrappedIn(view, Role::kStall, view.Tr("live.forgotten", trace::Grouped(forgotten)));
  }
  if (const Status status = session.status(); !status.ok()) {
    WrappedIn(view, Role::kStall, status.ToString());
  }
  Buttons(view);
}

}  // namespace lsm::gui
