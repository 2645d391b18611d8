// Everything that can be asked for by key: one table, from which the keys, the key help and the
// command palette are made. A new command is a line in commands.cc and its text, `command.<name>`.
#ifndef LSMSCOPE_GUI_APP_COMMANDS_H_
#define LSMSCOPE_GUI_APP_COMMANDS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gui/app/actions.h"
#include "gui/app/regions.h"
#include "gui/strings/strings.h"

namespace lsm::gui {

enum Modifiers : int { kPlain = 0, kShift = 1, kCtrl = 2 };

struct Chord {
  int key = 0;  // as the window system numbers it; with `named`, an ImGuiKey
  int modifiers = kPlain;
  bool named = false;
  std::string_view name;  // as it stands on the key

  std::string Text() const;  // "Ctrl+Shift+P"
};

struct Command {
  std::string_view text;  // key of its name in the string files
  Action action;
  std::vector<Chord> chords;  // the first one is shown

  std::string Keys() const;  // all of them
};

// In the order of the key help: related ones stand together.
std::span<const Command> AllCommands();

// Those that fit what was typed, the best first; all of them for an empty text. Letters must come
// in order, not side by side; English names fit in every language.
std::vector<const Command*> MatchCommands(const Strings& strings, const Strings& english,
                                          std::string_view typed);

// 0: does not fit. Higher is better: letters side by side and at the beginning of words count.
int FuzzyScore(std::string_view text, std::string_view typed);

// Folding a panel depends on whether it is seen now.
Action Resolved(const Action& action, const Regions& regions);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_COMMANDS_H_
