// What the user can ask the app to do. Keys, buttons and mouse all end in one of these, and
// Dispatch is the only place where the model changes.
#ifndef LSMSCOPE_GUI_APP_ACTIONS_H_
#define LSMSCOPE_GUI_APP_ACTIONS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
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
// Other lanes, if not all have room: on by `by`, and round again.
struct ScrollLanes {
  int by = 0;
};
struct PanTimeline {
  double by = 0;  // fraction of the run
};
struct FilterEvents {
  std::optional<Family> family;  // nothing: all
};
struct ToggleHelp {};

// actions_lesson.cc: through the session's lesson; nothing happens without one.
struct ShowLessonStep {
  size_t step = 0;
};
struct LessonNext {
  int direction = 1;  // +1: on, which at a question lets the run answer it; -1: back
};
struct LessonChoose {
  size_t choice = 0;
};
struct ToggleLessonWords {};
struct LessonChooseNext {
  int direction = 1;
};

// actions_debug.cc: stepping as in a debugger. Each of them stops playing.
struct ToggleBreakpoint {
  uint16_t kind = 0;  // 0: of the current event
};
struct ClearBreakpoints {};
struct RunToBreakpoint {
  int direction = 1;
};
struct StepOverOperation {};
struct StepIntoThread {};
struct StepOutOfOperation {};
struct SeekWriter {
  int direction = 1;  // the next or previous event of the selected writer, or of the current one
};

// actions_find.cc: the command palette, events found by their text, what the right column shows.
struct TogglePalette {};
struct SetPaletteText {
  std::string text;
};
struct MovePaletteChoice {
  int by = 1;
};
struct OpenFind {};
struct FindFocused {};
struct SetFindText {
  std::string text;
};
struct CloseFind {};
struct SeekFound {
  int direction = 1;
};
struct ShowLook {
  LookTab tab = LookTab::kEvents;
  bool take_focus = false;  // what is typed next goes into the tab's field, if it has one
};
struct ReadKeyFocused {};
struct ScrollSource {
  int lines = 1;
};
struct ScrollLeft {  // the words of the left column, where they do not fit
  int lines = 1;
};
struct LeftScrolled {};  // it was done
struct SetReadKey {
  std::string key;  // as it is typed
};
struct SetReadSnapshot {
  std::string sequence;  // as it is typed
};
struct ShowRead {  // a recorded Get, where it was over
  uint64_t read = 0;
  uint64_t position = 0;
};

// actions_open.cc: opening files, and closing what is open.
struct ToggleOpenPanel {};
struct ShowFolder {
  std::string folder;
};
struct SetOpenFilter {
  std::string text;
};
struct MoveOpenChoice {
  int by = 1;
};
struct OpenFiles {
  std::vector<std::string> names;  // as OpenSession takes them; opened one after the other
};
struct StopOpening {};
struct CloseSession {
  size_t session = 0;  // the last one stays
};

// actions_live.cc: a run that goes on.
struct StopLive {};
struct ToggleRunPanel {};
struct EditRun {
  RunForm form;
  bool scenario_changed = false;  // then the form takes its numbers from the scenario
};
struct StartRun {};  // what the form says; in the place of the run that is shown, if one is

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

// A new run that is as this one up to here; from then on the user picks who goes next.
struct ForkHere {};
// A new run that is as this one up to here, where the power fails.
struct CutPowerHere {};
// A new run that is as this one up to here, from where on something goes wrong.
struct InjectFault {};
struct SetFault {
  std::string name;
};
struct SetSurvival {
  std::string name;
};
struct SetAsking {
  sim::Asking asking = sim::Asking::kEquals;
};
// The question of a run that waits for its answer.
struct AnswerChoice {
  uint64_t number = 0;
  uint32_t fiber = 0;
};
// The same by the place among the candidates, from 1; 0: as usual.
struct AnswerChoiceNth {
  size_t nth = 0;
};

