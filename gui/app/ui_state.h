// What the user has set: where in the run, how fast, what is selected, how it looks. Plain data;
// changed by actions (actions.h) and by nothing else.
#ifndef LSMSCOPE_GUI_APP_UI_STATE_H_
#define LSMSCOPE_GUI_APP_UI_STATE_H_

#include <array>
#include <cstdint>
#include <optional>

#include "engine/events/event.h"
#include "gui/scene/scene.h"
#include "gui/session/time_axis.h"
#include "gui/strings/strings.h"

namespace lsm::gui {

enum class ThemeName : uint8_t { kDark, kLight };

// What folds away when there is little room. kAuto: as the room allows.
enum class PanelGroup : uint8_t { kLeft, kRight, kBottom };
inline constexpr int kNumPanelGroups = 3;
enum class Shown : uint8_t { kAuto, kYes, kNo };

// The part of the run that the lanes show, as fractions of its whole length.
struct TimelineWindow {
  double begin = 0;
  double end = 1;

  friend bool operator==(const TimelineWindow&, const TimelineWindow&) = default;
};

struct UiState {
  // Of the session that is shown.
  size_t session = 0;
  uint64_t position = 0;

  // Playing.
  bool playing = false;
  TimeMode time_mode = TimeMode::kStory;
  double events_per_second = 10;  // story
  double ns_per_second = 1e6;     // clock
  double story_carry = 0;         // part of an event that has been played, 0..1
  double clock_ns = 0;            // where playing by the clock has got to

  // Looking.
  Key selected;  // nothing: what the current event is about
  TimelineWindow timeline;
  std::optional<Family> event_filter;
  bool help_open = false;

  // Appearance.
  Language language = Language::kEnglish;
  ThemeName theme = ThemeName::kDark;
  float text_scale = 1;  // on top of what the window's size asks for; 0.75..2.5
  bool reduced_motion = false;
  std::array<Shown, kNumPanelGroups> panels = {};

  bool quit = false;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_UI_STATE_H_
