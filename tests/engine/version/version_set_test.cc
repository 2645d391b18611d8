#include "engine/version/version_set.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "engine/version/manifest.h"
#include "tests/engine/tables_fixture.h"

namespace lsm {
namespace {

class VersionSetTest : public test::TablesFixture {
 protected:
  std::string Get(const std::string& key, uint64_t snapshot = kMaxSequenceNumber) {
    Version* const version = versions_->current();
    const LookupKey lookup(key, snapshot);
    std::string value;
    context_ = ReadContext{.events = Events(&sink_), .read = 1};
    const Status s = version->Get(ReadOptions(), lookup, &value, &stats_, &context_);
    return s.ok() ? value : s.IsNotFound() ? "-" : s.ToString();
  }
  bool Charge() {
    const MutexLock lock(&mutex_);
    return versions_->current()->UpdateStats(stats_, Events(&sink_), &mutex_);
  }
  std::string ManifestPath() const {
    return DescriptorFileName(dir_.path(), versions_->manifest_file_number());
  }

  GetStats stats_;
  ReadContext context_;
};

TEST_F(VersionSetTest, WhatWasAppliedIsThereAfterReopening) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  EXPECT_TRUE(save_manifest_);
  AddTable(0, "a@1=x c@2=y");
  AddTable(2, "d@3=z");
  versions_->SetLastSequence(17);
  VersionEdit edit;
  edit.SetLogNumber(versions_->NewFileNumber());
  edit.SetCompactPointer(1, InternalKey("p", 3, kTypeValue));
  ASSERT_TRUE(LogAndApply(&edit).ok());
  const uint64_t log = versions_->LogNumber();
  const uint64_t next = versions_->next_file_number();

  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(Summary(), "files[ 1 0 1 0 0 0 0 ]");
  EXPECT_EQ(Level(0), "a@1=x c@2=y");
  EXPECT_EQ(Level(2), "d@3=z");
  EXPECT_EQ(versions_->LastSequence(), 17u);
  EXPECT_EQ(versions_->LogNumber(), log);
  EXPECT_EQ(versions_->compact_pointer(1).user_key().ToString(), "p");
  EXPECT_GE(versions_->next_file_number(), next);
}

TEST_F(VersionSetTest, EventsTellTheWholeVersionAndEveryEdit) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  EXPECT_EQ(sink_.Story(), "ManifestRead VersionInstalled LevelScore");
  sink_.Clear();
  AddTable(0, "a@1=x c@2=y");
  EXPECT_EQ(sink_.Story(),
            "TableOpened ManifestAppended CurrentSwitched FileAdded VersionInstalled LevelScore");
  const FileAdded added = sink_.Of<FileAdded>().at(0);
  EXPECT_EQ(sink_.TextOf(added.smallest), "a");
  EXPECT_EQ(sink_.TextOf(added.largest), "c");
  const InternalKey smallest("a", 1, kTypeValue);
  EXPECT_EQ(added.smallest_hash, Hash(smallest.Encode().data(), smallest.Encode().size(), 0));
  EXPECT_EQ(sink_.Of<ManifestAppended>().size(), 2u) << "a snapshot, then the edit";

  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(sink_.Of<FileAdded>().size(), 1u);
  EXPECT_EQ(sink_.Of<VersionInstalled>().at(0).files, 1u);
  EXPECT_EQ(sink_.Of<LevelScore>().size(), 7u);
}

TEST_F(VersionSetTest, AManifestThatEndsInATornEditGivesTheStateBeforeIt) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  AddTable(0, "a@1=x");
  const std::string path = ManifestPath();
  const uint64_t whole = std::filesystem::file_size(path);
  AddTable(0, "b@2=x");
  std::string bytes;
  ASSERT_TRUE(ReadFileToString(options_.env, path, &bytes).ok());
  // Cut, and what a disk may leave instead of the lost end: zeros, garbage.
  for (size_t cut = whole; cut < bytes.size(); cut++) {
    const size_t lost = bytes.size() - cut;
    for (const std::string& tail :
         {std::string(), std::string(lost, '\0'), std::string(lost, 'Z')}) {
      const std::string torn = bytes.substr(0, cut) + tail;
      if (torn == bytes) continue;  // the lost end was zeros
      ASSERT_TRUE(WriteStringToFile(options_.env, torn, path).ok());
      ASSERT_TRUE(Reopen().ok()) << "cut at " << cut;
      ASSERT_EQ(Summary(), "files[ 1 0 0 0 0 0 0 ]");
      ASSERT_TRUE(save_manifest_);
      ASSERT_NE(ManifestPath(), path) << "what CURRENT names must not be overwritten";
    }
  }
}

