// The app's window: GLFW and OpenGL 3. Draws only when something changes.
#ifndef LSMSCOPE_GUI_APP_WINDOW_H_
#define LSMSCOPE_GUI_APP_WINDOW_H_

#include <functional>

#include "gui/app/app.h"
#include "lsm/status.h"

namespace lsm::gui {

// Opens a window of this size (pixels), whose title says what is open and at which event, and
// returns when it is closed. An error says what is missing: a display, or OpenGL 3.
// `frame_done` is called after every frame with the window's size.
using FrameDone = std::function<void(Size window)>;
[[nodiscard]] Status RunWindow(App& app, Size size, const FrameDone& frame_done);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_WINDOW_H_
