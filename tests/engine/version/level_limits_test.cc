#include "engine/version/level_limits.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnLevels;

TEST(LevelLimits, DefaultsAreLevelDBs) {
  const Options options;
  EXPECT_EQ(MaxBytesForLevel(options, 1), 10u << 20);
  EXPECT_EQ(MaxBytesForLevel(options, 2), 100u << 20);
  EXPECT_EQ(MaxBytesForLevel(options, 3), 1000u << 20);
  EXPECT_EQ(MaxGrandparentOverlapBytes(options), 20u << 20);
  EXPECT_EQ(ExpandedCompactionByteSizeLimit(options), 50u << 20);
  EXPECT_EQ(AllowedSeeks(options, 1), 100);
  EXPECT_EQ(AllowedSeeks(options, 16384 * 300), 300);
}

TEST(LevelLimits, LevelZeroScoresByFilesDeeperOnesByBytes) {
  Options options;
  options.max_bytes_for_level_base = 1000;
  const LevelFiles levels =
      DrawnLevels("L0: 1[a..b]:9999999 2[a..b] 3[a..b]  L1: 4[a..c]:999  L2: 5[a..b]:25000");
  EXPECT_EQ(ScorePermille(options, levels, 0), 750u);
  EXPECT_EQ(ScorePermille(options, levels, 1), 999u);
  EXPECT_EQ(ScorePermille(options, levels, 2), 2500u);
  const LevelScores scores = ComputeScores(options, levels);
  EXPECT_EQ(scores.best_level, 2);
  EXPECT_TRUE(scores.compaction_due());
}

TEST(LevelLimits, OfEqualScoresTheUppermostLevelIsBest) {
  Options options;
  options.max_bytes_for_level_base = 100;
  const LevelFiles levels = DrawnLevels("L0: 1[a..b] 2[a..b] 3[a..b] 6[a..b]  L1: 4[a..c]:100");
  EXPECT_EQ(ComputeScores(options, levels).best_level, 0);
}

TEST(LevelLimits, TheLastLevelIsNeverCompacted) {
  Options options;
  options.num_levels = 3;
  options.max_bytes_for_level_base = 1;
  const LevelFiles levels = DrawnLevels("L2: 5[a..b]:25000");
  EXPECT_FALSE(ComputeScores(options, levels).compaction_due());
  options.num_levels = 4;
  EXPECT_TRUE(ComputeScores(options, levels).compaction_due());
}

TEST(LevelLimits, AbsurdSizesSaturate) {
  Options options;
  options.max_bytes_for_level_base = uint64_t{1} << 60;
  EXPECT_EQ(MaxBytesForLevel(options, 6), ~uint64_t{0});
  options.max_bytes_for_level_base = 1;
  LevelFiles levels = DrawnLevels("L1: 5[a..b]:18446744073709551615");
  EXPECT_GT(ScorePermille(options, levels, 1), 1000u);
}

}  // namespace
}  // namespace lsm
