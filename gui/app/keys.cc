// Which key asks for what. ImGui 1.86 tells keys by the numbers that the window system gives them;
// printable keys are their capital letter in GLFW, the others come through io.KeyMap.
#include <imgui.h>

#include <iterator>

#include "gui/app/app.h"

namespace lsm::gui {
namespace {

// Numbers as GLFW gives them, for keys that ImGui has no name for.
enum GlfwKey { kGlfwMinus = '-', kGlfwEqual = '=', kGlfwKpAdd = 334, kGlfwKpSubtract = 333 };

enum Modifiers : int { kPlain = 0, kShift = 1, kCtrl = 2 };

struct Binding {
  int key;
  int modifiers;
  Action action;
};

int Named(ImGuiKey key) { return ImGui::GetKeyIndex(key); }

std::vector<Binding> MakeBindings() {
  const int right = Named(ImGuiKey_RightArrow);
  const int left = Named(ImGuiKey_LeftArrow);
  const int tab = Named(ImGuiKey_Tab);
  return {
      {Named(ImGuiKey_Space), kPlain, TogglePlay{}},
      {'.', kPlain, TogglePlay{}},
      {right, kPlain, StepBy{1}},
      {'N', kPlain, StepBy{1}},
      {left, kPlain, StepBy{-1}},
      {'B', kPlain, StepBy{-1}},
      {right, kShift, StepBy{10}},
      {'N', kShift, StepBy{10}},
      {left, kShift, StepBy{-10}},
      {'B', kShift, StepBy{-10}},
      {right, kCtrl, SeekInteresting{1}},
      {'N', kCtrl, SeekInteresting{1}},
      {left, kCtrl, SeekInteresting{-1}},
      {'B', kCtrl, SeekInteresting{-1}},
      {'S', kPlain, SeekStall{1}},
      {'S', kShift, SeekStall{-1}},
      {Named(ImGuiKey_Home), kPlain, SeekTo{0}},
      {Named(ImGuiKey_End), kPlain, SeekTo{UINT64_MAX}},
      {kGlfwMinus, kPlain, ChangeSpeed{-1}},
      {kGlfwKpSubtract, kPlain, ChangeSpeed{-1}},
      {kGlfwEqual, kPlain, ChangeSpeed{1}},
      {kGlfwEqual, kShift, ChangeSpeed{1}},
      {kGlfwKpAdd, kPlain, ChangeSpeed{1}},
      {'C', kPlain, ToggleTimeMode{}},
      {tab, kPlain, SelectNext{1}},
      {tab, kShift, SelectNext{-1}},
      {Named(ImGuiKey_Escape), kPlain, Select{}},
      {kGlfwEqual, kCtrl, ScaleText{1}},
      {kGlfwMinus, kCtrl, ScaleText{-1}},
      {'0', kCtrl, ScaleText{0}},
      {'L', kPlain, ToggleLanguage{}},
      {'T', kPlain, ToggleTheme{}},
      {'M', kPlain, ToggleMotion{}},
      {'/', kShift, ToggleHelp{}},
      {'Q', kCtrl, Quit{}},
  };
}

int ModifiersNow() {
  const ImGuiIO& io = ImGui::GetIO();
  return (io.KeyShift ? kShift : kPlain) | (io.KeyCtrl ? kCtrl : kPlain);
}

// Moving through the run repeats while the key is held; everything else happens once.
bool Repeats(const Action& action) {
  return std::holds_alternative<StepBy>(action) || std::holds_alternative<SeekInteresting>(action);
}

bool AnyKeyPressed() {
  for (int key = 0; key < static_cast<int>(std::size(ImGui::GetIO().KeysDown)); key++) {
    if (ImGui::IsKeyPressed(key, /*repeat=*/false)) return true;
  }
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left);
}

}  // namespace

void ReadKeys(const AppModel& model, const Regions& regions, Actions* actions) {
  if (model.ui.help_open) {
    if (AnyKeyPressed()) actions->push_back(ToggleHelp{});
    return;
  }
  const int modifiers = ModifiersNow();
  for (const Binding& binding : MakeBindings()) {
    if (binding.key < 0 || binding.modifiers != modifiers) continue;
    if (ImGui::IsKeyPressed(binding.key, Repeats(binding.action))) {
      actions->push_back(binding.action);
    }
  }
  constexpr PanelGroup kGroups[] = {PanelGroup::kLeft, PanelGroup::kRight, PanelGroup::kBottom};
  for (const PanelGroup group : kGroups) {
    const int digit = '1' + static_cast<int>(group);
    if (modifiers == kPlain && ImGui::IsKeyPressed(digit, false)) {
      actions->push_back(TogglePanels{group, regions.Shows(group)});
    }
  }
}

}  // namespace lsm::gui
