#include "engine/version/flush_level.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnKey;
using test::DrawnLevels;

const InternalKeyComparator kFlushIcmp(BytewiseComparator());

std::string LevelFor(const Options& options, const std::string& drawing,
                     const RunningOutput* running = nullptr) {
  const FlushLevel decided =
      PickLevelForMemTableOutput(options, kFlushIcmp, DrawnLevels(drawing), "g", "k", running);
  return "L" + std::to_string(decided.level) + " " +
         std::string(Names(decided.reason)[static_cast<size_t>(decided.reason)]);
}

// A memtable with keys g to k.
TEST(FlushLevel, GoesAsDeepAsNothingIsInTheWay) {
  Options options;
  options.max_file_size = 100;  // ten of them may be overlapped two levels down
  const struct {
    const char* levels;
    const char* decision;
  } cases[] = {
      {"", "L2 max_level"},
      {"L0: 1[a..g]", "L0 overlaps_l0"},
      {"L0: 1[k..z]", "L0 overlaps_l0"},
      {"L0: 1[a..f] 2[l..z]", "L2 max_level"},
      {"L1: 1[a..h]", "L0 overlaps_next_level"},
      {"L1: 1[a..f] 2[l..z]", "L2 max_level"},
      {"L2: 1[h..i]", "L1 overlaps_next_level"},
      {"L2: 1[h..i]:1000", "L1 overlaps_next_level"},
      {"L2: 1[h..i]:1001", "L0 grandparent_limit"},
      {"L3: 1[h..i]:1000", "L2 max_level"},
      {"L3: 1[h..i]:600 2[j..z]:600", "L1 grandparent_limit"},
      {"L4: 1[h..i]:5000", "L2 max_level"},
  };
  for (const auto& c : cases) EXPECT_EQ(LevelFor(options, c.levels), c.decision) << c.levels;
}

TEST(FlushLevel, OptionsLimitTheDepth) {
  Options options;
  options.max_mem_compact_level = 0;
  EXPECT_EQ(LevelFor(options, ""), "L0 max_level");
  options.max_mem_compact_level = 5;
  EXPECT_EQ(LevelFor(options, ""), "L5 max_level");
  options.num_levels = 3;
  EXPECT_EQ(LevelFor(options, ""), "L2 max_level");
}

// Compacting 1 and 2 may give one file [a..z] in level 1: a file of the gap must not be there.
TEST(FlushLevel, KeepsOutOfTheRangeOfARunningCompaction) {
  const RunningOutput running{1, {DrawnKey("a"), DrawnKey("z")}};
  EXPECT_EQ(LevelFor(Options(), "L0: 1[a..c] 2[x..z]", &running), "L0 overlaps_next_level");
  EXPECT_EQ(LevelFor(Options(), "L0: 1[a..c] 2[x..z]"), "L2 max_level");
  const RunningOutput elsewhere{1, {DrawnKey("l"), DrawnKey("z")}};
  EXPECT_EQ(LevelFor(Options(), "", &elsewhere), "L2 max_level");
}

}  // namespace
}  // namespace lsm
