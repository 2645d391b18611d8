#include "engine/base/random.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

// Golden traces depend on these numbers (the reference values of SplitMix64 with this seed).
TEST(Random, GivesTheSameNumbersEverywhere) {
  Random random(1234567);
  EXPECT_EQ(random.Next(), 6457827717110365317u);
  EXPECT_EQ(random.Next(), 3203168211198807973u);
  EXPECT_EQ(random.Next(), 9817491932198370423u);
}

TEST(Random, UniformStaysBelowItsBoundAndMeetsEveryValue) {
  Random random(7);
  int seen[10] = {};
  for (int i = 0; i < 10000; i++) {
    const uint32_t value = random.Uniform(10);
    ASSERT_LT(value, 10u);
    seen[value]++;
  }
  for (const int count : seen) EXPECT_NEAR(count, 1000, 150);
  EXPECT_EQ(random.Uniform(1), 0u);
}

}  // namespace
}  // namespace lsm
