// Where in the run.
#include <algorithm>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"

namespace lsm::gui {
namespace {

void MoveTo(AppModel& model, uint64_t position) {
  UiState& ui = model.ui;
  ui.position = std::min(position, model.session().size());
  ui.story_carry = 0;
  ui.clock_ns = static_cast<double>(model.time_ns());
}

// The first of the ascending `positions` after `from` (direction +1), or the last before it (-1);
// 0: there is none.
uint64_t Neighbour(const std::vector<uint64_t>& positions, uint64_t from, int direction) {
  if (direction > 0) {
    const auto next = std::ranges::upper_bound(positions, from);
    return next == positions.end() ? 0 : *next;
  }
  const auto next = std::ranges::lower_bound(positions, from);
  return next == positions.begin() ? 0 : *(next - 1);
}

void MoveToNeighbour(AppModel& model, const std::vector<uint64_t>& positions, int direction) {
  model.ui.playing = false;
  const uint64_t found = Neighbour(positions, model.ui.position, direction);
  if (found != 0) MoveTo(model, found);
}

}  // namespace

void Apply(AppModel& model, const SeekTo& action) {
  model.ui.playing = model.ui.playing && action.keep_playing;
  MoveTo(model, action.position);
}

void Apply(AppModel& model, const StepBy& action) {
  model.ui.playing = false;
  const uint64_t back = action.events < 0 ? static_cast<uint64_t>(-action.events) : 0;
  const uint64_t on = action.events > 0 ? static_cast<uint64_t>(action.events) : 0;
  MoveTo(model, model.ui.position + on - std::min(back, model.ui.position));
}

void Apply(AppModel& model, const SeekInteresting& action) {
  MoveToNeighbour(model, model.session().index().interesting, action.direction);
}

void Apply(AppModel& model, const SeekStall& action) {
  std::vector<uint64_t> begins;
  for (const StallSpan& stall : model.session().index().stalls) begins.push_back(stall.begin);
  MoveToNeighbour(model, begins, action.direction);
}

void Apply(AppModel& model, const OpenSessionAt& action) {
  if (action.session >= model.num_sessions()) return;
  UiState& ui = model.ui;
  ui.session = action.session;
  ui.playing = false;
  ui.selected = {};
  ui.timeline = {};
  ui.event_filter.reset();
  MoveTo(model, 0);
}

}  // namespace lsm::gui
