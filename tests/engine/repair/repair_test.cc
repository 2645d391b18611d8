// RepairDB: databases that lost their MANIFEST, or parts of their files.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "engine/base/file_names.h"
#include "engine/events/recovery.h"
#include "lsm/comparator.h"
#include "tests/engine/collecting_sink.h"
#include "tests/engine/db/db_fixture.h"

namespace lsm {
namespace {

namespace fs = std::filesystem;

class RepairTest : public DbTest {
 protected:
  using Model = std::map<std::string, std::string>;

  // A database of several levels and a log, with overwritten and deleted keys, closed.
  Model Fill() {
    Open();
    Model model;
    for (int round = 0; round < 6; round++) {
      for (int i = round % 3; i < 400; i += 1 + round % 3) {
        const std::string key = "key" + std::to_string(1000 + i);
        if ((i + round) % 5 == 0) {
          Delete(key);
          model.erase(key);
        } else {
          const std::string value = std::to_string(round) + std::string(100, 'v');
          Put(key, value);
          model[key] = value;
        }
      }
    }
    Put("zz", "in the log");
    model["zz"] = "in the log";
    Close();
    return model;
  }

  std::vector<fs::path> Files(FileType wanted) const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(path_)) {
      uint64_t number = 0;
      FileType type;
      if (ParseFileName(entry.path().filename(), &number, &type) && type == wanted) {
        found.push_back(entry.path());
      }
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  void LoseManifest() {
    for (const auto& file : Files(kDescriptorFile)) fs::remove(file);
  }
  static void Flip(const fs::path& file, uint64_t offset) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    const char byte = static_cast<char>(stream.get());
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(static_cast<char>(byte ^ 0x40));
  }
  std::map<std::string, std::string> BytesOfAll() const {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::directory_iterator(path_)) {
      const std::string name = entry.path().filename();
      if (entry.is_directory() || name == "LOG" || name == "LOG.old" || name == "LOCK") continue;
      std::ifstream stream(entry.path(), std::ios::binary);
      all[name] = {std::istreambuf_iterator<char>(stream), {}};
    }
    return all;
  }
  void Repair() {
    const Status status = RepairDB(path_, options_);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
};

TEST_F(RepairTest, AHealthyDatabaseKeepsAllAndItsLevels) {
  const Model model = Fill();
  // Nothing becomes due while levels are counted.
  options_.l0_compaction_trigger = 1000;
  options_.l0_slowdown_trigger = 1000;
  options_.l0_stop_trigger = 1000;
  options_.max_bytes_for_level_base = 1 << 30;
  Open();
  std::vector<int> before;
  for (int level = 1; level < 7; level++) before.push_back(FilesAtLevel(level));
  Close();
  Repair();
  Open();
  EXPECT_EQ(Contents(), model);
  for (int level = 1; level < 7; level++) {
    EXPECT_EQ(FilesAtLevel(level), before[static_cast<size_t>(level - 1)]) << level;
  }
}

TEST_F(RepairTest, AKeyThatGoesOnInTheNextTableOfItsLevelContradictsNothing) {
  options_.max_file_size = 2 << 10;
  options_.max_mem_compact_level = 0;
  Open();
  std::vector<const Snapshot*> snapshots;
  for (int i = 0; i < 200; i++) {
    Put("key", std::to_string(i) + std::string(100, 'v'));
    snapshots.push_back(db_->GetSnapshot());
  }
  db_->CompactRange(nullptr, nullptr);
  EXPECT_GT(FilesAtLevel(1), 2);
  for (const Snapshot* snapshot : snapshots) db_->ReleaseSnapshot(snapshot);
  Close();
  const std::vector<fs::path> tables = Files(kTableFile);
  ASSERT_GT(tables.size(), 1u);
  Repair();
  EXPECT_EQ(Files(kTableFile), tables);
  Open();
  EXPECT_EQ(Get("key"), "199" + std::string(100, 'v'));
}

TEST_F(RepairTest, WithoutAManifestTheNewestEntriesCount) {
  const Model model = Fill();
  ASSERT_GT(Files(kTableFile).size(), 3u);
  LoseManifest();
  ASSERT_FALSE(TryOpen().ok());
  Repair();
  Open();
  EXPECT_EQ(Contents(), model);
  for (const auto& [key, value] : model) ASSERT_EQ(Get(key), value);
  Put("key1000", "new");  // sequence numbers go on behind the old ones
  EXPECT_EQ(Get("key1000"), "new");
}

TEST_F(RepairTest, WithoutCurrentAndManifestToo) {
  const Model model = Fill();
  LoseManifest();
  fs::remove(path_ + "/CURRENT");
  Repair();
  options_.create_if_missing = false;
  Open();
  EXPECT_EQ(Contents(), model);
}

// A compaction gives old entries a high file number: the number says nothing of age.
TEST_F(RepairTest, AnOldEntryInATableWithAHighNumberStaysHidden) {
  Open();
  Put("a", "old");
  Put("z", "old");
  ASSERT_TRUE(db_->FlushMemTable().ok());
  db_->CompactLevel(0, nullptr, nullptr);
  Put("a", "new");
  ASSERT_TRUE(db_->FlushMemTable().ok());
  // Rewrites the older table behind the newer one.
  for (int level = 1; level < 4; level++) {
    const Slice z("z");
    db_->CompactLevel(level, &z, &z);
  }
  ASSERT_EQ(Get("a"), "new");
  Close();
  LoseManifest();
  Repair();
  Open();
  EXPECT_EQ(Get("a"), "new");
  EXPECT_EQ(Get("z"), "old");
}

TEST_F(RepairTest, ADamagedBlockCostsItsEntriesAndNoOthers) {
  const Model model = Fill();
  options_.block_size = 512;
  const auto tables = Files(kTableFile);
  Flip(tables.front(), 100);  // in its first block
  Repair();
  Open();
  const Model found = Contents();
  EXPECT_GT(found.size(), model.size() / 2);
  // Where the newest entry was in the damaged block an older one may show, but nothing else.
  for (const auto& [key, value] : found) {
    if (key == "zz") continue;
    ASSERT_EQ(value.size(), 101u) << key;
    EXPECT_EQ(value.substr(1), std::string(100, 'v')) << key;
    EXPECT_TRUE(value[0] >= '0' && value[0] <= '5') << key;
  }
  EXPECT_TRUE(fs::exists(fs::path(path_) / "lost" / tables.front().filename()));
}

// A damaged table of level 0 gets a new number when it is rewritten: it must not become newer than
// the tables that were written after it.
TEST_F(RepairTest, ARewrittenTableOfLevel0StaysOlderThanThoseBehindIt) {
  options_.block_size = 256;
  options_.l0_compaction_trigger = 100;
  options_.max_mem_compact_level = 0;
  Open();
  for (int i = 0; i < 50; i++) Put("key" + std::to_string(100 + i), "old" + std::string(50, 'x'));
  ASSERT_TRUE(db_->FlushMemTable().ok());
  for (int i = 0; i < 50; i++) Put("key" + std::to_string(100 + i), "new" + std::string(50, 'x'));
  ASSERT_TRUE(db_->FlushMemTable().ok());
  ASSERT_EQ(FilesAtLevel(0), 2);
  Close();
  Flip(Files(kTableFile).front(), 1000);
  test::CollectingSink sink;
  options_.event_sink = &sink;
  Repair();
  options_.event_sink = nullptr;
  Open();
  for (const auto& [key, value] : Contents()) EXPECT_EQ(Get(key).substr(0, 3), "new") << key;
  EXPECT_EQ(Contents().size(), 50u);
  const auto tables = sink.Of<TableRepaired>();
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].result, RepairedTable::kRewritten);
  EXPECT_LT(tables[0].entries, 50u);
  EXPECT_EQ(tables[1].entries, 50u);
}

