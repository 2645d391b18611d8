// For real: eight threads, synced and unsynced writes, reads; every acknowledged write is read back,
// the write queue keeps its promises while it runs, and the folded State is the engine's own.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include "lsm/db.h"
#include "lsm/write_batch.h"
#include "traces/metrics/invariants.h"
#include "traces/record/recorder.h"
#include "traces/state/state_checker.h"

namespace lsm {
namespace {

constexpr int kThreads = 8;
constexpr int kKeysPerThread = 5000;
#ifdef LSMSCOPE_SANITIZED
constexpr int kOperations = 100000;  // sanitizers make them ten times as slow
#else
constexpr int kOperations = 2000000;
#endif

std::string Key(int thread, int key) {
  return "t" + std::to_string(thread) + "/" + std::to_string(key);
}

// A thread's keys are its own, so that it knows what each of them must hold.
class Client {
 public:
  Client(DB* db, int thread, uint32_t seed)
      : db_(db), thread_(thread), random_(seed), expected_(kKeysPerThread, 0) {}

  void Run(int operations) {
    for (int i = 0; i < operations; i++) {
      if (random_() % 3 == 0) {
        Read(static_cast<int>(random_() % kKeysPerThread));
      } else {
        Write();
      }
    }
  }

  void ReadAll() {
    for (int key = 0; key < kKeysPerThread; key++) Read(key);
  }

  int failures() const { return failures_; }
  const std::string& first_failure() const { return first_failure_; }

 private:
  void Write() {
    WriteBatch batch;
    std::vector<std::pair<int, int64_t>> changes;
    const int count = random_() % 8 == 0 ? 3 : 1;
    for (int i = 0; i < count; i++) {
      const int key = static_cast<int>(random_() % kKeysPerThread);
      version_++;
      const bool put = random_() % 5 != 0;
      if (put) {
        batch.Put(Key(thread_, key), Value(version_));
      } else {
        batch.Delete(Key(thread_, key));
      }
      changes.emplace_back(key, put ? version_ : 0);
    }
    WriteOptions options;
    options.sync = random_() % 2000 == 0;
    const Status status = db_->Write(options, &batch);
    if (!status.ok()) return Fail("write: " + status.ToString());
    for (const auto& [key, version] : changes) expected_[static_cast<size_t>(key)] = version;
  }

  void Read(int key) {
    std::string value;
    const Status status = db_->Get(ReadOptions(), Key(thread_, key), &value);
    const int64_t version = expected_[static_cast<size_t>(key)];
    if (version == 0 ? !status.IsNotFound() : (!status.ok() || value != Value(version))) {
      Fail(Key(thread_, key) + ": expected version " + std::to_string(version) + ", got " +
           (status.ok() ? value : status.ToString()));
    }
  }

  static std::string Value(int64_t version) {
    return std::to_string(version) + std::string(static_cast<size_t>(20 + version % 60), '.');
  }

  void Fail(const std::string& what) {
    if (failures_++ == 0) first_failure_ = what;
  }

  DB* const db_;
  const int thread_;
  std::mt19937 random_;
  std::vector<int64_t> expected_;  // version of each key; 0: absent
  int64_t version_ = 0;
  int failures_ = 0;
  std::string first_failure_;
};

void RunAll(std::vector<std::unique_ptr<Client>>& clients, void (*work)(Client&)) {
  std::vector<std::thread> threads;
  for (auto& client : clients) threads.emplace_back([&client, work] { work(*client); });
  for (std::thread& thread : threads) thread.join();
}

TEST(AcknowledgedWrites, OfEightThreadsAreAllReadBackAndTheQueueKeepsItsPromises) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("lsmscope_stress_" + std::to_string(getpid())))
          .string();
  std::filesystem::remove_all(path);
  trace::TraceTables tables;
  trace::ProtocolChecker protocol;
  trace::StateChecker state;
  trace::FanOut consumers({&protocol, &state});
  trace::Recorder recorder(Env::Default(), &tables, &consumers);
  // Reads are many and take no part in what is checked here.
  recorder.SetFamilies(kAllFamilies & ~Bit(Family::kRead) & ~Bit(Family::kCache));

  Options options;
  options.create_if_missing = true;
  options.write_buffer_size = 1 << 20;
  options.max_file_size = 1 << 20;
  options.event_sink = &recorder;
  DB* opened = nullptr;
  ASSERT_TRUE(DB::Open(options, path, &opened).ok());
  std::unique_ptr<DB> db(opened);

  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < kThreads; i++) {
    clients.push_back(std::make_unique<Client>(db.get(), i, 17u + static_cast<uint32_t>(i)));
  }
  RunAll(clients, [](Client& client) { client.Run(kOperations / kThreads); });
  RunAll(clients, [](Client& client) { client.ReadAll(); });
  for (const auto& client : clients) EXPECT_EQ(client->failures(), 0) << client->first_failure();
  db.reset();
  recorder.Stop();

  EXPECT_TRUE(protocol.ok()) << protocol.violations().front().position << ": "
                             << protocol.violations().front().what;
  EXPECT_GT(protocol.writers_completed(), static_cast<uint64_t>(kOperations / 2));
  EXPECT_TRUE(state.state_matches_engine()) << state.reason();
  EXPECT_GT(state.state().account.compared, 50u);
  const trace::RecorderCounts counts = recorder.counts();
  EXPECT_EQ(counts.dropped, 0u);
  EXPECT_EQ(counts.forced, 0u);
  std::printf("events %llu, groups %llu, accounts compared %llu, waits for the recorder %llu\n",
              static_cast<unsigned long long>(counts.events),
              static_cast<unsigned long long>(protocol.groups_checked()),
              static_cast<unsigned long long>(state.state().account.compared),
              static_cast<unsigned long long>(counts.waits));
  std::filesystem::remove_all(path);
}

}  // namespace
}  // namespace lsm
