// The model check can fail: it finds bugs that are seeded into the engine, and shrinks what it
// found to a few operations.
#include <gtest/gtest.h>

#include <ostream>

#include "engine/base/seeded_bug.h"
#include "tests/model/draw_case.h"
#include "tests/model/shrink_case.h"

namespace lsm::model {
namespace {

struct Seeded {
  Bug bug = Bug::kNone;
  const char* name = "";
  int clients = 1;
};

void PrintTo(const Seeded& seeded, std::ostream* to) { *to << seeded.name; }

class ModelFindsTest : public testing::TestWithParam<Seeded> {
 protected:
  ~ModelFindsTest() override { seeded_bug = Bug::kNone; }
};

TEST_P(ModelFindsTest, AFailingCaseAndShrinksIt) {
  const auto fails = [](const Case& what) { return !Play(what).wrong.empty(); };
  seeded_bug = GetParam().bug;
  std::optional<Case> found;
  for (uint64_t seed = 1; seed <= 60 && !found.has_value(); seed++) {
    const Case what = DrawCase(
        {.seed = seed, .operations = 300, .site = Site::kWorld, .clients = GetParam().clients});
    if (fails(what)) found = what;
  }
  ASSERT_TRUE(found.has_value());
  const Case small = Shrink(*found, fails, 400);
  EXPECT_LE(small.operations.size(), 30u) << small.ToText();
  EXPECT_TRUE(fails(small));
  std::printf("%s: %zu operations of %zu\n%s%s\n", GetParam().name, small.operations.size(),
              found->operations.size(), small.ToText().substr(0, 1000).c_str(),
              Play(small).wrong.c_str());
  seeded_bug = Bug::kNone;
  EXPECT_EQ(Play(small).wrong, "") << "it fails without the bug, too";
}

INSTANTIATE_TEST_SUITE_P(All, ModelFindsTest,
                         testing::Values(Seeded{Bug::kTombstoneDroppedEarly,
                                                "TombstoneDroppedEarly"},
                                         Seeded{Bug::kLogNotReplayed, "LogNotReplayed"},
                                         Seeded{Bug::kPublishedTooMuch, "PublishedTooMuch"},
                                         Seeded{Bug::kNextLeaderNotWoken, "NextLeaderNotWoken", 4}),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace lsm::model
