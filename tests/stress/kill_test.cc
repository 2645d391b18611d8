// kill -9 in the middle of work: the operating system survives, so every acknowledged write, synced
// or not, is there afterwards, and nothing that was never written.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "engine/env/posix_env.h"
#include "lsm/db.h"

namespace lsm {
namespace {

constexpr int kWriters = 8;
#ifdef LSMSCOPE_SANITIZED
constexpr int kRounds = 3;
#else
constexpr int kRounds = 12;
#endif

// Shared with the child, and outlives it. Thread t has begun writes 1..begun[t] and was told "ok"
// for 1..acknowledged[t].
struct Progress {
  std::atomic<uint64_t> begun[kWriters];
  std::atomic<uint64_t> acknowledged[kWriters];
};

std::string Key(int thread, uint64_t n) {
  return std::to_string(thread) + "/" + std::to_string(n * 2654435761u % 1000003) + "/" +
         std::to_string(n);
}
std::string Value(int thread, uint64_t n) {
  return std::to_string(n) + std::string(50 + (n + static_cast<uint64_t>(thread)) % 100, 'v');
}

// Every process has an Env of its own: the background thread of Env::Default() is not forked along.
Options TestOptions() {
  static const std::unique_ptr<Env> env = NewPosixEnv(NativeOs());
  Options options;
  options.env = env.get();
  options.create_if_missing = true;
  options.write_buffer_size = 128 << 10;
  options.max_file_size = 128 << 10;
  options.max_bytes_for_level_base = 512 << 10;
  return options;
}

// The child: writes until it is killed.
[[noreturn]] void WriteForEver(const std::string& path, Progress* progress) {
  DB* db = nullptr;
  if (!DB::Open(TestOptions(), path, &db).ok()) _exit(3);
  std::vector<std::thread> threads;
  for (int t = 0; t < kWriters; t++) {
    threads.emplace_back([=] {
      for (uint64_t n = progress->begun[t] + 1;; n++) {
        progress->begun[t] = n;
        WriteOptions options;
        options.sync = n % 500 == 0;
        if (!db->Put(options, Key(t, n), Value(t, n)).ok()) _exit(4);
        progress->acknowledged[t] = n;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  _exit(5);
}

TEST(Kill, EveryAcknowledgedWriteIsThereAfterKillMinusNine) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("lsmscope_kill_" + std::to_string(getpid())))
          .string();
  std::filesystem::remove_all(path);
  void* shared =
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(shared, MAP_FAILED);
  auto* progress = new (shared) Progress();
  std::mt19937 random(99);

  uint64_t verified = 0;
  for (int round = 0; round < kRounds; round++) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) WriteForEver(path, progress);
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 300));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << WEXITSTATUS(status);

    // In a child again, so that this process stays single-threaded for the next fork.
    const pid_t reader = fork();
    ASSERT_GE(reader, 0);
    if (reader == 0) {
      DB* opened = nullptr;
      const Status open_status = DB::Open(TestOptions(), path, &opened);
      if (!open_status.ok()) {
        std::fprintf(stderr, "round %d: %s\n", round, open_status.ToString().c_str());
        _exit(1);
      }
      std::unique_ptr<DB> db(opened);
      for (int t = 0; t < kWriters; t++) {
        for (uint64_t n = 1; n <= progress->begun[t]; n++) {
          std::string value;
          const Status got = db->Get(ReadOptions(), Key(t, n), &value);
          const bool acknowledged = n <= progress->acknowledged[t];
          // A write that was begun and not acknowledged may be there or not. One that a later round
          // began again was then acknowledged.
          const bool right = got.ok() ? value == Value(t, n) : got.IsNotFound() && !acknowledged;
          if (!right) {
            std::fprintf(stderr, "round %d: thread %d, write %llu of %llu acknowledged: %s\n",
                         round, t, static_cast<unsigned long long>(n),
                         static_cast<unsigned long long>(progress->acknowledged[t].load()),
                         got.ToString().c_str());
            _exit(2);
          }
        }
      }
      db.reset();
      _exit(0);
    }
    ASSERT_EQ(waitpid(reader, &status, 0), reader);
    ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    verified = 0;
    for (int t = 0; t < kWriters; t++) {
      // The write in doubt, if there is one, is begun again in the next round.
      progress->begun[t] = progress->acknowledged[t].load();
      verified += progress->acknowledged[t];
    }
  }
  std::printf("%d kills, %llu acknowledged writes verified\n", kRounds,
              static_cast<unsigned long long>(verified));
  EXPECT_GT(verified, 1000u);
  munmap(shared, sizeof(Progress));
  std::filesystem::remove_all(path);
}

}  // namespace
}  // namespace lsm