TEST_F(RepairTest, ADamagedRecordOfALogCostsNoOtherAndNoWrongValueComesBack) {
  Open();
  for (int i = 0; i < 20; i++) Put("key" + std::to_string(100 + i), std::string(40, 'v'));
  Close();
  const auto logs = Files(kLogFile);
  ASSERT_EQ(logs.size(), 1u);
  Flip(logs.front(), 300);
  LoseManifest();
  Repair();
  Open();
  const Model found = Contents();
  EXPECT_LT(found.size(), 20u);
  // Sectors behind a checksum error are skipped to the end of the block, as the log's format says.
  for (const auto& [key, value] : found) EXPECT_EQ(value, std::string(40, 'v')) << key;
}

TEST_F(RepairTest, ATailOfGarbageBringsNothingBack) {
  Open();
  Put("a", "1");
  Put("b", "2");
  Close();
  const auto logs = Files(kLogFile);
  std::ofstream(logs.front(), std::ios::app | std::ios::binary) << std::string(3000, '\x5a');
  LoseManifest();
  Repair();
  Open();
  EXPECT_EQ(Contents(), (Model{{"a", "1"}, {"b", "2"}}));
}

// A log that was never synced may be found with the sectors of an older one: what stands there was
// written, and perhaps deleted, long ago.
TEST_F(RepairTest, ALogThatHoldsAnotherOneIsNotConverted) {
  Open();
  Put("a", "1");
  Close();
  const auto logs = Files(kLogFile);
  ASSERT_EQ(logs.size(), 1u);
  fs::rename(logs.front(), path_ + "/000099.log");
  LoseManifest();
  Repair();
  Open();
  EXPECT_TRUE(Contents().empty());
}

