// The list of what can be opened: typing narrows it, Enter or a click opens the chosen row. It
// keeps the chosen row in sight and has no scroll position of its own.
#include <algorithm>
#include <filesystem>
#include <string>

#include "gui/app/open_list.h"
#include "gui/draw/draw_scene.h"
#include "gui/layout/text_fit.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

void Choose(const FrameView& view, const OpenRow& row) {
  view.actions.push_back(row.action);
  if (row.section == OpenRow::Section::kOpenNow) view.actions.push_back(ToggleOpenPanel{});
}

void Heading(const FrameView& view, OpenRow::Section section) {
  constexpr std::string_view kHeadings[] = {"open.now", "open.recent", "open.built_in",
                                            "open.folder"};
  const std::string_view heading = view.Tr(kHeadings[static_cast<size_t>(section)]);
  ImGui::Dummy({0, view.Px(2)});
  if (section != OpenRow::Section::kFolder) return TextIn(view, Role::kTextSecondary, heading);
  FittedIn(view, Role::kTextSecondary, std::string(heading) + " " + view.model.ui.open.folder);
}

// What a row is, at its right end: "trace · 8.2 MiB".
std::string Detail(const FrameView& view, const OpenRow& row) {
  std::string detail(row.kind.empty() ? "" : view.Tr(row.kind));
  if (row.bytes > 0) detail += " · " + trace::ReadableBytes(row.bytes);
  if (row.shown) detail += " · " + std::string(view.Tr("open.shown"));
  return detail;
}

void Row(const FrameView& view, size_t number, const OpenRow& row, bool chosen) {
  ImGui::PushID(static_cast<int>(number));
  const ImVec2 place = ImGui::GetCursorScreenPos();
  const bool closable = row.section == OpenRow::Section::kOpenNow && view.model.num_sessions() > 1;
  const std::string close(view.Tr("open.close_session"));
  const float close_width = closable ? ImGui::CalcTextSize(close.c_str()).x + view.Px(24) : 0;
  const float width = ImGui::GetContentRegionAvail().x - close_width;
  if (ImGui::Selectable("###row", chosen, 0, {width, 0})) Choose(view, row);
  NotePlace(view, "open_" + row.label);
  const ImVec2 next = ImGui::GetCursorScreenPos();
  const std::string detail = Detail(view, row);
  const float detail_width = ImGui::CalcTextSize(detail.c_str()).x;
  const ImGuiTextMetrics metrics;
  const float indent = view.Px(12);
  ImGui::SetCursorScreenPos({place.x + indent, place.y});
  const float room = width - detail_width - indent - view.Px(16);
  const std::string label = ShortenMiddle(row.label, ImGui::GetFontSize(), room, metrics);
  TextIn(view, Role::kText, label);
  if (label != row.label && ImGui::IsItemHovered()) Tooltip(view, row.label);
  ImGui::SetCursorScreenPos({place.x + width - detail_width - view.Px(4), place.y});
  TextIn(view, Role::kTextSecondary, detail);
  if (closable) {
    ImGui::SetCursorScreenPos({place.x + width + view.Px(12), place.y});
    if (ImGui::Selectable((close + "###close").c_str(), false, 0, {close_width, 0})) {
      view.actions.push_back(CloseSession{row.session});
    }
  }
  ImGui::SetCursorScreenPos(next);
  ImGui::PopID();
}

// As many rows around the chosen one as there is room for, with the headings between them.
void Rows(const FrameView& view, const std::vector<OpenRow>& rows, int chosen) {
  const float line = ImGui::GetTextLineHeightWithSpacing();
  const int room = std::max(1, static_cast<int>(ImGui::GetContentRegionAvail().y / line));
  constexpr int kHeadings = 4;
  const int fit = std::max(1, room - kHeadings - 1);  // and one line for the notes
  const int count = static_cast<int>(rows.size());
  const int first = std::clamp(chosen - fit * 2 / 3, 0, std::max(0, count - fit));
  for (int i = first; i < count && i < first + fit; i++) {
    const auto at = static_cast<size_t>(i);
    if (i == first || rows[at].section != rows[at - 1].section) Heading(view, rows[at].section);
    Row(view, at, rows[at], i == chosen);
  }
}

