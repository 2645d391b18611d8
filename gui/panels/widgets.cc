#include "gui/panels/widgets.h"

#include <cmath>
#include <utility>

#include "gui/draw/draw_scene.h"
#include "gui/layout/stage.h"
#include "gui/layout/text_fit.h"

namespace lsm::gui {
namespace {

ImVec4 ToImGui(Rgba colour, float opacity = 1) {
  return {static_cast<float>(colour.r) / 255, static_cast<float>(colour.g) / 255,
          static_cast<float>(colour.b) / 255, static_cast<float>(colour.a) / 255 * opacity};
}

// ImGui's functions want a range of bytes; a string_view is one.
void Unformatted(std::string_view text) {
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

}  // namespace

ImVec4 ColourOf(const FrameView& view, Role role) { return ToImGui(view.model.theme()[role]); }

void ApplyStyle(const Theme& theme, float scale) {
  ImGuiStyle& style = ImGui::GetStyle();
  style = ImGuiStyle();
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.FrameRounding = 4 * scale;
  style.PopupRounding = 4 * scale;
  style.ScrollbarSize = 10 * scale;
  style.ScrollbarRounding = 4 * scale;
  style.FramePadding = {10 * scale, 5 * scale};
  style.ItemSpacing = {8 * scale, 5 * scale};
  style.CellPadding = {0, 2 * scale};
  style.WindowMinSize = {1, 1};
  ImVec4* colours = style.Colors;
  colours[ImGuiCol_WindowBg] = ToImGui(theme[Role::kPanel]);
  colours[ImGuiCol_PopupBg] = ToImGui(theme[Role::kRaised]);
  colours[ImGuiCol_Border] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_Text] = ToImGui(theme[Role::kText]);
  colours[ImGuiCol_TextDisabled] = ToImGui(theme[Role::kTextSecondary]);
  colours[ImGuiCol_Button] = ToImGui(theme[Role::kRaised]);
  colours[ImGuiCol_ButtonHovered] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_ButtonActive] = ToImGui(theme[Role::kFileFill]);
  colours[ImGuiCol_FrameBg] = ToImGui(theme[Role::kRaised]);
  colours[ImGuiCol_FrameBgHovered] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_FrameBgActive] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_Header] = ToImGui(theme[Role::kLeaderFill]);
  colours[ImGuiCol_HeaderHovered] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_HeaderActive] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_ScrollbarBg] = ToImGui(theme[Role::kPanel]);
  colours[ImGuiCol_ScrollbarGrab] = ToImGui(theme[Role::kLine]);
  colours[ImGuiCol_ScrollbarGrabHovered] = ToImGui(theme[Role::kTextSecondary]);
  colours[ImGuiCol_ScrollbarGrabActive] = ToImGui(theme[Role::kTextSecondary]);
  colours[ImGuiCol_Separator] = ToImGui(theme[Role::kLine]);
}

PanelWindow::PanelWindow(const FrameView& view, const char* name, const Rect& rect, Role ground,
                         float padding, bool above_all)
    : open_(rect.w > 0 && rect.h > 0) {
  if (!open_) return;
  // Whole pixels, and the same ones for edges that two windows share: no seam between them.
  const ImVec2 from{std::round(rect.x), std::round(rect.y)};
  const ImVec2 to{std::round(rect.Right()), std::round(rect.Bottom())};
  ImGui::SetNextWindowPos(from);
  ImGui::SetNextWindowSize({to.x - from.x, to.y - from.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {view.Px(padding), view.Px(padding * 0.75f)});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, ColourOf(view, ground));
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                   (above_all ? 0 : ImGuiWindowFlags_NoBringToFrontOnFocus));
}

PanelWindow::~PanelWindow() {
  if (!open_) return;
  ImGui::End();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

ScrolledWords::ScrolledWords(const FrameView& view, const std::string& name, float below) {
  ImGui::BeginChild(name.c_str(), {0, -below});
  const int due = view.model.ui.left_scroll_due;
  if (due == 0) return;
  const float by = static_cast<float>(due) * ImGui::GetTextLineHeightWithSpacing();
  ImGui::SetScrollY(ImGui::GetScrollY() + by);
  view.actions.push_back(LeftScrolled{});
}

ScrolledWords::~ScrolledWords() { ImGui::EndChild(); }

BoxOutline::BoxOutline(const FrameView& view) {
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, view.Px(1));
  ImGui::PushStyleColor(ImGuiCol_Border, ColourOf(view, Role::kTextSecondary));
}

