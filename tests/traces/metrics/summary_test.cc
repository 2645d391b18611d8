#include "traces/metrics/summary.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/traces/trace_script.h"

namespace lsm::trace {
namespace {

Summary Summarize(const Trace& trace) {
  SummaryBuilder builder(&trace.tables);
  for (uint64_t position = 1; position <= trace.events.size(); position++) {
    builder.OnEvent(position, trace.events.At(position));
  }
  return builder.Get();
}

// Two groups (one with a sync), a delete, a flush, a stall that ended and one that did not.
std::shared_ptr<Trace> SmallRun() {
  TraceScript script;
  script.Add(RunStarted{.seed = 42, .scenario = script.Intern("small")});
  script.Add(ThreadStarted{.number = 1});
  script.Add(
      WriterEnqueued{.writer = 1, .bytes = 120, .user_bytes = 100, .puts = 2, .has_batch = 1});
  script.Add(
      WriterEnqueued{.writer = 2, .bytes = 70, .user_bytes = 50, .deletes = 1, .has_batch = 1});
  script.Add(GroupClosed{.group = 1, .members = 2});
  script.Add(WalAppended{.bytes = 138, .fragments = 1});
  script.Add(WalSyncEnd{});
  script.Add(SequencePublished{.last_sequence = 3});
  script.Add(WriterCompleted{.writer = 1, .by = 1, .total_ns = 1000});
  script.Add(WriterCompleted{.writer = 2, .by = 1, .total_ns = 3000});
  script.Add(WriterEnqueued{.writer = 3, .bytes = 50, .puts = 1, .has_batch = 1});
  script.Add(StallBegin{
      .stall = 1, .writer = 3, .value = 12, .threshold = 12, .cause = StallCause::kL0Stop});
  script.Add(StallEnd{.stall = 1, .writer = 3, .duration_ns = 5000, .cause = StallCause::kL0Stop});
  script.Add(GroupClosed{.group = 2, .members = 1});
  script.Add(WriterCompleted{.writer = 3, .by = 3, .total_ns = 2000, .outcome = Outcome::kIoError});
  script.Add(FileAdded{.file = 9, .bytes = 300, .level = 0});
  script.Add(VersionInstalled{});
  script.Add(FlushEnd{.file = 9, .bytes = 300});
  script.Add(GetEnd{.read = 1, .duration_ns = 70});
  script.Add(IteratorCreated{.iterator = 1});
  script.Add(StallBegin{.stall = 2, .cause = StallCause::kL0Slowdown});
  return script.trace();
}

TEST(Summary, CountsWhatHappened) {
  const Summary summary = Summarize(*SmallRun());
  EXPECT_EQ(summary.writes, 2u);
  EXPECT_EQ(summary.deletes, 1u);
  EXPECT_EQ(summary.failed_writes, 1u);
  EXPECT_EQ(summary.reads, 1u);
  EXPECT_EQ(summary.scans, 1u);
  EXPECT_EQ(summary.user_bytes, 150u);
  EXPECT_EQ(summary.level_files[0], 1u);
  EXPECT_EQ(WriteAmplification(summary), "2.966");  // (138 + 7 + 300) / 150
  ASSERT_EQ(summary.stalls.size(), 2u);
  EXPECT_EQ(summary.stalls[0].duration_ns, 5000u);
  EXPECT_EQ(summary.stalls[0].value, 12u);
  EXPECT_EQ(summary.stalls[1].ended, kNoEvent);
}

TEST(Summary, JsonHasTheKeysThatWerePromised) {
  Summary summary = Summarize(*SmallRun());
  summary.state_matches_engine = true;
  const auto json = nlohmann::json::parse(SummaryJson(summary));
  EXPECT_EQ(json["operations"]["writes"], 2);
  EXPECT_EQ(json["operations"]["reads"], 1);
  EXPECT_EQ(json["operations"]["deletes"], 1);
  EXPECT_EQ(json["operations"]["scans"], 1);
  EXPECT_EQ(json["groups"]["count"], 2);
  EXPECT_EQ(json["groups"]["mean_size"], 1.5);
  EXPECT_EQ(json["groups"]["max_size"], 2);
  EXPECT_EQ(json["syncs"], 1);
  EXPECT_EQ(json["stalls"], nlohmann::json::parse(
                                R"([{"cause":"l0_slowdown","count":1,"time_ns":0},
                                    {"cause":"l0_stop","count":1,"time_ns":5000}])"));
  EXPECT_EQ(json["memtable_switches"], 0);
  EXPECT_EQ(json["flushes"]["count"], 1);
  EXPECT_EQ(json["flushes"]["bytes"], 300);
  EXPECT_EQ(json["compactions"]["count"], 0);
  EXPECT_EQ(json["compactions"]["bytes_read"], 0);
  EXPECT_EQ(json["compactions"]["bytes_written"], 0);
  EXPECT_EQ(json["levels"].size(), 7u);
  EXPECT_EQ(json["levels"][0]["files"], 1);
  EXPECT_EQ(json["levels"][0]["bytes"], 300);
  EXPECT_EQ(json["write_amplification"], 2.966);
  EXPECT_EQ(json["latency_ns"]["write"]["p50"], 2007);  // 2000, to 1 in 128
  EXPECT_EQ(json["latency_ns"]["write"]["p99"], 3000);
  EXPECT_EQ(json["latency_ns"]["write"]["max"], 3000);
  EXPECT_EQ(json["latency_ns"]["read"]["max"], 70);
  EXPECT_EQ(json["events"], 21);
  EXPECT_EQ(json["dropped_events"], 0);
  EXPECT_EQ(json["last_sequence"], 3);
  EXPECT_EQ(json["state_matches_engine"], true);
}

TEST(Summary, TextIsForPeople) {
  const std::string text = SummaryText(Summarize(*SmallRun()));
  EXPECT_NE(text.find("operations          2 writes, 1 delete, 1 read, 1 scan\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("  l0_stop           1 stall, 5.000 µs\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("state "), std::string::npos);  // it was not checked
}

TEST(Summary, AgreesWithTheFold) {
  const auto run = MakeRun({.rounds = 300});
  const Summary summary = Summarize(*run);
  State state;
  for (uint64_t p = 1; p <= run->events.size(); p++) Fold(state, p, run->events.At(p));
  for (int level = 0; level < kMaxLevels; level++) {
    EXPECT_EQ(summary.level_files[level], state.levels[level].files->size());
    EXPECT_EQ(summary.level_bytes[level], state.levels[level].bytes);
  }
  EXPECT_EQ(summary.last_sequence, state.last_sequence);
  EXPECT_GT(summary.compactions, 0u);
  EXPECT_GT(summary.stalls.size(), 0u);
}

}  // namespace
}  // namespace lsm::trace
