// Pictures without a display: EGL without a surface, OpenGL 3.3, and ImGui's own renderer for it.
#ifndef LSMSCOPE_GUI_RENDER_OFFSCREEN_H_
#define LSMSCOPE_GUI_RENDER_OFFSCREEN_H_

#include <functional>
#include <memory>
#include <string>

#include "gui/render/pixel_size.h"
#include "lsm/status.h"

namespace lsm::gui {

inline constexpr int kMaxPictureSide = 8192;

// A context of OpenGL that draws pictures one after the other. An error names what is missing.
class Offscreen {
 public:
  [[nodiscard]] static Status Open(std::unique_ptr<Offscreen>* offscreen);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;

  // Makes a context of ImGui, calls load_fonts (which may add to io.Fonts; null: ImGui's own font),
  // then draw_frame between NewFrame and Render (twice: windows of ImGui take their final size in
  // the second frame), and writes the last frame as PNG. Nothing of it is left behind. An error
  // names the file that cannot be written.
  [[nodiscard]] Status Draw(PixelSize size, const std::function<void()>& load_fonts,
                            const std::function<void()>& draw_frame, const std::string& path);

 private:
  class EglContext;
  explicit Offscreen(std::unique_ptr<EglContext> egl);

  const std::unique_ptr<EglContext> egl_;
};

// One picture, with a context of its own.
Status RenderToPng(PixelSize size, const std::function<void()>& load_fonts,
                   const std::function<void()>& draw_frame, const std::string& path);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_OFFSCREEN_H_
