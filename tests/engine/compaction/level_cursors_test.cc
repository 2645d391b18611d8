#include "engine/compaction/level_cursors.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnKey;
using test::DrawnLevels;

const InternalKeyComparator kCursorIcmp(BytewiseComparator());

TEST(BaseLevelCursor, LooksAtLevelsBelowTheOutputOnly) {
  const LevelFiles levels =
      DrawnLevels("L1: 1[a..z]  L2: 2[a..z]  L3: 3[c..e] 4[k..m]  L5: 5[s..t]");
  BaseLevelCursor cursor(BytewiseComparator(), &levels, 2);
  std::string below;  // keys that may stand below
  for (char key = 'a'; key <= 'z'; key++) {
    if (!cursor.NothingBelow(Slice(&key, 1))) below += key;
  }
  EXPECT_EQ(below, "cdeklmst");
}

TEST(GrandparentCursor, CutsBehindTooMuchOverlap) {
  const LevelFiles levels =
      DrawnLevels("L2: 1[a..b]:60 2[d..e]:60 3[g..h]:60 4[j..k]:60 5[m..n]:60 6[p..q]:60");
  GrandparentCursor cursor(&kCursorIcmp, &levels[2], 100);
  std::string cuts;
  for (char key = 'c'; key <= 'r'; key++) {
    if (cursor.ShouldStopBefore(DrawnKey(std::string(1, key)).Encode())) cuts += key;
  }
  // 1 ends before the first key and does not count; 2 and 3 are passed at 'i', 4 and 5 at 'o'.
  EXPECT_EQ(cuts, "io");
}

}  // namespace
}  // namespace lsm
