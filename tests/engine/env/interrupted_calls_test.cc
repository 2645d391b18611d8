// Signals interrupt calls of the system: they are made again, and nobody above hears of it.
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "engine/env/os.h"

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
    ASSERT_EQ(pipe(pipe_), 0);
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

  int pipe_[2] = {-1, -1};  // no regular file waits, so that it must be a pipe
  struct sigaction before_ = {};
};

TEST_F(InterruptedCalls, ReadingGoesOn) {
  Os* os = NativeOs();
  std::atomic<int64_t> count{-1000};
  char byte = ' ';
  std::thread reader([&] { count = os->Read(pipe_[0], &byte, 1); });
  Interrupt(&reader, count);
  EXPECT_EQ(count, -1000);
  EXPECT_EQ(os->Write(pipe_[1], "x", 1), 1);
  reader.join();
  EXPECT_EQ(count, 1);
  EXPECT_EQ(byte, 'x');
  EXPECT_EQ(os->Close(pipe_[0]), 0);
  EXPECT_EQ(os->Close(pipe_[1]), 0);
}

TEST_F(InterruptedCalls, WritingGoesOn) {
  Os* os = NativeOs();
  std::atomic<bool> full{false};
  std::atomic<int64_t> count{-1000};
  std::thread writer([&] {
    const std::string page(4096, 'x');
    // A pipe holds 64 KB; one more page waits for room.
    for (int i = 0; i < 16; i++) ASSERT_EQ(os->Write(pipe_[1], page.data(), page.size()), 4096);
    full = true;
    count = os->Write(pipe_[1], page.data(), page.size());
  });
  while (!full) std::this_thread::yield();
  Interrupt(&writer, count);
  EXPECT_EQ(count, -1000);
  std::string page(4096, ' ');
  EXPECT_EQ(os->Read(pipe_[0], page.data(), page.size()), 4096);
  writer.join();
  EXPECT_EQ(count, 4096);
  EXPECT_EQ(os->Close(pipe_[0]), 0);
  EXPECT_EQ(os->Close(pipe_[1]), 0);
}

}  // namespace
}  // namespace lsm
