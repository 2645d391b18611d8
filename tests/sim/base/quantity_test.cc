#include "sim/base/quantity.h"

#include <gtest/gtest.h>

namespace lsm::sim {
namespace {

TEST(QuantityTest, UnitsAreAppliedExactly) {
  EXPECT_EQ(ParseQuantity("12", "bytes"), 12u);
  EXPECT_EQ(ParseQuantity("1M", "bytes"), 1u << 20);
  EXPECT_EQ(ParseQuantity("3G", "bytes"), uint64_t{3} << 30);
  EXPECT_EQ(ParseQuantity("2ms", "ns"), 2'000'000u);
  EXPECT_EQ(ParseQuantity("2000ns", "us"), 2u);
  EXPECT_EQ(ParseQuantity("7ns", "ps"), 7'000u);
  EXPECT_EQ(ParseQuantity("0s", "ns"), 0u);
}

TEST(QuantityTest, WhatIsNoWholeNumberOfTheUnitIsNone) {
  for (const char* text : {"", "K", "-1K", "1.5M", "1 M", "1k", "1MB", "0x10", "99999999999T"}) {
    EXPECT_FALSE(ParseQuantity(text, "bytes").has_value()) << text;
  }
  EXPECT_FALSE(ParseQuantity("1500ns", "us").has_value());
  EXPECT_FALSE(ParseQuantity("1K", "ns").has_value());
  EXPECT_FALSE(ParseQuantity("1K", "threads").has_value());
  EXPECT_FALSE(ParseQuantity("18446744073709551615s", "ps").has_value());
}

}  // namespace
}  // namespace lsm::sim
