// What is found after a power cut, by the ways in which unsynced things survive.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "sim/disk/disk.h"
#include "sim/disk/disk_os.h"
#include "sim/disk/survival.h"

namespace lsm::sim {
namespace {

std::string Letters(size_t bytes, char letter) { return std::string(bytes, letter); }

class PowerCutTest : public ::testing::Test {
 protected:
  void Write(const std::string& path, const std::string& data, bool sync = false,
             OpenMode mode = OpenMode::kAppend) {
    const int fd = os_.Open(path, mode);
    ASSERT_GE(fd, 0);
    os_.Write(fd, data.data(), data.size());
    if (sync) os_.SyncData(fd);
    os_.Close(fd);
  }

  // Every disk that is found with one of many seeds, as "name=content name=content".
  std::set<std::string> Found(Survival survival, uint64_t seeds = 300) const {
    std::set<std::string> found;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
      survival.seed = seed;
      found.insert(Describe(*disk_.AfterPowerCut(survival)));
    }
    return found;
  }
  std::set<std::string> Found(std::string_view name) const { return Found(*FindSurvival(name)); }

  static std::string Describe(const Disk& disk) {
    std::string text;
    for (const auto& [name, node] : disk.root().entries) {
      text += text.empty() ? "" : " ";
      text += name + "=" + (node.file != nullptr ? node.file->content() : "(directory)");
    }
    return text;
  }

  using Set = std::set<std::string>;

