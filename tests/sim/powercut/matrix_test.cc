// The check itself: what it counts, and that it tells every kind of broken promise from the others.
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "sim/disk/disk_os.h"
#include "sim/powercut/matrix.h"

namespace lsm::sim {
namespace {

// A database of one append-only file of lines "key=value", without any care.
class LineDatabase {
 public:
  explicit LineDatabase(Disk* disk) : os_(disk) {
    os_.MakeDirectory("/db");
    fd_ = os_.Open("/db/lines", OpenMode::kAppend);
  }
  void Put(const std::string& key, const std::string& value) {
    const std::string line = key + "=" + value + "\n";
    os_.Write(fd_, line.data(), line.size());
  }
  void Sync() {
    os_.SyncData(fd_);
    os_.SyncDirectory("/db");
    os_.SyncDirectory("/");
  }

  static std::string Read(const Disk& disk, Contents* contents) {
    const auto file = disk.FindFile("/db/lines");
    std::string text = file == nullptr ? "" : file->content();
    for (size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      const std::string line = text.substr(0, end);
      text.erase(0, end + 1);
      const size_t equals = line.find('=');
      if (equals == std::string::npos) return "a line without '='";
      (*contents)[line.substr(0, equals)] = line.substr(equals + 1);
    }
    return "";
  }

 private:
  DiskOs os_;
  int fd_;
};

class LineRecoverer final : public Recoverer {
 public:
  Found Recover(Disk* disk, Contents* contents) override {
    recoveries++;
    Contents own;
    Found found{.error = LineDatabase::Read(*disk, &own)};
    if (change) change(&own);
    for (const auto& [key, value] : own) found.digest += DigestOfEntry(key, value);
    if (contents != nullptr) *contents = own;
    return found;
  }
  Found RecoverAndPut(Disk* disk, const std::string& key, const std::string& value) override {
    {
      LineDatabase database(disk);
      database.Put(key, value);
      if (!forgets_to_sync) database.Sync();
    }
    return Recover(disk, nullptr);
  }

  int recoveries = 0;
  bool forgets_to_sync = false;
  std::function<void(Contents*)> change;  // of what is found
};

class MatrixTest : public testing::Test {
 protected:
  MatrixTest() {
    plan_.survivals.assign(Survivals().begin(), Survivals().end());
    plan_.depth = 1;
    plan_.deep_every = 1;
  }

  void Put(const std::string& value, bool acknowledge_synced, bool sync) {
    log_.Add({.changes = {{"k", value}}, .sync = sync});
    database_.Put("k", value);
    if (sync) database_.Sync();
    if (acknowledge_synced) log_.PromiseAll();
    recorder_.OnPromise();
  }
  std::set<int> BrokenPromises() {
    SeenImages seen;
    Matrix matrix(plan_, &recoverer_, &seen);
    disk_.SetObserver(nullptr);
    matrix.Check(log_, &recorder_);
    counts_ = matrix.counts();
    std::set<int> promises;
    for (const Violation& violation : matrix.violations()) {
      promises.insert(violation.promise);
      last_ = violation;
    }
    EXPECT_EQ(matrix.counts().violations > 0, !promises.empty());
    return promises;
  }

  Disk disk_;
  CommitLog log_;
  CutRecorder recorder_{&disk_, &log_};
  LineDatabase database_{&disk_};
  LineRecoverer recoverer_;
  MatrixPlan plan_;
  MatrixCounts counts_;
  Violation last_;
};

TEST_F(MatrixTest, ADatabaseThatKeepsItsWordPasses) {
  for (const char* value : {"one", "two", "three"}) Put(value, true, true);
  EXPECT_EQ(BrokenPromises(), std::set<int>{}) << last_.what;
  EXPECT_GT(counts_.unique, 4u);
  EXPECT_EQ(counts_.unique, counts_.verified);
  EXPECT_LE(counts_.unique, counts_.images);
  EXPECT_LE(counts_.verified, static_cast<uint64_t>(recoverer_.recoveries));
}

TEST_F(MatrixTest, AnAcknowledgementWithoutASyncIsFound) {
  Put("one", true, true);
  Put("two", true, false);
  EXPECT_EQ(BrokenPromises().count(1), 1u);
  EXPECT_EQ(last_.cut.least, 2u);
}

TEST_F(MatrixTest, AStateThatNeverWasIsFound) {
  recoverer_.change = [](Contents* contents) {
    if (contents->contains("k")) (*contents)["deleted long ago"] = "back";
  };
  Put("one", true, true);
  EXPECT_EQ(BrokenPromises(), std::set<int>{2});
  EXPECT_NE(last_.what.find("deleted long ago: found back, expected nothing"), std::string::npos)
      << last_.what;
}

TEST_F(MatrixTest, WhatCannotBeOpenedIsFound) {
  plan_.survivals = {*FindSurvival("garbage")};
  plan_.choices = 200;
  for (Survival& survival : plan_.survivals) survival.sector_bytes = 16;
  Put(std::string(600, 'x'), false, false);
  Put(std::string(600, 'y'), false, false);
  EXPECT_EQ(BrokenPromises().count(3), 1u);
}

TEST_F(MatrixTest, AWriteAfterRecoveryMustBeDurableToo) {
  plan_.depth = 2;
  recoverer_.forgets_to_sync = true;
  Put("one", true, true);
  EXPECT_EQ(BrokenPromises(), std::set<int>{1});
  EXPECT_NE(last_.what.find("after recovery"), std::string::npos) << last_.what;
}

TEST_F(MatrixTest, ADiskThatWasSeenIsNotCountedAgain) {
  plan_.depth = 1;
  plan_.survivals = {*FindSurvival("everything"), *FindSurvival("content")};
  Put("one", true, true);
  EXPECT_EQ(BrokenPromises(), std::set<int>{});
  // Empty, /db, the empty file, its line. (Syncs change nothing that is found.)
  EXPECT_EQ(counts_.unique, 4u);
  EXPECT_EQ(counts_.images, 2 * counts_.changes);
}

TEST(SeenImagesTest, EachHashIsNewOnce) {
  SeenImages seen;
  for (int round = 0; round < 2; round++) {
    int fresh = 0;
    for (uint64_t i = 1; i <= 100'000; i++) fresh += seen.Insert(MixBytes(i, "image")) ? 1 : 0;
    EXPECT_EQ(fresh, round == 0 ? 100'000 : 0);
  }
}

}  // namespace
}  // namespace lsm::sim
