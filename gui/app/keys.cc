// Which key asks for what, from the table of commands. ImGui 1.86 tells keys by the numbers that
// the window system gives them.
#include <imgui.h>

#include <iterator>

#include "gui/app/app.h"
#include "gui/app/commands.h"

namespace lsm::gui {
namespace {

int ModifiersNow() {
  const ImGuiIO& io = ImGui::GetIO();
  return (io.KeyShift ? kShift : kPlain) | (io.KeyCtrl ? kCtrl : kPlain);
}

// Moving through the run repeats while the key is held; everything else happens once.
bool Repeats(const Action& action) {
  return std::holds_alternative<StepBy>(action) ||
         std::holds_alternative<SeekInteresting>(action) ||
         std::holds_alternative<SeekWriter>(action);
}

bool AnyKeyPressed() {
  for (int key = 0; key < static_cast<int>(std::size(ImGui::GetIO().KeysDown)); key++) {
    if (ImGui::IsKeyPressed(key, /*repeat=*/false)) return true;
  }
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left);
}

bool Escaped() { return ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape), false); }

// Keys that are no text go on to work while text is typed.
bool WhileTyping(const Chord& chord) {
  constexpr int kFirstFunctionKey = 290;
  constexpr int kLastFunctionKey = 314;
  return !chord.named && chord.key >= kFirstFunctionKey && chord.key <= kLastFunctionKey;
}

}  // namespace

void ReadKeys(const AppModel& model, const Regions& regions, Actions* actions) {
  if (model.ui.help_open) {
    if (AnyKeyPressed()) actions->push_back(ToggleHelp{});
    return;
  }
  if (model.ui.palette.open) {  // it reads its own
    if (Escaped()) actions->push_back(TogglePalette{});
    return;
  }
  if (model.ui.open.panel_open) {  // and so does this one
    if (Escaped()) {
      actions->push_back(model.opening != nullptr ? Action(StopOpening{}) : ToggleOpenPanel{});
    }
    return;
  }
  // ImGui wants text for one frame after its field was left. What is typed after "read path" is
  // meant for its field, though that takes a frame to get the keyboard.
  const bool typing =
      (ImGui::GetIO().WantTextInput && ImGui::IsAnyItemActive()) || model.ui.read_take_focus;
  if (model.ui.live.panel_open && !typing && Escaped()) {
    actions->push_back(ToggleRunPanel{});
    return;
  }
  if (model.ui.read_take_focus && Escaped()) actions->push_back(ReadKeyFocused{});
  const int modifiers = ModifiersNow();
  for (const Command& command : AllCommands()) {
    for (const Chord& chord : command.chords) {
      const int key = chord.named ? ImGui::GetKeyIndex(chord.key) : chord.key;
      if (key < 0 || chord.modifiers != modifiers || (typing && !WhileTyping(chord))) continue;
      if (ImGui::IsKeyPressed(key, Repeats(command.action))) {
        actions->push_back(Resolved(command.action, regions));
      }
    }
  }
}

}  // namespace lsm::gui