TEST_F(VersionSetTest, DamageThatMadeALogDisappearIsFound) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  VersionEdit edit;
  edit.SetLogNumber(versions_->NewFileNumber());  // a log that was flushed and deleted since
  ASSERT_TRUE(LogAndApply(&edit).ok());
  const std::string path = ManifestPath();
  AddTable(0, "b@2=x");
  std::string bytes;
  ASSERT_TRUE(ReadFileToString(options_.env, path, &bytes).ok());
  bytes.back() ^= 1;
  ASSERT_TRUE(WriteStringToFile(options_.env, bytes, path).ok());
  EXPECT_TRUE(Reopen().IsCorruption());
}

TEST_F(VersionSetTest, HostileManifestsAreErrors) {
  NewDatabase();
  const InternalKey a("a", 1, kTypeValue);
  const InternalKey b("b", 1, kTypeValue);
  VersionEdit good;
  good.SetLogNumber(0);
  good.SetNextFile(2);
  good.SetLastSequence(0);
  const auto open_with = [&](auto&& change) {
    VersionEdit edit = good;
    change(&edit);
    WriteManifest(1, {edit});
    return Reopen().ToString();
  };
  EXPECT_EQ(open_with([](VersionEdit*) {}), "OK");
  EXPECT_EQ(open_with([](VersionEdit* edit) { edit->SetComparatorName("mine"); }),
            "Invalid argument: mine does not match existing comparator : "
            "leveldb.BytewiseComparator");
  const auto is_corruption = [&](auto&& change) {
    return open_with(change).compare(0, 11, "Corruption:") == 0;
  };
  EXPECT_TRUE(is_corruption([](VersionEdit* edit) { edit->next_file_number.reset(); }));
  EXPECT_TRUE(is_corruption([](VersionEdit* edit) { edit->log_number.reset(); }));
  EXPECT_TRUE(is_corruption([](VersionEdit* edit) { edit->last_sequence.reset(); }));
  EXPECT_TRUE(is_corruption([](VersionEdit* edit) { edit->SetNextFile(~uint64_t{0}); }));
  EXPECT_TRUE(is_corruption([&](VersionEdit* edit) { edit->AddFile(1, 5, 9, b, a); }));
  EXPECT_TRUE(is_corruption([&](VersionEdit* edit) {
    edit->AddFile(1, 5, 9, a, b);
    edit->AddFile(1, 6, 9, a, b);
  }));
  ASSERT_TRUE(options_.env->RemoveFile(DescriptorFileName(dir_.path(), 1)).ok());
  EXPECT_TRUE(Reopen().IsCorruption());
}

TEST_F(VersionSetTest, FileNumbersInUseAreNotGivenOutAgainWhateverTheManifestSays) {
  NewDatabase();
  VersionEdit edit;
  edit.SetLogNumber(7);
  edit.SetNextFile(1);
  edit.SetLastSequence(0);
  edit.AddFile(1, 41, 9, InternalKey("a", 1, kTypeValue), InternalKey("b", 1, kTypeValue));
  WriteManifest(1, {edit});
  ASSERT_TRUE(Reopen().ok());
  EXPECT_GT(versions_->NewFileNumber(), 41u);
  EXPECT_NE(versions_->manifest_file_number(), 1u);
}

TEST_F(VersionSetTest, WithReuseLogsACleanManifestIsContinued) {
  options_.reuse_logs = true;
  NewDatabase();
  ASSERT_TRUE(Reopen().ok());
  EXPECT_FALSE(save_manifest_);
  EXPECT_EQ(versions_->manifest_file_number(), 1u);
  AddTable(0, "a@1=x");
  ASSERT_TRUE(Reopen().ok());
  EXPECT_EQ(versions_->manifest_file_number(), 1u);
  EXPECT_EQ(Level(0), "a@1=x");
  // Not one that ends in half an edit: what is appended there would be lost.
  const std::string path = DescriptorFileName(dir_.path(), 1);
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  ASSERT_TRUE(Reopen().ok());
  EXPECT_TRUE(save_manifest_);
  EXPECT_NE(versions_->manifest_file_number(), 1u);
}

// Lets writes to the MANIFEST fail.
class FailingManifestEnv final : public EnvWrapper {
 public:
  using EnvWrapper::EnvWrapper;
  bool failing = false;
  Status SyncDir(const std::string& dir) override {
    return failing ? Status::IOError("no more") : EnvWrapper::SyncDir(dir);
  }
};

TEST_F(VersionSetTest, AfterAFailureTheManifestIsNotTouchedAgain) {
  FailingManifestEnv env(options_.env);
  options_.env = &env;
  End();
  Begin();
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  const FileMetaData file = Table("a@1=x");
  VersionEdit edit;
  edit.AddFile(0, file.number, file.file_size, file.smallest, file.largest);
  env.failing = true;
  EXPECT_TRUE(LogAndApply(&edit).IsIOError());
  env.failing = false;
  EXPECT_TRUE(LogAndApply(&edit).IsIOError());
  EXPECT_EQ(Summary(), "files[ 0 0 0 0 0 0 0 ]");
  EXPECT_NE(sink_.Of<ManifestAppended>().at(0).outcome, Outcome::kOk);
  ASSERT_TRUE(Reopen().ok()) << "the old MANIFEST is still the current one";
  End();
  options_.env = Env::Default();
  Begin();
}