BoxOutline::~BoxOutline() {
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

void BorderIn(const FrameView& view, const Rect& place) {
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 corner{place.x, place.y};
  const ImVec2 opposite{place.Right(), place.Bottom()};
  list->PushClipRect(corner, opposite);
  list->AddRect(corner, opposite, ImGui::ColorConvertFloat4ToU32(ColourOf(view, Role::kLine)));
  list->PopClipRect();
}

bool LinesFit(int lines) {
  const float bottom =
      ImGui::GetWindowPos().y + ImGui::GetWindowHeight() - ImGui::GetStyle().WindowPadding.y;
  const float line = ImGui::GetTextLineHeight() + 2 * ImGui::GetStyle().CellPadding.y;
  return ImGui::GetCursorScreenPos().y + static_cast<float>(lines) * line <= bottom;
}

void TextIn(const FrameView& view, Role role, std::string_view text) {
  ImGui::PushStyleColor(ImGuiCol_Text, ColourOf(view, role));
  Unformatted(text);
  ImGui::PopStyleColor();
}

void WrappedIn(const FrameView& view, Role role, std::string_view text) {
  const ImGuiTextMetrics metrics;
  const float width = ImGui::GetContentRegionAvail().x;
  for (const std::string& line :
       Wrap(text, ImGui::GetFontSize(), width, kMostWrappedLines, metrics)) {
    TextIn(view, role, line);
  }
}

void HeadingIn(const FrameView& view, Role role, std::string_view text) {
  ImGui::PushFont(FontFor(view.Px(kHeadText)));
  FittedIn(view, role, text);
  ImGui::PopFont();
}

void FittedIn(const FrameView& view, Role role, std::string_view text) {
  const ImGuiTextMetrics metrics;
  const std::string shown =
      ShortenMiddle(text, ImGui::GetFontSize(), ImGui::GetContentRegionAvail().x, metrics);
  TextIn(view, role, shown);
  if (shown != text && ImGui::IsItemHovered()) Tooltip(view, text);
}

void FieldRow(const FrameView& view, std::string_view name, std::string_view value,
              std::string_view hover) {
  if (LinesFit()) ScrolledFieldRow(view, name, value, hover);
}

void ScrolledFieldRow(const FrameView& view, std::string_view name, std::string_view value,
                      std::string_view hover) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  FittedIn(view, Role::kTextSecondary, name);
  if (!hover.empty() && ImGui::IsItemHovered()) Tooltip(view, hover);
  ImGui::TableNextColumn();
  FittedIn(view, Role::kText, value);
}

void LinkRow(const FrameView& view, std::string_view name, std::string_view value,
             const Key& target) {
  if (!LinesFit()) return;
  FieldRow(view, name, value);
  NotePlace(view, "link_" + std::to_string(static_cast<int>(target.thing)));
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 to = ImGui::GetItemRectMax();
  const ImU32 colour = ImGui::ColorConvertFloat4ToU32(ColourOf(view, Role::kTextSecondary));
  ImGui::GetWindowDrawList()->AddLine({from.x, to.y}, {to.x, to.y}, colour, view.Px(1));
  if (!ImGui::IsItemHovered()) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) view.actions.push_back(Select{target});
}

void Tooltip(const FrameView& view, std::string_view text) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {view.Px(8), view.Px(6)});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(view.Px(420));
  Unformatted(text);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

void ShowScene(const FrameView& view, const Scene& scene,
               const std::function<std::string(const Item&)>& tell) {
  DrawScene(scene, view.model.theme(), ImGui::GetWindowDrawList());
  if (!ImGui::IsWindowHovered()) return;
  const ImVec2 mouse = ImGui::GetMousePos();
  const Item* item = HitTest(scene, mouse.x, mouse.y);
  if (item == nullptr) return;
  std::string text = item->full_text;
  if (text.empty() && item->target) {
    text = DescribeThing(view.state, view.model.session().tables(), view.model.strings(),
                         item->target);
  }
  if (text.empty() && tell) text = tell(*item);
  if (!text.empty()) Tooltip(view, text);
  if (item->target && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
    view.actions.push_back(Select{item->target});
  }
}

void NotePlace(const FrameView& view, std::string id) {
  if (view.widgets == nullptr || !ImGui::IsItemVisible()) return;
  const ImVec2 from = ImGui::GetItemRectMin();
  const ImVec2 size = ImGui::GetItemRectSize();
  view.widgets->push_back({std::move(id), {from.x, from.y, size.x, size.y}, ImGui::IsItemActive()});
}

bool Button(const FrameView& view, const char* id, std::string_view label_key,
            std::string_view tip_key) {
  // "label###id": ImGui's id is what follows the marks.
  const std::string label = std::string(view.Tr(label_key)) + "###" + id;
  const bool pressed = ImGui::Button(label.c_str());
  NotePlace(view, id);
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr(tip_key));
  return pressed;
}

}  // namespace lsm::gui
