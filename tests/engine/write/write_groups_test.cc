// The modes of RocksDB's write path on real threads: what was written is there, in memory and after
// reopening. tests/sim/run/write_modes_test.cc does the same in worlds, and looks at the events.
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lsm/db.h"
#include "lsm/write_batch.h"

namespace lsm {
namespace {

struct Mode {
  const char* name;
  bool concurrent;
  bool pipelined;
  bool unordered;
};

constexpr Mode kModes[] = {
    {"Serial", false, false, false},   {"Concurrent", true, false, false},
    {"Pipelined", false, true, false}, {"PipelinedConcurrent", true, true, false},
    {"Unordered", true, false, true},
};

class WriteGroupsTest : public testing::TestWithParam<Mode> {
 protected:
  WriteGroupsTest() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = std::string(test->test_suite_name()) + "_" + test->name();
    for (char& c : name) {
      if (c == '/') c = '_';
    }
    path_ = testing::TempDir() + name + std::to_string(getpid());
    std::filesystem::remove_all(path_);
    options_.create_if_missing = true;
    options_.write_path = WritePathKind::kGroups;
    options_.allow_concurrent_memtable_write = GetParam().concurrent;
    options_.enable_pipelined_write = GetParam().pipelined;
    options_.unordered_write = GetParam().unordered;
    options_.write_buffer_size = 16 << 10;
    options_.max_file_size = 32 << 10;
    options_.l0_slowdown_delay_us = 10;
    Open();
  }
  ~WriteGroupsTest() override {
    db_.reset();
    std::filesystem::remove_all(path_);
  }

  void Open() {
    db_.reset();
    DB* db = nullptr;
    const Status status = DB::Open(options_, path_, &db);
    ASSERT_TRUE(status.ok()) << status.ToString();
    db_.reset(db);
  }
  std::string Get(const std::string& key) {
    std::string value;
    const Status status = db_->Get({}, key, &value);
    return status.ok() ? value : status.IsNotFound() ? "none" : status.ToString();
  }

  std::string path_;
  Options options_;
  std::unique_ptr<DB> db_;
};

INSTANTIATE_TEST_SUITE_P(Modes, WriteGroupsTest, testing::ValuesIn(kModes),
                         [](const auto& mode) { return std::string(mode.param.name); });

std::string KeyOf(int thread, int i) { return std::to_string(thread) + "/" + std::to_string(i); }

TEST_P(WriteGroupsTest, WhatManyThreadsWroteIsThereAlsoAfterReopening) {
  constexpr int kThreads = 6;
  constexpr int kWrites = 400;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; t++) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kWrites; i++) {
        WriteBatch batch;
        batch.Put(KeyOf(t, i), std::string(50, static_cast<char>('a' + i % 26)));
        batch.Put("last/" + std::to_string(t), std::to_string(i));
        if (i % 3 == 2) batch.Delete(KeyOf(t, i - 1));
        const Status status = db_->Write({}, &batch);
        ASSERT_TRUE(status.ok()) << status.ToString();
        std::string value;  // a writer finds what it wrote
        ASSERT_TRUE(db_->Get({}, "last/" + std::to_string(t), &value).ok());
        ASSERT_EQ(value, std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int round = 0; round < 2; round++) {
    for (int t = 0; t < kThreads; t++) {
      EXPECT_EQ(Get("last/" + std::to_string(t)), std::to_string(kWrites - 1));
      for (int i = 0; i < kWrites; i++) {
        const bool deleted = i % 3 == 1 && i + 1 < kWrites;
        ASSERT_EQ(Get(KeyOf(t, i)),
                  deleted ? "none" : std::string(50, static_cast<char>('a' + i % 26)));
      }
    }
    Open();
  }
}

TEST_P(WriteGroupsTest, AFlushThatIsAskedForTakesAllThatIsWritten) {
  ASSERT_TRUE(db_->Put({}, "a", "1").ok());
  ASSERT_TRUE(db_->FlushMemTable().ok());
  std::string files;
  ASSERT_TRUE(db_->GetProperty("leveldb.num-files-at-level0", &files));
  EXPECT_EQ(files, "1");  // never deeper: RocksDB's flushes end in L0
  EXPECT_EQ(Get("a"), "1");
}

TEST_P(WriteGroupsTest, UnloggedWritesAreLostOnlyUntilTheirMemtableIsFlushed) {
  WriteOptions unlogged;
  unlogged.disableWAL = true;
  ASSERT_TRUE(db_->Put({}, "logged", "1").ok());
  ASSERT_TRUE(db_->Put(unlogged, "flushed", "1").ok());
  ASSERT_TRUE(db_->FlushMemTable().ok());
  ASSERT_TRUE(db_->Put(unlogged, "lost", "1").ok());
  // Behind a hole in the numbers, in two logs: found all the same.
  ASSERT_TRUE(db_->Put({}, "behind", "1").ok());
  EXPECT_EQ(Get("lost"), "1");
  Open();
  EXPECT_EQ(Get("logged"), "1");
  EXPECT_EQ(Get("flushed"), "1");
  EXPECT_EQ(Get("lost"), "none");
  EXPECT_EQ(Get("behind"), "1");
}

TEST_P(WriteGroupsTest, SyncWithoutALogIsRefused) {
  WriteOptions both;
  both.sync = both.disableWAL = true;
  EXPECT_EQ(db_->Put(both, "a", "1").ToString(),
            "Invalid argument: Sync writes has to enable WAL.");
}

TEST_P(WriteGroupsTest, SeveralMemtablesAreMergedIntoOneFile) {
  options_.min_write_buffer_number_to_merge = 3;
  options_.max_write_buffer_number = 6;
  options_.l0_compaction_trigger = 100;
  options_.l0_slowdown_trigger = 100;
  options_.l0_stop_trigger = 100;
  Open();
  for (int i = 0; i < 3000; i++)
    ASSERT_TRUE(db_->Put({}, KeyOf(0, i % 700), std::string(80, 'v')).ok());
  ASSERT_TRUE(db_->FlushMemTable().ok());
  std::string files;
  ASSERT_TRUE(db_->GetProperty("leveldb.num-files-at-level0", &files));
  // 3,000 entries of some 130 bytes fill 24 memtables of 16 KiB.
  EXPECT_GE(std::stoi(files), 3);
  EXPECT_LE(std::stoi(files), 10);
  for (int i = 0; i < 700; i++) ASSERT_EQ(Get(KeyOf(0, i)), std::string(80, 'v'));
}

TEST(WriteGroups, WhatDoesNotGoTogetherIsRefused) {
  Options options;
  options.create_if_missing = true;
  options.write_path = WritePathKind::kGroups;
  options.unordered_write = true;
  options.allow_concurrent_memtable_write = false;
  DB* db = nullptr;
  EXPECT_EQ(DB::Open(options, testing::TempDir() + "refused", &db).ToString(),
            "Invalid argument: unordered_write is incompatible with "
            "!allow_concurrent_memtable_write");
  options.allow_concurrent_memtable_write = true;
  options.enable_pipelined_write = true;
  EXPECT_EQ(DB::Open(options, testing::TempDir() + "refused", &db).ToString(),
            "Invalid argument: unordered_write is incompatible with enable_pipelined_write");
}

}  // namespace
}  // namespace lsm
