#include "gui/app/commands.h"

#include <imgui.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace lsm::gui {
namespace {

// Numbers as GLFW gives them, for keys that ImGui 1.86 has no name for. Printable keys are their
// capital letter.
constexpr int kGlfwF1 = 290;
constexpr int kGlfwKpSubtract = 333;
constexpr int kGlfwKpAdd = 334;

Chord Letter(char key, std::string_view name, int modifiers = kPlain) {
  return {key, modifiers, false, name};
}
Chord Special(ImGuiKey key, std::string_view name, int modifiers = kPlain) {
  return {key, modifiers, true, name};
}
Chord Function(int number, std::string_view name, int modifiers = kPlain) {
  return {kGlfwF1 + number - 1, modifiers, false, name};
}
Chord Right(int modifiers = kPlain) { return Special(ImGuiKey_RightArrow, "→", modifiers); }
Chord Left(int modifiers = kPlain) { return Special(ImGuiKey_LeftArrow, "←", modifiers); }

std::vector<Command> MakeCommands() {
  return {
      // Going through the run.
      {"command.play", TogglePlay{}, {Special(ImGuiKey_Space, "Space"), Letter('.', ".")}},
      {"command.step", StepBy{1}, {Right(), Letter('N', "N")}},
      {"command.step_back", StepBy{-1}, {Left(), Letter('B', "B")}},
      {"command.ten", StepBy{10}, {Right(kShift), Letter('N', "N", kShift)}},
      {"command.ten_back", StepBy{-10}, {Left(kShift), Letter('B', "B", kShift)}},
      {"command.interesting", SeekInteresting{1}, {Right(kCtrl), Letter('N', "N", kCtrl)}},
      {"command.interesting_back", SeekInteresting{-1}, {Left(kCtrl), Letter('B', "B", kCtrl)}},
      {"command.stall", SeekStall{1}, {Letter('S', "S")}},
      {"command.stall_back", SeekStall{-1}, {Letter('S', "S", kShift)}},
      {"command.writer", SeekWriter{1}, {Letter('W', "W")}},
      {"command.writer_back", SeekWriter{-1}, {Letter('W', "W", kShift)}},
      {"command.first", SeekTo{0}, {Special(ImGuiKey_Home, "Home")}},
      {"command.last", SeekTo{UINT64_MAX}, {Special(ImGuiKey_End, "End")}},
      {"command.slower", ChangeSpeed{-1}, {Letter('-', "-"), {kGlfwKpSubtract, kPlain, false, ""}}},
      {"command.faster",
       ChangeSpeed{1},
       {Letter('=', "="), Letter('=', "", kShift), {kGlfwKpAdd, kPlain, false, ""}}},
      {"command.lanes", ScrollLanes{4}, {Letter('J', "J")}},
      {"command.lanes_back", ScrollLanes{-4}, {Letter('J', "J", kShift)}},
      {"command.time", ToggleTimeMode{}, {Letter('C', "C")}},
      // Stepping.
      {"command.run_to", RunToBreakpoint{1}, {Function(5, "F5")}},
      {"command.run_back", RunToBreakpoint{-1}, {Function(5, "F5", kShift)}},
      {"command.breakpoint", ToggleBreakpoint{}, {Function(9, "F9")}},
      {"command.over", StepOverOperation{}, {Function(10, "F10")}},
      {"command.into", StepIntoThread{}, {Function(11, "F11")}},
      {"command.out", StepOutOfOperation{}, {Function(11, "F11", kShift)}},
      {"command.no_breakpoints", ClearBreakpoints{}, {Function(9, "F9", kCtrl | kShift)}},
      // Looking.
      {"command.palette", TogglePalette{}, {Letter('P', "P", kCtrl | kShift), Function(1, "F1")}},
      {"command.find", OpenFind{}, {Letter('F', "F", kCtrl)}},
      {"command.found", SeekFound{1}, {Function(3, "F3")}},
      {"command.found_back", SeekFound{-1}, {Function(3, "F3", kShift)}},
      {"command.select", SelectNext{1}, {Special(ImGuiKey_Tab, "Tab")}},
      {"command.select_back", SelectNext{-1}, {Special(ImGuiKey_Tab, "Tab", kShift)}},
      {"command.select_none", Select{}, {Special(ImGuiKey_Escape, "Esc")}},
      {"command.look.events", ShowLook{LookTab::kEvents}, {Letter('E', "E")}},
      {"command.look.source", ShowLook{LookTab::kSource}, {Letter('U', "U")}},
      {"command.look.breakpoints", ShowLook{LookTab::kBreakpoints}, {Letter('K', "K")}},
      {"command.look.stalls", ShowLook{LookTab::kStalls}, {Letter('H', "H")}},
      {"command.look.read", ShowLook{LookTab::kRead, /*take_focus=*/true}, {Letter('R', "R")}},
      {"command.left", TogglePanels{PanelGroup::kLeft}, {Letter('1', "1")}},
      {"command.right", TogglePanels{PanelGroup::kRight}, {Letter('2', "2")}},
      {"command.bottom", TogglePanels{PanelGroup::kBottom}, {Letter('3', "3")}},
      {"command.left_down", ScrollLeft{3}, {Special(ImGuiKey_DownArrow, "↓", kShift)}},
      {"command.left_up", ScrollLeft{-3}, {Special(ImGuiKey_UpArrow, "↑", kShift)}},
      {"command.open", ToggleOpenPanel{}, {Letter('O', "O"), Letter('O', "O", kCtrl)}},
      // A run that goes on.
      {"command.run_panel", ToggleRunPanel{}, {Letter('G', "G")}},
      {"command.start_run", StartRun{}, {Letter('G', "G", kCtrl)}},
      {"command.stop_live", StopLive{}, {Letter('G', "G", kCtrl | kShift)}},
      // A simulated machine.
      {"command.look.world", ShowLook{LookTab::kWorld}, {Letter('D', "D")}},
      {"command.fork", ForkHere{}, {Letter('F', "F")}},
      {"command.cut_power", CutPowerHere{}, {Letter('X', "X")}},
      {"command.inject", InjectFault{}, {Letter('I', "I")}},
      {"command.choose_usual", AnswerChoiceNth{0}, {Letter('Y', "Y")}},
      {"command.choose_1", AnswerChoiceNth{1}, {Letter('1', "1", kCtrl)}},
      {"command.choose_2", AnswerChoiceNth{2}, {Letter('2', "2", kCtrl)}},
      {"command.choose_3", AnswerChoiceNth{3}, {Letter('3', "3", kCtrl)}},
      {"command.choose_4", AnswerChoiceNth{4}, {Letter('4', "4", kCtrl)}},
      // The lesson.
      {"command.lesson_on",
       LessonNext{1},
       {Special(ImGuiKey_Enter, "Enter"), Special(ImGuiKey_PageDown, "PgDn")}},
      {"command.lesson_back", LessonNext{-1}, {Special(ImGuiKey_PageUp, "PgUp")}},
      {"command.choice_next", LessonChooseNext{1}, {Special(ImGuiKey_DownArrow, "↓")}},
      {"command.choice_back", LessonChooseNext{-1}, {Special(ImGuiKey_UpArrow, "↑")}},
      {"command.lesson_words", ToggleLessonWords{}, {Letter('V', "V")}},
      // Appearance.
      {"command.language", ToggleLanguage{}, {Letter('L', "L")}},
      {"command.theme", ToggleTheme{}, {Letter('T', "T")}},
      {"command.motion", ToggleMotion{}, {Letter('M', "M")}},
      {"command.larger", ScaleText{1}, {Letter('=', "=", kCtrl)}},
      {"command.smaller", ScaleText{-1}, {Letter('-', "-", kCtrl)}},
      {"command.as_designed", ScaleText{0}, {Letter('0', "0", kCtrl)}},
      {"command.help", ToggleHelp{}, {Letter('/', "?", kShift)}},
      {"command.quit", Quit{}, {Letter('Q', "Q", kCtrl)}},
  };
}

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

std::string Chord::Text() const {
  std::string text;
  if ((modifiers & kCtrl) != 0) text += "Ctrl+";
  if ((modifiers & kShift) != 0 && name != "?") text += "Shift+";
  return text.append(name);
}

std::string Command::Keys() const {
  std::string keys;
  for (const Chord& chord : chords) {
    if (chord.name.empty()) continue;  // another way to the same sign
    if (!keys.empty()) keys += "   ";
    keys += chord.Text();
  }
  return keys;
}

std::span<const Command> AllCommands() {
  static const std::vector<Command> commands = MakeCommands();
  return commands;
}

int FuzzyScore(std::string_view text, std::string_view typed) {
  if (typed.empty()) return 1;
  int score = 1;
  size_t wanted = 0;
  bool side_by_side = false;
  for (size_t i = 0; i < text.size() && wanted < typed.size(); i++) {
    if (typed[wanted] == ' ') wanted++;
    if (wanted == typed.size()) break;
    if (Lower(text[i]) != Lower(typed[wanted])) {
      side_by_side = false;
      continue;
    }
    const bool word = i == 0 || text[i - 1] == ' ';
    score += 1 + (side_by_side ? 4 : 0) + (word ? 3 : 0);
    side_by_side = true;
    wanted++;
  }
  return wanted >= typed.size() ? score : 0;
}

std::vector<const Command*> MatchCommands(const Strings& strings, const Strings& english,
                                          std::string_view typed) {
  std::vector<std::pair<int, const Command*>> scored;
  for (const Command& command : AllCommands()) {
    const int score = std::max(FuzzyScore(strings.Get(command.text), typed),
                               FuzzyScore(english.Get(command.text), typed));
    if (score > 0) scored.emplace_back(score, &command);
  }
  std::ranges::stable_sort(scored, [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Command*> matches;
  for (const auto& [score, command] : scored) matches.push_back(command);
  return matches;
}

Action Resolved(const Action& action, const Regions& regions) {
  if (const auto* panels = std::get_if<TogglePanels>(&action)) {
    return TogglePanels{panels->group, regions.Shows(panels->group)};
  }
  return action;
}

}  // namespace lsm::gui
