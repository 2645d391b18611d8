#include "engine/compaction/compaction_policy.h"

#include <gtest/gtest.h>

#include "tests/engine/level_drawing.h"

namespace lsm {
namespace {

using test::DrawnKey;
using test::DrawnLevels;
using test::Numbers;

const InternalKeyComparator kPolicyIcmp(BytewiseComparator());

// Small numbers: a level of 300 bytes is full, an output has 100.
class CompactionPolicy : public ::testing::Test {
 protected:
  CompactionPolicy() {
    options_.max_file_size = 100;
    options_.max_bytes_for_level_base = 300;
  }

  // Plans for a drawing; "nothing" if there is nothing to do.
  std::string Plan(const std::string& drawing) {
    return Decide(drawing, [](const CompactionView& view) { return PlanCompaction(view); });
  }
  std::string Range(const std::string& drawing, int level, const char* begin, const char* end) {
    UserKeyRange range;
    if (begin != nullptr) range.begin = begin;
    if (end != nullptr) range.end = end;
    return Decide(drawing,
                  [&](const CompactionView& view) { return PlanRange(view, level, range); });
  }

  template <class Policy>
  std::string Decide(const std::string& drawing, Policy&& policy) {
    const LevelFiles levels = DrawnLevels(drawing);
    const LevelScores scores = ComputeScores(options_, levels);
    SeekCandidate candidate;
    if (seek_level_ >= 0) {
      candidate = {levels[static_cast<size_t>(seek_level_)].front(), seek_level_};
    }
    const CompactionView view{options_, kPolicyIcmp, levels, scores, pointers_, candidate};
    plan_ = policy(view);
    return plan_.has_value() ? DebugString(*plan_) : "nothing";
  }

