#include "lsm/db.h"

#include <random>

#include "tests/engine/db/db_fixture.h"

namespace lsm {
namespace {

std::string Key(int i) {
  char text[16];
  std::snprintf(text, sizeof(text), "key%06d", i);
  return text;
}

TEST_F(DbTest, AFreshDatabaseIsEmptyAndKeepsWhatItIsGiven) {
  Open();
  EXPECT_TRUE(Contents().empty());
  Put("a", "1");
  Put("b", "2");
  Put("a", "3");
  Delete("b");
  Delete("never there");
  EXPECT_EQ(Get("a"), "3");
  EXPECT_EQ(Get("b"), "(absent)");
  EXPECT_EQ(Contents(), (std::map<std::string, std::string>{{"a", "3"}}));
}

TEST_F(DbTest, KeysAndValuesMayBeEmptyOrBinaryOrLarge) {
  Open();
  const std::string binary("\0\xff\n\0", 4);
  const std::string large(1 << 20, 'x');
  Put("", "empty key");
  Put("empty value", "");
  Put(binary, binary);
  Put("large", large);
  Close();
  Open();
  EXPECT_EQ(Get(""), "empty key");
  EXPECT_EQ(Get("empty value"), "");
  EXPECT_EQ(Get(binary), binary);
  EXPECT_EQ(Get("large"), large);
}

TEST_F(DbTest, WhatWasWrittenIsThereAfterReopeningManyTimes) {
  std::map<std::string, std::string> expected;
  for (int round = 0; round < 5; round++) {
    Open();
    EXPECT_EQ(Contents(), expected) << "round " << round;
    for (int i = 0; i < 500; i++) {
      const std::string key = Key((i * 37 + round * 11) % 700);
      expected[key] = "round " + std::to_string(round) + std::string(60, 'v');
      Put(key, expected[key]);
    }
    for (int i = round; i < 700; i += 13) {
      expected.erase(Key(i));
      Delete(Key(i));
    }
    EXPECT_EQ(Contents(), expected) << "round " << round;
  }
}

TEST_F(DbTest, RandomOperationsGiveWhatAnOrderedMapGives) {
  options_.write_buffer_size = 4 << 10;
  options_.max_file_size = 4 << 10;
  options_.max_bytes_for_level_base = 16 << 10;
  Open();
  std::mt19937 random(301);
  std::map<std::string, std::string> model;
  for (int i = 0; i < 20000; i++) {
    const std::string key = Key(static_cast<int>(random() % 1500));
    if (random() % 4 == 0) {
      model.erase(key);
      Delete(key);
    } else {
      model[key] = std::string(random() % 60, static_cast<char>('a' + i % 26));
      Put(key, model[key]);
    }
    if (i % 4001 == 0) Open();
    if (i % 97 == 0) {
      const std::string probe = Key(static_cast<int>(random() % 1500));
      EXPECT_EQ(Get(probe), model.contains(probe) ? model[probe] : "(absent)");
    }
  }
  EXPECT_EQ(Contents(), model);
  int deep_files = 0;
  for (int level = 1; level < 7; level++) deep_files += FilesAtLevel(level);
  EXPECT_GT(deep_files, 0) << "nothing was compacted: the test says little";
}

TEST_F(DbTest, ASnapshotSeesTheDatabaseAsItWas) {
  Open();
  Put("k", "old");
  const Snapshot* snapshot = db_->GetSnapshot();
  Put("k", "new");
  for (int i = 0; i < 2000; i++) Put(Key(i), std::string(50, 'x'));
  db_->CompactRange(nullptr, nullptr);
  EXPECT_EQ(Get("k", snapshot), "old");
  EXPECT_EQ(Get("k"), "new");
  EXPECT_EQ(Get(Key(5), snapshot), "(absent)");
  db_->ReleaseSnapshot(snapshot);
  db_->CompactRange(nullptr, nullptr);
  EXPECT_EQ(Get("k"), "new");
}

TEST_F(DbTest, AnIteratorIsNotDisturbedByLaterWritesAndCompactions) {
  Open();
  for (int i = 0; i < 300; i++) Put(Key(i), "before");
  const std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
  for (int i = 0; i < 300; i += 2) Delete(Key(i));
  for (int i = 300; i < 900; i++) Put(Key(i), std::string(50, 'y'));
  db_->CompactRange(nullptr, nullptr);
  int count = 0;
  for (it->SeekToFirst(); it->Valid(); it->Next(), count++) {
    ASSERT_EQ(it->key().ToString(), Key(count));
    ASSERT_EQ(it->value().ToString(), "before");
  }
  EXPECT_EQ(count, 300);
}

TEST_F(DbTest, IterationForwardAndBackwardAgreeAndTurnsAreExact) {
  Open();
  for (int i = 0; i < 200; i++) Put(Key(i), std::to_string(i));
  ASSERT_TRUE(db_->FlushMemTable().ok());
  for (int i = 0; i < 200; i += 3) Put(Key(i), "again");
  for (int i = 1; i < 200; i += 5) Delete(Key(i));
  const auto contents = Contents();
  const std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
  auto expected = contents.rbegin();
  for (it->SeekToLast(); it->Valid(); it->Prev(), ++expected) {
    ASSERT_NE(expected, contents.rend());
    ASSERT_EQ(it->key().ToString(), expected->first);
    ASSERT_EQ(it->value().ToString(), expected->second);
  }
  EXPECT_EQ(expected, contents.rend());

  std::mt19937 random(7);
  auto here = contents.begin();
  it->SeekToFirst();
  for (int i = 0; i < 3000; i++) {
    if (random() % 2 == 0) {
      if (std::next(here) == contents.end()) continue;
      ++here;
      it->Next();
    } else {
      if (here == contents.begin()) continue;
      --here;
      it->Prev();
    }
    ASSERT_TRUE(it->Valid());
    ASSERT_EQ(it->key().ToString(), here->first);
    ASSERT_EQ(it->value().ToString(), here->second);
  }
}

TEST_F(DbTest, ABatchIsAppliedInOrderAndAsAWhole) {
  Open();
  WriteBatch batch;
  batch.Put("a", "1");
  batch.Delete("a");
  batch.Put("b", "2");
  ASSERT_TRUE(db_->Write(WriteOptions(), &batch).ok());
  EXPECT_EQ(Get("a"), "(absent)");
  EXPECT_EQ(Get("b"), "2");
}

TEST_F(DbTest, ManualCompactionEmptiesTheUpperLevelsAndKeepsTheContents) {
  Open();
  for (int i = 0; i < 3000; i++) Put(Key((i * 7919) % 3000), std::string(40, 'v'));
  const auto before = Contents();
  db_->CompactRange(nullptr, nullptr);
  EXPECT_EQ(FilesAtLevel(0), 0);
  EXPECT_EQ(Contents(), before);
}

TEST_F(DbTest, ObsoleteFilesAreRemoved) {
  Open();
  for (int i = 0; i < 5000; i++) Put(Key(i % 500), std::string(80, 'v'));
  db_->CompactRange(nullptr, nullptr);
  int logs = 0, tables = 0, live = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    if (entry.path().extension() == ".log") logs++;
    if (entry.path().extension() == ".ldb") tables++;
  }
  for (int level = 0; level < 7; level++) live += FilesAtLevel(level);
  EXPECT_EQ(logs, 1);
  EXPECT_EQ(tables, live);
}

TEST_F(DbTest, OpeningSaysWhatIsWrong) {
  options_.create_if_missing = false;
  EXPECT_EQ(TryOpen().ToString(),
            "Invalid argument: " + path_ + ": does not exist (create_if_missing is false)");
  options_.create_if_missing = true;
  Open();
  Close();
  options_.error_if_exists = true;
  EXPECT_EQ(TryOpen().ToString(),
            "Invalid argument: " + path_ + ": exists (error_if_exists is true)");
}

TEST_F(DbTest, ADatabaseIsOpenedOnceAtATime) {
  Open();
  DB* second = nullptr;
  const Status status = DB::Open(options_, path_, &second);
  EXPECT_TRUE(status.IsIOError()) << status.ToString();
  EXPECT_NE(status.ToString().find("LOCK"), std::string::npos) << status.ToString();
  EXPECT_EQ(second, nullptr);
}

TEST_F(DbTest, ReusedLogsKeepEverything) {
  options_.reuse_logs = true;
  options_.write_buffer_size = 1 << 20;
  for (int round = 0; round < 4; round++) {
    Open();
    for (int i = 0; i < round; i++) EXPECT_EQ(Get(Key(i)), std::to_string(i));
    Put(Key(round), std::to_string(round));
  }
  Open();
  for (int i = 0; i < 4; i++) EXPECT_EQ(Get(Key(i)), std::to_string(i));
}

TEST_F(DbTest, DestroyRemovesTheDatabaseAndLeavesOtherFiles) {
  Open();
  Put("a", "1");
  Close();
  ASSERT_TRUE(WriteStringToFile(Env::Default(), "mine", path_ + "/notes.txt").ok());
  EXPECT_TRUE(DestroyDB(path_, options_).ok());
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    left.push_back(entry.path().filename());
  }
  EXPECT_EQ(left, std::vector<std::string>{"notes.txt"});
}

