// Signals interrupt calls of the system: they are made again, and nobody above hears of it.
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "engine/env/os.h"
#include "tests/engine/temp_dir.h"

namespace lsm {
namespace {

std::atomic<int> signals{0};

// What blocks ends with EINTR when SIGUSR1 comes.
class InterruptedCalls : public ::testing::Test {
 protected:
  void SetUp() override {
    struct sigaction action = {};
    action.sa_handler = [](int) { signals++; };
    ASSERT_EQ(sigaction(SIGUSR1, &action, &before_), 0);
    ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  }
  void TearDown() override { sigaction(SIGUSR1, &before_, nullptr); }

  // Sends `thread` signals until it has had five, in a call that goes on as long as `*result` is
  // what it was.
  template <class Number>
  static void Interrupt(std::thread* thread, const std::atomic<Number>& result) {
    const Number before = result;
    const int first = signals;
    while (signals < first + 5 && result == before) {
      pthread_kill(thread->native_handle(), SIGUSR1);
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  test::TempDir dir_;
  const std::string path_ = dir_ / "fifo";
  struct sigaction before_ = {};
};

TEST_F(InterruptedCalls, OpeningAndReadingGoOn) {
  Os* os = NativeOs();
  std::atomic<int> opened{-1000};
  std::atomic<int64_t> count{-1000};
  char byte = ' ';
  std::thread reader([&] {
    opened = os->Open(path_, OpenMode::kRead);  // waits for somebody who writes
    if (opened >= 0) count = os->Read(opened, &byte, 1);
  });
  Interrupt(&reader, opened);
  ASSERT_TRUE(opened == -1000 || (reader.join(), false)) << opened;
  const int fd = os->Open(path_, OpenMode::kAppend);
  ASSERT_GE(fd, 0);
  while (opened == -1000) std::this_thread::yield();
  ASSERT_GE(opened, 0);
  Interrupt(&reader, count);
  EXPECT_EQ(count, -1000);
  EXPECT_EQ(os->Write(fd, "x", 1), 1);
  reader.join();
  EXPECT_EQ(count, 1);
  EXPECT_EQ(byte, 'x');
  EXPECT_EQ(os->Close(opened), 0);
  EXPECT_EQ(os->Close(fd), 0);
}

TEST_F(InterruptedCalls, WritingGoesOn) {
  Os* os = NativeOs();
  std::atomic<bool> full{false};
  std::atomic<int64_t> count{-1000};
  std::atomic<int> writing{-1};
  std::thread writer([&] {
    writing = os->Open(path_, OpenMode::kAppend);  // waits for somebody who reads
    const std::string page(4096, 'x');
    // A pipe holds 64 KB; one more page waits for room.
    for (int i = 0; i < 16; i++) ASSERT_EQ(os->Write(writing, page.data(), page.size()), 4096);
    full = true;
    count = os->Write(writing, page.data(), page.size());
  });
  const int fd = os->Open(path_, OpenMode::kRead);
  ASSERT_GE(fd, 0);
  while (!full) std::this_thread::yield();
  Interrupt(&writer, count);
  EXPECT_EQ(count, -1000);
  std::string page(4096, ' ');
  EXPECT_EQ(os->Read(fd, page.data(), page.size()), 4096);
  writer.join();
  EXPECT_EQ(count, 4096);
  EXPECT_EQ(os->Close(writing), 0);
  EXPECT_EQ(os->Close(fd), 0);
}

}  // namespace
}  // namespace lsm