  Options options_;
  std::array<InternalKey, kNumLevels> pointers_;
  int seek_level_ = -1;  // the level whose first file used up its seeks
  std::optional<CompactionPlan> plan_;
};

TEST_F(CompactionPolicy, NothingIsDueBelowTheTriggers) {
  EXPECT_EQ(Plan(""), "nothing");
  EXPECT_EQ(Plan("L0: 1[a..b] 2[a..b] 3[a..b]  L1: 4[a..b]:299"), "nothing");
}

TEST_F(CompactionPolicy, FourFilesInLevelZeroGoDownWithWhatTheyOverlap) {
  EXPECT_EQ(Plan("L0: 5[c..f] 6[a..d] 7[d..g] 8[x..z]  "
                 "L1: 1[a..b]:50 2[e..k]:50 3[m..p]:50 4[y..z]:50"),
            "L0: 5 6 7 + L1: 1 2, grandparents:, by size");
  EXPECT_EQ(plan_->score_permille, 1000u);
  EXPECT_EQ(plan_->compact_pointer.user_key().ToString(), "g");
}

TEST_F(CompactionPolicy, TheFullestLevelComesFirst) {
  EXPECT_EQ(Plan("L0: 5[a..b] 6[a..b] 7[a..b] 8[a..b]  L1: 1[c..d]:601"),
            "L1: 1 + L2:, grandparents:, by size");
}

TEST_F(CompactionPolicy, CompactionsOfALevelTakeTurns) {
  const std::string levels = "L1: 1[a..c]:200 2[d..f]:200 3[g..i]:200";
  EXPECT_EQ(Plan(levels), "L1: 1 + L2:, grandparents:, by size");
  pointers_[1] = DrawnKey("c");
  EXPECT_EQ(Plan(levels), "L1: 2 + L2:, grandparents:, by size");
  pointers_[1] = DrawnKey("f");
  EXPECT_EQ(Plan(levels), "L1: 3 + L2:, grandparents:, by size");
  pointers_[1] = DrawnKey("i");
  EXPECT_EQ(Plan(levels), "L1: 1 + L2:, grandparents:, by size");
}

TEST_F(CompactionPolicy, InputsGrowIfThatCostsNothingInTheNextLevel) {
  // 2 joins: 7 is read anyway. 3 would bring 8 along.
  EXPECT_EQ(Plan("L1: 1[a..c]:200 2[d..f]:200 3[j..l]:200  "
                 "L2: 7[b..e] 8[i..k]  "
                 "L3: 9[f..z]"),
            "L1: 1 2 + L2: 7, grandparents: 9, by size");
  ASSERT_TRUE(plan_->expansion.has_value());
  EXPECT_EQ(plan_->expansion->inputs_before, 1);
  EXPECT_EQ(plan_->expansion->input_bytes_before, 200u);
}

TEST_F(CompactionPolicy, InputsDoNotGrowBeyondALimit) {
  options_.expanded_compaction_factor = 5;  // 500 bytes: exactly what it would take
  EXPECT_EQ(Plan("L1: 1[a..c]:200 2[d..f]:200 L2: 7[b..e]:100"),
            "L1: 1 + L2: 7, grandparents:, by size");
  options_.expanded_compaction_factor = 6;
  EXPECT_EQ(Plan("L1: 1[a..c]:200 2[d..f]:200 L2: 7[b..e]:100"),
            "L1: 1 2 + L2: 7, grandparents:, by size");
}

TEST_F(CompactionPolicy, FilesThatShareAUserKeyGoTogether) {
  // k@9 must not move below k@5.
  EXPECT_EQ(Plan("L1: 1[a..k@9]:400 2[k@5..k@3] 3[k@2..m] 4[n..z]"),
            "L1: 1 2 3 + L2:, grandparents:, by size");
  // In the next level too: a tombstone k@9 that is dropped must not leave k@5 behind.
  EXPECT_EQ(Plan("L1: 1[a..j]:400 4[n..z]:1  L2: 5[h..k@9] 6[k@5..m]"),
            "L1: 1 + L2: 5 6, grandparents:, by size");
}

TEST_F(CompactionPolicy, AFileThatUsedUpItsSeeksIsNextIfNoLevelIsFull) {
  seek_level_ = 1;
  EXPECT_EQ(Plan("L1: 1[a..c] L2: 2[b..d] L3: 3[a..z]"),
            "L1: 1 + L2: 2, grandparents: 3, by seeks");
  EXPECT_EQ(Plan("L0: 5[x..y] 6[x..y] 7[x..y] 8[x..y]  L1: 1[a..c]"),
            "L0: 5 6 7 8 + L1:, grandparents:, by size");
  seek_level_ = 0;
  EXPECT_EQ(Plan("L0: 5[a..c] 6[b..d] 7[x..y]"), "L0: 5 6 + L1:, grandparents:, by seeks");
}

TEST_F(CompactionPolicy, TheLastLevelHasNowhereToGo) {
  options_.num_levels = 2;
  EXPECT_EQ(Plan("L1: 1[a..c]:9999"), "nothing");
  EXPECT_EQ(Range("L1: 1[a..c]", 1, nullptr, nullptr), "nothing");
  seek_level_ = 1;
  EXPECT_EQ(Plan("L1: 1[a..c]"), "nothing");
}

TEST_F(CompactionPolicy, ARangeIsCompactedInStepsOfAboutOneOutput) {
  const std::string levels = "L1: 1[a..b]:60 2[c..d]:60 3[e..f]:60 4[g..h]:60";
  EXPECT_EQ(Range(levels, 1, nullptr, nullptr), "L1: 1 2 + L2:, grandparents:, by manual");
  EXPECT_EQ(plan_->compact_pointer.user_key().ToString(), "d");
  EXPECT_EQ(Range(levels, 1, "e", nullptr), "L1: 3 4 + L2:, grandparents:, by manual");
  EXPECT_EQ(Range(levels, 1, "x", nullptr), "nothing");
  EXPECT_EQ(Range("L0: 5[a..c] 6[b..d] 7[x..y]", 0, nullptr, nullptr),
            "L0: 5 6 7 + L1:, grandparents:, by manual");
}

TEST_F(CompactionPolicy, AMoveIsTrivialIfNothingNeedsMerging) {
  const auto trivial = [&](const std::string& drawing) {
    Plan(drawing);
    return IsTrivialMove(options_, *plan_);
  };
  EXPECT_TRUE(trivial("L1: 1[a..c]:400"));
  EXPECT_TRUE(trivial("L1: 1[a..c]:400 L3: 2[a..c]:1000"));
  EXPECT_FALSE(trivial("L1: 1[a..c]:400 L3: 2[a..c]:1001"));
  EXPECT_FALSE(trivial("L1: 1[a..c]:400 L2: 2[b..b]"));
  EXPECT_FALSE(trivial("L0: 1[a..c] 2[a..c] 3[a..c] 4[a..c]"));
}

TEST_F(CompactionPolicy, ATrivialMoveIsOneEdit) {
  Plan("L1: 1[a..c]:400");
  const VersionEdit edit = TrivialMoveEdit(*plan_);
  EXPECT_EQ(edit.deleted_files, (std::set<std::pair<int, uint64_t>>{{1, 1}}));
  ASSERT_EQ(edit.new_files.size(), 1u);
  EXPECT_EQ(edit.new_files[0].first, 2);
  EXPECT_EQ(edit.new_files[0].second.file_size, 400u);
}

TEST(AddBoundaryInputs, FollowsTheUserKeyThroughTheLevel) {
  const auto with_boundary = [](const std::string& level, size_t taken) {
    const LevelFiles levels = DrawnLevels("L1: " + level);
    FileList files(levels[1].begin(), levels[1].begin() + static_cast<std::ptrdiff_t>(taken));
    AddBoundaryInputs(kPolicyIcmp, levels[1], &files);
    return Numbers(files);
  };
  EXPECT_EQ(with_boundary("1[a..k@9] 2[l..m]", 1), "1");
  EXPECT_EQ(with_boundary("1[a..k@9] 2[k@8..k@8] 3[k@7..k@7] 4[k@6..p] 5[p@1..z]", 1), "1 2 3 4 5");
  EXPECT_EQ(with_boundary("1[a..k@9] 2[k@8..k@8] 3[l..m]", 2), "1 2");
}

}  // namespace
}  // namespace lsm
