#include "traces/format/units.h"

#include <gtest/gtest.h>

namespace lsm::trace {
namespace {

TEST(Units, NumbersAreGroupedByThree) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(8431), "8,431");
  EXPECT_EQ(Grouped(UINT64_MAX), "18,446,744,073,709,551,615");
  EXPECT_EQ(GroupedSigned(-1234), "-1,234");
  EXPECT_EQ(GroupedSigned(INT64_MIN), "-9,223,372,036,854,775,808");
}

TEST(Units, TimesStandInTheUnitThatReadsBest) {
  EXPECT_EQ(ReadableNanos(999), "999 ns");
  EXPECT_EQ(ReadableNanos(1'050), "1.050 µs");
  EXPECT_EQ(ReadableNanos(214'803'999), "214.803 ms");
  EXPECT_EQ(ReadableNanos(12'500'000'000), "12.500 s");
  EXPECT_EQ(ReadableNanos(1'234'000'000'000), "1,234.000 s");
}

TEST(Units, BytesStandInPowersOf1024) {
  EXPECT_EQ(ReadableBytes(1023), "1023 B");
  EXPECT_EQ(ReadableBytes(1024), "1.0 KiB");
  EXPECT_EQ(ReadableBytes(4000), "3.9 KiB");
  EXPECT_EQ(ReadableBytes(uint64_t{12} << 20), "12.0 MiB");
  EXPECT_EQ(ReadableBytes(9 * 1024 + 100), "9.1 KiB");           // 9.098
  EXPECT_EQ(ReadableBytes(9 * 1024 + 51), "9.0 KiB");            // 9.0498
  EXPECT_EQ(ReadableBytes((uint64_t{1} << 20) - 1), "1.0 MiB");  // not 1,024.0 KiB
  EXPECT_EQ(ReadableBytes((uint64_t{1} << 20) - 60), "1,023.9 KiB");
  EXPECT_EQ(ReadableBytes(UINT64_MAX), "16,384.0 PiB");
}

TEST(Units, ARatioHasThreeDecimals) {
  EXPECT_EQ(Ratio(17, 8), "2.125");
  EXPECT_EQ(Ratio(2, 3), "0.666");
  EXPECT_EQ(Ratio(1, 0), "0.000");
  EXPECT_EQ(Ratio(UINT64_MAX, UINT64_MAX), "1.000");
}

}  // namespace
}  // namespace lsm::trace
