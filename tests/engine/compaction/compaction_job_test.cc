#include "engine/compaction/compaction_job.h"

#include <gtest/gtest.h>

#include "tests/engine/tables_fixture.h"

namespace lsm {
namespace {

class CompactionJobTest : public test::TablesFixture {
 protected:
  CompactionJobTest() {
    NewDatabase();
    EXPECT_TRUE(Recover().ok());
  }

  // Compacts all of a level, with the smallest snapshot given.
  Status Compact(
      int level, SequenceNumber smallest_snapshot,
      const std::function<void()>& between_entries = [] {}) {
    const MutexLock lock(&mutex_);
    std::optional<CompactionPlan> plan = CompactRange(versions_.get(), level, UserKeyRange());
    if (!plan.has_value()) return Status::NotFound("nothing to compact");
    const EventId picked = EmitPlan(&mutex_, Events(&sink_), *plan, 1);
    const CompactionJobContext context{
        .options = options_,
        .dbname = dir_.path(),
        .env = options_.env,
        .table_cache = table_cache_.get(),
        .versions = versions_.get(),
        .icmp = icmp_,
        .events = Events(&sink_),
        .mutex = &mutex_,
        .smallest_snapshot = smallest_snapshot,
        .job = 1,
        .new_file_number = [this] { return versions_->NewFileNumber(); },
        .shutting_down = &shutting_down_,
        .cause = picked};
    CompactionJob job(context, *plan);
    const Status ran = job.Run(between_entries);
    const Status installed = job.Install();
    EXPECT_TRUE(ran.ok() || !installed.ok());
    stats_ = job.stats();
    return installed;
  }
  std::string Reasons() const {
    std::string text;
    for (const OutputClosed& closed : sink_.Of<OutputClosed>()) {
      if (!text.empty()) text += ' ';
      text += Names(closed.reason)[static_cast<size_t>(closed.reason)];
    }
    return text;
  }

