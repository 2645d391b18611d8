// The list of events around the current one; only the lines in sight are made. A click goes there,
// the wheel moves through the run.
#include <algorithm>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/layout/format.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "traces/format/describe.h"

namespace lsm::gui {
namespace {

std::string_view FamilyName(const FrameView& view, Family family) {
  return view.Tr("family." + std::string(kFamilyNames[static_cast<size_t>(family)]));
}

void Filter(const FrameView& view) {
  const UiState& ui = view.model.ui;
  TextIn(view, Role::kText, view.Tr("events.title"));
  ImGui::SameLine(0, view.Px(16));
  ImGui::SetNextItemWidth(view.Px(120));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {view.Px(6), 0});
  const std::string current(ui.event_filter ? FamilyName(view, *ui.event_filter)
                                            : view.Tr("events.filter.all"));
  if (ImGui::BeginCombo("###filter", current.c_str())) {
    const std::string all(view.Tr("events.filter.all"));
    if (ImGui::Selectable((all + "###all").c_str(), !ui.event_filter)) {
      view.actions.push_back(FilterEvents{});
    }
    const RunIndex& index = view.model.session().index();
    for (int i = 0; i < kNumFamilies; i++) {
      if (index.by_family[i].empty()) continue;
      const Family family = static_cast<Family>(i);
      const std::string label =
          std::string(FamilyName(view, family)) + "###family" + std::to_string(i);
      if (ImGui::Selectable(label.c_str(), ui.event_filter == family)) {
        view.actions.push_back(FilterEvents{family});
      }
    }
    ImGui::EndCombo();
  }
  ImGui::PopStyleVar();
  if (ImGui::IsItemHovered()) Tooltip(view, view.Tr("events.filter.tip"));
}

// Lines of the list by number, from 1: all events, or those of the chosen family.
class Lines {
 public:
  explicit Lines(const FrameView& view)
      : size_(view.model.session().size()),
        chosen_(view.model.ui.event_filter
                    ? &view.model.session()
                           .index()
                           .by_family[static_cast<size_t>(*view.model.ui.event_filter)]
                    : nullptr) {}

  int64_t size() const { return static_cast<int64_t>(chosen_ ? chosen_->size() : size_); }
  uint64_t PositionOf(int64_t line) const {
    return chosen_ ? (*chosen_)[static_cast<size_t>(line - 1)] : static_cast<uint64_t>(line);
  }
  // The last line at or before a position; 0: none.
  int64_t LineOf(uint64_t position) const {
    if (!chosen_) return static_cast<int64_t>(position);
    return std::ranges::upper_bound(*chosen_, position) - chosen_->begin();
  }

 private:
  const uint64_t size_;
  const std::vector<uint64_t>* chosen_;
};

void Line(const FrameView& view, uint64_t position) {
  const Session& session = view.model.session();
  const bool current = position == view.model.ui.position;
  const std::string text =
      trace::DescribeEvent(position, session.EventAt(position), session.tables());
  ImGui::PushID(static_cast<int>(position));
  const ImVec2 place = ImGui::GetCursorScreenPos();
  if (ImGui::Selectable("###line", current)) view.actions.push_back(SeekTo{position});
  const bool hovered = ImGui::IsItemHovered();
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(place);
  const bool past = position <= view.model.ui.position;
  FittedIn(view, past ? Role::kText : Role::kTextSecondary, text);
  if (hovered) Tooltip(view, text);
  ImGui::SetCursorScreenPos(next);
  ImGui::PopID();
}

void List(const FrameView& view) {
  const Lines lines(view);
  const float height = ImGui::GetTextLineHeightWithSpacing();
  const int64_t rows =
      std::max<int64_t>(1, static_cast<int64_t>(ImGui::GetContentRegionAvail().y / height));
  // The current line stands a little below the middle: more of what led to it is seen.
  const int64_t current = lines.LineOf(view.model.ui.position);
  const int64_t last_first = std::max<int64_t>(1, lines.size() - rows + 1);
  const int64_t first = std::clamp<int64_t>(current - rows * 6 / 10, 1, last_first);
  for (int64_t line = first; line < first + rows && line <= lines.size(); line++) {
    Line(view, lines.PositionOf(line));
  }
  if (lines.size() == 0) TextIn(view, Role::kTextSecondary, view.Tr("events.empty"));
  const float wheel = ImGui::GetIO().MouseWheel;
  if (ImGui::IsWindowHovered() && wheel != 0 && lines.size() > 0) {
    constexpr int64_t kPerNotch = 3;
    const int64_t by = static_cast<int64_t>(-wheel * kPerNotch);
    view.actions.push_back(
        SeekTo{lines.PositionOf(std::clamp<int64_t>(current + by, 1, lines.size()))});
  }
}

}  // namespace

void DrawEvents(const FrameView& view) {
  const PanelWindow window(view, "events", view.regions.events);
  if (!window) return;
  Filter(view);
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  List(view);
  ImGui::PopFont();
}

}  // namespace lsm::gui
