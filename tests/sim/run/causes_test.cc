// Why did this happen? Only what clients start, and what is told of the run itself, answers
// nothing.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "engine/events/all.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "traces/trace.h"

namespace lsm::sim {
namespace {

TEST(Causes, EveryEventButTheFirstOfAStoryNamesItsCause) {
  const std::set<std::string_view> beginnings = {
      // of the run
      "RunStarted", "ThreadStarted", "DatabaseOpened", "LevelTarget", "DatabaseClosed", "RunEnded",
      // of an operation
      "WriterEnqueued", "GetBegin", "IteratorCreated",
      // of opening the database
      "RecoveryBegin",
      // the engine speaks of itself
      "Account",
      // of the schedule: time passes, and somebody waits or is chosen
      "MutexWanted", "ThreadBlocked", "ThreadChosen"};
  Scenario scenario;
  ASSERT_TRUE(LoadScenario("write-stall", {"families=all"}, &scenario).ok());
  auto trace = std::make_shared<trace::Trace>();
  trace::TraceBuilder builder(trace);
  ASSERT_TRUE(
      RunScenario(scenario, {.consumers = {&builder}, .tables = &trace->tables}).status.ok());
  std::map<std::string_view, uint64_t> without_cause;
  for (uint64_t position = 1; position <= trace->events.size(); position++) {
    const Event& event = trace->events.At(position);
    if (event.cause != kNoEvent) continue;
    const EventInfo* info = FindEventInfo(event.kind);
    ASSERT_NE(info, nullptr);
    if (!beginnings.contains(info->name)) without_cause[info->name]++;
  }
  for (const auto& [name, count] : without_cause) {
    ADD_FAILURE() << count << " events " << name << " answer nothing";
  }
}

}  // namespace
}  // namespace lsm::sim
