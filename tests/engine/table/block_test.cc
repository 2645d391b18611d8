#include "engine/table/block.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "engine/base/coding.h"
#include "engine/base/random.h"
#include "engine/table/block_builder.h"
#include "lsm/comparator.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::Bytes;
using BlockModel = std::map<std::string, std::string>;

// `bytes` must outlive the block.
Block BlockOf(const std::string& bytes) { return Block(BlockContents{Slice(bytes), nullptr}); }

std::string BuildBlock(const BlockModel& model, int restart_interval) {
  BlockBuilder builder(restart_interval);
  for (const auto& [key, value] : model) builder.Add(key, value);
  const size_t estimate = builder.CurrentSizeEstimate();
  const std::string bytes = builder.Finish().ToString();
  EXPECT_EQ(estimate, bytes.size());
  return bytes;
}

// The example in block.h.
TEST(Block, HasItsKnownBytes) {
  const std::string bytes = BuildBlock({{"apple", "A"}, {"appndix", "B"}, {"bee", "C"}}, 2);
  EXPECT_EQ(bytes, Bytes("000501 6170706c65 41  030401 6e646978 42  000301 626565 43"
                         "00000000 11000000 02000000"));
}

TEST(Block, HoldsWhatAMapHoldsInEveryDirection) {
  Random random(5);
  for (const int restart_interval : {1, 2, 16, 1000}) {
    BlockModel model;
    for (int i = 0; i < 100; i++) {
      std::string key(1 + random.Uniform(3), 'k');
      const uint32_t number = random.Uniform(1000);
      key += std::to_string(number);
      model[key] = std::string(random.Uniform(30), 'v');
    }
    const std::string bytes = BuildBlock(model, restart_interval);
    const Block block = BlockOf(bytes);
    const std::unique_ptr<Iterator> at(block.NewIterator(BytewiseComparator()));
    EXPECT_FALSE(at->Valid());

    at->SeekToFirst();
    for (const auto& [key, value] : model) {
      ASSERT_TRUE(at->Valid());
      EXPECT_EQ(at->key().ToString(), key);
      EXPECT_EQ(at->value().ToString(), value);
      at->Next();
    }
    EXPECT_FALSE(at->Valid());
    at->SeekToLast();
    for (auto entry = model.rbegin(); entry != model.rend(); ++entry) {
      ASSERT_TRUE(at->Valid());
      EXPECT_EQ(at->key().ToString(), entry->first);
      at->Prev();
    }
    EXPECT_FALSE(at->Valid());

    for (int i = 0; i < 300; i++) {
      const std::string target = "k" + std::to_string(random.Uniform(1000));
      auto expected = model.lower_bound(target);
      at->Seek(target);
      ASSERT_EQ(at->Valid(), expected != model.end());
      if (!at->Valid()) continue;
      EXPECT_EQ(at->key().ToString(), expected->first);
      if (expected == model.begin()) continue;
      at->Prev();
      ASSERT_TRUE(at->Valid());
      EXPECT_EQ(at->key().ToString(), (--expected)->first);
      at->Next();
      EXPECT_EQ(at->key().ToString(), (++expected)->first);
    }
    EXPECT_TRUE(at->status().ok());
  }
}

TEST(Block, WithoutEntriesIsEmptyAndNotDamaged) {
  const std::string built = BuildBlock({}, 16);
  for (const std::string& bytes : {built, Bytes("00000000")}) {
    const Block block = BlockOf(bytes);
    const std::unique_ptr<Iterator> at(block.NewIterator(BytewiseComparator()));
    at->SeekToFirst();
    EXPECT_FALSE(at->Valid());
    at->SeekToLast();
    EXPECT_FALSE(at->Valid());
    at->Seek("x");
    EXPECT_FALSE(at->Valid());
    EXPECT_TRUE(at->status().ok());
  }
}

// Moves an iterator over hostile bytes in every way; whatever comes, it must end.
void Exercise(const std::string& bytes) {
  // A copy of exactly this size, so that a sanitizer sees every step outside it.
  std::unique_ptr<char[]> copy(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), copy.get());
  const Slice data(copy.get(), bytes.size());
  const Block block(BlockContents{data, std::move(copy)});
  const std::unique_ptr<Iterator> at(block.NewIterator(BytewiseComparator()));
  size_t steps = 0;
  for (at->SeekToFirst(); at->Valid(); at->Next()) steps += at->key().size() + at->value().size();
  for (at->SeekToLast(); at->Valid(); at->Prev()) {
    ASSERT_LT(++steps, size_t{1} << 20);
  }
  for (const char* const target : {"", "k", "k5", "zzz"}) {
    at->Seek(target);
    if (at->Valid()) at->Prev();
    if (at->Valid()) at->Next();
  }
}

TEST(Block, HostileBytesNeverCrash) {
  for (const char* const hex :
       {"", "00", "000000", "ffffffff", "01000000", "00000040", "00000000 05000000",
        "0000ffffffff0f 00000000 01000000",          // a value of 4 GiB
        "00ffffffff0fffffffff0f 00000000 01000000",  // lengths whose sum overflows
        "05010161 62 00000000 01000000",             // shares bytes with nothing
        "00010161 62 ffffffff 01000000",             // a restart point outside
        "00010161 62 06000000 01000000",             // one in the restart points
        "00010161 62 0000 00000000 03000000 00000000 00000000 04000000"}) {
    Exercise(Bytes(hex));
  }
  BlockModel model;
  for (int i = 0; i < 50; i++) model["k" + std::to_string(i)] = std::string(i % 7, 'v');
  const std::string whole = BuildBlock(model, 4);
  Random random(9);
  for (int round = 0; round < 20000; round++) {
    std::string garbled = whole;
    for (uint32_t flips = random.Uniform(4); flips < 4; flips++) {
      const uint32_t at = random.Uniform(static_cast<uint32_t>(garbled.size()));
      garbled[at] = static_cast<char>(random.Next());
    }
    if (random.OneIn(4)) garbled.resize(random.Uniform(static_cast<uint32_t>(garbled.size())));
    Exercise(garbled);
  }
}

TEST(Block, DamageIsToldInLevelDBsWords) {
  const std::string bad_restarts = Bytes("ffffffff");
  const Block no_block = BlockOf(bad_restarts);
  const std::unique_ptr<Iterator> nothing(no_block.NewIterator(BytewiseComparator()));
  EXPECT_EQ(nothing->status().ToString(), "Corruption: bad block contents");
  const std::string bad_entry = Bytes("05010161 62 00000000 01000000");
  const Block block = BlockOf(bad_entry);
  const std::unique_ptr<Iterator> at(block.NewIterator(BytewiseComparator()));
  at->SeekToFirst();
  EXPECT_FALSE(at->Valid());
  EXPECT_EQ(at->status().ToString(), "Corruption: bad entry in block");
}

}  // namespace
}  // namespace lsm
