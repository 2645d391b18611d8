#include "sim/run/replay.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sim/run/run_scenario.h"
#include "sim/schedule/choice_desk.h"
#include "traces/format/describe.h"
#include "traces/record/recorder.h"

namespace lsm::sim {
namespace {

std::shared_ptr<trace::Trace> RecordRun(const Scenario& scenario, RunOptions options = {}) {
  auto trace = std::make_shared<trace::Trace>();
  trace->header = HeaderFor(scenario, false);
  trace::TraceBuilder builder(trace);
  options.consumers = {&builder};
  options.tables = &trace->tables;
  const RunResult result = RunScenario(scenario, options);
  EXPECT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_TRUE(result.state_matches_engine) << result.mismatch;
  return trace;
}

Scenario Races(const std::vector<std::string>& sets) {
  Scenario scenario;
  const Status status = LoadScenario("races", sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

std::string Line(const trace::Trace& trace, uint64_t position) {
  return trace::EventJson(position, trace.events.At(position), trace.tables);
}

RecordedRun Read(const trace::Trace& trace) {
  RecordedRun run;
  const Status status = ReadRecordedRun(trace, "t.jsonl", &run);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return run;
}

class ReplayTest : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Schedules, ReplayTest, testing::Values("fifo", "random", "pct"));

TEST_P(ReplayTest, TheRecordedChoicesGiveTheSameRunAgain) {
  for (const char* untimed : {"false", "true"}) {
    for (const char* families : {"all", "usual"}) {
      const Scenario scenario = Races({std::string("world.schedule=") + GetParam(),
                                       std::string("world.untimed=") + untimed,
                                       std::string("families=") + families, "world.pct_steps=100"});
      const auto recorded = RecordRun(scenario);
      const RecordedRun run = Read(*recorded);
      EXPECT_EQ(run.choices.has_value(), std::string(families) == "all");
      trace::TraceTables tables;
      ReplayCheck check(recorded.get(), &tables);
      const RunResult result = RunScenario(
          run.scenario, {.consumers = {&check}, .tables = &tables, .new_policy = ReplayOf(run)});
      EXPECT_TRUE(result.status.ok()) << result.status.ToString();
      EXPECT_EQ(check.difference(), "") << GetParam() << untimed << families;
    }
  }
}

TEST_P(ReplayTest, AlteredItIsTheSameUpToThere) {
  const Scenario scenario =
      Races({std::string("world.schedule=") + GetParam(), "families=all", "world.pct_steps=100"});
  const auto recorded = RecordRun(scenario);
  const RecordedRun run = Read(*recorded);
  int altered_runs = 0;
  for (uint64_t position = 70; position < recorded->events.size(); position += 13) {
    // Whoever could have gone first and did not.
    for (uint32_t fiber = 2; fiber <= 6; fiber++) {
      Scenario altered;
      const Status status = AlterSchedule(run, position, fiber, &altered);
      if (!status.ok()) {
        EXPECT_NE(status.ToString().find("does not fit"), std::string::npos) << status.ToString();
        continue;
      }
      const auto other = RecordRun(altered);
      ASSERT_GE(other->events.size(), position);
      for (uint64_t i = 1; i <= position; i++) ASSERT_EQ(Line(*other, i), Line(*recorded, i));
      altered_runs++;
      // It can be altered again, from its own trace.
      EXPECT_EQ(PrintScenario(Read(*other).scenario), PrintScenario(altered));
    }
  }
  EXPECT_GT(altered_runs, 5);
}

TEST(ReplayRunTest, AnAlterationThatIsImpossibleSaysWhoCouldBeChosen) {
  const auto recorded = RecordRun(Races({"families=all"}));
  const RecordedRun run = Read(*recorded);
  Scenario altered;
  EXPECT_NE(AlterSchedule(run, 70, 99, &altered)
                .ToString()
                .find("after event 70 fiber 99 was expected to go first, and the choice is between"
                      " fibers "),
            std::string::npos);
  EXPECT_EQ(AlterSchedule(run, 1'000'000, 2, &altered).ToString(),
            "Invalid argument: there is no event 1,000,000; the last one is " +
                std::to_string(recorded->events.size()));
}

TEST(ReplayRunTest, WhatCannotBeReplayedSaysWhy) {
  trace::Trace trace;
  RecordedRun run;
  trace.header = HeaderFor(Races({}), true);
  EXPECT_EQ(ReadRecordedRun(trace, "t.jsonl", &run).ToString(),
            "Invalid argument: t.jsonl: is of a real run, expected a simulated one: only the"
            " operating system knows how its threads were scheduled");
  trace.header = HeaderFor(Races({"world.schedule=choose"}), false);
  EXPECT_EQ(ReadRecordedRun(trace, "t.jsonl", &run).ToString(),
            "Invalid argument: t.jsonl: somebody picked who goes next, and it was not recorded;"
            " expected the family sched among its families");
  trace.header.scenario = "put";
  EXPECT_EQ(ReadRecordedRun(trace, "t.jsonl", &run).ToString(),
            "Invalid argument: t.jsonl: its header has no scenario, expected one as `run --trace`"
            " writes it");
}

TEST(ReplayRunTest, WhatSomebodyPickedCanBeReplayed) {
  // The last of the candidates, always.
  class Last final : public Chooser {
   public:
    size_t Choose(const Question& question, size_t) override { return question.fibers.size() - 1; }
  };
  const Scenario scenario = Races({"world.schedule=choose", "families=all"});
  const auto recorded = RecordRun(scenario, {.new_policy = [&](const uint64_t*) {
                                    static Last last;
                                    return std::make_unique<ChoosePolicy>(scenario.seed, &last);
                                  }});
  const RecordedRun run = Read(*recorded);
  trace::TraceTables tables;
  ReplayCheck check(recorded.get(), &tables);
  RunScenario(run.scenario,
              {.consumers = {&check}, .tables = &tables, .new_policy = ReplayOf(run)});
  EXPECT_EQ(check.difference(), "");
}

TEST(ReplayRunTest, AnotherRunIsToldFromTheRecordedOne) {
  const auto recorded = RecordRun(Races({"families=all"}));
  trace::TraceTables tables;
  ReplayCheck check(recorded.get(), &tables);
  RunScenario(Races({"families=all", "seed=2"}), {.consumers = {&check}, .tables = &tables});
  EXPECT_NE(check.difference(), "");
}

}  // namespace
}  // namespace lsm::sim
