// The list of events around the current one; only the lines in sight are made. A click goes there,
// the wheel moves through the run.
#include <algorithm>
#include <deque>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/layout/format.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "gui/session/event_text.h"
#include "traces/format/describe.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

std::string_view FamilyName(const FrameView& view, Family family) {
  return view.Tr("family." + std::string(kFamilyNames[static_cast<size_t>(family)]));
}

void Filter(const FrameView& view) {
  const UiState& ui = view.model.ui;
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

// Beside the filter: what is looked for, and how many events have it.
void FindField(const FrameView& view) {
  const FindState& find = view.model.ui.find;
  if (!find.open) return;
  ImGui::SameLine(0, view.Px(8));
  std::string text = find.text;
  bool entered = false;
  if (find.take_focus) view.actions.push_back(FindFocused{});
  const std::string hint(view.Tr("find.hint"));
  if (TextField(view, "###find", hint, find.take_focus, &text, &entered)) {
    view.actions.push_back(SetFindText{text});
  }
  if (entered) {
    view.actions.push_back(SeekFound{ImGui::GetIO().KeyShift ? -1 : 1});
    view.actions.push_back(OpenFind{});  // keeps the keyboard
  } else if (ImGui::IsItemDeactivated() && text.empty()) {
    view.actions.push_back(CloseFind{});
  }
  if (!find.text.empty()) {
    FittedIn(view, Role::kTextSecondary, view.Tr("find.count", trace::Grouped(find.found.size())));
  }
}

// Lines of the list by number, from 1: all events that were recorded, those that were found, or
// those of the chosen family.
class Lines {
 public:
  explicit Lines(const FrameView& view)
      : forgotten_(view.model.session().first() - 1),
        size_(view.model.session().size() - forgotten_),
        chosen_(!view.model.ui.find.text.empty() ? &view.model.ui.find.found
                : view.model.ui.event_filter
                    ? &view.model.session()
                           .index()
                           .by_family[static_cast<size_t>(*view.model.ui.event_filter)]
                : !view.model.session().index().recorded.empty()
                    ? &view.model.session().index().recorded
                    : nullptr) {}

  int64_t size() const { return static_cast<int64_t>(chosen_ ? chosen_->size() : size_); }
  uint64_t PositionOf(int64_t line) const {
    return chosen_ ? (*chosen_)[static_cast<size_t>(line - 1)]
                   : forgotten_ + static_cast<uint64_t>(line);
  }
  // The last line at or before a position; 0: none.
  int64_t LineOf(uint64_t position) const {
    if (!chosen_) return static_cast<int64_t>(position - std::min(position, forgotten_));
    return std::ranges::upper_bound(*chosen_, position) - chosen_->begin();
  }

 private:
  const uint64_t forgotten_;
  const uint64_t size_;
  const std::deque<uint64_t>* chosen_;
};

void Line(const FrameView& view, uint64_t position) {
  const Session& session = view.model.session();
  const bool past = position <= view.model.ui.position;
  EventLine(view, position, EventText(session, position),
            past ? Role::kText : Role::kTextSecondary);
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

void EventsTab(const FrameView& view) {
  Filter(view);
  FindField(view);
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  List(view);
  ImGui::PopFont();
}

}  // namespace lsm::gui
