// What the app remembers between two runs: how it looks, how fast it plays, what was open last.
#ifndef LSMSCOPE_GUI_SETTINGS_SETTINGS_H_
#define LSMSCOPE_GUI_SETTINGS_SETTINGS_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "gui/app/ui_state.h"
#include "lsm/status.h"

namespace lsm::gui {

struct Settings {
  Language language = Language::kEnglish;
  ThemeName theme = ThemeName::kDark;
  float text_scale = 1;  // kSmallestTextScale..kLargestTextScale
  bool reduced_motion = false;
  std::array<Shown, kNumPanelGroups> panels = {};
  TimeMode time_mode = TimeMode::kStory;
  double events_per_second = 10;
  double ns_per_second = 1e6;
  int width = 1600;  // of the window, pixels
  int height = 900;
  std::vector<std::string> recent;  // absolute paths, the latest first; at most kMostRecent

  friend bool operator==(const Settings&, const Settings&) = default;
};

// The part of them that the user changes through actions.
void UseSettings(const Settings& settings, UiState* ui);
// `window`: its size now.
Settings SettingsOf(const UiState& ui, Size window);

// One JSON object with every setting.
std::string PrintSettings(const Settings& settings);

// Takes what is right and leaves the rest as it is by default. The error tells what was wrong
// first; Corruption means that nothing could be read. The text may be hostile.
[[nodiscard]] Status ParseSettings(std::string_view text, Settings* settings);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SETTINGS_SETTINGS_H_
