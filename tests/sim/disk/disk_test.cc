#include "sim/disk/disk.h"

#include <gtest/gtest.h>

#include "sim/disk/sim_os.h"
#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {
namespace {

class DiskTest : public testing::Test {
 protected:
  // Runs `body` as the only fiber of a world whose disk is `disk_`.
  void Run(const std::function<void(SimOs&)>& body) {
    World world({}, std::make_unique<FifoPolicy>(1));
    SimOs os(&world, disk_.get(), DeviceModel{});
    const Status status = world.Run({.name = "main"}, [&] { body(os); });
    ASSERT_TRUE(status.ok()) << status.ToString();
    end_ns_ = world.NowNanos();
  }
  static void WriteFile(SimOs& os, const std::string& path, const std::string& data,
                        OpenMode mode = OpenMode::kTruncate) {
    const int fd = os.Open(path, mode);
    ASSERT_GE(fd, 0);
    ASSERT_EQ(os.Write(fd, data.data(), data.size()), static_cast<int64_t>(data.size()));
    ASSERT_EQ(os.Close(fd), 0);
  }
  void CutPower() { disk_ = disk_->AfterPowerCut(); }
  // "(none)" if there is no such file.
  std::string Content(const std::string& path) const {
    const auto file = disk_->FindFile(path);
    return file == nullptr ? "(none)" : file->content();
  }

