// Where in the run.
#include <algorithm>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/stepping.h"

namespace lsm::gui {
namespace {

void MoveTo(AppModel& model, uint64_t position) {
  UiState& ui = model.ui;
  // What was not recorded changes nothing that could be seen.
  ui.position = RecordedAt(
      model.session(), std::clamp(position, model.session().first() - 1, model.session().size()));
  if (IsRunningUntil(model)) PauseLive(model);
  ui.live.goal = 0;
  ui.story_carry = 0;
  ui.source_scroll = 0;
  ui.lesson.run_to = 0;
  ui.clock_ns = static_cast<double>(model.time_ns());
}

// The first of the ascending `positions` after `from` (direction +1), or the last before it (-1);
// 0: there is none.
template <class Positions>
uint64_t Neighbour(const Positions& positions, uint64_t from, int direction) {
  if (direction > 0) {
    const auto next = std::ranges::upper_bound(positions, from);
    return next == positions.end() ? 0 : *next;
  }
  const auto next = std::ranges::lower_bound(positions, from);
  return next == positions.begin() ? 0 : *(next - 1);
}

template <class Positions>
bool MoveToNeighbour(AppModel& model, const Positions& positions, int direction) {
  model.ui.playing = false;
  const uint64_t found = Neighbour(positions, model.ui.position, direction);
  if (found != 0) MoveTo(model, found);
  return found != 0;
}

}  // namespace

void Apply(AppModel& model, const SeekTo& action) {
  model.ui.playing = model.ui.playing && action.keep_playing;
  MoveTo(model, action.position);
}

void Apply(AppModel& model, const StepBy& action) {
  const Stepped stepped = StepEvents(model.session(), model.ui.position, action.events);
  if (action.events > 0 && stepped.missing > 0 && StepLive(model, stepped.missing)) return;
  model.ui.playing = false;
  MoveTo(model, stepped.position);
}

void Apply(AppModel& model, const SeekInteresting& action) {
  const auto& known = model.session().index().interesting;
  if (!MoveToNeighbour(model, known, action.direction) && action.direction > 0) {
    RunLiveUntil(model, IsInteresting);
  }
}

void Apply(AppModel& model, const SeekStall& action) {
  std::vector<uint64_t> begins;
  for (const StallSpan& stall : model.session().index().stalls) begins.push_back(stall.begin);
  if (!MoveToNeighbour(model, begins, action.direction) && action.direction > 0) {
    RunLiveUntil(model, [](const Event& event) { return event.Is<StallBegin>(); });
  }
}

void Apply(AppModel& model, const OpenSessionAt& action) {
  if (action.session >= model.num_sessions()) return;
  UiState& ui = model.ui;
  PauseLive(model);  // an engine works only while it is looked at
  ui.session = action.session;
  ui.playing = false;
  ui.selected = {};
  ui.timeline = {};
  ui.event_filter.reset();
  ui.find = {};
  ui.lesson = {};
  MoveTo(model, 0);
  Apply(model, ShowLessonStep{0});
}

}  // namespace lsm::gui
