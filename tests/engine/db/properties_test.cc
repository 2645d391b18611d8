#include "engine/db/properties.h"

#include <gtest/gtest.h>

#include <optional>

#include "tests/engine/db/db_fixture.h"

namespace lsm {
namespace {

class PropertiesTest : public DbTest {
 protected:
  std::optional<std::string> Property(const std::string& name) {
    std::string value;
    if (!db_->GetProperty(name, &value)) return std::nullopt;
    return value;
  }
  void FillLevels() {
    options_.num_levels = 4;
    options_.l0_compaction_trigger = 100;
    Open();
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 100; i++) Put("k" + std::to_string(i), std::string(100, 'v'));
      ASSERT_TRUE(db_->FlushMemTable().ok());
    }
  }
};

TEST_F(PropertiesTest, NumberOfFilesIsKnownForEveryLevelOfTheTreeAndNoOther) {
  FillLevels();
  int files = 0;
  for (int level = 0; level < 4; level++) files += FilesAtLevel(level);
  EXPECT_GT(files, 0);
  for (const char* level : {"4", "7", "-1", "", "x", "0x", "18446744073709551616"}) {
    EXPECT_EQ(Property(std::string("leveldb.num-files-at-level") + level), std::nullopt) << level;
  }
}

TEST_F(PropertiesTest, WhatThereIsNotIsSaidToBeNot) {
  Open();
  for (const char* name : {"", "leveldb.", "leveldb.none", "stats", "lsmscope.none"}) {
    EXPECT_EQ(Property(name), std::nullopt) << name;
  }
  EXPECT_EQ(Property("lsmscope.max-next-level-overlapping-bytes"), "0");
}

TEST_F(PropertiesTest, OverlapWithTheNextLevelIsThatOfItsLargestFile) {
  FillLevels();
  db_->CompactLevel(0, nullptr, nullptr);
  db_->CompactLevel(1, nullptr, nullptr);
  for (int i = 0; i < 100; i++) Put("k" + std::to_string(i), std::string(10, 'w'));
  ASSERT_TRUE(db_->FlushMemTable().ok());
  db_->CompactLevel(0, nullptr, nullptr);
  EXPECT_GT(std::stoull(Property("lsmscope.max-next-level-overlapping-bytes").value_or("0")), 0u)
      << Property("leveldb.sstables").value_or("");
}

TEST_F(PropertiesTest, ARangeFromBehindHasNoBytes) {
  FillLevels();
  const Range ranges[] = {Range("k0", "k99"), Range("k99", "k0"), Range("x", "z")};
  uint64_t sizes[3];
  db_->GetApproximateSizes(ranges, 3, sizes);
  EXPECT_GT(sizes[0], 1000u);
  EXPECT_EQ(sizes[1], 0u);
  EXPECT_EQ(sizes[2], 0u);
}

}  // namespace
}  // namespace lsm
