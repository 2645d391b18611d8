// Pictures without a display: EGL without a surface, OpenGL 3.3, and ImGui's own renderer for it.
#ifndef LSMSCOPE_GUI_RENDER_OFFSCREEN_H_
#define LSMSCOPE_GUI_RENDER_OFFSCREEN_H_

#include <functional>
#include <string>

#include "gui/render/pixel_size.h"
#include "lsm/status.h"

namespace lsm::gui {

inline constexpr int kMaxPictureSide = 8192;

// Makes a context of OpenGL and of ImGui, calls load_fonts (which may add to io.Fonts; null:
// ImGui's own font), then draw_frame between NewFrame and Render (twice: windows of ImGui take
// their final size in the second frame), and writes the last frame as PNG. Nothing is left behind.
// An error names what is missing or the file that cannot be written.
Status RenderToPng(PixelSize size, const std::function<void()>& load_fonts,
                   const std::function<void()>& draw_frame, const std::string& path);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_OFFSCREEN_H_
