// What the user can ask the app to do. Keys, buttons and mouse all end in one of these, and
// Dispatch is the only place where the model changes.
#ifndef LSMSCOPE_GUI_APP_ACTIONS_H_
#define LSMSCOPE_GUI_APP_ACTIONS_H_

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "gui/app/ui_state.h"

namespace lsm::gui {

class AppModel;

// actions_position.cc: where in the run. Each of them but SeekTo{...keep_playing} stops playing.
struct SeekTo {
  uint64_t position = 0;  // beyond the end: the end
  bool keep_playing = false;
};
struct StepBy {
  int64_t events = 1;
};
struct SeekInteresting {
  int direction = 1;  // +1: the next one, -1: the previous one; none: stays
};
struct SeekStall {
  int direction = 1;
};
struct OpenSessionAt {
  size_t session = 0;
};

// actions_play.cc: going on by itself.
struct TogglePlay {};
struct ChangeSpeed {
  int steps = 1;  // up or down the ladder of speeds
};
struct ToggleTimeMode {};
struct Advance {
  double seconds = 0;  // of real time that has gone by
};

// actions_look.cc: what is selected and shown.
struct Select {
  Key key;  // nothing: follow the current event
};
struct SelectNext {
  int direction = 1;  // through what is on the stage, writers first
};
struct ZoomTimeline {
  double factor = 1;  // > 1: closer
  double anchor = 0;  // fraction of the run that stays where it is
};
struct PanTimeline {
  double by = 0;  // fraction of the run
};
struct FilterEvents {
  std::optional<Family> family;  // nothing: all
};
struct ToggleHelp {};

// actions_appearance.cc: how it looks.
struct SetLanguage {
  Language language = Language::kEnglish;
};
struct ToggleLanguage {};
struct ToggleTheme {};
struct ToggleMotion {};
struct ScaleText {
  int steps = 1;  // 0: as designed
};
struct TogglePanels {
  PanelGroup group = PanelGroup::kLeft;
  bool shown_now = true;
};
struct Quit {};

using Action = std::variant<SeekTo, StepBy, SeekInteresting, SeekStall, OpenSessionAt, TogglePlay,
                            ChangeSpeed, ToggleTimeMode, Advance, Select, SelectNext, ZoomTimeline,
                            PanTimeline, FilterEvents, ToggleHelp, SetLanguage, ToggleLanguage,
                            ToggleTheme, ToggleMotion, ScaleText, TogglePanels, Quit>;
using Actions = std::vector<Action>;

// One overload for each action; one that is missing does not compile.
void Apply(AppModel& model, const SeekTo& action);
void Apply(AppModel& model, const StepBy& action);
void Apply(AppModel& model, const SeekInteresting& action);
void Apply(AppModel& model, const SeekStall& action);
void Apply(AppModel& model, const OpenSessionAt& action);
void Apply(AppModel& model, const TogglePlay& action);
void Apply(AppModel& model, const ChangeSpeed& action);
void Apply(AppModel& model, const ToggleTimeMode& action);
void Apply(AppModel& model, const Advance& action);
void Apply(AppModel& model, const Select& action);
void Apply(AppModel& model, const SelectNext& action);
void Apply(AppModel& model, const ZoomTimeline& action);
void Apply(AppModel& model, const PanTimeline& action);
void Apply(AppModel& model, const FilterEvents& action);
void Apply(AppModel& model, const ToggleHelp& action);
void Apply(AppModel& model, const SetLanguage& action);
void Apply(AppModel& model, const ToggleLanguage& action);
void Apply(AppModel& model, const ToggleTheme& action);
void Apply(AppModel& model, const ToggleMotion& action);
void Apply(AppModel& model, const ScaleText& action);
void Apply(AppModel& model, const TogglePanels& action);
void Apply(AppModel& model, const Quit& action);

void Dispatch(AppModel& model, const Action& action);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_ACTIONS_H_