TEST_F(DbTest, ApproximateSizesGrowWithTheRange) {
  Open();
  for (int i = 0; i < 4000; i++) Put(Key(i), std::string(100, 'v'));
  ASSERT_TRUE(db_->FlushMemTable().ok());
  const std::string a = Key(0), b = Key(1000), c = Key(4000);
  const Range ranges[] = {{a, b}, {a, c}, {c, c}};
  uint64_t sizes[3];
  db_->GetApproximateSizes(ranges, 3, sizes);
  EXPECT_GT(sizes[0], 50000u);
  EXPECT_GT(sizes[1], 3 * sizes[0]);
  EXPECT_EQ(sizes[2], 0u);
}

TEST_F(DbTest, TheTinyPresetFitsOnABlackboard) {
  options_ = Options::Tiny();
  options_.create_if_missing = true;
  Open();
  std::map<std::string, std::string> model;
  for (int i = 0; i < 400; i++) {
    model[Key(i % 40)] = "value " + std::to_string(i) + std::string(40, '.');
    Put(Key(i % 40), model[Key(i % 40)]);
  }
  EXPECT_EQ(Contents(), model);
  EXPECT_GT(FilesAtLevel(1) + FilesAtLevel(2), 0);
}

}  // namespace
}  // namespace lsm