  std::unique_ptr<Disk> disk_ = std::make_unique<Disk>();
  uint64_t end_ns_ = 0;
};

TEST_F(DiskTest, APowerCutLeavesWhatWasSyncedAndNothingElse) {
  Run([](SimOs& os) {
    ASSERT_EQ(os.MakeDirectory("/db"), 0);
    ASSERT_EQ(os.SyncDirectory("/"), 0);
    const int fd = os.Open("/db/log", OpenMode::kTruncate);
    ASSERT_EQ(os.Write(fd, "synced", 6), 6);
    ASSERT_EQ(os.SyncData(fd), 0);
    ASSERT_EQ(os.Write(fd, " lost", 5), 5);
    ASSERT_EQ(os.SyncDirectory("/db"), 0);
    WriteFile(os, "/db/unsynced", "x");
  });
  EXPECT_EQ(Content("/db/log"), "synced lost");
  CutPower();
  EXPECT_EQ(Content("/db/log"), "synced");
  EXPECT_EQ(Content("/db/unsynced"), "(none)");
}

TEST_F(DiskTest, ASyncedFileWithoutItsDirectoryIsLost) {
  Run([](SimOs& os) {
    const int fd = os.Open("/file", OpenMode::kTruncate);
    ASSERT_EQ(os.Write(fd, "x", 1), 1);
    ASSERT_EQ(os.SyncData(fd), 0);
  });
  CutPower();
  EXPECT_EQ(Content("/file"), "(none)");
}

TEST_F(DiskTest, ARenameIsDurableOnceTheDirectoryIsSynced) {
  Run([](SimOs& os) {
    for (const char* path : {"/CURRENT", "/temp"}) {
      const int fd = os.Open(path, OpenMode::kTruncate);
      ASSERT_EQ(os.Write(fd, path, 2), 2);
      ASSERT_EQ(os.SyncData(fd), 0);
    }
    ASSERT_EQ(os.SyncDirectory("/"), 0);
    ASSERT_EQ(os.Rename("/temp", "/CURRENT"), 0);
  });
  EXPECT_EQ(Content("/CURRENT"), "/t");
  EXPECT_EQ(Content("/temp"), "(none)");
  CutPower();
  EXPECT_EQ(Content("/CURRENT"), "/C");
  EXPECT_EQ(Content("/temp"), "/t");
}

TEST_F(DiskTest, AnEmptiedFileComesBackUnlessSynced) {
  Run([](SimOs& os) {
    int fd = os.Open("/file", OpenMode::kTruncate);
    ASSERT_EQ(os.Write(fd, "old", 3), 3);
    ASSERT_EQ(os.SyncData(fd), 0);
    ASSERT_EQ(os.SyncDirectory("/"), 0);
    WriteFile(os, "/file", "new");
  });
  EXPECT_EQ(Content("/file"), "new");
  CutPower();
  EXPECT_EQ(Content("/file"), "old");
}

TEST_F(DiskTest, AppendingKeepsWhatIsThere) {
  Run([](SimOs& os) {
    WriteFile(os, "/file", "one ");
    WriteFile(os, "/file", "two", OpenMode::kAppend);
  });
  EXPECT_EQ(Content("/file"), "one two");
}

TEST_F(DiskTest, ErrorsAreThoseOfTheSystem) {
  Run([](SimOs& os) {
    EXPECT_EQ(os.Open("/none", OpenMode::kRead), -ENOENT);
    EXPECT_EQ(os.Open("/none/file", OpenMode::kTruncate), -ENOENT);
    EXPECT_EQ(os.Open("/", OpenMode::kTruncate), -EISDIR);
    EXPECT_EQ(os.Close(99), -EBADF);
    EXPECT_EQ(os.Unlink("/none"), -ENOENT);
    EXPECT_EQ(os.FileSize("/none"), -ENOENT);
    EXPECT_EQ(os.MakeDirectory("/d"), 0);
    EXPECT_EQ(os.MakeDirectory("/d"), -EEXIST);
    WriteFile(os, "/d/f", "x");
    EXPECT_EQ(os.RemoveDirectory("/d"), -ENOTEMPTY);
    EXPECT_EQ(os.Unlink("/d"), -EISDIR);
    const int fd = os.Open("/d/f", OpenMode::kRead);
    EXPECT_EQ(os.Write(fd, "y", 1), -EBADF);
    std::vector<std::string> names;
    EXPECT_EQ(os.List("/d/f", &names), -ENOTDIR);
    EXPECT_EQ(os.List("/e", &names), -ENOENT);
  });
}

TEST_F(DiskTest, ListsByName) {
  Run([](SimOs& os) {
    for (const char* path : {"/b", "/c", "/a"}) WriteFile(os, path, "x");
    std::vector<std::string> names;
    ASSERT_EQ(os.List("/", &names), 0);
    EXPECT_EQ(names, (std::vector<std::string>{"a", "b", "c"}));
  });
}

TEST_F(DiskTest, ALockHoldsOffTheOtherProcessOnly) {
  World world({}, std::make_unique<FifoPolicy>(1));
  SimOs one(&world, disk_.get(), DeviceModel{});
  SimOs two(&world, disk_.get(), DeviceModel{});
  const Status status = world.Run({.name = "main"}, [&] {
    const int mine = one.Open("/LOCK", OpenMode::kLock);
    const int theirs = two.Open("/LOCK", OpenMode::kLock);
    EXPECT_EQ(one.Lock(mine), 0);
    EXPECT_EQ(one.Lock(mine), 0);
    EXPECT_EQ(two.Lock(theirs), -EAGAIN);
    EXPECT_EQ(one.Unlock(mine), 0);
    EXPECT_EQ(two.Lock(theirs), 0);
  });
  EXPECT_TRUE(status.ok());
}

TEST_F(DiskTest, ASyncCostsWhatTheDeviceModelSays) {
  const DeviceModel device;
  Run([](SimOs& os) {
    const int fd = os.Open("/file", OpenMode::kTruncate);
    os.Write(fd, std::string(1000, 'x').data(), 1000);
    os.SyncData(fd);
  });
  EXPECT_EQ(end_ns_, 2 * device.call_ns + 1000 * device.cached_byte_ps / 1000 + device.sync_ns +
                         1000 * device.sync_byte_ps / 1000);
}

TEST_F(DiskTest, AnImageStaysAsItWasAndSoDoesTheDisk) {
  Run([](SimOs& os) {
    WriteFile(os, "/a", "one");
    ASSERT_EQ(os.SyncDirectory("/"), 0);
    WriteFile(os, "/b", "kept");
  });
  const std::unique_ptr<Disk> image = disk_->Image();
  EXPECT_EQ(&image->FindFile("/a")->content(), &disk_->FindFile("/a")->content());  // shared
  Run([](SimOs& os) {
    WriteFile(os, "/a", " two", OpenMode::kAppend);
    ASSERT_EQ(os.Unlink("/b"), 0);
    WriteFile(os, "/c", "new");
  });
  EXPECT_EQ(image->FindFile("/a")->content(), "one");
  EXPECT_EQ(image->FindFile("/b")->content(), "kept");
  EXPECT_EQ(image->FindFile("/c"), nullptr);
  EXPECT_EQ(image->ContentBytes(), 7u);
  image->FindFile("/a")->Append(" else");
  image->FindFile("/b")->Truncate();
  EXPECT_EQ(Content("/a"), "one two");
  EXPECT_EQ(image->FindFile("/a")->content(), "one else");
}

TEST_F(DiskTest, AnImageKnowsWhatIsDurable) {
  Run([](SimOs& os) {
    const int fd = os.Open("/log", OpenMode::kTruncate);
    ASSERT_EQ(os.Write(fd, "synced", 6), 6);
    ASSERT_EQ(os.SyncData(fd), 0);
    ASSERT_EQ(os.SyncDirectory("/"), 0);
    ASSERT_EQ(os.Write(fd, " lost", 5), 5);
  });
  disk_ = disk_->Image();
  EXPECT_EQ(Content("/log"), "synced lost");
  CutPower();
  EXPECT_EQ(Content("/log"), "synced");
}

TEST_F(DiskTest, WithoutItsDiskAMachineFailsAtOnceAndChangesNothing) {
  Run([](SimOs& os) {
    WriteFile(os, "/a", "one");
    const int fd = os.Open("/a", OpenMode::kAppend);
    os.LoseDisk();
    const uint64_t now = os.NowNanos();
    char byte = 0;
    EXPECT_EQ(os.Write(fd, "x", 1), -EIO);
    EXPECT_EQ(os.SyncData(fd), -EIO);
    EXPECT_EQ(os.ReadAt(fd, &byte, 1, 0), -EBADF);
    EXPECT_EQ(os.Open("/b", OpenMode::kTruncate), -EIO);
    EXPECT_EQ(os.Unlink("/a"), -EIO);
    EXPECT_EQ(os.Rename("/a", "/b"), -EIO);
    EXPECT_EQ(os.SyncDirectory("/"), -EIO);
    EXPECT_EQ(os.Exists("/a"), -EIO);
    EXPECT_EQ(os.Close(fd), 0);
    EXPECT_EQ(os.NowNanos(), now);
  });
  EXPECT_EQ(Content("/a"), "one");
}

}  // namespace
}  // namespace lsm::sim
