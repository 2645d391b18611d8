// What calls cost on a machine with memory and a device of some kind.
#include "sim/disk/sim_os.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "sim/disk/survival.h"
#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kCall = 10;

// A call takes 10 ns, a byte of memory one; the device takes a thousand times that.
constexpr DeviceModel kModel{.call_ns = kCall,
                             .cached_byte_ps = 1'000,
                             .cached_read_ns = kCall,
                             .cached_read_byte_ps = 1'000,
                             .read_ns = 10'000,
                             .read_byte_ps = 1'000'000,
                             .sync_ns = 50'000,
                             .sync_byte_ps = 1'000'000,
                             .write_ns = 20'000,
                             .page_cache_bytes = 1 << 20};

class SimOsTest : public testing::Test {
 protected:
  // Runs `body` as the only fiber of a machine with this storage.
  void Run(Storage* storage, const std::function<void(SimOs&)>& body) {
    World world({.start_ns = now_ns_}, std::make_unique<FifoPolicy>(1));
    SimOs os(&world, disk_.get(), storage);
    const Status status = world.Run({.name = "main"}, [&] { body(os); });
    ASSERT_TRUE(status.ok()) << status.ToString();
    now_ns_ = world.NowNanos();
  }
  // What a call costs.
  static uint64_t TimeOf(SimOs& os, const std::function<void()>& call) {
    const uint64_t before = os.NowNanos();
    call();
    return os.NowNanos() - before;
  }
  static int Make(SimOs& os, const std::string& path, size_t bytes) {
    const int fd = os.Open(path, OpenMode::kTruncate);
    EXPECT_EQ(os.Write(fd, std::string(bytes, 'x').data(), bytes), static_cast<int64_t>(bytes));
    return fd;
  }
  static uint64_t TimeOfRead(SimOs& os, const std::string& path, uint64_t offset, size_t bytes) {
    const int fd = os.Open(path, OpenMode::kRead);
    std::string buffer(bytes, ' ');
    const uint64_t time = TimeOf(os, [&] { os.ReadAt(fd, buffer.data(), bytes, offset); });
    EXPECT_EQ(os.Close(fd), 0);
    return time;
  }

  std::unique_ptr<Disk> disk_ = std::make_unique<Disk>();
  uint64_t now_ns_ = 0;
};

