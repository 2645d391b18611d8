#include "engine/db/log_replay.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "engine/base/coding.h"
#include "engine/base/file_names.h"
#include "engine/wal/log_writer.h"
#include "engine/wal/wal.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/write_batch.h"

namespace lsm {
namespace {

class LogReplayTest : public ::testing::Test {
 protected:
  LogReplayTest() {
    dir_ = (std::filesystem::temp_directory_path() /
            ("lsmscope_replay_" + std::to_string(getpid()) + "_" +
             ::testing::UnitTest::GetInstance()->current_test_info()->name()))
               .string();
    std::filesystem::remove_all(dir_);
    std::filesystem::create_directories(dir_);
  }
  ~LogReplayTest() override { std::filesystem::remove_all(dir_); }

  // One batch of `count` puts, its first with this sequence number.
  static std::string Batch(SequenceNumber sequence, int count) {
    WriteBatch batch;
    for (int i = 0; i < count; i++) batch.Put("k" + std::to_string(sequence + i), "value");
    WriteBatchInternal::SetSequence(&batch, sequence);
    return WriteBatchInternal::Contents(&batch).ToString();
  }

  // A log as we write it: the mark, then the records.
  void WriteMarkedLog(uint64_t number, SequenceNumber mark,
                      const std::vector<std::string>& records) {
    Wal wal(Env::Default(), dir_, Events());
    ASSERT_TRUE(wal.SwitchTo(number, mark, 0).ok());
    for (const std::string& record : records) ASSERT_TRUE(wal.Append(record, 1).ok());
    ASSERT_TRUE(wal.Close().ok());
  }

  std::string Path(uint64_t number) const { return LogFileName(dir_, number); }

  void Damage(uint64_t number, int64_t offset_from_end) {
    std::fstream file(Path(number), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-offset_from_end, std::ios::end);
    file.put('!');
  }

  // Replays; the sequence numbers of the batches that were applied.
  std::vector<SequenceNumber> Replay(uint64_t number, LogReplayResult* result,
                                     std::optional<SequenceNumber> expected = std::nullopt) {
    std::vector<SequenceNumber> applied;
    const LogReplayContext context{.env = Env::Default(),
                                   .options = &options_,
                                   .path = Path(number),
                                   .number = number,
                                   .expected_sequence = expected,
                                   .oldest_needed = oldest_needed_,
                                   .sequence_limit = limit_};
    status_ = ReplayLog(
        context,
        [&](const WriteBatch& batch) {
          applied.push_back(WriteBatchInternal::Sequence(&batch));
          return Status::OK();
        },
        &next_, result);
    return applied;
  }