using Action = std::variant<
    SeekTo, StepBy, SeekInteresting, SeekStall, OpenSessionAt, TogglePlay, ChangeSpeed,
    ToggleTimeMode, Advance, Select, SelectNext, ZoomTimeline, ScrollLanes, PanTimeline,
    FilterEvents, ToggleHelp, SetLanguage, ToggleLanguage, ToggleTheme, ToggleMotion, ScaleText,
    TogglePanels, Quit, ShowLessonStep, LessonNext, LessonChoose, LessonChooseNext,
    ToggleLessonWords, ToggleBreakpoint, ClearBreakpoints, RunToBreakpoint, StepOverOperation,
    StepIntoThread, StepOutOfOperation, SeekWriter, TogglePalette, SetPaletteText,
    MovePaletteChoice, OpenFind, FindFocused, SetFindText, CloseFind, SeekFound, ShowLook,
    ReadKeyFocused, ScrollSource, ScrollLeft, LeftScrolled, SetReadKey, SetReadSnapshot, ShowRead,
    StopLive, ToggleRunPanel, EditRun, StartRun, ToggleOpenPanel, ShowFolder, SetOpenFilter,
    MoveOpenChoice, OpenFiles, StopOpening, CloseSession, ForkHere, CutPowerHere, InjectFault,
    SetFault, SetSurvival, SetAsking, AnswerChoice, AnswerChoiceNth>;
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
void Apply(AppModel& model, const ScrollLanes& action);
void Apply(AppModel& model, const PanTimeline& action);
void Apply(AppModel& model, const FilterEvents& action);
void Apply(AppModel& model, const ToggleHelp& action);
void Apply(AppModel& model, const ShowLessonStep& action);
void Apply(AppModel& model, const LessonNext& action);
void Apply(AppModel& model, const LessonChoose& action);
void Apply(AppModel& model, const LessonChooseNext& action);
void Apply(AppModel& model, const ToggleLessonWords& action);
void Apply(AppModel& model, const SetLanguage& action);
void Apply(AppModel& model, const ToggleLanguage& action);
void Apply(AppModel& model, const ToggleTheme& action);
void Apply(AppModel& model, const ToggleMotion& action);
void Apply(AppModel& model, const ScaleText& action);
void Apply(AppModel& model, const TogglePanels& action);
void Apply(AppModel& model, const Quit& action);
void Apply(AppModel& model, const ToggleBreakpoint& action);
void Apply(AppModel& model, const ClearBreakpoints& action);
void Apply(AppModel& model, const RunToBreakpoint& action);
void Apply(AppModel& model, const StepOverOperation& action);
void Apply(AppModel& model, const StepIntoThread& action);
void Apply(AppModel& model, const StepOutOfOperation& action);
void Apply(AppModel& model, const SeekWriter& action);
void Apply(AppModel& model, const TogglePalette& action);
void Apply(AppModel& model, const SetPaletteText& action);
void Apply(AppModel& model, const MovePaletteChoice& action);
void Apply(AppModel& model, const OpenFind& action);
void Apply(AppModel& model, const FindFocused& action);
void Apply(AppModel& model, const SetFindText& action);
void Apply(AppModel& model, const CloseFind& action);
void Apply(AppModel& model, const SeekFound& action);
void Apply(AppModel& model, const ShowLook& action);
void Apply(AppModel& model, const ReadKeyFocused& action);
void Apply(AppModel& model, const ScrollSource& action);
void Apply(AppModel& model, const ScrollLeft& action);
void Apply(AppModel& model, const LeftScrolled& action);
void Apply(AppModel& model, const SetReadKey& action);
void Apply(AppModel& model, const SetReadSnapshot& action);
void Apply(AppModel& model, const ShowRead& action);

void Apply(AppModel& model, const StopLive& action);
void Apply(AppModel& model, const ForkHere& action);
void Apply(AppModel& model, const CutPowerHere& action);
void Apply(AppModel& model, const InjectFault& action);
void Apply(AppModel& model, const SetFault& action);
void Apply(AppModel& model, const SetSurvival& action);
void Apply(AppModel& model, const SetAsking& action);
void Apply(AppModel& model, const AnswerChoice& action);
void Apply(AppModel& model, const AnswerChoiceNth& action);
void Apply(AppModel& model, const ToggleRunPanel& action);
void Apply(AppModel& model, const EditRun& action);
void Apply(AppModel& model, const StartRun& action);

void Apply(AppModel& model, const ToggleOpenPanel& action);
void Apply(AppModel& model, const ShowFolder& action);
void Apply(AppModel& model, const SetOpenFilter& action);
void Apply(AppModel& model, const MoveOpenChoice& action);
void Apply(AppModel& model, const OpenFiles& action);
void Apply(AppModel& model, const StopOpening& action);
void Apply(AppModel& model, const CloseSession& action);

void Dispatch(AppModel& model, const Action& action);

// The session of a run that stands at its beginning.
[[nodiscard]] Status StartLive(const RunForm& form, std::unique_ptr<Session>* session);
// Takes in what has been opened since the last frame, and goes on with the next file.
void PollOpening(AppModel& model);
// Takes in what running sessions have recorded since the last frame.
void PollSessions(AppModel& model);
// Plays a run that goes on. False if the session is none.
bool AdvanceLive(AppModel& model, double seconds);
// Lets the engine make so many events more than are recorded, and goes on to the end of what is.
// False if no engine runs.
bool StepLive(AppModel& model, uint64_t events);
// Lets the engine run to the first event that matches, of those to come. False if none runs.
bool RunLiveUntil(AppModel& model, std::function<bool(const Event&)> matches);
// It runs so now.
bool IsRunningUntil(const AppModel& model);
// A real engine goes on as fast as it can, whatever the speed of the clock.
bool RunsFreely(const AppModel& model);
void PauseLive(AppModel& model);

// Opens the panel for a question of the run that is shown, once for each.
void NoticeQuestion(AppModel& model);

// Lets the run go on to a lesson's answer. False if none is being waited for.
bool AdvanceLesson(AppModel& model, double seconds);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_ACTIONS_H_
