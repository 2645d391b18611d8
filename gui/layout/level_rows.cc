#include "gui/layout/level_rows.h"

#include <algorithm>

namespace lsm::gui {

LevelRows ShareHeight(float height, float scale, size_t l0_wanted, size_t levels) {
  LevelRows rows;
  rows.l0_slots = std::max<size_t>(l0_wanted, 1);
  rows.l0_pitch = 17 * scale;
  rows.level_pitch = 46 * scale;
  const auto slots = [&] { return static_cast<float>(rows.l0_slots); };
  const auto levels_f = static_cast<float>(levels);
  // Makes one of the two pitches as small as needed, but not smaller than `least`.
  const auto shrink_l0 = [&](float least) {
    const float fits = (height - levels_f * rows.level_pitch) / slots();
    rows.l0_pitch = std::clamp(fits, std::min(least * scale, rows.l0_pitch), rows.l0_pitch);
  };
  const auto shrink_levels = [&](float least) {
    if (levels == 0) return;
    const float fits = (height - slots() * rows.l0_pitch) / levels_f;
    rows.level_pitch =
        std::clamp(fits, std::min(least * scale, rows.level_pitch), rows.level_pitch);
  };
  shrink_levels(38);
  shrink_l0(13);
  shrink_levels(32);
  shrink_l0(5);
  shrink_levels(17);
  shrink_l0(3);
  rows.one_line = rows.level_pitch < 32 * scale;
  const float left = std::max(0.0f, height - levels_f * rows.level_pitch);
  const auto fitting = static_cast<size_t>((left + 0.01f) / rows.l0_pitch);
  rows.l0_slots = std::clamp<size_t>(fitting, 1, rows.l0_slots);
  return rows;
}

}  // namespace lsm::gui
