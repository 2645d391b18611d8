// A lesson's spotlight: a ring around what the step is about, with the step's number on its edge.
#ifndef LSMSCOPE_GUI_PANELS_SPOTLIGHT_H_
#define LSMSCOPE_GUI_PANELS_SPOTLIGHT_H_

#include <imgui.h>

#include <cstddef>

#include "gui/app/frame_view.h"

namespace lsm::gui {

// Over a scene that was drawn into the current window. Nothing if there is no lesson, if the run
// does not stand at the lesson's step, or if the scene does not show the thing.
void DrawSpotlight(const FrameView& view, const Scene& scene);

// The step's number in a disc.
void DrawSpotlightNumber(const FrameView& view, ImVec2 centre, size_t number);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_SPOTLIGHT_H_