  Disk disk_;
  DiskOs os_{&disk_};
};

TEST_F(PowerCutTest, EveryUnsyncedSectorSurvivesOrNot) {
  Write("/f", "abcd", true);
  os_.SyncDirectory("/");
  Write("/f", "efghij");
  Survival subset = *FindSurvival("subset");
  subset.sector_bytes = 4;
  const std::string hole(4, '\0');
  const std::string short_hole(2, '\0');
  EXPECT_EQ(Found(subset),
            (Set{"f=abcd", "f=abcdefgh", "f=abcdefghij", "f=abcd" + hole, "f=abcd" + hole + "ij",
                 "f=abcdefgh" + short_hole, "f=abcd" + hole + short_hole}));
  Survival prefix = *FindSurvival("prefix");
  prefix.sector_bytes = 4;
  EXPECT_EQ(Found(prefix), (Set{"f=abcd", "f=abcdefgh", "f=abcdefghij"}));
}

TEST_F(PowerCutTest, WhatWasSyncedSurvivesWithinASectorThatWasWrittenAgain) {
  Write("/f", "abcd", true);
  os_.SyncDirectory("/");
  Write("/f", "ef");
  Survival subset = *FindSurvival("subset");
  subset.sector_bytes = 512;
  EXPECT_EQ(Found(subset), (Set{"f=abcd", "f=abcdef", "f=abcd" + Letters(2, '\0')}));
}

TEST_F(PowerCutTest, ASizeMaySurviveWithoutItsContent) {
  Write("/f", "abcd", true);
  Write("/f", "ef");
  EXPECT_EQ(Found("zeros"), (Set{"f=abcd" + Letters(2, '\0')}));
  Write("/old", "OLDCONTENT");
  os_.Unlink("/old");
  Survival left_over = *FindSurvival("left_over");
  left_over.sector_bytes = 2;
  EXPECT_TRUE(Found(left_over).contains("f=abcdON"));
  Survival garbage = *FindSurvival("garbage");
  garbage.sector_bytes = 2;
  EXPECT_GT(Found(garbage).size(), 50u);
}

TEST_F(PowerCutTest, OfWhatWasDoneToNamesAnythingSurvivesUntilTheDirectoryIsSynced) {
  Write("/a", "", true);
  Write("/b", "", true);
  EXPECT_EQ(Found("subset"), (Set{"", "a=", "b=", "a= b="}));
  EXPECT_EQ(Found("prefix"), (Set{"", "a=", "a= b="}));
  EXPECT_EQ(Found("file_sync"), (Set{"a= b="}));
  EXPECT_EQ(Found("nothing"), (Set{""}));
  EXPECT_EQ(Found("everything"), (Set{"a= b="}));
  os_.SyncDirectory("/");
  for (const Survival& survival : Survivals()) EXPECT_EQ(Found(survival), (Set{"a= b="}));
  os_.Unlink("/a");
  EXPECT_EQ(Found("subset"), (Set{"a= b=", "b="}));
}

TEST_F(PowerCutTest, ARenameIsAtomicUnlessAskedOtherwise) {
  Write("/CURRENT", "old", true);
  Write("/temp", "new", true);
  os_.SyncDirectory("/");
  os_.Rename("/temp", "/CURRENT");
  EXPECT_EQ(Found("subset"), (Set{"CURRENT=new", "CURRENT=old temp=new"}));
  EXPECT_EQ(Found("torn_rename"),
            (Set{"CURRENT=new", "CURRENT=old temp=new", "CURRENT=old", "CURRENT=new temp=new"}));
}

TEST_F(PowerCutTest, NamesThatSurviveInOrderDoSoInAllDirectories) {
  os_.MakeDirectory("/d");
  Write("/d/f", "", true);
  const auto has_file = [](const Disk& disk) { return disk.FindFile("/d/f") != nullptr; };
  const auto found = [&](Survival survival, bool directory, bool file) {
    for (uint64_t seed = 1; seed < 100; seed++) {
      survival.seed = seed;
      const auto after = disk_.AfterPowerCut(survival);
      if ((after->FindDirectory("/d") != nullptr) == directory && has_file(*after) == file) {
        return true;
      }
    }
    return false;
  };
  EXPECT_TRUE(found(*FindSurvival("prefix"), true, false));
  EXPECT_TRUE(found(*FindSurvival("prefix"), true, true));
  os_.SyncDirectory("/d");
  EXPECT_FALSE(found(*FindSurvival("prefix"), false, false));  // it takes /d along
  EXPECT_FALSE(found(*FindSurvival("prefix"), true, false));
  EXPECT_TRUE(found(*FindSurvival("subset"), false, false));
}

TEST_F(PowerCutTest, ThatAFileWasEmptiedMayBeLost) {
  Write("/f", "old", true);
  os_.SyncDirectory("/");
  Write("/f", "new!", false, OpenMode::kTruncate);
  const Set found = Found("subset");
  EXPECT_TRUE(found.contains("f=old"));
  EXPECT_TRUE(found.contains("f=new!"));
  EXPECT_TRUE(found.contains("f="));
}

TEST_F(PowerCutTest, WhatIsFoundIsDurableAndApartFromTheDisk) {
  Write("/f", "one", true);
  os_.SyncDirectory("/");
  const auto found = disk_.AfterPowerCut(*FindSurvival("everything"));
  Write("/f", " more");
  EXPECT_EQ(Describe(*found), "f=one");
  EXPECT_EQ(Describe(*found->AfterPowerCut()), "f=one");
}

TEST_F(PowerCutTest, AnImageKnowsWhatIsPending) {
  Write("/a", "", true);
  Write("/b", "", true);
  const auto image = disk_.Image();
  os_.SyncDirectory("/");
  Set found;
  for (uint64_t seed = 1; seed < 100; seed++) {
    Survival subset = *FindSurvival("subset");
    subset.seed = seed;
    found.insert(Describe(*image->AfterPowerCut(subset)));
  }
  EXPECT_EQ(found, (Set{"", "a=", "b=", "a= b="}));
}

class Counter final : public DiskObserver {
 public:
  void OnDiskChange() override { count++; }
  int count = 0;
};

TEST_F(PowerCutTest, EveryChangeIsTold) {
  Counter counter;
  disk_.SetObserver(&counter);
  Write("/f", "x", true);  // created, written, synced
  EXPECT_EQ(counter.count, 3);
  os_.Rename("/f", "/g");
  os_.Unlink("/g");
  os_.MakeDirectory("/d");
  os_.SyncDirectory("/");
  EXPECT_EQ(counter.count, 7);
  os_.SyncDirectory("/");  // nothing new
  os_.Exists("/d");
  EXPECT_EQ(counter.count, 7);
  EXPECT_EQ(disk_.changes(), 7u);
}

}  // namespace
}  // namespace lsm::sim
