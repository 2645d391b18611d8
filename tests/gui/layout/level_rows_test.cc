#include "gui/layout/level_rows.h"

#include <gtest/gtest.h>

namespace lsm::gui {
namespace {

TEST(ShareHeight, RowsNeverTakeMoreThanThereIs) {
  for (float height = 40; height < 700; height += 13) {
    for (const size_t files : {1, 4, 12, 24, 200}) {
      for (const size_t levels : {1, 2, 4}) {
        const LevelRows rows = ShareHeight(height, 1, files, levels);
        const bool too_small_for_anything = height < 17.0f * static_cast<float>(levels) + 3;
        if (!too_small_for_anything) {
          EXPECT_LE(rows.Height(levels), height + 0.1f) << height << " " << files << " " << levels;
        }
        EXPECT_GE(rows.l0_slots, 1u);
      }
    }
  }
}

TEST(ShareHeight, FilesOfL0AreFoldedOnlyWhenNothingElseIsLeft) {
  const LevelRows roomy = ShareHeight(400, 1, 12, 3);
  EXPECT_EQ(roomy.l0_slots, 12u);
  EXPECT_FALSE(roomy.one_line);
  const LevelRows full = ShareHeight(200, 1, 200, 3);
  EXPECT_LT(full.l0_slots, 200u);
  EXPECT_TRUE(full.one_line);
}

}  // namespace
}  // namespace lsm::gui
