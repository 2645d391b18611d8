// DumpFile and RepairDB beside LevelDB's own: the same text for the same file, and each repairs
// what the other wrote.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "lsm/db.h"
#include "lsm/dumpfile.h"
#include "lsm/env.h"
#include "tests/peers/leveldb_peer.h"

namespace lsm {
namespace {

namespace fs = std::filesystem;

class StringFile final : public WritableFile {
 public:
  Status Append(const Slice& data) override {
    text.append(data.data(), data.size());
    return Status::OK();
  }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }
  std::string text;
};

std::string OurDump(const std::string& file) {
  StringFile sink;
  const Status status = DumpFile(Env::Default(), file, &sink);
  return status.ok() ? sink.text : "error: " + status.ToString();
}

class LevelDbDumpTest : public ::testing::Test {
 protected:
  LevelDbDumpTest() {
    fs::remove_all(path_);
    std::vector<peers::Step> steps;
    for (int i = 0; i < 3000; i++) {
      std::string key = "key" + std::to_string(i % 700);
      key += std::string(1, static_cast<char>(i % 256));
      if (i % 7 == 0) {
        steps.push_back({.updates = {{key, std::nullopt}}});
        contents_.erase(key);
      } else {
        std::string value(static_cast<size_t>(i % 90), static_cast<char>(i % 251));
        steps.push_back({.updates = {{key, value}}});
        contents_[key] = value;
      }
    }
    EXPECT_EQ(peers::RunInLevelDb(path_, {}, steps), "");
  }
  ~LevelDbDumpTest() override { fs::remove_all(path_); }

  std::vector<std::string> Files() const {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(path_)) files.push_back(entry.path());
    return files;
  }
  std::string LevelDbSees(const peers::Contents& contents) const {
    return peers::RunInLevelDb(path_, {},
                               {{.kind = peers::Step::Kind::kRead, .contents = contents}});
  }
  void LoseManifest() const {
    for (const auto& file : Files()) {
      if (file.find("MANIFEST") != std::string::npos) fs::remove(file);
    }
  }

  const std::string path_ =
      (fs::temp_directory_path() / ("lsmscope_dump_" + std::to_string(getpid()))).string();
  peers::Contents contents_;
};

TEST_F(LevelDbDumpTest, TheSameTextForEveryFile) {
  int dumped = 0;
  for (const std::string& file : Files()) {
    const std::string ours = OurDump(file);
    EXPECT_EQ(ours, peers::LevelDbDump(file)) << file;
    if (!ours.starts_with("error")) dumped++;
  }
  EXPECT_GE(dumped, 3);  // a log, a MANIFEST, a table
}

TEST_F(LevelDbDumpTest, TheSameTextForADamagedLog) {
  for (const std::string& file : Files()) {
    if (!file.ends_with(".log")) continue;
    for (const int offset : {3, 40, 900}) {
      std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
      stream.seekp(offset);
      stream.put('\x7f');
      stream.close();
      EXPECT_EQ(OurDump(file), peers::LevelDbDump(file)) << offset;
    }
  }
}

TEST_F(LevelDbDumpTest, WhatHasNoSuchFormatIsRefusedInTheSameWords) {
  EXPECT_EQ(OurDump(path_ + "/CURRENT"), peers::LevelDbDump(path_ + "/CURRENT"));
  EXPECT_EQ(OurDump(path_ + "/nothing"), peers::LevelDbDump(path_ + "/nothing"));
}

TEST_F(LevelDbDumpTest, WeRepairWhatLevelDbWrote) {
  LoseManifest();
  const Status status = RepairDB(path_, Options());
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(LevelDbSees(contents_), "");
}

TEST_F(LevelDbDumpTest, LevelDbRepairsWhatWeWroteAndTheOtherWayRound) {
  ASSERT_TRUE(RepairDB(path_, Options()).ok());
  EXPECT_EQ(peers::LevelDbRepair(path_), "");
  EXPECT_EQ(LevelDbSees(contents_), "");
}

}  // namespace
}  // namespace lsm
