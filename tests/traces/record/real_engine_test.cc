// The engine on real threads and files, recorded: the trace keeps the engine's promises, the fold
// agrees with the engine's account, and writing and reading the trace changes nothing.
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/random.h"
#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/options.h"
#include "traces/format/describe.h"
#include "traces/format/jsonl_reader.h"
#include "traces/format/jsonl_writer.h"
#include "traces/metrics/invariants.h"
#include "traces/metrics/summary.h"
#include "traces/record/recorder.h"
#include "traces/state/state_checker.h"
#include "traces/trace.h"

namespace lsm::trace {
namespace {

class RealEngine : public testing::Test {
 protected:
  RealEngine() {
    directory_ = std::filesystem::temp_directory_path() /
                 ("lsmscope_real_" + std::to_string(::getpid()) + "_" +
                  testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~RealEngine() override { std::filesystem::remove_all(directory_); }

  std::filesystem::path directory_;
};

void WriteAndRead(DB* db, int thread, int operations) {
  Random random(static_cast<uint64_t>(thread) + 1);
  for (int i = 0; i < operations; i++) {
    const std::string key = "key" + std::to_string(random.Uniform(500));
    WriteOptions options;
    options.sync = random.OneIn(100);
    if (random.OneIn(10)) {
      ASSERT_TRUE(db->Delete(options, key).ok());
    } else {
      ASSERT_TRUE(db->Put(options, key, std::string(40 + random.Uniform(100), 'v')).ok());
    }
    if (random.OneIn(3)) {
      std::string value;
      (void)db->Get(ReadOptions(), key, &value);
    }
  }
}

TEST_F(RealEngine, ARecordedRunAgreesWithTheEngine) {
  auto trace = std::make_shared<Trace>();
  TraceBuilder builder(trace);
  StateChecker state;
  ProtocolChecker protocol;
  SummaryBuilder summary(&trace->tables);
  FanOut all({&builder, &state, &protocol, &summary});
  Recorder recorder(Env::Default(), &trace->tables, &all, {.buffer_events = 1024});
  Events(&recorder).Emit(RunStarted{.real = 1});

  Options options = Options::Tiny();
  options.create_if_missing = true;
  options.write_buffer_size = 8 * 1024;
  options.event_sink = &recorder;
  const std::string name = (directory_ / "db").string();
  for (int opening = 0; opening < 2; opening++) {
    DB* opened = nullptr;
    const Status status = DB::Open(options, name, &opened);
    ASSERT_TRUE(status.ok()) << status.ToString();
    const std::unique_ptr<DB> db(opened);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; t++) threads.emplace_back(WriteAndRead, db.get(), t, 300);
    for (std::thread& thread : threads) thread.join();
  }
  Events(&recorder).Emit(RunEnded{});
  recorder.Stop();

  EXPECT_EQ(recorder.counts().dropped, 0u);
  EXPECT_EQ(recorder.counts().forced, 0u);
  EXPECT_TRUE(state.state_matches_engine()) << state.reason();
  EXPECT_GT(state.state().account.compared, 10u);
  EXPECT_TRUE(protocol.ok()) << protocol.violations().front().position << ": "
                             << protocol.violations().front().what;
  EXPECT_EQ(protocol.writers_completed(), 2400u);
  const Summary counted = summary.Get();
  EXPECT_EQ(counted.writes + counted.deletes, 2400u);
  EXPECT_GT(counted.flushes, 5u);
  EXPECT_GT(counted.compactions, 0u);

  const std::string path = (directory_ / "t.jsonl").string();
  ASSERT_TRUE(WriteJsonl(path, *trace).ok());
  Trace read;
  const Status status = ReadJsonl(path, &read);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_FALSE(read.cut_off) << read.note;
  ASSERT_EQ(read.events.size(), trace->events.size());
  for (uint64_t position = 1; position <= read.events.size(); position++) {
    ASSERT_EQ(EventJson(position, read.events.At(position), read.tables),
              EventJson(position, trace->events.At(position), trace->tables));
    ASSERT_LT(trace->events.At(position).cause, position);
  }
}

}  // namespace
}  // namespace lsm::trace
