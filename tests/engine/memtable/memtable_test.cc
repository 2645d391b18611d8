#include "engine/memtable/memtable.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace lsm {
namespace {

class MemTableTest : public testing::Test {
 protected:
  MemTableTest() { memtable_->Ref(); }
  ~MemTableTest() override { memtable_->Unref(); }

  std::string Get(const Slice& key, SequenceNumber sequence) {
    std::string value;
    Status status;
    if (!memtable_->Get(LookupKey(key, sequence), &value, &status)) return "(not here)";
    return status.ok() ? value : status.ToString();
  }

  const InternalKeyComparator comparator_{BytewiseComparator()};
  MemTable* const memtable_ = new MemTable(comparator_, 7);
};

TEST_F(MemTableTest, AReaderSeesTheNewestEntryUpToItsSequenceNumber) {
  ASSERT_TRUE(memtable_->Add(10, kTypeValue, "k", "first"));
  ASSERT_TRUE(memtable_->Add(20, kTypeDeletion, "k", ""));
  ASSERT_TRUE(memtable_->Add(30, kTypeValue, "k", ""));
  ASSERT_TRUE(memtable_->Add(40, kTypeValue, "kk", std::string(5000, 'x')));
  EXPECT_EQ(Get("k", 9), "(not here)");
  EXPECT_EQ(Get("k", 10), "first");
  EXPECT_EQ(Get("k", 19), "first");
  EXPECT_EQ(Get("k", 20), "NotFound: ");
  EXPECT_EQ(Get("k", kMaxSequenceNumber), "");
  EXPECT_EQ(Get("kk", 100), std::string(5000, 'x'));
  EXPECT_EQ(Get("j", 100), "(not here)");
  EXPECT_EQ(Get("z", 100), "(not here)");
  EXPECT_EQ(memtable_->NumEntries(), 4u);
  EXPECT_EQ(memtable_->id(), 7u);
}

TEST_F(MemTableTest, AnIteratorGoesBothWaysOverInternalKeys) {
  ASSERT_TRUE(memtable_->Add(1, kTypeValue, "b", "vb"));
  ASSERT_TRUE(memtable_->Add(2, kTypeValue, "a", "va"));
  ASSERT_TRUE(memtable_->Add(3, kTypeValue, "", "empty"));
  const std::unique_ptr<Iterator> at(memtable_->NewIterator());
  EXPECT_FALSE(at->Valid());
  at->SeekToFirst();
  EXPECT_EQ(at->value().ToString(), "empty");
  at->Next();
  EXPECT_EQ(at->value().ToString(), "va");
  at->Prev();
  EXPECT_EQ(at->value().ToString(), "empty");
  at->SeekToLast();
  EXPECT_EQ(at->value().ToString(), "vb");
  at->Seek(InternalKey("a", kMaxSequenceNumber, kValueTypeForSeek).Encode());
  EXPECT_EQ(at->value().ToString(), "va");
}

TEST(MemTable, SaysHowMuchMemoryItTakesInStepsOfItsBlocks) {
  const InternalKeyComparator comparator(BytewiseComparator());
  MemTable* const memtable = new MemTable(comparator, 1, Arena::BlockSizeFor(1024));
  memtable->Ref();
  // The head of the skip list is larger than a quarter of a block of 128 bytes.
  EXPECT_EQ(memtable->ApproximateMemoryUsage(), (8u + 12 * 8) + 8);
  ASSERT_TRUE(memtable->Add(1, kTypeValue, "k", "v"));
  EXPECT_EQ(memtable->ApproximateMemoryUsage(), (8u + 12 * 8) + 8 + 128 + 8);
  memtable->Unref();
}

}  // namespace
}  // namespace lsm
