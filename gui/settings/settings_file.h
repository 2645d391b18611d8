// Where the settings are kept: in the user's configuration folder, never in the working directory.
#ifndef LSMSCOPE_GUI_SETTINGS_SETTINGS_FILE_H_
#define LSMSCOPE_GUI_SETTINGS_SETTINGS_FILE_H_

#include <string>

#include "gui/settings/settings.h"
#include "lsm/status.h"

namespace lsm::gui {

// $XDG_CONFIG_HOME/lsmscope/settings.json, or ~/.config/lsmscope/settings.json; empty if neither
// variable is set, and then nothing is kept.
std::string SettingsPath();

// Settings that are missing, or wrong, are as they are by default; the error says what was wrong,
// and a file that could not be read at all is moved aside (.bad), so that it is not written over.
// No file is no error.
[[nodiscard]] Status LoadSettings(const std::string& path, Settings* settings);

// Makes the folder if need be. What stood there before stays until the new file is whole.
[[nodiscard]] Status SaveSettings(const std::string& path, const Settings& settings);

// Writes the settings whenever they have changed. An error is told once, on standard error.
class SettingsKeeper {
 public:
  // `kept`: what the file says now. `for_this_run`: what the command line asked for instead; that
  // is kept only once the user has changed it.
  SettingsKeeper(std::string path, Settings kept, Settings for_this_run)
      : path_(std::move(path)), kept_(std::move(kept)), for_this_run_(std::move(for_this_run)) {}

  void Keep(const Settings& now);

 private:
  const std::string path_;  // empty: nothing is kept
  Settings kept_;
  const Settings for_this_run_;
  bool complained_ = false;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SETTINGS_SETTINGS_FILE_H_
