// The power is cut at every moment of small workloads, and the engine recovers.
#include "sim/powercut/campaign.h"

#include <gtest/gtest.h>

#include "sim/powercut/exhaustive.h"

namespace lsm::sim {
namespace {

CampaignPlan PlanOf(uint64_t seeds, const std::vector<std::string>& sets = {}) {
  CampaignPlan plan;
  EXPECT_TRUE(LoadScenario("powercut", sets, &plan.scenario).ok());
  plan.last_seed = seeds;
  plan.matrix.survivals.assign(Survivals().begin(), Survivals().end());
  return plan;
}

std::string WhatIsWrong(const CampaignReport& report) {
  if (!report.error.empty()) return report.error;
  if (report.violations.empty()) return "";
  const SeedViolation& first = report.violations.front();
  return "seed " + std::to_string(first.seed) + ": promise " +
         std::to_string(first.violation.promise) + ": " + first.violation.what;
}

TEST(PowerCutCampaign, NoPromiseIsBrokenAtAnyMoment) {
  const CampaignReport report = RunCampaign(PlanOf(1), {});
  EXPECT_EQ(WhatIsWrong(report), "");
  EXPECT_TRUE(report.complete);
  EXPECT_GT(report.counts.unique, 10'000u);
  EXPECT_EQ(report.counts.unique, report.counts.verified);
}

TEST(PowerCutCampaign, NorWithLogsThatAreContinued) {
  CampaignPlan plan = PlanOf(3, {"options.reuse_logs=true"});
  plan.matrix.depth = 1;
  EXPECT_EQ(WhatIsWrong(RunCampaign(plan, {})), "");
}

TEST(PowerCutCampaign, NorInLaterLives) {
  CampaignPlan plan = PlanOf(2);
  plan.lives = 4;
  plan.sessions = 1;
  plan.matrix.depth = 1;
  const CampaignReport all = RunCampaign(plan, {});
  EXPECT_EQ(WhatIsWrong(all), "");
  plan.only_life = 4;
  const CampaignReport last = RunCampaign(plan, {});
  EXPECT_GT(last.counts.unique, 500u);
  EXPECT_GT(all.counts.unique, 3 * last.counts.unique);
}

TEST(PowerCutCampaign, NorWithLargeSectors) {
  CampaignPlan plan = PlanOf(2);
  plan.matrix.depth = 1;
  for (Survival& survival : plan.matrix.survivals) survival.sector_bytes = 4096;
  EXPECT_EQ(WhatIsWrong(RunCampaign(plan, {})), "");
}

TEST(PowerCutCampaign, LevelDbsWayOfReadingDamagedLogsMakesHoles) {
  const CampaignReport report = RunCampaign(PlanOf(4, {"options.wal_recovery=salvage"}), {});
  ASSERT_FALSE(report.violations.empty());
  EXPECT_EQ(report.violations.front().violation.promise, 2);
}

TEST(PowerCutCampaign, TheSameSeedsGiveTheSameCountsWithAnyNumberOfThreads) {
  CampaignPlan plan = PlanOf(3);
  plan.lives = 1;
  plan.matrix.depth = 1;
  const MatrixCounts one = RunCampaign(plan, {}).counts;
  plan.jobs = 3;
  const MatrixCounts three = RunCampaign(plan, {}).counts;
  EXPECT_EQ(one.events, three.events);
  EXPECT_EQ(one.changes, three.changes);
  EXPECT_EQ(one.images, three.images);
  EXPECT_EQ(one.unique, three.unique);
}

TEST(PowerCutCampaign, ComesToAnEndWhenItIsOver) {
  CampaignPlan plan = PlanOf(1'000'000);
  plan.budget_ms = 300;
  const CampaignReport report = RunCampaign(plan, {});
  EXPECT_FALSE(report.complete);
  EXPECT_EQ(WhatIsWrong(report), "");
  std::atomic<bool> cancel = true;
  plan.budget_ms = 0;
  EXPECT_EQ(RunCampaign(plan, {.cancel = &cancel}).runs, 0u);
}

TEST(PowerCutCampaign, ShortWorkloadsAreNumbered) {
  EXPECT_EQ(CountWorkloads(1), 8u);
  EXPECT_EQ(CountWorkloads(3), 8u + 64 + 512);
  EXPECT_EQ(DescribeWorkload(1), "put");
  EXPECT_EQ(DescribeWorkload(8), "snapshot");
  EXPECT_EQ(DescribeWorkload(9), "put, put");
  EXPECT_EQ(DescribeWorkload(72), "snapshot, snapshot");
  EXPECT_EQ(DescribeWorkload(73), "put, put, put");
}

// Takes about ten seconds.
TEST(PowerCutCampaign, EveryWorkloadOfUpToThreeOperations) {
#ifdef LSMSCOPE_SANITIZED
  constexpr uint32_t kLength = 2;
#else
  constexpr uint32_t kLength = 3;
#endif
  CampaignPlan plan = PlanOf(CountWorkloads(kLength));
  plan.exhaustive = true;
  plan.scenario = ExhaustiveScenario();
  plan.lives = 1;
  const CampaignReport report = RunCampaign(plan, {});
  EXPECT_EQ(WhatIsWrong(report), "");
  EXPECT_EQ(report.runs, CountWorkloads(kLength));
  EXPECT_TRUE(report.complete);
}

}  // namespace
}  // namespace lsm::sim