  Atomic<bool> shutting_down_{false};
  CompactionStats stats_;
};

TEST_F(CompactionJobTest, MergesLevelsAndDropsWhatNobodySees) {
  AddTable(1, "a@1=old b@2=old c@3=old");
  AddTable(0, "a@4=new b@5 d@6=new");
  ASSERT_TRUE(Compact(0, 6).ok());
  EXPECT_EQ(Level(0), "");
  EXPECT_EQ(Level(1), "a@4=new c@3=old d@6=new");
  std::string dropped;
  for (const EntryDropped& drop : sink_.Of<EntryDropped>()) {
    dropped += std::string(drop.key.Prefix()) + "@" + std::to_string(drop.sequence) + " " +
               std::string(Names(drop.reason)[static_cast<size_t>(drop.reason)]) + "; ";
  }
  EXPECT_EQ(dropped, "a@1 hidden; b@5 tombstone_at_base; b@2 hidden; ");
}

TEST_F(CompactionJobTest, KeepsWhatASnapshotSees) {
  AddTable(1, "a@1=old b@2=old");
  AddTable(0, "a@4=new b@5");
  ASSERT_TRUE(Compact(0, 3).ok());
  EXPECT_EQ(Level(1), "a@4=new a@1=old b@5 b@2=old");
  std::string kept;
  for (const EntryKept& keep : sink_.Of<EntryKept>()) {
    kept += std::string(keep.key.Prefix()) + "@" + std::to_string(keep.sequence) + " " +
            std::string(Names(keep.reason)[static_cast<size_t>(keep.reason)]) + "; ";
  }
  EXPECT_EQ(kept, "a@1 snapshot; b@5 snapshot; b@2 snapshot; ");
}

TEST_F(CompactionJobTest, KeepsATombstoneWhileAnOlderEntryMayStandBelow) {
  AddTable(2, "b@1=old");
  AddTable(0, "b@5 x@6");
  ASSERT_TRUE(Compact(0, 9).ok());
  EXPECT_EQ(Level(1), "b@5");  // x is nowhere
  ASSERT_TRUE(Compact(1, 9).ok());
  EXPECT_EQ(Summary(), "files[ 0 0 0 0 0 0 0 ]");
}

TEST_F(CompactionJobTest, TellsItsStoryInOrder) {
  AddTable(0, "a@1=x");
  AddTable(0, "a@2=y");
  sink_.Clear();
  ASSERT_TRUE(Compact(0, 2).ok());
  std::string story = sink_.Story();
  for (const char* noise : {" TableOpened", " BlockRead", " IndexSearched"}) {
    for (size_t at; (at = story.find(noise)) != std::string::npos;) {
      story.erase(at, std::string(noise).size());
    }
  }
  EXPECT_EQ(story,
            "CompactionPicked CompactionInput CompactionBegin OutputOpened EntryDropped "
            "OutputClosed CompactionProgress ManifestAppended FileRemoved FileAdded "
            "VersionInstalled LevelScore CompactionEnd");
  const CompactionEnd end = sink_.Of<CompactionEnd>().at(0);
  EXPECT_EQ(end.outcome, Outcome::kOk);
  EXPECT_EQ(end.entries_kept, 1u);
  EXPECT_EQ(end.bytes_written, versions_->NumLevelBytes(1));
  EXPECT_EQ(stats_.bytes_read, end.bytes_read);
}

TEST_F(CompactionJobTest, CutsOutputsBySize) {
  options_.max_file_size = 1000;
  options_.block_size = 100;
  std::string entries;
  for (char key = 'a'; key <= 'z'; key++) {
    entries += std::string(1, key) + "@5=" + std::string(100, 'v') + " ";
  }
  AddTable(0, entries);
  ASSERT_TRUE(Compact(0, 5).ok());
  EXPECT_EQ(Reasons(), "size size size end");
  EXPECT_EQ(versions_->NumLevelFiles(1), 4);
  EXPECT_EQ(sink_.Of<CompactionEnd>().at(0).entries_kept, 26u);
}

TEST_F(CompactionJobTest, CutsOutputsByGrandparents) {
  AddTable(2, "a@1=x c@1=x");
  AddTable(2, "d@2=x f@2=x");
  AddTable(2, "g@3=x i@3=x");
  AddTable(0, "b@4=x e@5=x h@6=x");
  options_.grandparent_overlap_factor = 0;  // every file that is passed is too much
  ASSERT_TRUE(Compact(0, 6).ok());
  EXPECT_EQ(Reasons(), "grandparents grandparents end");
  EXPECT_EQ(Level(1), "b@4=x | e@5=x | h@6=x");
}

TEST_F(CompactionJobTest, GivesUpWhenTheDatabaseIsClosedAndInstallsNothing) {
  AddTable(0, "a@1=x b@2=y");
  int entries = 0;
  EXPECT_TRUE(Compact(0, 2, [&] { shutting_down_.store(++entries == 2); }).IsIOError());
  EXPECT_EQ(entries, 2);
  EXPECT_EQ(Level(0), "a@1=x b@2=y");
  EXPECT_EQ(sink_.Of<CompactionEnd>().at(0).outcome, Outcome::kIoError);
}

TEST_F(CompactionJobTest, AMemtableMayBeFlushedBetweenTwoEntries) {
  AddTable(0, "a@1=x c@2=x");
  AddTable(0, "x@3=x z@4=x");
  FlushLevel chosen;
  const auto flush = [&] {
    if (versions_->NumLevelFiles(0) > 2) return;
    {
      const MutexLock lock(&mutex_);
      chosen = versions_->current()->PickLevelForMemTableOutput("m", "n");
    }
    AddTable(0, "m@5=x n@6=x");
  };
  ASSERT_TRUE(Compact(0, 4, flush).ok());
  EXPECT_EQ(chosen.level, 0) << "the output spans m to n, and goes to level 1";
  EXPECT_EQ(Level(0), "m@5=x n@6=x");
  EXPECT_EQ(Level(1), "a@1=x c@2=x x@3=x z@4=x");
}

TEST_F(CompactionJobTest, DamagedInputsStopTheCompaction) {
  const uint64_t number = AddTable(0, "a@1=x b@2=y");
  const std::string path = TableFileName(dir_.path(), number);
  std::string bytes;
  ASSERT_TRUE(ReadFileToString(options_.env, path, &bytes).ok());
  bytes[3] ^= 1;
  End();
  ASSERT_TRUE(WriteStringToFile(options_.env, bytes, path).ok());
  Begin();
  ASSERT_TRUE(Recover().ok());
  EXPECT_TRUE(Compact(0, 2).IsCorruption());
  EXPECT_EQ(Summary(), "files[ 1 0 0 0 0 0 0 ]");
}

TEST_F(CompactionJobTest, TheSameEntryTwiceBecomesOne) {
  AddTable(0, "a@1=x b@2=y");
  AddTable(0, "a@1=x b@2=y");
  ASSERT_TRUE(Compact(0, 0).ok());
  EXPECT_EQ(Level(1), "a@1=x b@2=y");
}

}  // namespace
}  // namespace lsm
