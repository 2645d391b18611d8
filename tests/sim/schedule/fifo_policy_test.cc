#include "sim/schedule/fifo_policy.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

namespace lsm::sim {
namespace {

TEST(FifoPolicyTest, OnlyTiesAreDrawn) {
  FifoPolicy policy(1);
  const std::array<uint32_t, 3> fibers{7, 2, 5};
  std::set<size_t> ties;
  for (int i = 0; i < 100; i++) {
    EXPECT_EQ(policy.Choose(Choice::kHandOver, fibers), 0u);
    EXPECT_EQ(policy.Choose(Choice::kSignal, fibers), 0u);
    EXPECT_EQ(policy.Choose(Choice::kFreeCore, fibers), 0u);
    ties.insert(policy.Choose(Choice::kTie, fibers));
  }
  EXPECT_EQ(ties, (std::set<size_t>{0, 1, 2}));
}

}  // namespace
}  // namespace lsm::sim
