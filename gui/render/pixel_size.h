// The size of a window or picture as the command line gives it.
#ifndef LSMSCOPE_GUI_RENDER_PIXEL_SIZE_H_
#define LSMSCOPE_GUI_RENDER_PIXEL_SIZE_H_

#include <optional>
#include <string_view>

namespace lsm::gui {

struct PixelSize {
  int width = 1600;
  int height = 900;
};

// "1600x900"; nothing for anything else or a side outside of least..most.
std::optional<PixelSize> ParsePixelSize(std::string_view text, int least, int most);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_RENDER_PIXEL_SIZE_H_
