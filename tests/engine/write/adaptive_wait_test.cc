#include "engine/write/adaptive_wait.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

TEST(YieldCredit, BeginsWithTheBenefitOfTheDoubt) {
  const YieldCredit credit;
  EXPECT_EQ(credit.value(), 0);
  EXPECT_TRUE(credit.ok());
}

TEST(YieldCredit, OneFailureTakesItAwayAndOneSuccessGivesItBack) {
  YieldCredit credit;
  credit.Update(false);
  EXPECT_EQ(credit.value(), -131072);
  EXPECT_FALSE(credit.ok());
  credit.Update(true);
  EXPECT_EQ(credit.value(), -131072 + 128 + 131072);
  EXPECT_TRUE(credit.ok());
}

TEST(YieldCredit, NeverGrowsBeyondTwoToThe27) {
  YieldCredit credit;
  for (int i = 0; i < 100'000; i++) credit.Update(true);
  EXPECT_GT(credit.value(), 100'000'000);
  EXPECT_LE(credit.value(), 1 << 27);
  for (int i = 0; i < 200'000; i++) credit.Update(false);
  EXPECT_LT(credit.value(), -100'000'000);
  EXPECT_GE(credit.value(), -(1 << 27));
}

TEST(YieldJudge, ShortYieldsMayGoOnUntilTheTimeIsOver) {
  YieldJudge judge(100'000, 3'000, 1'000'000);
  uint64_t now = 1'000'000;
  for (int i = 0; i < 50; i++) EXPECT_TRUE(judge.GoOn(now += 2'000)) << i;
  EXPECT_FALSE(judge.GoOn(now += 2'000));
  EXPECT_FALSE(judge.gave_up_on_slow());
}

TEST(YieldJudge, ThreeSlowYieldsAreEnough) {
  YieldJudge judge(100'000, 3'000, 0);
  EXPECT_TRUE(judge.GoOn(3'000));
  EXPECT_TRUE(judge.GoOn(5'999));  // quick: it does not count
  EXPECT_TRUE(judge.GoOn(9'000));
  EXPECT_FALSE(judge.GoOn(12'000));
  EXPECT_TRUE(judge.gave_up_on_slow());
}

TEST(YieldJudge, AClockThatStandsStillCountsAsSlow) {
  YieldJudge judge(100'000, 3'000, 7);
  EXPECT_TRUE(judge.GoOn(7));
  EXPECT_TRUE(judge.GoOn(7));
  EXPECT_FALSE(judge.GoOn(7));
  EXPECT_TRUE(judge.gave_up_on_slow());
}

}  // namespace
}  // namespace lsm
