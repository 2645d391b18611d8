#include "traces/metrics/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "engine/base/random.h"

namespace lsm::trace {
namespace {

TEST(Histogram, SmallValuesAreExact) {
  Histogram histogram;
  for (uint64_t value = 1; value <= 100; value++) histogram.Add(value);
  EXPECT_EQ(histogram.Percentile(500), 50u);
  EXPECT_EQ(histogram.Percentile(990), 99u);
  EXPECT_EQ(histogram.Percentile(1000), 100u);
  EXPECT_EQ(histogram.max(), 100u);
}

TEST(Histogram, EmptyIsZero) { EXPECT_EQ(Histogram().Percentile(500), 0u); }

TEST(Histogram, APercentileIsAtMostOneIn128TooHigh) {
  Random random(3);
  Histogram histogram;
  std::vector<uint64_t> values;
  for (int i = 0; i < 20'000; i++) {
    const uint64_t value = random.Next() >> random.Uniform(64);
    values.push_back(value);
    histogram.Add(value);
  }
  std::sort(values.begin(), values.end());
  for (const uint32_t permille : {1u, 100u, 500u, 900u, 990u, 999u, 1000u}) {
    const size_t rank = (values.size() * permille + 999) / 1000;
    const uint64_t exact = values[rank - 1];
    const uint64_t found = histogram.Percentile(permille);
    EXPECT_GE(found, exact) << permille;
    EXPECT_LE(found - exact, exact / 128) << permille;
  }
  EXPECT_EQ(histogram.Percentile(1000), values.back());
}

}  // namespace
}  // namespace lsm::trace
