// The lower right: tabs for looking closer.
#include <array>
#include <cstdio>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

struct Tab {
  LookTab tab;
  std::string_view name;
  void (*draw)(const FrameView& view);
};

constexpr Tab kTabs[] = {
    {LookTab::kEvents, "look.events", EventsTab},
    {LookTab::kSource, "look.source", SourceTab},
    {LookTab::kBreakpoints, "look.breakpoints", BreakpointsTab},
    {LookTab::kStalls, "look.stalls", StallHistoryTab},
    {LookTab::kRead, "look.read", ReadPathTab},
    {LookTab::kWorld, "look.world", WorldTab},
};

void Names(const FrameView& view) {
  const LookTab shown = view.model.ui.look;
  for (const Tab& tab : kTabs) {
    const std::string name(view.Tr(tab.name));
    if (&tab != kTabs) ImGui::SameLine(0, view.Px(14));
    const bool current = tab.tab == shown;
    const ImVec2 place = ImGui::GetCursorScreenPos();
    ImGui::PushID(tab.name.data());
    const ImVec2 size{ImGui::CalcTextSize(name.c_str()).x, ImGui::GetTextLineHeight()};
    if (ImGui::InvisibleButton("tab", size)) view.actions.push_back(ShowLook{tab.tab});
    NotePlace(view, std::string(tab.name));
    const bool lit = current || ImGui::IsItemHovered();
    ImGui::PopID();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddText(place,
                  ImGui::GetColorU32(ColourOf(view, lit ? Role::kText : Role::kTextSecondary)),
                  name.c_str());
    if (!current) continue;
    const float y = place.y + size.y + view.Px(2);
    list->AddLine({place.x, y}, {place.x + size.x, y},
                  ImGui::GetColorU32(ColourOf(view, Role::kSelected)), view.Px(2));
  }
  ImGui::Dummy({0, view.Px(2)});
}

}  // namespace

void DrawLook(const FrameView& view) {
  const PanelWindow window(view, "events", view.regions.events);
  if (!window) return;
  Names(view);
  for (const Tab& tab : kTabs) {
    if (tab.tab == view.model.ui.look) tab.draw(view);
  }
}

bool EventLine(const FrameView& view, uint64_t position, std::string_view text, Role role) {
  ImGui::PushID(static_cast<int>(position));
  const ImVec2 place = ImGui::GetCursorScreenPos();
  const bool current = position == view.model.ui.position;
  const bool clicked = ImGui::Selectable("###line", current);
  if (clicked) view.actions.push_back(SeekTo{position});
  const bool hovered = ImGui::IsItemHovered();
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(place);
  FittedIn(view, role, text);
  if (hovered) Tooltip(view, text);
  ImGui::SetCursorScreenPos(next);
  ImGui::PopID();
  return clicked;
}

bool TextField(const FrameView& view, const char* id, std::string_view hint, bool take_focus,
               std::string* text, bool* entered, float width) {
  // ImGui edits a buffer of its own while the field has the keyboard; ours only starts it.
  std::array<char, 128> buffer = {};
  std::snprintf(buffer.data(), buffer.size(), "%s", text->c_str());
  ImGui::SetNextItemWidth(width > 0 ? width : ImGui::GetContentRegionAvail().x);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {view.Px(6), view.Px(2)});
  if (take_focus) ImGui::SetKeyboardFocusHere();
  *entered = ImGui::InputTextWithHint(id, std::string(hint).c_str(), buffer.data(), buffer.size(),
                                      ImGuiInputTextFlags_EnterReturnsTrue);
  NotePlace(view, std::string(id).substr(3));  // without the marks of an id
  ImGui::PopStyleVar();
  const bool changed = *text != buffer.data();
  *text = buffer.data();
  return changed;
}

}  // namespace lsm::gui
