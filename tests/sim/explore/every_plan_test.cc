#include "sim/explore/every_plan.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace lsm::sim {
namespace {

// As if every run made `choices` choices between fibers 1 (usual), 2 and 3.
std::vector<Alternative> AllOf(uint64_t choices) {
  std::vector<Alternative> all;
  for (uint64_t number = 1; number <= choices; number++) {
    all.push_back({number, 2});
    all.push_back({number, 3});
  }
  return all;
}

std::vector<std::string> Plans(uint32_t most, uint64_t choices) {
  EveryPlan every(most);
  every.Begin(AllOf(choices));
  std::vector<std::string> plans;
  while (std::optional<EveryPlan::Ticket> ticket = every.Next()) {
    if (!ticket->again) plans.push_back(PrintChoices(ticket->plan));
    every.Done(*ticket, AllOf(choices));
  }
  EXPECT_TRUE(every.complete());
  return plans;
}

TEST(EveryPlanTest, ShortOnesFirst) {
  EXPECT_EQ(Plans(2, 2), (std::vector<std::string>{"1:2", "1:3", "2:2", "2:3", "1:2 2:2", "1:2 2:3",
                                                   "1:3 2:2", "1:3 2:3"}));
  EXPECT_TRUE(Plans(0, 2).empty());
  EXPECT_TRUE(Plans(2, 0).empty());
}

TEST(EveryPlanTest, EachOnce) {
  // C(5,1)*2 + C(5,2)*4 + C(5,3)*8
  const std::vector<std::string> plans = Plans(3, 5);
  EXPECT_EQ(plans.size(), 10u + 40u + 80u);
  EXPECT_EQ(std::set<std::string>(plans.begin(), plans.end()).size(), plans.size());
}

TEST(EveryPlanTest, SeveralWorkersGetEachOnceToo) {
  EveryPlan every(2);
  every.Begin(AllOf(4));
  std::multiset<std::string> plans;
  std::vector<EveryPlan::Ticket> running;
  while (!every.complete() || !running.empty()) {
    std::optional<EveryPlan::Ticket> ticket = every.Next();
    if (ticket) running.push_back(*ticket);
    if (running.size() == 3 || !ticket) {
      ASSERT_FALSE(running.empty());
      if (!running.front().again) plans.insert(PrintChoices(running.front().plan));
      every.Done(running.front(), AllOf(4));
      running.erase(running.begin());
    }
  }
  EXPECT_EQ(plans.size(), 8u + 24u);
  EXPECT_EQ(std::set<std::string>(plans.begin(), plans.end()).size(), plans.size());
}

}  // namespace
}  // namespace lsm::sim
