// What is running and what to expect of it.
#include <algorithm>
#include <string>
#include <vector>

#include "gui/panels/live_lines.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

std::string About(const FrameView& view) {
  const std::string key = "scenario.about." + view.model.session().scenario();
  const trace::LimitsState& limits = view.state.limits;
  if (!view.model.strings().Has(key)) return std::string(view.Tr("scenario.other"));
  // Before the database is opened its limits are not known yet; LevelDB's stand in.
  return view.Tr(key, limits.l0_slowdown_trigger ? std::to_string(limits.l0_slowdown_trigger) : "8",
                 limits.l0_stop_trigger ? std::to_string(limits.l0_stop_trigger) : "12");
}

void RunFacts(const FrameView& view) {
  const Session& session = view.model.session();
  const RunIndex& index = session.index();
  if (!ImGui::BeginTable("run", 2)) return;
  ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.4f);
  ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.6f);
  const auto row = [&](std::string_view key, std::string_view value) {
    ScrolledFieldRow(view, view.Tr(key), value);
  };
  row("scenario.kind",
      view.Tr(session.header().real ? "scenario.kind.real" : "scenario.kind.simulated",
              std::to_string(session.header().seed)));
  row("scenario.events", trace::Grouped(session.size()));
  row("scenario.duration", trace::ReadableNanos(index.duration_ns));
  row("scenario.stalls", trace::Grouped(index.stalls.size()));
  row("scenario.stalled", trace::ReadableNanos(index.stalled_ns));
  ImGui::EndTable();
}

void MissingFamilies(const FrameView& view) {
  const FamilySet recorded = view.model.session().header().families;
  std::string missing;
  for (const Family family :
       {Family::kWrite, Family::kWal, Family::kMemTable, Family::kFlush, Family::kCompaction,
        Family::kVersion, Family::kRead, Family::kStall}) {
    if ((recorded & Bit(family)) != 0) continue;
    if (!missing.empty()) missing += ", ";
    missing += view.Tr("family." + std::string(kFamilyNames[static_cast<size_t>(family)]));
  }
  if (!missing.empty()) WrappedIn(view, Role::kStall, view.Tr("scenario.no_family", missing));
}

// Several files are open: one of them is shown.
void SessionPicker(const FrameView& view) {
  if (view.model.num_sessions() < 2) return;
  const BoxOutline outline(view);
  for (size_t i = 0; i < view.model.num_sessions(); i++) {
    const std::string label = view.model.SessionAt(i).name() + "###session" + std::to_string(i);
    if (ImGui::RadioButton(label.c_str(), view.model.ui.session == i)) {
      view.actions.push_back(OpenSessionAt{i});
    }
  }
}

// What is said of the run; where it does not fit, it scrolls.
void Words(const FrameView& view) {
  HeadingIn(view, Role::kText, view.model.session().name());
  const std::string& scenario = view.model.session().scenario();
  if (scenario.empty()) {
    TextIn(view, Role::kTextSecondary, view.Tr("scenario.recorded"));
  } else if (scenario != view.model.session().name()) {
    FittedIn(view, Role::kTextSecondary, view.Tr("scenario.title", scenario));
  }
  SessionPicker(view);
  ImGui::Dummy({0, view.Px(4)});
  WrappedIn(view, Role::kText, About(view));
  ImGui::Dummy({0, view.Px(4)});
  RunFacts(view);
  if (view.model.session().cut_off()) {
    WrappedIn(view, Role::kStall, view.Tr("scenario.cut_off"));
  }
  MissingFamilies(view);
}

}  // namespace

void DrawScenario(const FrameView& view) {
  if (view.model.session().lesson() != nullptr) return;  // the lesson is there
  const Rect& left = view.regions.left;
  const float below = view.scenes.stalls.bounds.h + view.Px(24);
  const Rect rect{left.x, left.y, left.w, std::max(0.0f, left.h - below)};
  const PanelWindow window(view, "scenario", rect);
  if (!window) return;
  // How the run stands and the buttons keep their place, unless that takes too much of the rest.
  const float gap = ImGui::GetStyle().ItemSpacing.y;
  const float buttons = ImGui::GetFrameHeight() + 2 * gap;
  const std::vector<LiveLine> lines = LiveLinesOf(view);
  const float told = HeightOf(lines);
  const bool apart = buttons + told <= ImGui::GetContentRegionAvail().y * 0.6f;
  {
    const ScrolledWords scrolled(view, "words", apart ? buttons + told : buttons);
    if (!apart) ShowLiveLines(view, lines);
    Words(view);
  }
  ImGui::Dummy({0, 0});
  if (apart) ShowLiveLines(view, lines);
  LiveButtons(view);
}

}  // namespace lsm::gui
