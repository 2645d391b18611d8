// What the user has set: where in the run, how fast, what is selected, how it looks. Plain data;
// changed by actions (actions.h) and by nothing else.
#ifndef LSMSCOPE_GUI_APP_UI_STATE_H_
#define LSMSCOPE_GUI_APP_UI_STATE_H_

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/events/event.h"
#include "gui/scene/scene.h"
#include "gui/session/folder_list.h"
#include "gui/session/run_form.h"
#include "gui/session/time_axis.h"
#include "gui/strings/strings.h"
#include "sim/schedule/choice_desk.h"

namespace lsm::gui {

enum class ThemeName : uint8_t { kDark, kLight };

// What folds away when there is little room. kAuto: as the room allows.
enum class PanelGroup : uint8_t { kLeft, kRight, kBottom };
inline constexpr int kNumPanelGroups = 3;
enum class Shown : uint8_t { kAuto, kYes, kNo };

// The part of the run that the lanes show, as fractions of its whole length, and which of the
// clients' lanes is the first one, if not all of them have room.
struct TimelineWindow {
  double begin = 0;
  double end = 1;
  size_t first_lane = 0;

  bool IsWholeRun() const { return begin == 0 && end == 1; }

  friend bool operator==(const TimelineWindow&, const TimelineWindow&) = default;
};

// How far the learner is in the session's lesson.
struct LessonProgress {
  size_t step = 0;
  std::map<size_t, size_t> chosen;  // by step: which choice the learner made
  std::set<size_t> answered;        // steps whose answer has been seen
  uint64_t run_to = 0;              // the run goes on to this answer; 0: it does not
  bool words_open = false;          // what the words of the step mean
  // Frames that are still to bring them into sight: one lays them out, the next may give them a
  // scroll bar and so break their lines anew, then it is known how far there is to scroll.
  int show_words = 0;
};

// What the lower part of the right column shows.
enum class LookTab : uint8_t { kEvents, kSource, kBreakpoints, kStalls, kRead, kWorld };

struct PaletteState {
  bool open = false;
  std::string text;
  int chosen = 0;  // which of those that fit
};

// Events whose text holds `text`.
struct FindState {
  bool open = false;
  bool take_focus = false;  // the field was asked for and has not got the keyboard yet
  std::string text;
  std::deque<uint64_t> found;  // positions, ascending
};

// What can be opened, and what was.
struct OpenUi {
  bool panel_open = false;
  std::string folder;                // absolute; empty: none was asked for yet
  std::vector<FolderEntry> entries;  // of it
  std::string filter;                // narrows the list
  int chosen = 0;                    // which of the rows that fit
  std::string error;                 // empty: nothing went wrong
  std::deque<std::string> to_open;   // after what is being opened
  bool unwanted = false;             // what is being opened is not to be shown
  std::vector<std::string> recent;   // absolute paths, the latest first
};

// A run that goes on.
struct LiveUi {
  // Where the run is shown as soon as it gets there: it was asked to step. 0: nowhere.
  uint64_t goal = 0;
  bool panel_open = false;
  RunForm form;
  std::string error;  // why no run was started; empty: nothing went wrong
};

// What is done to a simulated machine.
struct WorldUi {
  sim::Asking asking = sim::Asking::kEverything;  // who goes next, after a fork
  std::string survives = "nothing";               // of a power cut
  std::string error;                              // why a run was not altered; empty: it was
  std::string fault = "sync_fails";               // a name of FaultPresets()
  uint64_t asked = 0;                             // the last question that the panel was opened for
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
  LessonProgress lesson;
  LiveUi live;
  WorldUi world;
  OpenUi open;
  LookTab look = LookTab::kEvents;
  std::set<uint16_t> breakpoints;  // codes of kinds of events
  PaletteState palette;
  FindState find;
  int source_scroll = 0;  // lines, from where the current statement is in the middle
  // Whose way through the levels is shown, as it is typed; empty: nobody's. And at which sequence
  // number; anything but a number: at the latest.
  std::string read_key;
  std::string read_snapshot;
  bool read_take_focus = false;  // the key's field was asked for and has not got the keyboard yet
  int left_scroll_due = 0;       // lines that the words of the left column are still to be scrolled

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
