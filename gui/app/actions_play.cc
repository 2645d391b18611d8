// Going on by itself.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/stepping.h"

namespace lsm::gui {
namespace {

// The speeds to choose from, in events a second and in nanoseconds a second.
constexpr std::array kStorySpeeds = {0.5,  1.0,  2.0, 5.0, 10.0, 20.0, 50.0, 100.0,
                                     200., 500., 1e3, 2e3, 5e3,  1e4,  2e4,  5e4};
constexpr std::array kClockSpeeds = {1e2, 2e2, 5e2, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4,
                                     1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7,
                                     1e8, 2e8, 5e8, 1e9, 2e9, 5e9, 1e10};

double Neighbour(std::span<const double> speeds, double speed, int direction) {
  if (direction > 0) {
    const auto next = std::ranges::upper_bound(speeds, speed);
    return next == speeds.end() ? speeds.back() : *next;
  }
  const auto next = std::ranges::lower_bound(speeds, speed);
  return next == speeds.begin() ? speeds.front() : *(next - 1);
}

void AdvanceStory(AppModel& model, double seconds) {
  UiState& ui = model.ui;
  ui.story_carry += seconds * ui.events_per_second;
  const double whole = std::floor(ui.story_carry);
  ui.story_carry -= whole;
  ui.position = StepEvents(model.session(), ui.position, static_cast<int64_t>(whole)).position;
  ui.clock_ns = static_cast<double>(model.time_ns());
}

void AdvanceClock(AppModel& model, double seconds) {
  UiState& ui = model.ui;
  const Session& session = model.session();
  ui.clock_ns += seconds * ui.ns_per_second;
  const uint64_t due = TimeAxis(session, TimeMode::kClock)
                           .PositionAtTime(static_cast<uint64_t>(std::max(0.0, ui.clock_ns)));
  ui.position = std::max(ui.position, due);
}

// Playing has gone from `before` to where the model is: not past a breakpoint.
void StopAtBreakpoint(AppModel& model, uint64_t before) {
  for (uint64_t at = before + 1; at <= model.ui.position; at++) {
    if (!model.ui.breakpoints.contains(model.session().EventAt(at).kind)) continue;
    return Apply(model, SeekTo{at});
  }
}

}  // namespace

void Apply(AppModel& model, const TogglePlay&) {
  UiState& ui = model.ui;
  ui.lesson.run_to = 0;
  // Play at the end begins again.
  if (IsRunningUntil(model)) return PauseLive(model);
  if (ui.playing) PauseLive(model);
  const bool at_end = ui.position == model.session().size() && !model.session().growing();
  if (!ui.playing && at_end) Apply(model, SeekTo{0});
  ui.live.goal = ui.playing ? ui.live.goal : 0;
  ui.playing = !ui.playing;
}

void Apply(AppModel& model, const ChangeSpeed& action) {
  UiState& ui = model.ui;
  for (int i = 0; i < std::abs(action.steps); i++) {
    if (ui.time_mode == TimeMode::kStory) {
      ui.events_per_second = Neighbour(kStorySpeeds, ui.events_per_second, action.steps);
    } else {
      ui.ns_per_second = Neighbour(kClockSpeeds, ui.ns_per_second, action.steps);
    }
  }
}

void Apply(AppModel& model, const ToggleTimeMode&) {
  UiState& ui = model.ui;
  ui.time_mode = ui.time_mode == TimeMode::kStory ? TimeMode::kClock : TimeMode::kStory;
  ui.story_carry = 0;
  ui.clock_ns = static_cast<double>(model.time_ns());
}

void Apply(AppModel& model, const Advance& action) {
  UiState& ui = model.ui;
  PollSessions(model);
  if (AdvanceLive(model, action.seconds)) return;
  if (AdvanceLesson(model, action.seconds) || !ui.playing) return;
  const uint64_t before = ui.position;
  if (ui.time_mode == TimeMode::kStory) {
    AdvanceStory(model, action.seconds);
  } else {
    AdvanceClock(model, action.seconds);
  }
  ui.source_scroll = 0;
  StopAtBreakpoint(model, before);
  if (ui.position == model.session().size() && !model.session().growing()) ui.playing = false;
}

}  // namespace lsm::gui