TEST_F(SimOsTest, WhatWasWrittenIsReadFromMemory) {
  Storage storage(kModel);
  Run(&storage, [](SimOs& os) {
    Make(os, "/f", 10'000);
    EXPECT_EQ(TimeOfRead(os, "/f", 100, 5'000), kCall + 5'000);
  });
}

TEST_F(SimOsTest, FilesCostMoreThanCallsWhereAMachineSaysSo) {
  DeviceModel model = kModel;
  model.cached_read_ns = 3;
  model.cached_read_byte_ps = 2'000;
  model.open_ns = 100;
  model.create_ns = 1'000;
  model.sync_cpu_ns = 500;
  model.sync_directory_percent = 40;
  model.remove_ns = 7'000;
  Storage storage(model);
  Run(&storage, [](SimOs& os) {
    int fd = -1;
    EXPECT_EQ(TimeOf(os, [&] { fd = os.Open("/f", OpenMode::kTruncate); }), kCall + 1'000);
    EXPECT_EQ(TimeOf(os, [&] { os.Write(fd, "0123456789", 10); }), kCall + 10);
    EXPECT_EQ(TimeOf(os, [&] { os.SyncData(fd); }), 500u + 50'000 + 10 * 1'000);
    EXPECT_EQ(TimeOf(os, [&] { os.SyncDirectory("/"); }), 500u + 20'000);
    EXPECT_EQ(TimeOf(os, [&] { os.Open("/f", OpenMode::kRead); }), kCall + 100);
    EXPECT_EQ(TimeOf(os, [&] { os.Open("/none", OpenMode::kRead); }), kCall);
    EXPECT_EQ(TimeOfRead(os, "/f", 0, 10), 3u + 20);
    EXPECT_EQ(TimeOf(os, [&] { os.Unlink("/f"); }), kCall + 7'000);
  });
}

TEST_F(SimOsTest, WithoutAPageCacheEveryReadGoesToTheDevice) {
  DeviceModel model = kModel;
  model.page_cache_bytes = 0;
  Storage storage(model);
  Run(&storage, [](SimOs& os) {
    Make(os, "/f", 10'000);
    for (int i = 0; i < 2; i++) {
      EXPECT_EQ(TimeOfRead(os, "/f", 100, 5'000), 10'000u + 5'000 * 1'000);
    }
  });
}

TEST_F(SimOsTest, AfterAPowerCutWholePagesAreReadFromTheDeviceOnce) {
  Storage storage(kModel);
  Run(&storage, [](SimOs& os) {
    const int fd = Make(os, "/f", 10'000);
    EXPECT_EQ(os.SyncData(fd), 0);
    EXPECT_EQ(os.SyncDirectory("/"), 0);
  });
  disk_ = disk_->AfterPowerCut();
  Storage fresh(kModel);
  Run(&fresh, [](SimOs& os) {
    const uint64_t page = 4'096;
    EXPECT_EQ(TimeOfRead(os, "/f", 100, 10), kCall + 10 + 10'000 + page * 1'000);
    EXPECT_EQ(TimeOfRead(os, "/f", 200, 10), kCall + 10);
    // Pages 1 and 2, and the file ends in page 2.
    EXPECT_EQ(TimeOfRead(os, "/f", 0, 10'000), kCall + 10'000 + 10'000 + (10'000 - page) * 1'000);
  });
}

TEST_F(SimOsTest, AfterACrashTheMemoryIsThere) {
  Storage storage(kModel);
  Run(&storage, [](SimOs& os) {
    Make(os, "/e", 10);
    Make(os, "/f", 10'000);
    EXPECT_EQ(os.Unlink("/e"), 0);
    EXPECT_EQ(os.SyncDirectory("/"), 0);  // nothing of the image remembers it
  });
  disk_ = disk_->Image();
  Storage same = storage;
  Run(&same, [](SimOs& os) {
    Make(os, "/g", 10);  // has a number that no file had
    EXPECT_EQ(TimeOfRead(os, "/f", 0, 10'000), kCall + 10'000);
  });
}

TEST_F(SimOsTest, AnEmptiedFileAndARemovedOneLeaveTheMemory) {
  Storage storage(kModel);
  Run(&storage, [&](SimOs& os) {
    Make(os, "/f", 5'000);
    Make(os, "/g", 5'000);
    Make(os, "/h", 5'000);
    EXPECT_EQ(storage.pages.pages(), 6u);
    EXPECT_GE(os.Open("/f", OpenMode::kTruncate), 0);
    EXPECT_EQ(storage.pages.pages(), 4u);
    EXPECT_EQ(os.Unlink("/g"), 0);
    EXPECT_EQ(storage.pages.pages(), 2u);
    EXPECT_EQ(os.Rename("/f", "/h"), 0);
    EXPECT_EQ(storage.pages.pages(), 0u);
  });
}

TEST_F(SimOsTest, WhatWasWrittenInTheBackgroundIsNotDurable) {
  DeviceModel model = kModel;
  model.dirty_background_bytes = 1'000;
  Storage storage(model);
  Run(&storage, [&](SimOs& os) {
    EXPECT_EQ(os.SyncData(Make(os, "/f", 0)), 0);
    EXPECT_EQ(os.SyncDirectory("/"), 0);
    const int fd = os.Open("/f", OpenMode::kAppend);
    EXPECT_EQ(os.Write(fd, std::string(5'000, 'x').data(), 5'000), 5'000);
    os.SleepNanos(1'000'000'000);
    EXPECT_EQ(storage.write_back.DirtyAt(os.NowNanos()), 0u);
  });
  EXPECT_EQ(disk_->AfterPowerCut()->FindFile("/f")->size(), 0u);
  EXPECT_EQ(disk_->AfterPowerCut(*FindSurvival("everything"))->FindFile("/f")->size(), 5'000u);
}

TEST_F(SimOsTest, ASyncHasLessToWriteThenAndWaitsForTheRest) {
  DeviceModel model = kModel;
  model.dirty_background_bytes = 1'000;
  model.queue_depth = 8;
  Storage storage(model);
  Run(&storage, [&](SimOs& os) {
    const int fd = Make(os, "/f", 5'000);  // is written now
    const uint64_t begun = os.NowNanos();
    EXPECT_EQ(os.Write(fd, "0123456789", 10), 10);
    EXPECT_EQ(os.SyncData(fd), 0);
    // Behind the write's 5,000 bytes and 20 us; its own ten bytes pass meanwhile.
    EXPECT_EQ(os.NowNanos(), begun + 5'000 * 1'000 + 20'000 + 50'000);
    // All of it is there: another one has nothing to write.
    EXPECT_EQ(TimeOf(os, [&] { EXPECT_EQ(os.SyncData(fd), 0); }), 50'000u);
  });
  EXPECT_EQ(storage.write_back.DirtyAt(now_ns_), 0u);
}

TEST_F(SimOsTest, AWriterIsHeldBackByTheDevice) {
  DeviceModel model = kModel;
  model.dirty_background_bytes = 1'000;
  model.dirty_bytes = 4'000;
  Storage storage(model);
  Run(&storage, [](SimOs& os) {
    const int fd = os.Open("/f", OpenMode::kTruncate);
    const std::string bytes(2'000, 'x');
    const auto write = [&] { EXPECT_EQ(os.Write(fd, bytes.data(), 2'000), 2'000); };
    const uint64_t call = kCall + 2'000;
    const uint64_t request = 2'000 * 1'000 + 20'000;
    const uint64_t begun = os.NowNanos() + call;  // of the first request
    EXPECT_EQ(TimeOf(os, write), call);
    EXPECT_EQ(TimeOf(os, write), call);
    write();  // 6,000 bytes: the first request must be done
    EXPECT_EQ(os.NowNanos(), begun + request);
    write();
    EXPECT_EQ(os.NowNanos(), begun + 2 * request);
  });
}

TEST_F(SimOsTest, AReadWaitsBehindWhatIsWrittenInTheBackground) {
  DeviceModel model = kModel;
  model.dirty_background_bytes = 1'000;
  model.page_cache_bytes = 4'096;
  Storage storage(model);
  Run(&storage, [](SimOs& os) {
    Make(os, "/f", 100);
    Make(os, "/g", 100);  // /f is out of the memory
    const uint64_t before = os.NowNanos();
    Make(os, "/h", 2'000);
    const uint64_t written = before + 2 * kCall + 2'000 + (2'200 * 1'000 + 3 * 20'000);
    TimeOfRead(os, "/f", 0, 100);
    EXPECT_GE(os.NowNanos(), written + 10'000 + 100 * 1'000);
  });
}

}  // namespace
}  // namespace lsm::sim
