// Kinds of events to stop at: those that this run has, with a box for each.
#include <array>
#include <string>

#include "engine/events/all.h"
#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

void Box(const FrameView& view, const EventInfo& info) {
  bool set = view.model.ui.breakpoints.contains(info.code);
  const std::string label(info.name);
  const BoxOutline outline(view);
  if (ImGui::Checkbox(label.c_str(), &set)) view.actions.push_back(ToggleBreakpoint{info.code});
  NotePlace(view, "breakpoint_" + label);
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("event_doc." + label));
}

}  // namespace

void BreakpointsTab(const FrameView& view) {
  FittedIn(view, Role::kTextSecondary, view.Tr("breakpoints.about"));
  ImGui::BeginChild("kinds", {0, 0}, false, ImGuiWindowFlags_NoNav);
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {view.Px(2), view.Px(1)});
  const RunIndex& index = view.model.session().index();
  if (ImGui::BeginTable("kinds", 2)) {
    AllEvents::ForEachKind([&]<class E>() {
      // Families that the run has nothing of would be dead boxes; while it goes on they may come.
      const bool may_come = view.model.session().growing();
      if (!may_come && index.by_family[static_cast<size_t>(E::kInfo.family)].empty()) return;
      ImGui::TableNextColumn();
      Box(view, E::kInfo);
    });
    ImGui::EndTable();
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImGui::EndChild();
}

}  // namespace lsm::gui
