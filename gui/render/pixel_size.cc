#include "gui/render/pixel_size.h"

#include <charconv>
#include <system_error>

namespace lsm::gui {

std::optional<PixelSize> ParsePixelSize(std::string_view text, int least, int most) {
  PixelSize size;
  const char* end = text.data() + text.size();
  const auto [x, bad_width] = std::from_chars(text.data(), end, size.width);
  if (bad_width != std::errc() || x == end || *x != 'x') return std::nullopt;
  const auto [rest, bad_height] = std::from_chars(x + 1, end, size.height);
  if (bad_height != std::errc() || rest != end) return std::nullopt;
  const auto in_range = [&](int side) { return side >= least && side <= most; };
  if (!in_range(size.width) || !in_range(size.height)) return std::nullopt;
  return size;
}

}  // namespace lsm::gui
