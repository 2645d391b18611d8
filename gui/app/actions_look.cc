// What is selected and shown.
#include <algorithm>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"

namespace lsm::gui {
namespace {

// What Tab goes through: the queue from its front, memory, then the files from the newest.
std::vector<Key> Selectable(const trace::State& state) {
  std::vector<Key> keys;
  for (const uint64_t writer : state.queue) keys.push_back({Thing::kWriter, 0, writer});
  if (state.log) keys.push_back({Thing::kLog, 0, state.log->number});
  if (state.memtable) keys.push_back({Thing::kMemTable, 0, state.memtable->id});
  for (const trace::MemTableNode& immutable : state.immutables) {
    keys.push_back({Thing::kMemTable, 0, immutable->id});
  }
  for (const auto& [id, job] : state.jobs) keys.push_back({Thing::kJob, 0, id});
  for (const trace::LevelState& level : state.levels) {
    for (const trace::FileNode& file : *level.files) {
      keys.push_back({Thing::kFile, 0, file->number});
    }
  }
  return keys;
}

}  // namespace

void Apply(AppModel& model, const Select& action) { model.ui.selected = action.key; }

void Apply(AppModel& model, const SelectNext& action) {
  const std::vector<Key> keys = Selectable(model.state());
  if (keys.empty()) return;
  const auto found = std::ranges::find(keys, model.ui.selected);
  const size_t last = keys.size() - 1;
  size_t next = action.direction > 0 ? 0 : last;
  if (found != keys.end()) {
    const size_t index = static_cast<size_t>(found - keys.begin());
    if (action.direction > 0) {
      next = index == last ? 0 : index + 1;
    } else {
      next = index == 0 ? last : index - 1;
    }
  }
  model.ui.selected = keys[next];
}

void Apply(AppModel& model, const ZoomTimeline& action) {
  constexpr double kNarrowest = 1e-5;
  TimelineWindow& window = model.ui.timeline;
  const double length = window.end - window.begin;
  const double wanted = std::clamp(length / action.factor, kNarrowest, 1.0);
  const double left_share = length <= 0 ? 0 : (action.anchor - window.begin) / length;
  window.begin = std::clamp(action.anchor - left_share * wanted, 0.0, 1.0 - wanted);
  window.end = window.begin + wanted;
}

void Apply(AppModel& model, const ScrollLanes& action) {
  const auto clients = static_cast<int64_t>(ClientLanes(model.session().index()));
  if (clients == 0) return;
  int64_t first = static_cast<int64_t>(model.ui.timeline.first_lane) + action.by;
  if (first >= clients) first = 0;
  if (first < 0) first = clients - 1;
  model.ui.timeline.first_lane = static_cast<size_t>(first);
}

void Apply(AppModel& model, const PanTimeline& action) {
  TimelineWindow& window = model.ui.timeline;
  const double by = std::clamp(action.by, -window.begin, 1 - window.end);
  window.begin += by;
  window.end += by;
}

void Apply(AppModel& model, const ScrollLeft& action) { model.ui.left_scroll_due += action.lines; }

void Apply(AppModel& model, const LeftScrolled&) {
  model.ui.left_scroll_due = 0;
  LessonProgress& lesson = model.ui.lesson;
  lesson.show_words = std::max(0, lesson.show_words - 1);
}

void Apply(AppModel& model, const FilterEvents& action) { model.ui.event_filter = action.family; }

void Apply(AppModel& model, const ToggleHelp&) { model.ui.help_open = !model.ui.help_open; }

}  // namespace lsm::gui
