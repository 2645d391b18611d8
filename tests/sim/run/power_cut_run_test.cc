// Runs in which the power fails: several lives in one trace.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/check/history_recorder.h"
#include "sim/check/linearizable.h"
#include "sim/disk/survival.h"
#include "sim/run/rerun.h"
#include "sim/run/run_scenario.h"
#include "sim/run/simulated_run.h"
#include "traces/format/describe.h"
#include "traces/metrics/invariants.h"
#include "traces/record/recorder.h"

namespace lsm::sim {
namespace {

Scenario LoadCut(const std::vector<std::string>& sets, const std::string& name = "recovery") {
  Scenario scenario;
  const Status status = LoadScenario(name, sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

struct RecordedCut {
  RunResult result;
  std::shared_ptr<trace::Trace> trace = std::make_shared<trace::Trace>();

  template <class E>
  std::vector<uint64_t> All() const {
    std::vector<uint64_t> positions;
    for (uint64_t at = 1; at <= trace->events.size(); at++) {
      if (trace->events.At(at).Is<E>()) positions.push_back(at);
    }
    return positions;
  }
};

RecordedCut RecordCut(const Scenario& scenario) {
  RecordedCut recorded;
  recorded.trace->header = HeaderFor(scenario, false);
  trace::TraceBuilder builder(recorded.trace);
  recorded.result =
      RunScenario(scenario, {.consumers = {&builder}, .tables = &recorded.trace->tables});
  return recorded;
}

TEST(PowerCutRunTest, TheMachineStartsAnewAndTheClientsGoOn) {
  const Scenario scenario = LoadCut({"families=all"});
  const RecordedCut recorded = RecordCut(scenario);
  EXPECT_TRUE(recorded.result.status.ok()) << recorded.result.status.ToString();
  EXPECT_TRUE(recorded.result.state_matches_engine) << recorded.result.mismatch;
  ASSERT_EQ(recorded.All<PowerCut>().size(), 1u);
  const uint64_t cut = recorded.All<PowerCut>().front();
  const trace::EventStore& events = recorded.trace->events;
  EXPECT_TRUE(events.At(cut - 1).Is<FlushBegin>());
  EXPECT_EQ(events.At(cut).cause, cut - 1);
  EXPECT_EQ(recorded.All<RunStarted>(), std::vector<uint64_t>{1});
  EXPECT_EQ(recorded.All<RunEnded>(), std::vector<uint64_t>{events.size()});
  EXPECT_EQ(recorded.All<DatabaseOpened>().size(), 2u);
  EXPECT_GE(recorded.All<RecordReplayed>().size(), 1u);
  // Every operation was answered once; what was under way when the power failed was asked again.
  EXPECT_EQ(events.At(events.size()).As<RunEnded>().operations, 90u);
  for (uint64_t at = 2; at <= events.size(); at++) {
    ASSERT_GE(events.At(at).time_ns, events.At(at - 1).time_ns) << at;
  }
}

TEST(PowerCutRunTest, SameScenarioSameEvents) {
  const Scenario scenario = LoadCut({"families=all"});
  const RecordedCut first = RecordCut(scenario);
  const RecordedCut second = RecordCut(scenario);
  ASSERT_EQ(first.trace->events.size(), second.trace->events.size());
  for (uint64_t at = 1; at <= first.trace->events.size(); at++) {
    ASSERT_EQ(trace::EventJson(at, first.trace->events.At(at), first.trace->tables),
              trace::EventJson(at, second.trace->events.At(at), second.trace->tables));
  }
  // A moment of the second life is had again, too.
  const uint64_t cut = first.All<PowerCut>().front();
  for (const uint64_t position : {cut - 1, cut, cut + 40}) {
    const Event& event = first.trace->events.At(position);
    RerunPlan plan{.scenario = scenario, .position = position, .families = scenario.families};
    EventFingerprint fingerprint;
    for (uint64_t at = 1; at <= position; at++) fingerprint.Add(at, first.trace->events.At(at));
    plan.fingerprint = fingerprint.value();
    plan.last_event = trace::DescribeFields(event, first.trace->tables);
    const RerunResult again = Rerun(plan);
    EXPECT_EQ(again.end, RerunEnd::kReached) << position;
    EXPECT_TRUE(again.same_events) << position;
  }
}

TEST(PowerCutRunTest, UpToTheCutItIsTheRunWithoutIt) {
  for (const char* name : {"recovery", "put", "group-commit", "write-stall"}) {
    const RecordedCut whole = RecordCut(LoadCut({"faults=[]", "families=all"}, name));
    const uint64_t cut = whole.trace->events.size() / 2;
    const std::string when = "position == " + std::to_string(cut);
    for (const char* what : {"power_cut", "slow_disk", "io_error"}) {
      const RecordedCut broken =
          RecordCut(LoadCut({"families=all", "faults=[{\"when\": \"" + when + "\", \"do\": \"" +
                                                 std::string(what) + "\"}]"},
                            name));
      ASSERT_GT(broken.trace->events.size(), cut);
      for (uint64_t at = 1; at <= cut; at++) {
        ASSERT_EQ(trace::EventJson(at, whole.trace->events.At(at), whole.trace->tables),
                  trace::EventJson(at, broken.trace->events.At(at), broken.trace->tables))
            << name << " " << what;
      }
    }
  }
}

// What a run with a history says of itself.
std::string Judge(const Scenario& scenario, uint64_t* cuts) {
  class Watch final : public trace::EventConsumer {
   public:
    explicit Watch(HistoryRecorder* recorder) : recorder_(recorder) {}
    void OnEvent(uint64_t position, const Event& event) override {
      recorder_->OnEvent(position, event);
      protocol.OnEvent(position, event);
    }
    void OnEnd() override { protocol.OnEnd(); }
    trace::ProtocolChecker protocol;

   private:
    HistoryRecorder* const recorder_;
  };
  HistoryRecorder recorder;
  Watch watch(&recorder);
  trace::TraceTables tables;
  SimulatedRun run;
  run.tables = &tables;
  run.consumer = &watch;
  run.operations = &recorder;
  bool opened = false;
  const Status status = RunSimulated(scenario, std::move(run), &opened);
  if (!status.ok()) return status.ToString();
  if (!watch.protocol.ok()) return watch.protocol.violations().front().what;
  *cuts += recorder.history().cuts.size();
  return CheckLives(recorder.history());
}

// Every way to survive, at moments all over the run, and again while it recovers.
TEST(PowerCutRunTest, HistoriesAreLinearizableAcrossCuts) {
  uint64_t cuts = 0;
  uint64_t position = 20;
  for (int round = 0; round < 6; round++) {
    for (const Survival& survival : Survivals()) {
      position = 20 + (position * 37 + 11) % 1800;
      Scenario scenario = LoadCut({"faults=[]", "seed=" + std::to_string(round + 1)});
      const auto add = [&](const std::string& when, uint64_t count) {
        FaultPlan fault{.when = when, .count = count};
        fault.survives = survival.name;
        fault.seed = position;
        ASSERT_TRUE(trace::Condition::Parse(when, &fault.condition).ok());
        scenario.faults.push_back(fault);
      };
      add("position == " + std::to_string(position), 1);
      add("event.kind == RecordReplayed", 2);
      EXPECT_EQ(Judge(scenario, &cuts), "") << survival.name << " at " << position;
    }
  }
  EXPECT_GT(cuts, 80u);
}

CalledOperation Write(uint64_t first, uint64_t last, bool sync, uint64_t begin) {
  CalledOperation write;
  write.client = 1;
  write.write = true;
  write.sync = sync;
  write.outcome = CalledOperation::Outcome::kDone;
  write.begin = begin;
  write.end = begin + 1;
  write.first_sequence = first;
  write.last_sequence = last;
  for (uint64_t i = first; i <= last; i++) write.entries.push_back({0, 1});
  return write;
}

TEST(CheckLivesTest, SeesWhatARecoveryMayNotDo) {
  History history{.keys = {"k"}, .values = {"", "v"}};
  history.operations = {Write(1, 1, true, 1), Write(2, 4, false, 3)};
  history.cuts = {{.operations = 2, .recovered = true, .last_sequence = 4}};
  EXPECT_EQ(CheckLives(history), "");
  history.cuts[0].last_sequence = 1;  // the second one was not synced
  EXPECT_EQ(CheckLives(history), "");
  history.cuts[0].last_sequence = 0;
  EXPECT_NE(CheckLives(history).find("acknowledged with sync, and lost"), std::string::npos);
  history.cuts[0].last_sequence = 3;
  EXPECT_NE(CheckLives(history).find("found a part of"), std::string::npos);
  // A read of the next life must find what is left.
  history.cuts[0].last_sequence = 1;
  CalledOperation read;
  read.client = 1;
  read.outcome = CalledOperation::Outcome::kDone;
  read.begin = 5;
  read.end = 6;
  read.snapshot = 1;
  read.has_snapshot = true;
  read.entries = {{0, kNoValue}};
  history.operations.push_back(read);
  EXPECT_NE(CheckLives(history).find("should have found"), std::string::npos);
  history.operations.back().entries[0].value = 1;
  EXPECT_EQ(CheckLives(history), "");
}

TEST(FaultScenarioTest, MistakesAreTold) {
  const auto error = [](const std::string& faults) {
    Scenario scenario;
    return ParseScenario("{\"faults\": " + faults + "}", "f.json", {}, &scenario).ToString();
  };
  EXPECT_NE(error("{}").find("f.json: faults: expected a list, found an object"), std::string::npos)
      << error("{}");
  EXPECT_NE(error("[{}]").find("f.json: faults.0.when: expected a condition"), std::string::npos);
  EXPECT_NE(error(R"([{"when": "position == "}])").find("f.json: faults.0.when: column"),
            std::string::npos)
      << error(R"([{"when": "position == "}])");
  EXPECT_NE(error(R"([{"when": "stall", "survives": "nothin"}])").find("did you mean"),
            std::string::npos);
  EXPECT_NE(error(R"([{"when": "stall", "do": "powercut"}])").find("faults.0.do"),
            std::string::npos);
  EXPECT_EQ(error(R"([{"when": "stall", "survives": "luck"}])"),
            "Invalid argument: f.json: faults.0.survives: \"luck\" is not known, expected one of"
            " nothing, everything, names, content, zeros, prefix, subset, file_sync, garbage,"
            " left_over, torn_rename");
}

TEST(FaultScenarioTest, WhatCanNeverHappenIsRefused) {
  const auto error = [](const std::string& fault) {
    Scenario scenario;
    const std::string text =
        ParseScenario(R"({"faults": [{"when": "stall", )" + fault + "}]}", "f.json", {}, &scenario)
            .ToString();
    const std::string before = "Invalid argument: f.json: faults.0.";
    return text.starts_with(before) ? text.substr(before.size()) : text;
  };
  const struct {
    const char* fault;
    const char* error;
  } cases[] = {
      {R"("do": "short_write", "call": "read")",
       "call: read never meets short_write, expected one of any, write"},
      {R"("do": "short_write", "call": "sync")",
       "call: sync never meets short_write, expected one of any, write"},
      {R"("do": "lost_sync", "call": "write")",
       "call: write never meets lost_sync, expected one of any, sync"},
      {R"("do": "misdirected", "call": "read")",
       "call: read never meets misdirected, expected one of any, write"},
      {R"("do": "disk_full", "call": "close")",
       "call: close never meets disk_full, expected one of any, open, write, sync, rename,"
       " make_directory"},
      {R"("do": "io_error", "call": "sync_directory", "file": "wal")",
       "file: wal never meets io_error of sync_directory, expected one of any, directory"},
      {R"("do": "io_error", "call": "sync", "file": "directory")",
       "file: directory never meets io_error of sync, expected one of any, wal, table, manifest,"
       " current, other"},
      {R"("do": "short_read", "file": "directory")",
       "file: directory never meets short_read, expected one of any, wal, table, manifest,"
       " current, other"},
      {R"("do": "power_cut", "file": "wal")",
       "file: wal never meets power_cut, expected one of any"},
      {R"("do": "bit_rot", "file": "directory")",
       "file: directory never meets bit_rot, expected one of any, wal, table, manifest, current,"
       " other"},
      {R"("do": "bit_rot", "call": "read")",
       "call: means nothing for bit_rot, expected it for faults of calls (io_error and those"
       " behind it) only"},
      {R"("do": "power_cut", "call_ppm": 5)",
       "call_ppm: means nothing for power_cut, expected it for faults of calls (io_error and those"
       " behind it) only"},
      {R"("do": "io_error", "survives": "prefix")",
       "survives: means nothing for io_error, expected it for power_cut only"},
      {R"("do": "io_error", "bytes": 7)",
       "bytes: means nothing for io_error, expected it for disk_full only"},
      {R"("do": "power_cut", "factor": 7)",
       "factor: means nothing for power_cut, expected it for slow_disk only"},
  };
  for (const auto& [fault, wrong] : cases) EXPECT_EQ(error(fault), wrong) << fault;
  for (const char* fault :
       {R"("do": "disk_full", "call": "sync", "file": "wal", "bytes": 7)",
        R"("do": "io_error", "call": "list", "file": "directory", "call_ppm": 0)",
        R"("do": "bit_rot", "file": "manifest")", R"("do": "power_cut", "survives": "subset")",
        R"("do": "slow_disk", "factor": 7, "for_ns": 1)"}) {
    EXPECT_EQ(error(fault), "OK") << fault;
  }
}

}  // namespace
}  // namespace lsm::sim
