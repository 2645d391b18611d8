#include "engine/version/internal_key.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

std::string IKey(const Slice& user_key, SequenceNumber sequence, ValueType type = kTypeValue) {
  std::string bytes;
  AppendInternalKey(&bytes, ParsedInternalKey(user_key, sequence, type));
  return bytes;
}

std::string Shortest(std::string start, const Slice& limit) {
  InternalKeyComparator(BytewiseComparator()).FindShortestSeparator(&start, limit);
  return start;
}

TEST(InternalKey, IsTheUserKeyAndATag) {
  EXPECT_EQ(IKey("ab", 0x010203), test::Bytes("6162 0103020100000000"));
  EXPECT_EQ(IKey("", 1, kTypeDeletion), test::Bytes("0001000000000000"));
}

TEST(InternalKey, ComesBackFromItsBytes) {
  for (const char* const user_key : {"", "k", "hello", "a rather long key that shares nothing"}) {
    for (const SequenceNumber sequence :
         {SequenceNumber{0}, SequenceNumber{255}, SequenceNumber{256}, kMaxSequenceNumber}) {
      ParsedInternalKey parsed;
      const std::string bytes = IKey(user_key, sequence);
      ASSERT_TRUE(ParseInternalKey(bytes, &parsed));
      EXPECT_EQ(parsed.user_key.ToString(), user_key);
      EXPECT_EQ(parsed.sequence, sequence);
      EXPECT_EQ(parsed.type, kTypeValue);
    }
  }
}

TEST(InternalKey, BytesThatAreNoneAreRefused) {
  ParsedInternalKey parsed;
  InternalKey key("old", 1, kTypeValue);
  for (const std::string& bytes :
       {std::string(), std::string("short"), test::Bytes("61 02 00000000000000")}) {
    EXPECT_FALSE(ParseInternalKey(bytes, &parsed));
    EXPECT_FALSE(key.DecodeFrom(bytes));
    EXPECT_TRUE(key.empty());
  }
}

TEST(InternalKey, PrintsAsInLevelDB) {
  EXPECT_EQ(InternalKey("a\x01", 7, kTypeValue).DebugString(), "'a\\x01' @ 7 : 1");
  EXPECT_EQ(InternalKey().DebugString(), "(bad)");
}

TEST(InternalKeyComparator, OrdersByKeyAndThenNewestFirst) {
  const InternalKeyComparator comparator(BytewiseComparator());
  const std::vector<std::string> ordered = {IKey("a", 9),   IKey("a", 9, kTypeDeletion),
                                            IKey("a", 3),   IKey("aa", 1),
                                            IKey("b", 100), IKey("b", 2)};
  for (size_t i = 0; i < ordered.size(); i++) {
    for (size_t j = 0; j < ordered.size(); j++) {
      const int order = comparator.Compare(ordered[i], ordered[j]);
      EXPECT_EQ(order < 0, i < j) << i << " " << j;
      EXPECT_EQ(order == 0, i == j) << i << " " << j;
    }
  }
  // Bytes from a damaged file: any answer, but no access outside them.
  EXPECT_EQ(comparator.Compare(Slice("xy"), Slice("zzz")), 0);
  EXPECT_LT(comparator.Compare(Slice("xy"), Slice(ordered[0])), 0);
}

TEST(InternalKeyComparator, ShortensTheUserKeyOnly) {
  EXPECT_EQ(Shortest(IKey("foo", 100), IKey("hello", 200)), IKey("g", kMaxSequenceNumber));
  EXPECT_EQ(Shortest(IKey("foo", 100), IKey("foo", 99)), IKey("foo", 100));
  EXPECT_EQ(Shortest(IKey("foo", 100), IKey("foobar", 200)), IKey("foo", 100));
  EXPECT_EQ(Shortest(IKey("foo", 100), IKey("bar", 99)), IKey("foo", 100));

  std::string key = IKey("foo", 100);
  InternalKeyComparator(BytewiseComparator()).FindShortSuccessor(&key);
  EXPECT_EQ(key, IKey("g", kMaxSequenceNumber));
}

TEST(LookupKey, HasItsThreeShapesForShortAndLongKeys) {
  for (const size_t length : {size_t{0}, size_t{3}, size_t{187}, size_t{188}, size_t{5000}}) {
    const std::string user_key(length, 'k');
    const LookupKey key(user_key, 17);
    EXPECT_EQ(key.user_key().ToString(), user_key);
    EXPECT_EQ(key.internal_key().ToString(), IKey(user_key, 17));
    std::string prefixed;
    PutLengthPrefixedSlice(&prefixed, IKey(user_key, 17));
    EXPECT_EQ(key.memtable_key().ToString(), prefixed);
  }
}

TEST(InternalFilterPolicy, FiltersUserKeys) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  const InternalFilterPolicy policy(bloom.get());
  const std::string bytes = IKey("present", 5);
  const Slice keys[] = {bytes};
  std::string filter;
  policy.CreateFilter(keys, 1, &filter);
  EXPECT_TRUE(policy.KeyMayMatch(IKey("present", 77), filter));
  EXPECT_TRUE(bloom->KeyMayMatch("present", filter));
  EXPECT_FALSE(policy.KeyMayMatch(IKey("absent", 5), filter));
}

}  // namespace
}  // namespace lsm
