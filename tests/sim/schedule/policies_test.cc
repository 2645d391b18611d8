// Random, PCT, replay, choose.
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <thread>

#include "sim/schedule/choice_desk.h"
#include "sim/schedule/pct_policy.h"
#include "sim/schedule/random_policy.h"
#include "sim/schedule/replay_policy.h"
#include "sim/schedule/schedule.h"
#include "tests/sim/schedule/questions.h"

namespace lsm::sim {
namespace {

TEST(RandomPolicyTest, TakesEqualsAndNowAndThenPreempts) {
  RandomPolicy policy(1, 10);
  std::map<uint32_t, int> taken;
  for (int i = 0; i < 10'000; i++) taken[Ask(policy, 1, {1, 2, 3, 4}, 2)]++;
  EXPECT_NEAR(taken[1], 4750, 200);
  EXPECT_NEAR(taken[2], 4750, 200);
  EXPECT_NEAR(taken[3], 250, 80);
  EXPECT_NEAR(taken[4], 250, 80);
}

TEST(RandomPolicyTest, WithoutPreemptionsItNeedNotSeeEveryQuestion) {
  RandomPolicy one(1, 0), other(1, 0);
  EXPECT_FALSE(one.preempts());
  for (int i = 0; i < 100; i++) {
    EXPECT_EQ(Ask(other, 1, {3, 4}, 1), 3u);
    EXPECT_EQ(Ask(one, 1, {1, 2, 3}, 3), Ask(other, 1, {1, 2, 3}, 3));
  }
}

TEST(PctPolicyTest, TheHighestPriorityGoesFirstUntilAChangePoint) {
  int changed = 0;
  for (uint64_t seed = 1; seed <= 100; seed++) {
    PctPolicy policy(seed, 2, 50);
    std::set<uint32_t> taken;
    uint32_t last = 0;
    int changes = 0;
    for (uint64_t number = 1; number <= 60; number++) {
      const uint32_t now = Ask(policy, number, {1, 2, 3, 4, 5});
      changes += last != 0 && now != last;
      last = now;
      taken.insert(now);
    }
    EXPECT_LE(changes, 1) << "seed " << seed;
    changed += changes;
  }
  EXPECT_GT(changed, 90);  // unless the point is the very first choice
}

TEST(PctPolicyTest, EveryOrderOfPrioritiesIsDrawn) {
  std::set<std::vector<uint32_t>> orders;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    PctPolicy policy(seed, 1, 1);
    std::vector<uint32_t> left{1, 2, 3}, order;
    while (!left.empty()) {
      order.push_back(Ask(policy, order.size() + 1, left));
      std::erase(left, order.back());
    }
    orders.insert(order);
  }
  EXPECT_EQ(orders.size(), 6u);
}

TEST(PctPolicyTest, WhoeverYieldsFallsBehind) {
  PctPolicy policy(1, 1, 1);
  const uint32_t first = Ask(policy, 1, {1, 2});
  policy.OnYield(first);
  EXPECT_NE(Ask(policy, 2, {1, 2}), first);
}

TEST(ReplayPolicyTest, FollowsThePlanAndThenArrival) {
  ReplayPolicy policy(1, {{2, 5}, {4, 3}});
  EXPECT_EQ(Ask(policy, 1, {3, 4, 5}), 3u);
  EXPECT_EQ(Ask(policy, 2, {3, 4, 5}), 5u);
  EXPECT_EQ(Ask(policy, 3, {4, 3}, 2, ChoiceKind::kHandOver), 4u);
  EXPECT_EQ(Ask(policy, 4, {4, 3}, 2, ChoiceKind::kHandOver), 3u);
  EXPECT_EQ(Ask(policy, 5, {4, 5}), 4u);
  EXPECT_TRUE(policy.Verdict().ok());
}

TEST(ReplayPolicyTest, SaysWhatDoesNotFit) {
  ReplayPolicy policy(1, {{2, 9}});
  Ask(policy, 1, {3, 4});
  EXPECT_EQ(Ask(policy, 2, {4, 3, 6}, 3, ChoiceKind::kHandOver), 4u);
  EXPECT_EQ(policy.Verdict().ToString(),
            "Result incomplete: the schedule does not fit: choice 2 was expected to take fiber 9,"
            " and it is between fibers 4, 3 and 6 (hand_over)");

  ReplayPolicy longer(1, {{7, 2}});
  Ask(longer, 1, {3, 4});
  EXPECT_EQ(longer.Verdict().ToString(),
            "Result incomplete: the schedule does not fit: choice 7 was expected to take fiber 2,"
            " and the run made only 1 choices");

  ReplayPolicy lenient(1, {{2, 9}, {7, 2}}, true);
  Ask(lenient, 2, {3, 4});
  EXPECT_TRUE(lenient.Verdict().ok());
}

TEST(PlannedChoiceTest, TextAndBack) {
  ChoicePlan plan;
  EXPECT_EQ(ParseChoices("  17:3 40:12", &plan), "");
  EXPECT_EQ(plan, (ChoicePlan{{17, 3}, {40, 12}}));
  EXPECT_EQ(PrintChoices(plan), "17:3 40:12");
  EXPECT_EQ(ParseChoices("", &plan), "");
  EXPECT_TRUE(plan.empty());
}

TEST(PlannedChoiceTest, MistakesAreTold) {
  ChoicePlan plan;
  for (const char* bad :
       {"17", "17:", ":3", "0:3", "17:0", "17:3,40:2", "-1:3", "17:99999999999"}) {
    EXPECT_EQ(
        ParseChoices(std::string("1:1 ") + bad, &plan),
        "character 5: " + std::string(bad) + " is no choice, expected CHOICE:FIBER as in 17:3");
  }
  EXPECT_EQ(ParseChoices("5:1 5:2", &plan),
            "character 5: 5:2 follows choice 5, expected ascending numbers");
}

TEST(ChoiceDeskTest, SomebodyElsePicks) {
  ChoiceDesk desk;
  uint32_t taken = 0;
  std::thread world([&] {
    ChoosePolicy policy(1, &desk);
    Ask(policy, 1, {8, 9}, 1);  // only a preemption: not asked
    taken = Ask(policy, 2, {3, 4, 5}, 3, ChoiceKind::kHandOver);
  });
  std::optional<OpenQuestion> question;
  while (!(question = desk.question())) std::this_thread::yield();
  EXPECT_EQ(question->number, 2u);
  EXPECT_EQ(question->fibers, (std::vector<uint32_t>{3, 4, 5}));
  EXPECT_EQ(question->usual, 0u);
  EXPECT_FALSE(desk.Answer(1, 4)) << "another question";
  EXPECT_FALSE(desk.Answer(2, 7)) << "none of them";
  EXPECT_TRUE(desk.Answer(2, 5));
  world.join();
  EXPECT_EQ(taken, 5u);
  EXPECT_FALSE(desk.question());
}

TEST(ChoiceDeskTest, ClosingAnswersAsUsual) {
  ChoiceDesk desk(Asking::kEverything);
  uint32_t taken = 0;
  std::thread world([&] {
    ChoosePolicy policy(1, &desk);
    taken = Ask(policy, 1, {3, 4}, 1);
    taken = taken * 10 + Ask(policy, 2, {5, 6}, 1);
  });
  while (!desk.question()) std::this_thread::yield();
  desk.CloseForGood();
  world.join();
  EXPECT_EQ(taken, 35u);
}

}  // namespace
}  // namespace lsm::sim
