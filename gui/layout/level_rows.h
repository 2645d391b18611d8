// How the height of the levels' region is shared out: pure arithmetic, apart from what is drawn.
#ifndef LSMSCOPE_GUI_LAYOUT_LEVEL_ROWS_H_
#define LSMSCOPE_GUI_LAYOUT_LEVEL_ROWS_H_

#include <cstddef>

namespace lsm::gui {

struct LevelRows {
  size_t l0_slots = 0;    // files of L0 that get a row; the rest is folded
  float l0_pitch = 0;     // pixels from one file of L0 to the next
  float level_pitch = 0;  // pixels from one deeper level to the next
  bool one_line = false;  // labels of deeper levels have room for one line only
  float Height(size_t levels) const {
    return static_cast<float>(l0_slots) * l0_pitch + static_cast<float>(levels) * level_pitch;
  }
};

// `l0_wanted`: files of L0, or the threshold at which writes stop if that is more, so that nothing
// moves as L0 fills. `levels`: rows below L0. Distances shrink in turn, L0's first, and only when
// nothing else is left are files of L0 folded.
LevelRows ShareHeight(float height, float scale, size_t l0_wanted, size_t levels);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_LEVEL_ROWS_H_