TEST_F(VersionSetTest, GetAsksTheNewestFileFirstAndOnlyThoseThatMayHoldTheKey) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  AddTable(2, "a@1=old k@2=deep m@3=x");
  AddTable(1, "a@4=mid c@5=x");
  AddTable(0, "a@6=x b@7=x");
  AddTable(0, "a@8=new d@9");
  EXPECT_EQ(Get("a"), "new");
  EXPECT_EQ(context_.probes, 1u);
  EXPECT_EQ(context_.level, 0);
  EXPECT_EQ(Get("a", 7), "x");
  EXPECT_EQ(Get("a", 5), "mid");
  EXPECT_EQ(Get("a", 3), "old");
  EXPECT_EQ(context_.probes, 4u);
  EXPECT_EQ(Get("d"), "-");
  EXPECT_EQ(context_.answer, ProbeAnswer::kDeleted);
  EXPECT_EQ(Get("k"), "deep");
  EXPECT_EQ(context_.probes, 1u);
  EXPECT_EQ(context_.level, 2);
  EXPECT_EQ(Get("z"), "-");
  EXPECT_EQ(context_.probes, 0u);
  EXPECT_EQ(context_.answer, ProbeAnswer::kAbsent);
}

TEST_F(VersionSetTest, TheFirstOfTwoFilesAskedIsChargedUntilItIsDue) {
  options_.min_allowed_seeks = 3;
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  AddTable(2, "k@2=deep");
  const uint64_t upper = AddTable(1, "a@4=x z@5=x");
  EXPECT_EQ(Get("a"), "x");
  EXPECT_EQ(stats_.seek_file, nullptr) << "found in the first file";
  for (int left = 2; left >= 0; left--) {
    EXPECT_EQ(Get("k"), "deep");
    ASSERT_NE(stats_.seek_file, nullptr);
    EXPECT_EQ(stats_.seek_file->number, upper);
    EXPECT_EQ(Charge(), left == 0);
    EXPECT_EQ(sink_.Of<SeekCharged>().back().seeks_left, left);
  }
  EXPECT_EQ(sink_.Of<SeekCompactionDue>().size(), 1u);
  EXPECT_EQ(versions_->current()->seek_candidate().file->number, upper);
  EXPECT_TRUE(versions_->NeedsCompaction());
}

TEST_F(VersionSetTest, ASampleChargesIfTwoFilesMayHoldTheKey) {
  options_.min_allowed_seeks = 1;
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  AddTable(2, "k@2=deep");
  AddTable(1, "a@4=x z@5=x");
  const auto sample = [&](const char* key) {
    const MutexLock lock(&mutex_);
    return versions_->current()->RecordReadSample(InternalKey(key, 9, kTypeValue).Encode(),
                                                  Events(&sink_), &mutex_);
  };
  EXPECT_FALSE(sample("b"));
  EXPECT_TRUE(sample("k"));
}

TEST_F(VersionSetTest, FilesOfAVersionInUseAreLive) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  const uint64_t old_file = AddTable(0, "a@1=x");
  Version* const used = versions_->current();
  used->Ref();
  VersionEdit edit;
  edit.RemoveFile(0, old_file);
  ASSERT_TRUE(LogAndApply(&edit).ok());
  std::set<uint64_t> live;
  versions_->AddLiveFiles(&live);
  EXPECT_TRUE(live.contains(old_file));
  used->Unref();
  live.clear();
  versions_->AddLiveFiles(&live);
  EXPECT_TRUE(live.empty());
}

TEST_F(VersionSetTest, OffsetsGrowThroughTheKeySpace) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  AddTable(1, "a@1=x b@2=x");
  AddTable(1, "m@3=x n@4=x");
  const auto offset = [&](const char* key) {
    return versions_->ApproximateOffsetOf(versions_->current(),
                                          InternalKey(key, kMaxSequenceNumber, kTypeValue));
  };
  EXPECT_EQ(offset("a"), 0u);
  EXPECT_EQ(offset("z"), versions_->NumLevelBytes(1));
  EXPECT_GT(offset("g"), 0u);
  EXPECT_LT(offset("g"), offset("z"));
}

TEST_F(VersionSetTest, DebugStringIsLevelDBs) {
  NewDatabase();
  ASSERT_TRUE(Recover().ok());
  const uint64_t number = AddTable(1, "a@1=x b@2=x");
  const std::string text = versions_->current()->DebugString();
  EXPECT_EQ(text.substr(0, text.find("--- level 2")),
            "--- level 0 ---\n--- level 1 ---\n " + std::to_string(number) + ":" +
                std::to_string(versions_->NumLevelBytes(1)) + "['a' @ 1 : 1 .. 'b' @ 2 : 1]\n");
}

}  // namespace
}  // namespace lsm
