#include "gui/panels/live_lines.h"

#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/layout/text_fit.h"
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

}  // namespace

std::vector<LiveLine> LiveLinesOf(const FrameView& view) {
  Session& session = view.model.session();
  std::vector<LiveLine> lines;
  if (const LiveSession* live = session.live(); live != nullptr) {
    lines.push_back({Role::kText, StateOf(view, *live)});
    if (!live->directory().empty()) {
      lines.push_back({Role::kTextSecondary, view.Tr("live.directory", live->directory()), true});
    }
  } else if (session.growing()) {
    lines.push_back({Role::kText, std::string(view.Tr("live.follows"))});
  }
  if (const uint64_t forgotten = session.first() - 1; forgotten > 0) {
    lines.push_back({Role::kStall, view.Tr("live.forgotten", trace::Grouped(forgotten))});
  }
  // The engine's own words are not ours to translate.
  if (const Status status = session.status(); !status.ok()) {
    lines.push_back({Role::kStall, view.Tr("live.failed", status.ToString())});
  }
  return lines;
}

float HeightOf(const std::vector<LiveLine>& lines) {
  const ImGuiTextMetrics metrics;
  const float width = ImGui::GetContentRegionAvail().x;
  size_t count = 0;
  for (const LiveLine& line : lines) {
    count += line.in_one_line
                 ? 1
                 : Wrap(line.text, ImGui::GetFontSize(), width, kMostWrappedLines, metrics).size();
  }
  return static_cast<float>(count) * ImGui::GetTextLineHeightWithSpacing();
}

void ShowLiveLines(const FrameView& view, const std::vector<LiveLine>& lines) {
  for (const LiveLine& line : lines) {
    line.in_one_line ? FittedIn(view, line.role, line.text) : WrappedIn(view, line.role, line.text);
  }
}

void LiveButtons(const FrameView& view) {
  if (Button(view, "run_panel", "live.run", "live.run.tip")) {
    view.actions.push_back(ToggleRunPanel{});
  }
  Session& session = view.model.session();
  if (session.live() == nullptr || !session.growing()) return;
  ImGui::SameLine();
  if (Button(view, "live_stop", "live.stop", "live.stop.tip")) view.actions.push_back(StopLive{});
}

}  // namespace lsm::gui
