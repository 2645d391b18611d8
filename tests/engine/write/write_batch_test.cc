#include "lsm/write_batch.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "engine/base/random.h"
#include "engine/memtable/memtable.h"
#include "engine/write/write_batch_internal.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::Bytes;

class Printer final : public WriteBatch::Handler {
 public:
  void Put(const Slice& key, const Slice& value) override {
    text += "Put(" + key.ToString() + "," + value.ToString() + ")";
  }
  void Delete(const Slice& key) override { text += "Delete(" + key.ToString() + ")"; }
  std::string text;
};

std::string Print(const WriteBatch& batch) {
  Printer printer;
  const Status status = batch.Iterate(&printer);
  return status.ok() ? printer.text : printer.text + status.ToString();
}

WriteBatch FromBytes(const std::string& bytes) {
  WriteBatch batch;
  WriteBatchInternal::SetContents(&batch, bytes);
  return batch;
}

TEST(WriteBatch, IsKeptInLevelDBsBytes) {
  WriteBatch batch;
  batch.Put("foo", "bar");
  batch.Delete("box");
  WriteBatchInternal::SetSequence(&batch, 100);
  EXPECT_EQ(WriteBatchInternal::Contents(&batch).ToString(),
            Bytes("6400000000000000 02000000 01 03666f6f 03626172 00 03626f78"));
  EXPECT_EQ(batch.ApproximateSize(), 26u);
  EXPECT_EQ(Print(batch), "Put(foo,bar)Delete(box)");
  batch.Clear();
  EXPECT_EQ(Print(batch), "");
  EXPECT_EQ(batch.ApproximateSize(), 12u);
}

TEST(WriteBatch, AppendAddsTheUpdatesAndKeepsTheSequenceNumber) {
  WriteBatch first;
  WriteBatch second;
  WriteBatchInternal::SetSequence(&first, 200);
  WriteBatchInternal::SetSequence(&second, 300);
  first.Append(second);
  EXPECT_EQ(WriteBatchInternal::Count(&first), 0u);
  second.Put("a", "va");
  first.Append(second);
  second.Clear();
  second.Delete("b");
  first.Append(second);
  EXPECT_EQ(Print(first), "Put(a,va)Delete(b)");
  EXPECT_EQ(WriteBatchInternal::Count(&first), 2u);
  EXPECT_EQ(WriteBatchInternal::Sequence(&first), 200u);
}

TEST(WriteBatch, DamageHasLevelDBsTexts) {
  const std::string header = Bytes("0100000000000000 01000000");
  EXPECT_EQ(Print(FromBytes(header + Bytes("01 0161"))), "Corruption: bad WriteBatch Put");
  EXPECT_EQ(Print(FromBytes(header + Bytes("01 0161 05 62"))), "Corruption: bad WriteBatch Put");
  EXPECT_EQ(Print(FromBytes(header + Bytes("00 0261"))), "Corruption: bad WriteBatch Delete");
  EXPECT_EQ(Print(FromBytes(header + Bytes("07 0161"))), "Corruption: unknown WriteBatch tag");
  EXPECT_EQ(Print(FromBytes(header)), "Corruption: WriteBatch has wrong count");
  EXPECT_EQ(Print(FromBytes(header + Bytes("00 0161 00 0162"))),
            "Delete(a)Delete(b)Corruption: WriteBatch has wrong count");
}

TEST(WriteBatch, VerifyRefusesSequenceNumbersThatDoNotExist) {
  const std::string updates = Bytes("00 0161");
  EXPECT_TRUE(
      WriteBatchInternal::Verify(
          std::make_unique<WriteBatch>(FromBytes(Bytes("feffffffffffff00 01000000") + updates))
              .get())
          .ok());
  for (const char* const header :
       {"ffffffffffffff00 01000000", "0000000000000001 01000000", "ffffffffffffffff 01000000"}) {
    const WriteBatch batch = FromBytes(Bytes(header) + updates);
    EXPECT_TRUE(WriteBatchInternal::Verify(&batch).IsCorruption()) << header;
  }
}

TEST(WriteBatch, GarbledBatchesNeverCrash) {
  WriteBatch batch;
  for (int i = 0; i < 5; i++) {
    batch.Put(std::string(static_cast<size_t>(i), 'k'),
              std::string(static_cast<size_t>(20 * i), 'v'));
    batch.Delete("gone");
  }
  const std::string whole = WriteBatchInternal::Contents(&batch).ToString();
  const InternalKeyComparator comparator(BytewiseComparator());
  Random random(3);
  for (int round = 0; round < 3000; round++) {
    std::string garbled = whole;
    garbled[random.Uniform(static_cast<uint32_t>(garbled.size()))] =
        static_cast<char>(random.Next());
    const size_t cut = 12 + random.Uniform(static_cast<uint32_t>(garbled.size() - 11));
    if (random.OneIn(2)) garbled.resize(cut);
    const WriteBatch damaged = FromBytes(garbled);
    MemTable* const memtable = new MemTable(comparator, 1);
    memtable->Ref();
    static_cast<void>(WriteBatchInternal::InsertInto(&damaged, memtable));
    memtable->Unref();
  }
}

// Found by a fuzzer: the count says that the numbers exist, and the updates are more.
TEST(WriteBatch, UpdatesBehindTheLastSequenceNumberAreNotInserted) {
  WriteBatch batch;
  batch.Put("a", "1");
  batch.Put("b", "2");
  WriteBatchInternal::SetSequence(&batch, kMaxSequenceNumber - 1);
  WriteBatchInternal::SetCount(&batch, 1);
  const InternalKeyComparator comparator(BytewiseComparator());
  MemTable* const memtable = new MemTable(comparator, 1);
  memtable->Ref();
  EXPECT_TRUE(WriteBatchInternal::InsertInto(&batch, memtable).IsCorruption());
  EXPECT_EQ(memtable->NumEntries(), 1u);
  memtable->Unref();
}

TEST(WriteBatch, EveryUpdateGetsTheNextSequenceNumberInTheMemTable) {
  const InternalKeyComparator comparator(BytewiseComparator());
  MemTable* const memtable = new MemTable(comparator, 1);
  memtable->Ref();
  WriteBatch batch;
  batch.Put("b", "1");
  batch.Delete("a");
  batch.Put("b", "2");
  WriteBatchInternal::SetSequence(&batch, 10);
  ASSERT_TRUE(WriteBatchInternal::InsertInto(&batch, memtable).ok());

  std::string text;
  const std::unique_ptr<Iterator> at(memtable->NewIterator());
  for (at->SeekToFirst(); at->Valid(); at->Next()) {
    ParsedInternalKey key;
    ASSERT_TRUE(ParseInternalKey(at->key(), &key));
    text += key.DebugString() + "=" + at->value().ToString() + "; ";
  }
  EXPECT_EQ(text, "'a' @ 11 : 0=; 'b' @ 12 : 1=2; 'b' @ 10 : 1=1; ");

  // A damaged log can repeat a batch: that must be an error, not a crash.
  EXPECT_TRUE(WriteBatchInternal::InsertInto(&batch, memtable).IsCorruption());
  EXPECT_EQ(memtable->NumEntries(), 3u);
  memtable->Unref();
}

}  // namespace
}  // namespace lsm
