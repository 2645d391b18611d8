// Directories as crashes leave them: several logs, a MANIFEST that knows more or less than they do.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "engine/base/file_names.h"
#include "engine/version/current_file.h"
#include "engine/version/version_edit.h"
#include "engine/wal/log_writer.h"
#include "engine/wal/wal.h"
#include "engine/write/write_batch_internal.h"
#include "tests/engine/db/db_fixture.h"
#include "tests/engine/temp_dir.h"
#include "tests/engine/unprivileged.h"

namespace lsm {
namespace {

class RecoveryTest : public DbTest {
 protected:
  // A closed database whose one log holds sequence numbers 1 to 3 (keys k1 to k3).
  void MakeDatabase() {
    Open();
    for (int i = 1; i <= 3; i++) Put("k" + std::to_string(i), "v");
    Close();
  }

  std::vector<uint64_t> Logs() const {
    std::vector<uint64_t> logs;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      uint64_t number = 0;
      FileType type;
      if (ParseFileName(entry.path().filename(), &number, &type) && type == kLogFile) {
        logs.push_back(number);
      }
    }
    std::sort(logs.begin(), logs.end());
    return logs;
  }

  // One more log, of puts k<first> to k<last>, that begins with the mark `first`.
  void AddLog(uint64_t number, SequenceNumber first, SequenceNumber last) {
    Wal wal(Env::Default(), path_, Events());
    ASSERT_TRUE(wal.SwitchTo(number, first, 0).ok());
    for (SequenceNumber sequence = first; sequence <= last; sequence++) {
      WriteBatch batch;
      batch.Put("k" + std::to_string(sequence), "v");
      WriteBatchInternal::SetSequence(&batch, sequence);
      ASSERT_TRUE(wal.Append(WriteBatchInternal::Contents(&batch), 1).ok());
    }
    ASSERT_TRUE(wal.Close().ok());
  }

  // Appends an edit to the MANIFEST: what a compaction does that ends while later logs are written.
  void RecordLastSequence(SequenceNumber sequence) {
    VersionEdit edit;
    edit.SetLastSequence(sequence);
    Record(edit);
  }
  void Record(const VersionEdit& edit) {
    uint64_t manifest = 0;
    ASSERT_TRUE(ReadCurrentFile(Env::Default(), path_, &manifest).ok());
    const std::string name = DescriptorFileName(path_, manifest);
    uint64_t size = 0;
    ASSERT_TRUE(Env::Default()->GetFileSize(name, &size).ok());
    WritableFile* opened = nullptr;
    ASSERT_TRUE(Env::Default()->NewAppendableFile(name, &opened).ok());
    const std::unique_ptr<WritableFile> file(opened);
    std::string record;
    edit.EncodeTo(&record);
    log::Writer writer(file.get(), size);
    ASSERT_TRUE(writer.AddRecord(record).ok());
    ASSERT_TRUE(file->Close().ok());
  }

  std::string Keys() {
    Open();
    std::string keys;
    for (const auto& [key, value] : Contents()) keys += (keys.empty() ? "" : " ") + key;
    return keys;
  }
};

TEST_F(RecoveryTest, SeveralLogsAreReplayedInOrder) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  AddLog(last + 10, 4, 5);
  AddLog(last + 11, 6, 6);
  EXPECT_EQ(Keys(), "k1 k2 k3 k4 k5 k6");
}

TEST_F(RecoveryTest, AManifestThatIsAheadOfTheFirstLogLosesNothingOfTheSecond) {
  MakeDatabase();
  AddLog(Logs().back() + 10, 4, 6);
  RecordLastSequence(5);
  EXPECT_EQ(Keys(), "k1 k2 k3 k4 k5 k6");
}

TEST_F(RecoveryTest, ALogBehindAGapIsLeftOut) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  AddLog(last + 10, 5, 6);  // sequence number 4 is nowhere
  AddLog(last + 11, 7, 8);
  EXPECT_EQ(Keys(), "k1 k2 k3");
  // What was left out does not come back, and new writes do not meet it.
  Put("new", "v");
  Close();
  EXPECT_EQ(Keys(), "k1 k2 k3 new");
}

TEST_F(RecoveryTest, ATornTailWithALaterLogIsAGap) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  const std::string path = LogFileName(path_, last);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  AddLog(last + 10, 4, 5);
  EXPECT_EQ(Keys(), "k1 k2");
}

TEST_F(RecoveryTest, AMissingFirstLogIsAGap) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  AddLog(last + 10, 4, 5);
  std::filesystem::remove(LogFileName(path_, last));
  EXPECT_EQ(Keys(), "");
}