void Keys(const FrameView& view, const std::vector<OpenRow>& rows, int chosen) {
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key)); };
  if (pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeyPadEnter)) {
    if (!rows.empty()) Choose(view, rows[static_cast<size_t>(chosen)]);
    return;
  }
  constexpr int kPage = 10;
  const auto move = [&](int by) { view.actions.push_back(MoveOpenChoice{by}); };
  if (pressed(ImGuiKey_DownArrow)) move(1);
  if (pressed(ImGuiKey_UpArrow)) move(-1);
  if (pressed(ImGuiKey_PageDown)) move(kPage);
  if (pressed(ImGuiKey_PageUp)) move(-kPage);
  const float wheel = ImGui::GetIO().MouseWheel;
  if (ImGui::IsWindowHovered() && wheel != 0) move(static_cast<int>(-wheel * 3));
}

// What happens now, what went wrong, or what else one can do.
void Note(const FrameView& view) {
  const OpenUi& open = view.model.ui.open;
  const float line = ImGui::GetTextLineHeight();
  ImGui::SetCursorPosY(ImGui::GetWindowHeight() - ImGui::GetStyle().WindowPadding.y -
                       (open.error.empty() ? line : 2 * line));
  if (view.model.opening != nullptr) {
    const std::string leave = std::string(view.Tr("open.cancel")) + "###open_cancel";
    if (ImGui::SmallButton(leave.c_str())) view.actions.push_back(StopOpening{});
    NotePlace(view, "open_cancel");
    ImGui::SameLine();
    FittedIn(view, Role::kText,
             view.Tr(open.unwanted ? "open.leaving" : "open.opening", view.model.opening->name()));
  } else if (!open.error.empty()) {
    WrappedIn(view, Role::kStall, open.error);
  } else {
    FittedIn(view, Role::kTextSecondary, view.Tr("open.hint"));
  }
}

}  // namespace

void DrawOpen(const FrameView& view) {
  const OpenUi& open = view.model.ui.open;
  if (!open.panel_open) return;
  const Rect& stage = view.regions.stage;
  const float width = std::min(view.Px(720), view.regions.transport.w);
  const float height = std::min(view.Px(520), stage.h + view.regions.scrub.h);
  const float x = std::max(0.0f, stage.CentreX() - width / 2);
  const Rect place{std::min(x, view.regions.transport.w - width), stage.y + view.Px(8), width,
                   height};
  ImGui::SetNextWindowFocus();
  const PanelWindow window(view, "open", place, Role::kRaised, 20, /*above_all=*/true);
  if (!window) return;
  BorderIn(view, place);
  HeadingIn(view, Role::kText, view.Tr("open.title"));
  ImGui::Dummy({0, view.Px(2)});
  std::string filter = open.filter;
  bool entered = false;
  ImGui::PushStyleColor(ImGuiCol_FrameBg, ColourOf(view, Role::kPanel));
  // The field always has the keyboard; Enter would take it away.
  if (TextField(view, "###open_filter", view.Tr("open.filter"), !ImGui::IsAnyItemActive(), &filter,
                &entered)) {
    view.actions.push_back(SetOpenFilter{filter});
  }
  ImGui::PopStyleColor();
  ImGui::Dummy({0, view.Px(2)});
  const std::vector<OpenRow> rows = OpenRows(view.model);
  const int chosen = std::clamp(open.chosen, 0, std::max(0, static_cast<int>(rows.size()) - 1));
  if (rows.empty()) TextIn(view, Role::kTextSecondary, view.Tr("open.none"));
  Keys(view, rows, chosen);
  Rows(view, rows, chosen);
  Note(view);
}

}  // namespace lsm::gui
