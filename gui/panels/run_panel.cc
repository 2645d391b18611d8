// Starting a run: which scenario, simulated or for real, where, and the numbers that matter most.
#include <algorithm>
#include <string>

#include "gui/panels/look_tabs.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "sim/scenario/scenario.h"

namespace lsm::gui {
namespace {

// A row of the form: its name on the left, its meaning on hover; the field comes next.
void BeginRow(const FrameView& view, std::string_view key) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::AlignTextToFramePadding();
  FittedIn(view, Role::kTextSecondary, view.Tr(key));
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr(std::string(key) + ".tip"));
  ImGui::TableNextColumn();
  ImGui::SetNextItemWidth(-1);
}

bool ScenarioRow(const FrameView& view, RunForm* form) {
  BeginRow(view, "run.scenario");
  bool changed = false;
  if (!ImGui::BeginCombo("###run_scenario", form->scenario.c_str())) return false;
  for (const std::string& name : sim::BuiltInScenarios()) {
    if (!ImGui::Selectable(name.c_str(), name == form->scenario)) continue;
    form->scenario = name;
    changed = true;
  }
  ImGui::EndCombo();
  return changed;
}

bool KindRow(const FrameView& view, RunForm* form) {
  BeginRow(view, "run.kind");
  const BoxOutline outline(view);
  bool changed = false;
  const auto choice = [&](std::string_view key, const char* id, bool real) {
    const std::string label = std::string(view.Tr(key)) + "###" + id;
    const bool clicked = ImGui::RadioButton(label.c_str(), form->real == real);
    NotePlace(view, id);
    if (!clicked || form->real == real) return;
    form->real = real;
    changed = true;
  };
  choice("run.kind.simulated", "run_simulated", false);
  ImGui::SameLine(0, view.Px(16));
  choice("run.kind.real", "run_real", true);
  return changed;
}

bool DirectoryRow(const FrameView& view, RunForm* form) {
  BeginRow(view, "run.directory");
  if (!form->real) {
    ImGui::AlignTextToFramePadding();
    FittedIn(view, Role::kTextSecondary, view.Tr("run.directory.none"));
    return false;
  }
  bool entered = false;
  return TextField(view, "###run_directory", view.Tr("run.directory.temporary"), false,
                   &form->directory, &entered);
}

bool NumberRow(const FrameView& view, const RunNumber& number, RunForm* form) {
  BeginRow(view, "run." + std::string(number.name));
  const std::string id = "###run_" + std::string(number.name);
  const bool changed = ImGui::InputScalar(id.c_str(), ImGuiDataType_U64, &(form->*number.value));
  NotePlace(view, id.substr(3));
  return changed;
}

bool EndlessRow(const FrameView& view, RunForm* form) {
  BeginRow(view, "run.endless");
  const BoxOutline outline(view);
  const bool changed = ImGui::Checkbox("###run_endless", &form->endless);
  NotePlace(view, "run_endless");
  return changed;
}

void Buttons(const FrameView& view) {
  const bool replaces = view.model.session().live() != nullptr;
  if (Button(view, "run_start", replaces ? "run.restart" : "run.start",
             replaces ? "run.restart.tip" : "run.start.tip")) {
    view.actions.push_back(StartRun{});
  }
  ImGui::SameLine();
  if (Button(view, "run_close", "run.close", "run.close.tip")) {
    view.actions.push_back(ToggleRunPanel{});
  }
}

Rect Place(const FrameView& view) {
  const Rect& stage = view.regions.stage;
  const float width = std::min(view.Px(480), stage.w);
  // A heading, thirteen rows, the buttons, and a line for what went wrong.
  const float row = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().FramePadding.y +
                    2 * ImGui::GetStyle().CellPadding.y;
  const float height = std::min(17 * row, stage.h + view.regions.scrub.h);
  return {stage.CentreX() - width / 2, stage.y + view.Px(8), width, height};
}

}  // namespace

void DrawRun(const FrameView& view) {
  const LiveUi& live = view.model.ui.live;
  if (!live.panel_open) return;
  if (!ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId)) ImGui::SetNextWindowFocus();
  const PanelWindow window(view, "run", Place(view), Role::kRaised, 20, /*above_all=*/true);
  if (!window) return;
  BorderIn(view, Place(view));
  HeadingIn(view, Role::kText, view.Tr("run.title"));
  ImGui::Dummy({0, view.Px(4)});
  RunForm form = live.form;
  bool changed = false;
  bool scenario_changed = false;
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ColourOf(view, Role::kPanel));
  if (ImGui::BeginTable("form", 2)) {
    ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthStretch, 0.46f);
    ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch, 0.54f);
    scenario_changed |= ScenarioRow(view, &form);
    scenario_changed |= KindRow(view, &form);
    changed |= DirectoryRow(view, &form);
    for (const RunNumber& number : RunNumbers()) changed |= NumberRow(view, number, &form);
    changed |= EndlessRow(view, &form);
    ImGui::EndTable();
  }
  ImGui::PopStyleColor();
  if (changed || scenario_changed) view.actions.push_back(EditRun{form, scenario_changed});
  ImGui::Dummy({0, view.Px(4)});
  ImGui::PushStyleColor(ImGuiCol_Button, ColourOf(view, Role::kLine));  // the ground is raised
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ColourOf(view, Role::kFileFill));
  Buttons(view);
  ImGui::PopStyleColor(2);
  if (!live.error.empty()) WrappedIn(view, Role::kStall, live.error);
}

}  // namespace lsm::gui
