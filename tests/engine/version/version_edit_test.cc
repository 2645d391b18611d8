#include "engine/version/version_edit.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/base/coding.h"
#include "engine/base/random.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

using test::Bytes;

VersionEdit FullEdit() {
  constexpr uint64_t kBig = uint64_t{1} << 50;
  VersionEdit edit;
  edit.SetComparatorName("foo");
  edit.SetLogNumber(kBig + 100);
  edit.SetPrevLogNumber(0);
  edit.SetNextFile(kBig + 200);
  edit.SetLastSequence(kBig + 1000);
  for (int i = 0; i < 4; i++) {
    edit.AddFile(3, kBig + 300 + i, kBig + 400 + i, InternalKey("foo", kBig + 500 + i, kTypeValue),
                 InternalKey("zoo", kBig + 600 + i, kTypeDeletion));
    edit.RemoveFile(4, kBig + 700 + i);
    edit.SetCompactPointer(i, InternalKey("x", kBig + 900 + i, kTypeValue));
  }
  return edit;
}

std::string Encode(const VersionEdit& edit) {
  std::string bytes;
  edit.EncodeTo(&bytes);
  return bytes;
}

TEST(VersionEdit, ComesBackFromItsBytes) {
  const std::string bytes = Encode(FullEdit());
  VersionEdit decoded;
  ASSERT_TRUE(decoded.DecodeFrom(bytes).ok());
  EXPECT_EQ(Encode(decoded), bytes);
  EXPECT_EQ(decoded.DebugString(), FullEdit().DebugString());
  EXPECT_EQ(decoded.prev_log_number, 0u);
  EXPECT_EQ(decoded.new_files.size(), 4u);

  ASSERT_TRUE(decoded.DecodeFrom(Slice()).ok());
  EXPECT_EQ(decoded.DebugString(), "VersionEdit {\n}\n");
}

// The first record of the MANIFEST of a new LevelDB database.
TEST(VersionEdit, HasLevelDBsBytesAndText) {
  VersionEdit edit;
  edit.SetComparatorName("leveldb.BytewiseComparator");
  edit.SetLogNumber(0);
  edit.SetNextFile(2);
  edit.SetLastSequence(0);
  EXPECT_EQ(Encode(edit), "\x01\x1aleveldb.BytewiseComparator" + Bytes("0200 0302 0400"));

  edit.Clear();
  edit.SetLogNumber(6);
  edit.SetPrevLogNumber(0);
  edit.SetCompactPointer(1, InternalKey("k", 3, kTypeValue));
  edit.RemoveFile(0, 5);
  edit.AddFile(2, 7, 300, InternalKey("a", 1, kTypeValue), InternalKey("b", 2, kTypeDeletion));
  EXPECT_EQ(Encode(edit), Bytes("0206 0900 0501 096b 0103000000000000 060005"
                                "0702 07 ac02 0961 0101000000000000 0962 0002000000000000"));
  EXPECT_EQ(edit.DebugString(),
            "VersionEdit {\n"
            "  LogNumber: 6\n"
            "  PrevLogNumber: 0\n"
            "  CompactPointer: 1 'k' @ 3 : 1\n"
            "  RemoveFile: 0 5\n"
            "  AddFile: 2 7 300 'a' @ 1 : 1 .. 'b' @ 2 : 0\n"
            "}\n");
}

TEST(VersionEdit, DamageIsNamed) {
  struct Case {
    const char* hex;
    const char* text;
  };
  const Case cases[] = {
      {"ff", "invalid tag"},
      {"08", "unknown tag"},
      {"7f", "unknown tag"},
      {"01 05 61", "comparator name"},
      {"02 80", "log number"},
      {"09", "previous log number"},
      {"03 ffffffffffffffffffff", "next file number"},
      {"04 80808080808080808001", "last sequence number"},    // 2^63: there are 56 bits
      {"05 07 09 6b0100000000000000", "compaction pointer"},  // level 7
      {"05 01 03 6b6b6b", "compaction pointer"},              // no internal key
      {"06 ffffffff0f 01", "deleted file"},                   // level 2^32 - 1
      {"07 01 01 01 ffffffff0f", "new-file entry"},           // a length beyond the record
      {"07 01 01 01 00 00", "new-file entry"},                // empty keys
      {"07 01 01 01 09 61ff00000000000000 09 61ff00000000000000", "new-file entry"},  // type 255
  };
  for (const Case& c : cases) {
    VersionEdit edit;
    EXPECT_EQ(edit.DecodeFrom(Bytes(c.hex)).ToString(),
              std::string("Corruption: VersionEdit: ") + c.text)
        << c.hex;
  }
}

TEST(VersionEdit, CutAndGarbledRecordsNeverCrash) {
  const std::string whole = Encode(FullEdit());
  VersionEdit edit;
  for (size_t cut = 0; cut < whole.size(); cut++) {
    static_cast<void>(edit.DecodeFrom(Slice(whole.data(), cut)));
    static_cast<void>(edit.DebugString());
  }
  Random random(42);
  for (int round = 0; round < 20000; round++) {
    std::string garbled = whole;
    for (int flips = 0; flips < 3; flips++) {
      const uint32_t at = random.Uniform(static_cast<uint32_t>(garbled.size()));
      garbled[at] = static_cast<char>(random.Next());
    }
    if (edit.DecodeFrom(garbled).ok()) {
      EXPECT_FALSE(Encode(edit).empty());
    }
  }
}

}  // namespace
}  // namespace lsm
