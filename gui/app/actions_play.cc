// Going on by itself.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"

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
  const uint64_t left = model.session().size() - ui.position;
  ui.position += std::min(static_cast<uint64_t>(whole), left);
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

}  // namespace

void Apply(AppModel& model, const TogglePlay&) {
  UiState& ui = model.ui;
  // Play at the end begins again.
  if (!ui.playing && ui.position == model.session().size()) Apply(model, SeekTo{0});
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
  if (!ui.playing) return;
  if (ui.time_mode == TimeMode::kStory) {
    AdvanceStory(model, action.seconds);
  } else {
    AdvanceClock(model, action.seconds);
  }
  if (ui.position == model.session().size()) ui.playing = false;
}

}  // namespace lsm::gui
