// How wide texts are. Layout asks through this, so that it needs no fonts: tests use a fake of
// fixed width, the app asks ImGui's fonts.
#ifndef LSMSCOPE_GUI_LAYOUT_TEXT_METRICS_H_
#define LSMSCOPE_GUI_LAYOUT_TEXT_METRICS_H_

#include <string_view>

namespace lsm::gui {

class TextMetrics {
 public:
  virtual ~TextMetrics() = default;

  // Width in pixels of one line of UTF-8 text, set `px` pixels high.
  virtual float Width(std::string_view text, float px) const = 0;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_TEXT_METRICS_H_
