// A long real run, recorded and read back: what the file says must be a run that could have been.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>

#include "sim/run/run_scenario.h"
#include "traces/format/jsonl_writer.h"
#include "traces/load.h"
#include "traces/metrics/invariants.h"
#include "traces/metrics/summary.h"
#include "traces/state/state_checker.h"

namespace lsm::sim {
namespace {

TEST(RecordedRealRun, FiftyThousandOperationsOfEightThreadsComeBackWhole) {
  const std::filesystem::path directory =
      std::filesystem::path(testing::TempDir()) / ("real_run_" + std::to_string(getpid()));
  std::filesystem::create_directories(directory);
  Scenario scenario;
  const Status loaded =
      LoadScenario("write-stall", {"options.write_buffer_size=1048576"}, &scenario);
  ASSERT_TRUE(loaded.ok()) << loaded.ToString();
  scenario.clients = {
      {.name = "writer", .threads = 6, .operations = 6250, .mix = {.put = 9, .remove = 1}},
      {.name = "reader", .threads = 2, .operations = 6250, .mix = {.put = 0, .get = 1}}};

  const std::string file = (directory / "t.jsonl").string();
  trace::TraceTables tables;
  std::unique_ptr<trace::JsonlWriter> writer;
  ASSERT_TRUE(
      trace::JsonlWriter::Open(file, HeaderFor(scenario, /*real=*/true), &tables, &writer).ok());
  const RunResult result = RunScenario(scenario, {.real_directory = (directory / "db").string(),
                                                  .consumers = {writer.get()},
                                                  .tables = &tables});
  ASSERT_TRUE(writer->Close().ok());
  EXPECT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_TRUE(result.state_matches_engine) << result.mismatch;
  EXPECT_EQ(result.summary.dropped_events, 0u);
  EXPECT_EQ(result.summary.forced_events, 0u);
  EXPECT_EQ(result.summary.lost_causes, 0u);

  std::shared_ptr<trace::Trace> trace;
  const Status read = trace::LoadTrace(file, &trace);
  ASSERT_TRUE(read.ok()) << read.ToString();
  EXPECT_EQ(trace->note, "");
  ASSERT_EQ(trace->events.size(), result.events);
  trace::ProtocolChecker protocol;
  trace::StateChecker state;
  trace::SummaryBuilder summary(&trace->tables);
  for (uint64_t position = 1; position <= trace->events.size(); position++) {
    const Event& event = trace->events.At(position);
    protocol.OnEvent(position, event);
    state.OnEvent(position, event);
    summary.OnEvent(position, event);
  }
  EXPECT_EQ(protocol.violation_count(), 0u);
  EXPECT_TRUE(state.state_matches_engine()) << state.reason();
  const trace::Summary counted = summary.Get();
  EXPECT_EQ(counted.writes + counted.deletes, 37500u);
  EXPECT_EQ(counted.reads, 12500u);
  EXPECT_EQ(counted.failed_writes, 0u);
  EXPECT_EQ(counted.last_sequence, result.summary.last_sequence);
  EXPECT_EQ(counted.user_bytes, result.summary.user_bytes);
  EXPECT_EQ(counted.wal_bytes, result.summary.wal_bytes);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace lsm::sim
