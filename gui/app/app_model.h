// Everything the app knows: what is open and what the user has set. Drawing reads it; actions
// change it.
#ifndef LSMSCOPE_GUI_APP_APP_MODEL_H_
#define LSMSCOPE_GUI_APP_APP_MODEL_H_

#include <array>
#include <memory>
#include <vector>

#include "gui/app/ui_state.h"
#include "gui/session/opening.h"
#include "gui/session/session.h"
#include "gui/strings/strings.h"

namespace lsm::gui {

// Used by the app's thread only.
class AppModel {
 public:
  // REQUIRES: at least one session.
  explicit AppModel(std::vector<std::unique_ptr<Session>> sessions);

  UiState ui;
  std::unique_ptr<Opening> opening;  // what is being opened; null: nothing

  Session& session() const { return *sessions_[ui.session]; }
  size_t num_sessions() const { return sessions_.size(); }
  Session& SessionAt(size_t index) const { return *sessions_[index]; }
  // In the place of another one, or as a new one behind the last.
  // REQUIRES: index <= num_sessions().
  void PutSession(size_t index, std::unique_ptr<Session> session);
  // REQUIRES: there is another one, and ui.session is set anew by the caller.
  void RemoveSession(size_t index);
  // Another one than before has another number, even in the same place.
  size_t session_number() const { return numbers_[ui.session]; }

  // Counts up when there may be texts with other characters to show (App::TextsToShow).
  uint64_t texts_version() const { return texts_version_; }
  void TextsChanged() { texts_version_++; }

  // The texts in the language that is set.
  const Strings& strings() const { return strings_[static_cast<size_t>(ui.language)]; }
  const Strings& StringsIn(Language language) const {
    return strings_[static_cast<size_t>(language)];
  }
  const Theme& theme() const { return ui.theme == ThemeName::kDark ? DarkTheme() : LightTheme(); }

  const trace::State& state() const { return session().StateAt(ui.position); }
  uint64_t time_ns() const { return session().TimeAt(ui.position); }

 private:
  std::vector<std::unique_ptr<Session>> sessions_;
  std::vector<size_t> numbers_;  // by session
  size_t last_number_ = 0;
  uint64_t texts_version_ = 0;
  std::array<Strings, 2> strings_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_APP_MODEL_H_
