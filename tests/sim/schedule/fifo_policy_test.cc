#include "sim/schedule/fifo_policy.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/sim/schedule/questions.h"

namespace lsm::sim {
namespace {

TEST(FifoPolicyTest, OnlyTiesAreDrawn) {
  FifoPolicy policy(1);
  std::set<uint32_t> ties;
  for (int i = 0; i < 100; i++) {
    for (const ChoiceKind what :
         {ChoiceKind::kHandOver, ChoiceKind::kSignal, ChoiceKind::kFreeCore}) {
      EXPECT_EQ(Ask(policy, 1, {7, 2, 5}, 3, what), 7u);
    }
    ties.insert(Ask(policy, 1, {7, 2, 5}, 2));
  }
  EXPECT_EQ(ties, (std::set<uint32_t>{7, 2})) << "whoever is due later never goes first";
}

TEST(FifoPolicyTest, WhatIsNoTieDrawsNothing) {
  FifoPolicy one(1), other(1);
  for (int i = 0; i < 100; i++) {
    Ask(other, 1, {3, 4, 5}, 1);
    EXPECT_EQ(Ask(one, 1, {1, 2, 3, 4}, 4), Ask(other, 1, {1, 2, 3, 4}, 4));
  }
}

}  // namespace
}  // namespace lsm::sim
