// Where on a scene a lesson's spotlight falls.
#ifndef LSMSCOPE_GUI_LAYOUT_SPOTLIGHT_H_
#define LSMSCOPE_GUI_LAYOUT_SPOTLIGHT_H_

#include <optional>

#include "gui/scene/scene.h"
#include "sim/lesson/spotlight.h"
#include "traces/state/state.h"

namespace lsm::gui {

// Around everything in the scene that belongs to the target, within the scene's bounds. Nothing if
// this scene does not show it.
std::optional<Rect> SpotlightRect(const Scene& scene, const trace::State& state,
                                  const sim::SpotlightTarget& target, float margin);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_SPOTLIGHT_H_
