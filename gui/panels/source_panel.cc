// The engine's own statement that emitted the current event, and the function around it.
#include "gui/source/source_view.h"

#include <algorithm>
#include <string>

#include "engine/events/all.h"
#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "traces/format/describe.h"

namespace lsm::gui {
namespace {

// Lines have no scroll position of their own but `source_scroll`, which a step sets back.
void Lines(const FrameView& view, const SourceView& source, int site_line) {
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, view.Px(1)});
  const float height = ImGui::GetTextLineHeightWithSpacing();
  const int rows = std::max(1, static_cast<int>(ImGui::GetContentRegionAvail().y / height));
  const int count = static_cast<int>(source.lines.size());
  const int site = site_line - source.range.first;
  const int last_first = std::max(0, count - rows);
  // The function from its beginning where it fits; else the statement a little below the middle.
  const int first = std::clamp(site - rows * 6 / 10 + view.model.ui.source_scroll, 0, last_first);
  const float number_width = ImGui::CalcTextSize("00000").x;
  const float step_in = ImGui::CalcTextSize("n").x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (int i = first; i < std::min(count, first + rows); i++) {
    const std::string_view line = source.lines[static_cast<size_t>(i)];
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    // Arguments that stand far in, below their bracket, would leave no room for themselves.
    constexpr size_t kMostIndent = 16;
    const auto shown_indent = static_cast<float>(std::min(indent, kMostIndent));
    const ImVec2 place = ImGui::GetCursorScreenPos();
    if (i == site) {
      list->AddRectFilled(place, {place.x + ImGui::GetContentRegionAvail().x, place.y + height},
                          ImGui::GetColorU32(ColourOf(view, Role::kLeaderFill)));
    }
    TextIn(view, Role::kTextSecondary, std::to_string(source.range.first + i));
    ImGui::SetCursorScreenPos({place.x + number_width + step_in * shown_indent, place.y});
    const bool comment = line.substr(indent).starts_with("//");
    FittedIn(view, comment ? Role::kTextSecondary : Role::kText, line.substr(indent));
    ImGui::SetCursorScreenPos({place.x, place.y + height});
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  const float wheel = ImGui::GetIO().MouseWheel;
  if (wheel != 0 && ImGui::IsWindowHovered()) {
    view.actions.push_back(ScrollSource{static_cast<int>(-wheel * 3)});
  }
}

void Warning(const FrameView& view, SourceMatch match) {
  if (match == SourceMatch::kOther) WrappedIn(view, Role::kStall, view.Tr("source.other"));
  if (match == SourceMatch::kUnknown) {
    WrappedIn(view, Role::kTextSecondary, view.Tr("source.unknown"));
  }
}

}  // namespace

void SourceTab(const FrameView& view) {
  const Session& session = view.model.session();
  const uint64_t position = view.model.ui.position;
  if (position == 0) return WrappedIn(view, Role::kTextSecondary, view.Tr("event.none"));
  const Event& event = session.EventAt(position);
  const trace::Site& site = session.tables().sites.Get(event.site);
  const SourceView source = ViewSource(site);
  const std::string place = trace::SiteText(event.site, session.tables());
  switch (source.found) {
    case SourceView::Found::kNoSite:
      return WrappedIn(view, Role::kTextSecondary, view.Tr("source.no_site"));
    case SourceView::Found::kNotEngine:
      return WrappedIn(view, Role::kTextSecondary, view.Tr("source.not_engine", place));
    case SourceView::Found::kNoLine:
      Warning(view, CompareSources(session.header().sources_hash));
      return WrappedIn(view, Role::kTextSecondary, view.Tr("source.no_line", place));
    case SourceView::Found::kShown:
      break;
  }
  FittedIn(view, Role::kTextSecondary, place + "  " + std::string(trace::KindName(event.kind)));
  Warning(view, CompareSources(session.header().sources_hash));
  Lines(view, source, site.line);
}

}  // namespace lsm::gui
