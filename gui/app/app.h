// The app: draws whole frames from the model and does what they ask for. It needs a current ImGui
// context with fonts (fonts.h) but no window: the window, `render` and tests use it alike.
#ifndef LSMSCOPE_GUI_APP_APP_H_
#define LSMSCOPE_GUI_APP_APP_H_

#include <memory>
#include <string>
#include <vector>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/app/frame_view.h"
#include "gui/app/view_cache.h"
#include "gui/session/key_reader.h"

namespace lsm::gui {

struct FrameInput {
  Size window;         // pixels
  double seconds = 0;  // real time since the last frame
  bool still = false;  // a picture: nothing is between two events
};

// Used by one thread.
class App {
 public:
  explicit App(std::vector<std::unique_ptr<Session>> sessions);

  AppModel& model() { return model_; }
  const AppModel& model() const { return model_; }

  // Does it at once. Keys, mouse and buttons come through here in the end.
  void Do(const Action& action) { Dispatch(model_, action); }

  // Where the widgets of the last frame are and what the stage looked like; only kept if asked for.
  void KeepWidgetPlaces() { keep_widgets_ = true; }
  const WidgetPlaces& widgets() const { return widgets_; }
  // A field was asked for that does not have the keyboard yet: what is typed waits for it.
  bool FieldTakesKeyboard() const { return model_.ui.read_take_focus || model_.ui.find.take_focus; }
  // The last frame drew the model as it is now: nothing was asked for in it.
  bool settled() const { return !acted_; }
  const Scene& stage() const { return *cache_.scenes().stage; }

  // Between ImGui::NewFrame and ImGui::Render: reads keys, goes on playing, draws everything, and
  // does what was asked.
  void Frame(const FrameInput& input);

  // How long the picture stays as it is if nobody touches anything, in seconds; 0: draw again at
  // once, infinity: for ever.
  double SecondsToNextChange() const;

  // What the last frame told of the typed key.
  const KeyReading& reading() const { return key_reader_.reading(); }

  // What fonts should be loaded at (LoadFonts) for a window of this size.
  float ScaleOf(Size window) const;
  // And with which characters besides: a lesson that was opened from a folder has texts of its own.
  std::string TextsToShow() const;

 private:
  AppModel model_;
  // What a Get of the typed key would find, if the tab that shows it is to be seen.
  const KeyReading& ReadKey(const Regions& regions, bool wait);

  KeyReader key_reader_;
  ViewCache cache_;
  Inspector inspector_;
  WidgetPlaces widgets_;
  bool keep_widgets_ = false;
  bool acted_ = false;  // the last frame changed something
};

// Actions of the keys that went down in this frame, from ImGui's state.
void ReadKeys(const AppModel& model, const Regions& regions, Actions* actions);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_APP_H_
