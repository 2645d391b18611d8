#include "engine/base/text.h"

#include <gtest/gtest.h>

namespace lsm {
namespace {

TEST(Text, EscapesWhatCannotBePrinted) {
  EXPECT_EQ(EscapeString("a b~"), "a b~");
  EXPECT_EQ(EscapeString(Slice("\0\n\x7f\xff", 4)), "\\x00\\x0a\\x7f\\xff");
}

TEST(Text, ConsumesNumbersThatFitAndNoOthers) {
  uint64_t number = 0;
  Slice input("18446744073709551615.log");
  ASSERT_TRUE(ConsumeDecimalNumber(&input, &number));
  EXPECT_EQ(number, 18446744073709551615u);
  EXPECT_EQ(input.ToString(), ".log");
  for (const char* const text : {"18446744073709551616", "99999999999999999999", "", "x1", "-1"}) {
    input = text;
    EXPECT_FALSE(ConsumeDecimalNumber(&input, &number)) << text;
    EXPECT_EQ(input.ToString(), text);
  }
}

}  // namespace
}  // namespace lsm
