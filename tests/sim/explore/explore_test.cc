#include "sim/explore/explore.h"

#include <gtest/gtest.h>

#include "sim/explore/shrink.h"
#include "sim/run/run_scenario.h"
#include "sim/schedule/replay_policy.h"

namespace lsm::sim {
namespace {

ExplorePlan PlanFor(const std::string& find, const std::vector<std::string>& sets = {}) {
  ExplorePlan plan;
  const Status loaded = LoadScenario("races", sets, &plan.scenario);
  EXPECT_TRUE(loaded.ok()) << loaded.ToString();
  if (!find.empty()) {
    const Status parsed = trace::Condition::Parse(find, &plan.attempt.find);
    EXPECT_TRUE(parsed.ok()) << parsed.ToString();
  }
  return plan;
}

TEST(ExploreTest, EveryScheduleOfTheEngineKeepsItsPromises) {
  for (const SearchKind kind : {SearchKind::kPct, SearchKind::kRandom}) {
    for (const char* untimed : {"false", "true"}) {
      ExplorePlan plan = PlanFor("", {std::string("world.untimed=") + untimed});
      plan.kind = kind;
      plan.last_seed = 500;
      plan.search_every = 10;
      const ExploreReport report = Explore(plan);
      EXPECT_FALSE(report.found) << report.found->what;
      EXPECT_EQ(report.schedules, 501u);
      EXPECT_EQ(report.operations, 5010u);
      EXPECT_GE(report.searched, 50u);
      EXPECT_EQ(report.gave_up, 0u);
      EXPECT_EQ(report.fibers, 6u);
    }
  }
}

TEST(ExploreTest, WithFlushesAndCompactionsToo) {
  ExplorePlan plan = PlanFor("", {"options.write_buffer_size=1024", "clients.0.operations=12",
                                  "clients.0.batch=3", "clients.0.value_bytes.max=40"});
  plan.last_seed = 100;
  const ExploreReport report = Explore(plan);
  EXPECT_FALSE(report.found) << report.found->what;
  EXPECT_EQ(report.fibers, 7u) << "the background takes part";
}

TEST(ExploreTest, WithAPowerCutAnOrderIsSearchedToo) {
  ExplorePlan plan = PlanFor(
      "", {"clients.0.sync_percent=50",
           R"(faults=[{"when": "event.kind == WalSyncBegin", "count": 2, "survives": "prefix"}])"});
  plan.last_seed = 200;
  plan.search_every = 1;
  const ExploreReport report = Explore(plan);
  EXPECT_FALSE(report.found) << report.found->what;
  EXPECT_EQ(report.searched + report.search_given_up, 201u);
  EXPECT_GT(report.searched, 190u);
}

TEST(ExploreTest, ExhaustiveTriesAllOfThem) {
  ExplorePlan plan = PlanFor("", {"clients.0.threads=2", "clients.0.operations=1",
                                  "clients.1.threads=1", "clients.1.operations=1"});
  plan.kind = SearchKind::kExhaustive;
  plan.preemptions = 1;
  const ExploreReport one = Explore(plan);
  EXPECT_FALSE(one.found) << one.found->what;
  EXPECT_TRUE(one.complete);
  EXPECT_GT(one.schedules, one.steps) << "at least one other fiber at each choice";
  plan.jobs = 3;
  EXPECT_EQ(Explore(plan).schedules, one.schedules);
  plan.budget = 10;
  plan.jobs = 1;
  const ExploreReport few = Explore(plan);
  EXPECT_EQ(few.schedules, 10u);
  EXPECT_FALSE(few.complete);
}

TEST(ExploreTest, WhatIsFoundIsShrunkAndCanBeReplayed) {
  for (const SearchKind kind : {SearchKind::kPct, SearchKind::kRandom, SearchKind::kExhaustive}) {
    // Two followers of one leader: both of them must come while it writes.
    ExplorePlan plan = PlanFor("group.members >= 3", {"clients.0.threads=4"});
    plan.kind = kind;
    plan.last_seed = 5000;
    plan.preemptions = 3;
    const ExploreReport report = Explore(plan);
    ASSERT_TRUE(report.found) << static_cast<int>(kind);
    EXPECT_EQ(report.found->end, AttemptEnd::kFound);
    Attempts attempts(plan.scenario, plan.attempt);
    const Shrunk shrunk = Shrink(&attempts, plan.scenario.seed, *report.found, 10'000);
    EXPECT_TRUE(shrunk.minimal);
    EXPECT_LE(shrunk.result.plan.size(), report.found->plan.size());

    // A strict replay shows the same event.
    const AttemptResult again =
        attempts.Run(std::make_unique<ReplayPolicy>(plan.scenario.seed, shrunk.result.plan));
    EXPECT_EQ(again.end, AttemptEnd::kFound);
    EXPECT_EQ(again.what, shrunk.result.what);
    EXPECT_EQ(again.plan, shrunk.result.plan);
    // One choice less does not.
    for (size_t i = 0; i < shrunk.result.plan.size(); i++) {
      ChoicePlan less = shrunk.result.plan;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      const AttemptResult other =
          attempts.Run(std::make_unique<ReplayPolicy>(plan.scenario.seed, less, true));
      EXPECT_NE(other.end, AttemptEnd::kFound) << i;
    }
  }
}

TEST(ExploreTest, SeveralThreadsFindTheSameAsOne) {
  ExplorePlan plan = PlanFor("group.members >= 3", {"clients.0.threads=4"});
  plan.last_seed = 5000;
  const ExploreReport one = Explore(plan);
  plan.jobs = 4;
  const ExploreReport four = Explore(plan);
  ASSERT_TRUE(one.found && four.found);
  EXPECT_EQ(four.seed, one.seed);
  EXPECT_EQ(four.found->plan, one.found->plan);
}

TEST(ExploreTest, AnAccountThatDiffersIsAViolation) {
  ExplorePlan plan = PlanFor("", {"check.drop_event=40"});
  const ExploreReport report = Explore(plan);
  ASSERT_TRUE(report.found);
  EXPECT_EQ(report.found->end, AttemptEnd::kViolation);
  EXPECT_NE(report.found->what.find("the folded State differs"), std::string::npos)
      << report.found->what;
}

TEST(ExploreTest, RunsThatNeedTooManyChoicesAreCountedApart) {
#ifdef LSMSCOPE_SANITIZED
  GTEST_SKIP() << "a run that is given up is never freed";
#endif
  ExplorePlan plan = PlanFor("");
  plan.attempt.max_choices = 20;
  plan.last_seed = 10;
  const ExploreReport report = Explore(plan);
  EXPECT_FALSE(report.found);
  EXPECT_EQ(report.gave_up, 11u);
  EXPECT_EQ(report.schedules, 0u);
}

TEST(ExploreTest, ItCanBeInterrupted) {
  ExplorePlan plan = PlanFor("");
  plan.last_seed = 1'000'000'000;
  const std::atomic<bool> cancel = true;
  const ExploreReport report = Explore(plan, {.cancel = &cancel});
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.schedules, 1u);
}

TEST(ExploreTest, TheBound) {
  EXPECT_DOUBLE_EQ(PctBound(5, 100, 3), 1.0 / 50'000);
  EXPECT_DOUBLE_EQ(PctBound(5, 100, 1), 0.2);
}

}  // namespace
}  // namespace lsm::sim
