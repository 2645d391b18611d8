#include "sim/base/prng.h"

#include <gtest/gtest.h>

namespace lsm::sim {
namespace {

// Recorded traces depend on these numbers.
TEST(PrngTest, GivesTheNumbersOfSplitMix64) {
  Prng prng(1234567);
  EXPECT_EQ(prng.Next(), 6457827717110365317u);
  EXPECT_EQ(prng.Next(), 3203168211198807973u);
  EXPECT_EQ(prng.Next(), 9817491932198370423u);
}

TEST(PrngTest, PartsOfOneSeedDiffer) {
  EXPECT_NE(Prng::ForPart(1, 0).Next(), Prng(1).Next());
  EXPECT_NE(Prng::ForPart(1, 1).Next(), Prng::ForPart(1, 2).Next());
  EXPECT_NE(Prng::ForPart(1, 1).Next(), Prng::ForPart(2, 1).Next());
}

TEST(PrngTest, BetweenIncludesBothEnds) {
  Prng prng(9);
  bool low = false;
  bool high = false;
  for (int i = 0; i < 1000; i++) {
    const uint64_t number = prng.Between(3, 5);
    ASSERT_GE(number, 3u);
    ASSERT_LE(number, 5u);
    low |= number == 3;
    high |= number == 5;
  }
  EXPECT_TRUE(low && high);
}

}  // namespace
}  // namespace lsm::sim
