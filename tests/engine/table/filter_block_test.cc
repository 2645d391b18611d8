#include "engine/table/filter_block.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "engine/base/coding.h"
#include "engine/base/hash.h"
#include "engine/base/random.h"
#include "lsm/filter_policy.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

// Its filters are the hashes of the keys: no wrong answers.
class HashFilter final : public FilterPolicy {
 public:
  const char* Name() const override { return "test.HashFilter"; }
  void CreateFilter(const Slice* keys, int n, std::string* dst) const override {
    for (int i = 0; i < n; i++) PutFixed32(dst, Hash(keys[i].data(), keys[i].size(), 1));
  }
  bool KeyMayMatch(const Slice& key, const Slice& filter) const override {
    const uint32_t hash = Hash(key.data(), key.size(), 1);
    for (size_t i = 0; i + 4 <= filter.size(); i += 4) {
      if (DecodeFixed32(filter.data() + i) == hash) return true;
    }
    return false;
  }
};

TEST(FilterBlock, WithoutKeysIsOnlyItsTail) {
  const HashFilter policy;
  FilterBlockBuilder builder(&policy);
  const Slice block = builder.Finish();
  EXPECT_EQ(block.ToString(), test::Bytes("00000000 0b"));
  const FilterBlockReader reader(&policy, block);
  EXPECT_TRUE(reader.KeyMayMatch(0, "foo"));
  EXPECT_TRUE(reader.KeyMayMatch(100000, "foo"));
}

TEST(FilterBlock, BlocksThatBeginInTheSame2KShareAFilter) {
  const HashFilter policy;
  FilterBlockBuilder builder(&policy);
  builder.StartBlock(0);
  builder.AddKey("foo");
  builder.StartBlock(2000);
  builder.AddKey("bar");
  builder.StartBlock(3100);
  builder.AddKey("box");
  builder.StartBlock(9000);
  builder.AddKey("box");
  builder.AddKey("hello");
  const Slice block = builder.Finish();
  const FilterBlockReader reader(&policy, block);

  const auto answers = [&reader](uint64_t offset) {
    std::string text;
    for (const char* const key : {"foo", "bar", "box", "hello"}) {
      text += reader.KeyMayMatch(offset, key) ? '1' : '0';
    }
    return text;
  };
  EXPECT_EQ(answers(0), "1100");
  EXPECT_EQ(answers(2000), "1100");
  EXPECT_EQ(answers(3100), "0010");
  EXPECT_EQ(answers(4100), "0000");  // no block begins here
  EXPECT_EQ(answers(9000), "0011");
}

TEST(FilterBlock, HostileBytesNeverCrash) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  FilterBlockBuilder builder(bloom.get());
  for (int i = 0; i < 20; i++) {
    builder.StartBlock(static_cast<uint64_t>(i) * 1500);
    builder.AddKey("key" + std::to_string(i));
  }
  const std::string whole = builder.Finish().ToString();
  Random random(11);
  for (int round = 0; round < 20000; round++) {
    std::string garbled = whole;
    for (int flips = 0; flips < 2; flips++) {
      const uint32_t tail = random.OneIn(2) ? 100 : static_cast<uint32_t>(garbled.size());
      garbled[garbled.size() - 1 - random.Uniform(tail)] = static_cast<char>(random.Next());
    }
    if (random.OneIn(4)) garbled.erase(0, random.Uniform(static_cast<uint32_t>(garbled.size())));
    std::unique_ptr<char[]> exact(new char[garbled.size()]);
    std::copy(garbled.begin(), garbled.end(), exact.get());
    const FilterBlockReader reader(bloom.get(), Slice(exact.get(), garbled.size()));
    for (uint64_t offset = 0; offset < 40000; offset += 700) {
      static_cast<void>(reader.KeyMayMatch(offset, "key3"));
    }
    static_cast<void>(reader.KeyMayMatch(~uint64_t{0}, "key3"));
  }
}

TEST(BloomFilter, HasLevelDBsBytes) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  EXPECT_STREQ(bloom->Name(), "leveldb.BuiltinBloomFilter2");
  const Slice keys[] = {"hello", "world"};
  std::string filter;
  bloom->CreateFilter(keys, 2, &filter);
  // Written by LevelDB 1.23.
  EXPECT_EQ(filter, test::Bytes("114000414410401006"));
}

TEST(BloomFilter, NeverMissesAKeyAndSeldomInventsOne) {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  for (const int n : {1, 10, 100, 10000}) {
    std::vector<std::string> keys;
    for (int i = 0; i < n; i++) keys.push_back("key" + std::to_string(i));
    const std::vector<Slice> slices(keys.begin(), keys.end());
    std::string filter;
    bloom->CreateFilter(slices.data(), n, &filter);
    EXPECT_LE(filter.size(), static_cast<size_t>(n) * 10 / 8 + 40);
    for (const std::string& key : keys) ASSERT_TRUE(bloom->KeyMayMatch(key, filter));
    int wrong = 0;
    for (int i = 0; i < 10000; i++) {
      if (bloom->KeyMayMatch("other" + std::to_string(i), filter)) wrong++;
    }
    EXPECT_LE(wrong, 200) << n;  // 2 %
  }
  EXPECT_FALSE(bloom->KeyMayMatch("x", Slice()));
  EXPECT_TRUE(bloom->KeyMayMatch("x", Slice("\0\x1f", 2)));  // an encoding of the future
}

}  // namespace
}  // namespace lsm