TEST_F(RepairTest, WhatIsNoLongerNeededIsMovedToLost) {
  Fill();
  const auto logs = Files(kLogFile);
  const auto manifests = Files(kDescriptorFile);
  Repair();
  for (const auto& file : logs) {
    EXPECT_TRUE(fs::exists(fs::path(path_) / "lost" / file.filename())) << file;
  }
  for (const auto& file : manifests) {
    EXPECT_TRUE(fs::exists(fs::path(path_) / "lost" / file.filename())) << file;
  }
  EXPECT_TRUE(Files(kLogFile).empty());
}

TEST_F(RepairTest, AnOpenDatabaseIsLeftAlone) {
  Open();
  Put("a", "1");
  const auto before = BytesOfAll();
  EXPECT_FALSE(RepairDB(path_, options_).ok());
  EXPECT_EQ(BytesOfAll(), before);
}

TEST_F(RepairTest, AnotherComparatorIsRefusedAndNothingChanged) {
  class Reverse final : public Comparator {
   public:
    const char* Name() const override { return "reverse"; }
    int Compare(const Slice& a, const Slice& b) const override { return b.compare(a); }
    void FindShortestSeparator(std::string*, const Slice&) const override {}
    void FindShortSuccessor(std::string*) const override {}
  };
  Fill();
  const auto before = BytesOfAll();
  const Reverse reverse;
  Options options = options_;
  options.comparator = &reverse;
  const Status status = RepairDB(path_, options);
  EXPECT_TRUE(status.IsInvalidArgument()) << status.ToString();
  EXPECT_EQ(BytesOfAll(), before);
  // Without CURRENT, too: every MANIFEST knows the comparator's name.
  fs::remove(fs::path(path_) / "CURRENT");
  EXPECT_TRUE(RepairDB(path_, options).IsInvalidArgument());
  auto without_current = before;
  without_current.erase("CURRENT");
  EXPECT_EQ(BytesOfAll(), without_current);
}

TEST_F(RepairTest, ADirectoryThatIsNotThereIsAnError) {
  EXPECT_TRUE(RepairDB(path_, options_).IsIOError() || RepairDB(path_, options_).IsNotFound());
  EXPECT_FALSE(fs::exists(path_));
}

// The n-th change of a file fails: the database is as good as before, and repairing it again works.
TEST_F(RepairTest, AFailedRepairCanBeRunAgain) {
  class Failing final : public EnvWrapper {
   public:
    Failing() : EnvWrapper(Env::Default()) {}
    Status NewWritableFile(const std::string& name, WritableFile** result) override {
      *result = nullptr;
      return Fails() ? Error(name) : target()->NewWritableFile(name, result);
    }
    Status RenameFile(const std::string& from, const std::string& to) override {
      return Fails() ? Error(from) : target()->RenameFile(from, to);
    }
    Status SyncDir(const std::string& name) override {
      return Fails() ? Error(name) : target()->SyncDir(name);
    }
    static Status Error(const std::string& name) { return Status::IOError(name, "injected"); }
    bool Fails() { return ++calls == fail_at; }
    int calls = 0;
    int fail_at = 0;
  };
  const Model model = Fill();
  LoseManifest();
  Failing env;
  Options options = options_;
  options.env = &env;
  options.info_log = nullptr;
  const fs::path saved = path_ + ".saved";
  fs::remove_all(saved);
  fs::copy(path_, saved, fs::copy_options::recursive);
  int failed = 0;
  for (env.fail_at = 1;; env.fail_at++) {
    env.calls = 0;
    const Status first = RepairDB(path_, options);
    if (!first.ok()) failed++;
    const bool reached = env.calls >= env.fail_at;
    // CURRENT names a MANIFEST that is there, or that was lost before the repair.
    if (TryOpen().ok()) {
      ASSERT_EQ(Contents(), model) << "call " << env.fail_at;
    }
    Close();
    if (!first.ok()) Repair();
    Open();
    ASSERT_EQ(Contents(), model) << "call " << env.fail_at << ": " << first.ToString();
    Close();
    if (!reached) break;
    fs::remove_all(path_);
    fs::copy(saved, path_, fs::copy_options::recursive);
  }
  EXPECT_GT(failed, 3);
  fs::remove_all(saved);
}

TEST_F(RepairTest, WhatIsNoLongerNeededGoesToNoOtherDirectory) {
  Fill();
  const fs::path elsewhere = path_ + "/elsewhere";
  fs::create_directory(elsewhere);
  fs::create_directory_symlink("elsewhere", fs::path(path_) / "lost");
  ASSERT_TRUE(RepairDB(path_, options_).ok());
  EXPECT_TRUE(fs::is_empty(elsewhere));
  EXPECT_FALSE(fs::is_empty(fs::path(path_) / "lost"));
}

}  // namespace
}  // namespace lsm
