// How it looks.
#include <algorithm>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/app/window_size.h"

namespace lsm::gui {

void Apply(AppModel& model, const SetLanguage& action) { model.ui.language = action.language; }

void Apply(AppModel& model, const ToggleLanguage&) {
  model.ui.language =
      model.ui.language == Language::kEnglish ? Language::kChinese : Language::kEnglish;
}

void Apply(AppModel& model, const ToggleTheme&) {
  model.ui.theme = model.ui.theme == ThemeName::kDark ? ThemeName::kLight : ThemeName::kDark;
}

void Apply(AppModel& model, const ToggleMotion&) {
  model.ui.reduced_motion = !model.ui.reduced_motion;
}

void Apply(AppModel& model, const ScaleText& action) {
  constexpr float kStep = 0.125f;
  float& scale = model.ui.text_scale;
  scale = action.steps == 0 ? 1
                            : std::clamp(scale + kStep * static_cast<float>(action.steps),
                                         kSmallestTextScale, kLargestTextScale);
}

void Apply(AppModel& model, const TogglePanels& action) {
  model.ui.panels[static_cast<size_t>(action.group)] = action.shown_now ? Shown::kNo : Shown::kYes;
}

void Apply(AppModel& model, const Quit&) { model.ui.quit = true; }

}  // namespace lsm::gui
