// RocksDB's write groups in worlds: every mode ends with the same contents, keeps its promises, and
// shows in its events what it is for.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sim/run/run_scenario.h"
#include "traces/metrics/invariants.h"
#include "traces/record/consumer.h"

namespace lsm::sim {
namespace {

Scenario LoadMode(const std::string& name, const std::vector<std::string>& sets = {}) {
  Scenario scenario;
  const Status status = LoadScenario(name, sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

// What the events tell about who does what at the same time.
class OverlapWatcher : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t, const Event& event) override {
    if (event.Is<WriterInsertBegin>()) {
      begun_[event.As<WriterInsertBegin>().writer] = event.time_ns;
    } else if (event.Is<WriterInserted>()) {
      const uint64_t writer = event.As<WriterInserted>().writer;
      // Somebody else is inserting and has been for some time.
      for (const auto& [other, time_ns] : begun_) {
        if (other != writer && time_ns < event.time_ns) parallel_inserts++;
      }
      begun_.erase(writer);
    } else if (event.Is<MemTableInsertBegin>()) {
      serial_ = event.As<MemTableInsertBegin>().group;
    } else if (event.Is<MemTableInserted>()) {
      serial_ = 0;
    } else if (event.Is<WalAppendBegin>()) {
      if (serial_ != 0 || !begun_.empty()) logs_during_inserts++;
    } else if (event.Is<GetBegin>()) {
      if (!begun_.empty()) reads_during_inserts++;
    } else if (event.Is<WriterWaitPhase>()) {
      phases[static_cast<size_t>(event.As<WriterWaitPhase>().phase)]++;
    } else if (event.Is<ParallelInsertDone>()) {
      finished++;
    } else if (event.Is<GroupClosed>()) {
      largest = std::max(largest, event.As<GroupClosed>().members);
    }
  }

  int parallel_inserts = 0;
  int logs_during_inserts = 0;
  int reads_during_inserts = 0;
  int finished = 0;
  uint32_t largest = 0;
  int phases[3] = {};

 private:
  std::map<uint64_t, uint64_t> begun_;  // writer -> when
  uint64_t serial_ = 0;
};

class WriteModesTest : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(BuiltIn, WriteModesTest,
                         testing::Values("write-group", "concurrent", "pipelined", "unordered"));

TEST_P(WriteModesTest, TheProtocolIsKeptAndTheStateIsTheEnginesOwn) {
  for (const char* schedule : {"fifo", "random", "pct"}) {
    for (uint64_t seed = 1; seed <= 5; seed++) {
      SCOPED_TRACE(std::string(schedule) + ", seed " + std::to_string(seed));
      trace::ProtocolChecker checker;
      const RunResult result = RunScenario(
          LoadMode(GetParam(),
                   {"seed=" + std::to_string(seed), std::string("world.schedule=") + schedule}),
          {.consumers = {&checker}});
      EXPECT_TRUE(result.status.ok()) << result.status.ToString();
      EXPECT_TRUE(result.state_matches_engine) << result.mismatch;
      EXPECT_EQ(checker.violation_count(), 0u)
          << (checker.ok() ? "" : checker.violations().front().what);
      EXPECT_GT(checker.groups_checked(), 20u);
    }
  }
}

// Small memtables: switches, flushes, merges, stalls and limits meet groups in flight.
TEST_P(WriteModesTest, SwitchesAndStallsMeetGroupsInFlight) {
  for (uint64_t seed = 1; seed <= 4; seed++) {
    for (const char* schedule : {"fifo", "random"}) {
      SCOPED_TRACE(std::string(schedule) + ", seed " + std::to_string(seed));
      trace::ProtocolChecker checker;
      std::vector<std::string> sets{"seed=" + std::to_string(seed),
                                    std::string("world.schedule=") + schedule,
                                    "options.write_buffer_size=4096",
                                    "options.max_file_size=4096",
                                    "options.max_bytes_for_level_base=16384",
                                    "options.l0_slowdown_trigger=3",
                                    "options.l0_stop_trigger=4",
                                    "options.l0_slowdown_delay_us=50",
                                    "options.write_thread_spins=3"};
      if (seed % 2 == 0) {
        sets.emplace_back("options.max_write_buffer_number=4");
        sets.emplace_back("options.min_write_buffer_number_to_merge=2");
        sets.emplace_back("options.max_total_wal_size=6000");
      }
      const RunResult result = RunScenario(LoadMode(GetParam(), sets), {.consumers = {&checker}});
      EXPECT_TRUE(result.status.ok()) << result.status.ToString();
      EXPECT_TRUE(result.state_matches_engine) << result.mismatch;
      EXPECT_EQ(checker.violation_count(), 0u)
          << (checker.ok() ? "" : checker.violations().front().what);
      EXPECT_GT(result.summary.memtable_switches, 10u);
    }
  }
}

TEST(WriteModes, AGroupsMembersInsertAtOnceOnlyInTheConcurrentMode) {
  OverlapWatcher serial;
  RunScenario(LoadMode("write-group"), {.consumers = {&serial}});
  EXPECT_GT(serial.largest, 3u);
  EXPECT_EQ(serial.parallel_inserts, 0);
  EXPECT_EQ(serial.logs_during_inserts, 0);

  OverlapWatcher concurrent;
  RunScenario(LoadMode("concurrent"), {.consumers = {&concurrent}});
  EXPECT_GT(concurrent.largest, 3u);
  EXPECT_GT(concurrent.parallel_inserts, 50);
  EXPECT_GT(concurrent.finished, 20);
  EXPECT_EQ(concurrent.logs_during_inserts, 0);
}

TEST(WriteModes, ThePipelinesNextGroupWritesItsLogWhileOneInserts) {
  OverlapWatcher pipelined;
  RunScenario(LoadMode("pipelined"), {.consumers = {&pipelined}});
  EXPECT_GT(pipelined.logs_during_inserts, 10);
  OverlapWatcher alone;
  RunScenario(LoadMode("pipelined", {"options.allow_concurrent_memtable_write=false"}),
              {.consumers = {&alone}});
  EXPECT_GT(alone.logs_during_inserts, 10);
  EXPECT_EQ(alone.parallel_inserts, 0);
}

TEST(WriteModes, UnorderedWritersInsertWhileOthersWriteTheLogAndReadersRead) {
  OverlapWatcher unordered;
  RunScenario(LoadMode("unordered"), {.consumers = {&unordered}});
  EXPECT_GT(unordered.parallel_inserts, 50);
  EXPECT_GT(unordered.logs_during_inserts, 10);
  EXPECT_GT(unordered.reads_during_inserts, 10);
}

TEST(WriteModes, WritersSpinThenYieldThenBlock) {
  OverlapWatcher watcher;
  RunScenario(LoadMode("write-group"), {.consumers = {&watcher}});
  EXPECT_GT(watcher.phases[0], 100);
  EXPECT_GT(watcher.phases[1], 10);
  EXPECT_GT(watcher.phases[2], 10);
  OverlapWatcher without;
  RunScenario(LoadMode("write-group", {"options.enable_write_thread_adaptive_yield=false"}),
              {.consumers = {&without}});
  EXPECT_EQ(without.phases[1], 0);
  EXPECT_GT(without.phases[2], 10);
}

}  // namespace
}  // namespace lsm::sim