TEST_F(RecoveryTest, AnEmptyLogInTheMiddleIsAGapWhateverTheManifestKnows) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  std::filesystem::resize_file(LogFileName(path_, last), 0);  // k1 to k3 did not survive
  AddLog(last + 10, 4, 6);
  RecordLastSequence(6);
  EXPECT_EQ(Keys(), "");
}

TEST_F(RecoveryTest, AMissingOldestLogIsAGapWhateverTheManifestKnows) {
  MakeDatabase();
  const uint64_t last = Logs().back();
  std::filesystem::remove(LogFileName(path_, last));
  AddLog(last + 10, 4, 6);
  RecordLastSequence(6);
  EXPECT_EQ(Keys(), "");
}

TEST_F(RecoveryTest, OneOfSeveralLogsIsNotContinued) {
  options_.reuse_logs = true;
  MakeDatabase();
  const uint64_t last = Logs().back();
  AddLog(last + 10, 4, 5);
  EXPECT_EQ(Keys(), "k1 k2 k3 k4 k5");
  // Otherwise a synced write in the second would depend on the first, which nobody syncs.
  EXPECT_EQ(Logs().size(), 1u);
  EXPECT_GT(Logs().back(), last + 10);
}

// A flush recorded sequence number 5 while later writes than k3 were in the log only, and were
// lost.
TEST_F(RecoveryTest, ALogThatTheNextWriteWouldNotContinueIsNotContinued) {
  options_.reuse_logs = true;
  MakeDatabase();
  RecordLastSequence(5);
  EXPECT_EQ(Keys(), "k1 k2 k3");
  Open();
  Put("k6", "v");
  EXPECT_EQ(Keys(), "k1 k2 k3 k6");  // opens again
}

TEST_F(RecoveryTest, AMissingTableIsFoundAndNamed) {
  Open();
  Put("k", "v");
  ASSERT_TRUE(db_->FlushMemTable().ok());
  Close();
  for (const auto& entry : std::filesystem::directory_iterator(path_)) {
    if (entry.path().extension() == ".ldb") std::filesystem::remove(entry.path());
  }
  const Status status = TryOpen();
  EXPECT_TRUE(status.IsCorruption());
  EXPECT_NE(status.ToString().find("1 missing files; e.g."), std::string::npos)
      << status.ToString();
}

TEST_F(RecoveryTest, ReplayThatFillsMemtablesWritesSeveralTables) {
  options_.write_buffer_size = 1 << 20;
  Open();
  for (int i = 0; i < 2000; i++) Put("key" + std::to_string(i), std::string(100, 'v'));
  Close();
  options_.write_buffer_size = 16 << 10;
  Open();
  EXPECT_EQ(Contents().size(), 2000u);
}

// A directory that somebody made up. Whatever happens, it stays as it was found.
TEST_F(RecoveryTest, WithNoNumbersLeftNothingIsWrittenAndARepairNumbersAnew) {
  for (const uint64_t next : {~uint64_t{0}, kMaxFileNumber + 1, kMaxFileNumber, kMaxFileNumber - 1,
                              kMaxFoundFileNumber}) {
    std::filesystem::remove_all(path_);
    MakeDatabase();
    VersionEdit edit;
    edit.SetNextFile(next);
    Record(edit);
    uint64_t before = 0;
    uint64_t after = 0;
    ASSERT_TRUE(ReadCurrentFile(Env::Default(), path_, &before).ok());
    EXPECT_TRUE(TryOpen().IsCorruption()) << next;
    ASSERT_TRUE(ReadCurrentFile(Env::Default(), path_, &after).ok());
    EXPECT_EQ(before, after) << next;
    ASSERT_TRUE(RepairDB(path_, options_).ok());
    EXPECT_EQ(Keys(), "k1 k2 k3") << next;
    EXPECT_EQ(Keys(), "k1 k2 k3") << next;
    Close();
  }
}

TEST_F(RecoveryTest, ALogWithAnImpossibleNumberIsNamed) {
  MakeDatabase();
  const std::string log = LogFileName(path_, ~uint64_t{0});
  ASSERT_TRUE(WriteStringToFile(Env::Default(), "", log).ok());
  EXPECT_EQ(TryOpen().ToString(), "Corruption: " + log + ": an impossible file number");
}

TEST_F(RecoveryTest, TheDirectoryAboveNeedNotBeReadable) {
  const test::TempDir above;
  path_ = above / "db";
  std::filesystem::permissions(above.path(), std::filesystem::perms(0333));
  {
    const test::Unprivileged unprivileged;
    MakeDatabase();
    EXPECT_EQ(Keys(), "k1 k2 k3");
    Close();
  }
  std::filesystem::permissions(above.path(), std::filesystem::perms(0755));
}

}  // namespace
}  // namespace lsm
