// The command palette: what is typed narrows the list, Enter or a click does the chosen one.
#include <algorithm>
#include <string>

#include "gui/app/commands.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

void Do(const FrameView& view, const Command& command) {
  view.actions.push_back(TogglePalette{});
  view.actions.push_back(Resolved(command.action, view.regions));
}

void Line(const FrameView& view, const Command& command, bool chosen) {
  ImGui::PushID(command.text.data());
  const ImVec2 place = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  if (ImGui::Selectable("###command", chosen)) Do(view, command);
  const ImVec2 next = ImGui::GetCursorScreenPos();
  const std::string keys = command.Keys();
  ImGui::SetCursorScreenPos(place);
  TextIn(view, Role::kText, view.Tr(command.text));
  ImGui::SetCursorScreenPos({place.x + width - ImGui::CalcTextSize(keys.c_str()).x, place.y});
  TextIn(view, Role::kTextSecondary, keys);
  ImGui::SetCursorScreenPos(next);
  ImGui::PopID();
}

}  // namespace

void DrawPalette(const FrameView& view) {
  const PaletteState& palette = view.model.ui.palette;
  if (!palette.open) return;
  const Rect& stage = view.regions.stage;
  const float width = std::min(view.Px(520), stage.w);
  const float height = std::min(view.Px(420), stage.h);
  const Rect place{stage.CentreX() - width / 2, stage.y + view.Px(24), width, height};
  ImGui::SetNextWindowFocus();
  const PanelWindow window(view, "palette", place, Role::kRaised, 16, /*above_all=*/true);
  if (!window) return;
  BorderIn(view, place);
  std::string typed = palette.text;
  bool entered = false;
  const bool appearing = ImGui::IsWindowAppearing();
  if (TextField(view, "###palette", view.Tr("palette.hint"), appearing, &typed, &entered)) {
    view.actions.push_back(SetPaletteText{typed});
  }
  const auto matches =
      MatchCommands(view.model.strings(), view.model.StringsIn(Language::kEnglish), palette.text);
  if (matches.empty()) return TextIn(view, Role::kTextSecondary, view.Tr("palette.none"));
  const int last = static_cast<int>(matches.size()) - 1;
  const int chosen = std::min(palette.chosen, last);
  if (entered) return Do(view, *matches[static_cast<size_t>(chosen)]);
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  if (pressed(ImGuiKey_DownArrow) && chosen < last) view.actions.push_back(MovePaletteChoice{1});
  if (pressed(ImGuiKey_UpArrow)) view.actions.push_back(MovePaletteChoice{-1});
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const int rows = std::max(1, static_cast<int>(ImGui::GetContentRegionAvail().y / line));
  const int first = std::clamp(chosen - rows / 2, 0, std::max(0, last + 1 - rows));
  for (int i = first; i <= last && i < first + rows; i++) {
    Line(view, *matches[static_cast<size_t>(i)], i == chosen);
  }
}

}  // namespace lsm::gui
