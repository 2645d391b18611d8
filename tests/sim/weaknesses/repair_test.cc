// What a repair makes of a disk as power cuts and damage leave it.
#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "engine/env/posix_env.h"
#include "lsm/db.h"
#include "sim/disk/disk_os.h"
#include "sim/disk/survival.h"
#include "sim/powercut/engine_recoverer.h"
#include "sim/powercut/exhaustive.h"

namespace lsm::sim {
namespace {

// A database in which every key has an old value in one table and a new one in a later file, and
// the last one stands in a log only.
class RepairOnDisk : public testing::Test {
 protected:
  RepairOnDisk() {
    for (const char* value : {"old", "new"}) {
      for (const char* key : {"a", "b", "c"}) {
        EXPECT_EQ(recoverer_.RecoverAndPut(&disk_, key, value).error, "");
      }
    }
  }

  std::string Name(const std::string& part) const {
    for (const auto& [name, node] : disk_.FindDirectory("/db")->entries) {
      if (name.find(part) != std::string::npos) return "/db/" + name;
    }
    return "";
  }
  void Remove(const std::string& part) {
    DiskOs os(&disk_);
    ASSERT_EQ(os.Unlink(Name(part)), 0);
    ASSERT_EQ(os.SyncDirectory("/db"), 0);
  }
  static Status Repair(Disk* disk) {
    DiskOs os(disk);
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    Options options;
    options.env = env.get();
    options.compression = kNoCompression;
    return RepairDB("/db", options);
  }
  // Empty, or what is wrong.
  std::string Check(Disk* disk) {
    Contents found;
    const Found result = recoverer_.Recover(disk, &found);
    if (!result.error.empty()) return result.error;
    std::string text;
    for (const auto& [key, value] : found) text += key + "=" + value + " ";
    return text == "a=new b=new c=new " ? "" : text;
  }

  Disk disk_;
  EngineRecoverer recoverer_{ExhaustiveScenario()};
};

// In LevelDB what stands behind the end of the log, zeros or garbage, comes back as a value.
TEST_F(RepairOnDisk, ATailOfZerosOrGarbageBringsNothingBack) {
  for (const char fill : {'\0', '\x01', '\x5a', '\xff'}) {
    const std::unique_ptr<Disk> disk = disk_.Image();
    const std::string tail(3000, fill);
    std::string log;
    for (const auto& [name, node] : disk->FindDirectory("/db")->entries) {
      if (name.ends_with(".log")) log = "/db/" + name;
    }
    DiskOs os(disk.get());
    const int fd = os.Open(log, OpenMode::kAppend);
    ASSERT_EQ(os.Write(fd, tail.data(), tail.size()), 3000);
    os.Close(fd);
    for (const auto& [name, node] : disk->FindDirectory("/db")->entries) {
      if (name.starts_with("MANIFEST")) {
        ASSERT_EQ(os.Unlink("/db/" + name), 0);
        break;
      }
    }
    ASSERT_TRUE(Repair(disk.get()).ok());
    EXPECT_EQ(Check(disk.get()), "") << static_cast<int>(fill);
  }
}

// Cut at every change of the disk, whatever survives: repaired once more, nothing is missing.
TEST_F(RepairOnDisk, ARepairThatThePowerCutsCanBeRunAgain) {
  class Cuts final : public DiskObserver {
   public:
    explicit Cuts(Disk* disk) : disk_(disk) { disk->SetObserver(this); }
    ~Cuts() override { disk_->SetObserver(nullptr); }
    void OnDiskChange() override {
      for (Survival survival : Survivals()) {
        survival.seed = disk_->changes();
        images.push_back(disk_->AfterPowerCut(survival));
      }
    }
    std::vector<std::unique_ptr<Disk>> images;

   private:
    Disk* const disk_;
  };
  Remove("MANIFEST");
  Cuts cuts(&disk_);
  ASSERT_TRUE(Repair(&disk_).ok());
  ASSERT_GT(cuts.images.size(), 200u);
  for (size_t i = 0; i < cuts.images.size(); i++) {
    Disk* const disk = cuts.images[i].get();
    const Status again = Repair(disk);
    ASSERT_TRUE(again.ok()) << i << ": " << again.ToString();
    ASSERT_EQ(Check(disk), "") << i;
  }
  EXPECT_EQ(Check(&disk_), "");
}

TEST_F(RepairOnDisk, WhatWasRepairedIsDurable) {
  Remove("MANIFEST");
  ASSERT_TRUE(Repair(&disk_).ok());
  for (const Survival& survival : Survivals()) {
    const std::unique_ptr<Disk> disk = disk_.AfterPowerCut(survival);
    EXPECT_EQ(Check(disk.get()), "") << survival.name;
  }
}

}  // namespace
}  // namespace lsm::sim
