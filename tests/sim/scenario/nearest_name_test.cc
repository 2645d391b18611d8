#include "sim/scenario/nearest_name.h"

#include <gtest/gtest.h>

#include <array>

namespace lsm::sim {
namespace {

TEST(NearestName, OffersWhatIsNearAndGuessesNothing) {
  constexpr std::array<std::string_view, 4> kNames = {"run", "stat", "state", "events"};
  EXPECT_EQ(DidYouMean("sate", kNames), "; did you mean state?");
  EXPECT_EQ(DidYouMean("ev", kNames), "; did you mean events?");  // how it begins
  EXPECT_EQ(DidYouMean("rum", kNames), "; did you mean run?");
  EXPECT_EQ(DidYouMean("evnets", kNames), "; did you mean events?");
  EXPECT_EQ(DidYouMean("frob", kNames), "");
  EXPECT_EQ(DidYouMean("", kNames), "");
  EXPECT_EQ(DidYouMean("x", {}), "");
}

}  // namespace
}  // namespace lsm::sim