  using Sequences = std::vector<SequenceNumber>;
  std::string dir_;
  Options options_;
  bool oldest_needed_ = true;
  SequenceNumber limit_ = kMaxSequenceNumber;
  SequenceNumber next_ = 0;
  Status status_;
};

TEST_F(LogReplayTest, AWholeLogIsReplayedAndMayBeContinued) {
  WriteMarkedLog(5, 10, {Batch(10, 2), Batch(12, 1)});
  LogReplayResult result;
  EXPECT_EQ(Replay(5, &result), (Sequences{10, 12}));
  EXPECT_TRUE(result.marked);
  EXPECT_EQ(result.records, 2u);
  EXPECT_EQ(result.end, ReplayEnd::kEndOfLog);
  EXPECT_EQ(result.clean_end, std::filesystem::file_size(Path(5)));
  EXPECT_EQ(next_, 13u);
}

// LevelDB with reuse_logs takes the mark with the log's number for a batch and goes on behind it.
TEST_F(LogReplayTest, ALogThatLevelDbContinuedIsReplayedToItsEnd) {
  WriteMarkedLog(7, 1, {Batch(1, 2), Batch(7, 2), Batch(9, 1)});
  LogReplayResult result;
  EXPECT_EQ(Replay(7, &result), (Sequences{1, 7, 9}));
  EXPECT_EQ(result.end, ReplayEnd::kEndOfLog);
  EXPECT_EQ(next_, 10u);
  // Any other gap is one, and so is a step back to that number.
  WriteMarkedLog(8, 1, {Batch(1, 2), Batch(7, 1)});
  EXPECT_EQ(Replay(8, &result), (Sequences{1}));
  WriteMarkedLog(9, 10, {Batch(10, 2), Batch(9, 1)});
  EXPECT_EQ(Replay(9, &result), (Sequences{10}));
}

// A user of LevelDB may write empty batches: they are no marks.
TEST_F(LogReplayTest, ALevelDbLogThatBeginsWithEmptyBatchesIsReplayed) {
  for (const auto& [empty, first] : {std::pair{1, 20u}, {2, 20u}, {2, 1u}}) {
    WritableFile* opened = nullptr;
    ASSERT_TRUE(Env::Default()->NewWritableFile(Path(5), &opened).ok());
    const std::unique_ptr<WritableFile> file(opened);
    log::Writer writer(file.get());
    for (int i = 0; i < empty; i++) ASSERT_TRUE(writer.AddRecord(Batch(first, 0)).ok());
    ASSERT_TRUE(writer.AddRecord(Batch(first, 2)).ok());
    ASSERT_TRUE(file->Close().ok());
    LogReplayResult result;
    next_ = 0;
    EXPECT_EQ(Replay(5, &result).back(), first) << empty;
    EXPECT_FALSE(result.marked);
    EXPECT_FALSE(result.stop);
    EXPECT_EQ(next_, first + 2);
  }
}

TEST_F(LogReplayTest, ATornTailEndsTheLogQuietly) {
  WriteMarkedLog(5, 1, {Batch(1, 1), Batch(2, 1)});
  std::filesystem::resize_file(Path(5), std::filesystem::file_size(Path(5)) - 3);
  LogReplayResult result;
  EXPECT_EQ(Replay(5, &result), (Sequences{1}));
  EXPECT_EQ(result.end, ReplayEnd::kIncompleteTail);
  EXPECT_FALSE(result.clean_end.has_value());
  EXPECT_EQ(next_, 2u);
}

TEST_F(LogReplayTest, PrefixModeStopsAtTheFirstDamage) {
  const std::string second = Batch(2, 1);
  WriteMarkedLog(5, 1, {Batch(1, 1), second, Batch(3, 1)});
  Damage(5, 7 + static_cast<int64_t>(second.size()) + 2);  // in the second record
  LogReplayResult result;
  EXPECT_EQ(Replay(5, &result), (Sequences{1}));
  EXPECT_EQ(result.end, ReplayEnd::kDamagedRecord);
  EXPECT_TRUE(result.stop);
  EXPECT_GT(result.dropped_bytes, 0u);
}

TEST_F(LogReplayTest, ParanoidChecksMakeDamageAnError) {
  WriteMarkedLog(5, 1, {Batch(1, 1), Batch(2, 1)});
  Damage(5, 2);
  options_.paranoid_checks = true;
  LogReplayResult result;
  Replay(5, &result);
  EXPECT_TRUE(status_.IsCorruption()) << status_.ToString();
}

TEST_F(LogReplayTest, AGapInTheSequenceNumbersStopsTheReplay) {
  WriteMarkedLog(5, 1, {Batch(1, 1), Batch(3, 1)});
  LogReplayResult result;
  EXPECT_EQ(Replay(5, &result), (Sequences{1}));
  EXPECT_TRUE(result.stop);
}

TEST_F(LogReplayTest, ALogThatDoesNotContinueTheOneBeforeItIsIgnored) {
  WriteMarkedLog(6, 20, {Batch(20, 1)});
  LogReplayResult result;
  EXPECT_EQ(Replay(6, &result, 18), Sequences{});
  EXPECT_TRUE(result.stop);
  LogReplayResult fits;
  EXPECT_EQ(Replay(6, &fits, 20), (Sequences{20}));
}

TEST_F(LogReplayTest, TheFirstLogMayBeginBeforeTheManifestsSequenceButNotBehindIt) {
  WriteMarkedLog(6, 20, {Batch(20, 1)});
  LogReplayResult result;
  limit_ = 25;
  EXPECT_EQ(Replay(6, &result), (Sequences{20}));
  LogReplayResult later;
  oldest_needed_ = false;
  EXPECT_EQ(Replay(6, &later), Sequences{}) << "the MANIFEST says nothing of later logs";
  oldest_needed_ = true;
  limit_ = 19;
  LogReplayResult missing;
  EXPECT_EQ(Replay(6, &missing), Sequences{});
  EXPECT_TRUE(missing.stop);
}

TEST_F(LogReplayTest, SalvageModeSkipsDamageAsLevelDbDoes) {
  options_.wal_recovery = WalRecovery::kSalvage;
  std::vector<std::string> records;
  for (SequenceNumber i = 1; i < 4000; i++) records.push_back(Batch(i, 1));
  WriteMarkedLog(5, 1, records);
  Damage(5, static_cast<int64_t>(std::filesystem::file_size(Path(5))) - 500);
  LogReplayResult result;
  const Sequences applied = Replay(5, &result);
  EXPECT_EQ(applied.front(), 1u);
  EXPECT_EQ(applied.back(), 3999u);
  EXPECT_LT(applied.size(), 3999u);
  EXPECT_EQ(result.end, ReplayEnd::kSkippedDamage);
  EXPECT_FALSE(result.stop);
}

TEST_F(LogReplayTest, ALogWithoutAMarkIsReplayedAsLevelDbDoes) {
  WritableFile* file = nullptr;
  ASSERT_TRUE(Env::Default()->NewWritableFile(Path(7), &file).ok());
  {
    const std::unique_ptr<WritableFile> owned(file);
    log::Writer writer(file);
    ASSERT_TRUE(writer.AddRecord(Batch(5, 1)).ok());
    ASSERT_TRUE(writer.AddRecord(Batch(9, 1)).ok());  // LevelDB looks at no sequence
    ASSERT_TRUE(file->Close().ok());
  }
  LogReplayResult result;
  EXPECT_EQ(Replay(7, &result, 100), (Sequences{5, 9}));
  EXPECT_FALSE(result.marked);
}

TEST_F(LogReplayTest, AnEmptyLogIsFine) {
  std::ofstream(Path(8)).close();
  LogReplayResult result;
  EXPECT_EQ(Replay(8, &result), Sequences{});
  EXPECT_TRUE(status_.ok());
  EXPECT_FALSE(result.stop);
}

// A log whose sectors were never written may be found with what they held before.
TEST_F(LogReplayTest, WhatAnOlderLogLeftIsNotReplayed) {
  WriteMarkedLog(5, 10, {Batch(10, 2), Batch(12, 1)});
  std::filesystem::rename(Path(5), Path(7));
  LogReplayResult result;
  EXPECT_EQ(Replay(7, &result), Sequences{});
  EXPECT_EQ(result.end, ReplayEnd::kDamagedRecord);
  EXPECT_TRUE(result.stop);
}

TEST_F(LogReplayTest, ALogThatIsCutBehindItsFirstMarkIsEmpty) {
  WriteMarkedLog(5, 10, {Batch(10, 1)});
  std::filesystem::resize_file(Path(5), 7 + 12 + 5);
  LogReplayResult result;
  EXPECT_EQ(Replay(5, &result), Sequences{});
  EXPECT_TRUE(result.marked);
  EXPECT_FALSE(result.stop);
  EXPECT_EQ(result.next_sequence, 10u);
}

}  // namespace
}  // namespace lsm
