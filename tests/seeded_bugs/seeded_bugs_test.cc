// The checks can fail: each finds the bugs that are seeded for it, and nothing without one.
#include <gtest/gtest.h>

#include <set>

#include "tests/seeded_bugs/bugs.h"

namespace lsm::sim {
namespace {

class SeededBugsTest : public testing::TestWithParam<SeededBugRow> {
 protected:
  ~SeededBugsTest() override { seeded_bug = Bug::kNone; }
};

TEST_P(SeededBugsTest, IsFound) {
  seeded_bug = GetParam().bug;
  const std::string what = Find(GetParam().finder);
  EXPECT_NE(what, "") << GetParam().where;
  std::printf("%s: %s\n", GetParam().name, what.c_str());
}

INSTANTIATE_TEST_SUITE_P(All, SeededBugsTest, testing::ValuesIn(SeededBugs()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(SeededBugs, NothingIsFoundWithoutOne) {
  seeded_bug = Bug::kNone;
  std::set<Finder> finders;
  for (const SeededBugRow& row : SeededBugs()) finders.insert(row.finder);
  for (const Finder finder : finders) {
    EXPECT_EQ(Find(finder), "") << static_cast<int>(finder);
  }
}

TEST(SeededBugs, EveryOneIsInTheTable) {
  std::set<Bug> bugs;
  for (const SeededBugRow& row : SeededBugs()) bugs.insert(row.bug);
  EXPECT_EQ(bugs.size(), SeededBugs().size());
  EXPECT_EQ(bugs.size(), static_cast<size_t>(Bug::kLastSequenceOffByOne));
}

}  // namespace
}  // namespace lsm::sim
