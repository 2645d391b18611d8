#include "lsm/comparator.h"

#include <gtest/gtest.h>

#include <string>

#include "lsm/slice.h"

namespace lsm {
namespace {

std::string Separator(std::string start, const Slice& limit) {
  BytewiseComparator()->FindShortestSeparator(&start, limit);
  return start;
}

std::string Successor(std::string key) {
  BytewiseComparator()->FindShortSuccessor(&key);
  return key;
}

TEST(BytewiseComparator, OrdersByUnsignedBytes) {
  EXPECT_LT(BytewiseComparator()->Compare("a", "\x80"), 0);
  EXPECT_LT(BytewiseComparator()->Compare("a", "aa"), 0);
  EXPECT_EQ(BytewiseComparator()->Compare("ab", "ab"), 0);
  EXPECT_STREQ(BytewiseComparator()->Name(), "leveldb.BytewiseComparator");
}

TEST(BytewiseComparator, ShortensOnlyWhereSomethingLiesBetween) {
  EXPECT_EQ(Separator("abc1xyz", "abc3"), "abc2");
  EXPECT_EQ(Separator("abc1xyz", "abc2"), "abc1xyz");  // nothing shorter is between
  EXPECT_EQ(Separator("abc", "abcd"), "abc");          // a prefix
  EXPECT_EQ(Separator("b", "a"), "b");                 // not in order: left alone
  EXPECT_EQ(Separator("a\xff", "c"), "b");
  EXPECT_EQ(Successor("abc"), "b");
  EXPECT_EQ(Successor("\xff\xffz"), "\xff\xff{");
  EXPECT_EQ(Successor("\xff\xff"), "\xff\xff");
  EXPECT_EQ(Successor(""), "");
}

}  // namespace
}  // namespace lsm
