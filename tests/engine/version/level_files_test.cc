#include "engine/version/level_files.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnLevels;
using test::Numbers;

const InternalKeyComparator kIcmp(BytewiseComparator());

TEST(LevelFiles, OverlapsAreByUserKeyAndEndsAreIncluded) {
  const LevelFiles levels = DrawnLevels("L1: 1[c..e] 2[g..i]");
  struct Case {
    std::optional<Slice> begin, end;
    bool overlaps;
    const char* inputs;
  };
  const Case cases[] = {
      {"a", "b", false, ""},          {"a", "c", true, "1"},
      {"d", "d", true, "1"},          {"e", "e", true, "1"},
      {"f", "f", false, ""},          {"e", "g", true, "1 2"},
      {"j", "z", false, ""},          {std::nullopt, "b", false, ""},
      {"j", std::nullopt, false, ""}, {std::nullopt, std::nullopt, true, "1 2"},
      {"h", std::nullopt, true, "2"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE((c.begin ? c.begin->ToString() : "-") + ".." + (c.end ? c.end->ToString() : "-"));
    const UserKeyRange range{c.begin, c.end};
    EXPECT_EQ(SomeFileOverlapsRange(kIcmp, true, levels[1], range), c.overlaps);
    EXPECT_EQ(SomeFileOverlapsRange(kIcmp, false, levels[1], range), c.overlaps);
    EXPECT_EQ(Numbers(OverlappingInputs(kIcmp, levels, 1, range)), c.inputs);
  }
}

TEST(LevelFiles, InLevelZeroTheRangeGrowsUntilNoFileJoins) {
  // 3 joins by 2, 4 by 3; 5 stays apart.
  const LevelFiles levels = DrawnLevels("L0: 2[c..g] 3[f..k] 4[a..b] 5[x..y] 6[b..c]");
  EXPECT_EQ(Numbers(OverlappingInputs(kIcmp, levels, 0, {Slice("d"), Slice("d")})), "2 3 4 6");
  EXPECT_EQ(Numbers(OverlappingInputs(kIcmp, levels, 0, {Slice("x"), Slice("x")})), "5");
}

TEST(LevelFiles, AKeyIsLookedForInLevelZeroFromTheNewestAndInOneFileBelow) {
  const LevelFiles levels = DrawnLevels("L0: 2[a..m] 5[c..d] 7[a..z]  L1: 1[a..c] 3[e..g]");
  EXPECT_EQ(Numbers(Level0FilesWith(kIcmp, levels, "c")), "7 5 2");
  EXPECT_EQ(Numbers(Level0FilesWith(kIcmp, levels, "n")), "7");
  const auto file_with = [&](const char* key) {
    const FilePtr file =
        DeeperFileWith(kIcmp, levels[1], InternalKey(key, 200, kTypeValue).Encode(), key);
    return file == nullptr ? 0 : file->number;
  };
  EXPECT_EQ(file_with("c"), 1u);
  EXPECT_EQ(file_with("d"), 0u);
  EXPECT_EQ(file_with("e"), 3u);
  EXPECT_EQ(file_with("h"), 0u);
}

TEST(LevelFiles, SummaryIsLevelDBs) {
  EXPECT_EQ(LevelSummary(DrawnLevels("L0: 1[a..b] 2[a..b] L2: 3[a..b]"), 7),
            "files[ 2 0 1 0 0 0 0 ]");
}

}  // namespace
}  // namespace lsm
