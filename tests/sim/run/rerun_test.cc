#include "sim/run/rerun.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/posix_env.h"
#include "engine/events/all.h"
#include "lsm/env.h"
#include "sim/disk/image_os.h"
#include "sim/disk/sim_os.h"
#include "sim/run/moment.h"
#include "sim/run/run_on_site.h"
#include "sim/run/run_scenario.h"
#include "sim/schedule/fifo_policy.h"
#include "sim/world/world_sink.h"
#include "traces/format/describe.h"
#include "traces/trace.h"

namespace lsm::sim {
namespace {

Scenario Named(const std::string& name, const std::vector<std::string>& sets = {}) {
  Scenario scenario;
  const Status status = LoadScenario(name, sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

std::shared_ptr<trace::Trace> RecordNamed(const Scenario& scenario) {
  auto trace = std::make_shared<trace::Trace>();
  trace::TraceBuilder builder(trace);
  const RunResult result =
      RunScenario(scenario, {.consumers = {&builder}, .tables = &trace->tables});
  EXPECT_TRUE(result.status.ok()) << result.status.ToString();
  return trace;
}

RerunPlan PlanFor(const Scenario& scenario, const trace::Trace& trace, uint64_t position) {
  EventFingerprint fingerprint;
  for (uint64_t at = 1; at <= position; at++) {
    const Event& event = trace.events.At(at);
    if (event.kind != 0) fingerprint.Add(at, event);
  }
  const Event& last = trace.events.At(position);
  return {.scenario = scenario,
          .position = position,
          .families = scenario.families,
          .fingerprint = fingerprint.value(),
          .last_event = last.kind == 0 ? "" : trace::DescribeFields(last, trace.tables)};
}

// Names and sizes of the database's files.
std::string Files(const Disk& disk) {
  std::string text;
  const DiskDirectory* directory = disk.FindDirectory(kSimulatedDirectory);
  if (directory == nullptr) return text;
  for (const auto& [name, node] : directory->entries) {
    text += name + ":" + std::to_string(node.file->size()) + "/" +
            std::to_string(node.file->durable().size()) + " ";
  }
  return text;
}

// Keeps the image of every 500th moment, and goes on.
class Album final : public MomentObserver {
 public:
  bool OnMoment(const Moment& moment) override {
    if (moment.position % 500 == 0) images.push_back({moment.position, moment.disk.Image()});
    return true;
  }
  std::vector<std::pair<uint64_t, std::shared_ptr<const Disk>>> images;
};

TEST(Rerun, GivesTheDiskOfThatMoment) {
  const Scenario scenario = Named("write-stall");
  const std::shared_ptr<trace::Trace> trace = RecordNamed(scenario);
  Album album;
  RunScenario(scenario, {.observer = &album});
  ASSERT_GT(album.images.size(), 50u);
  for (size_t i = 0; i < album.images.size(); i += 7) {
    const auto& [position, image] = album.images[i];
    const RerunResult result = Rerun(PlanFor(scenario, *trace, position));
    ASSERT_EQ(result.end, RerunEnd::kReached) << position;
    EXPECT_TRUE(result.same_events) << position;
    EXPECT_EQ(Files(*result.disk), Files(*image)) << position;
  }
}

TEST(Rerun, AnObserverChangesNothing) {
  const Scenario scenario = Named("write-stall");
  const auto text = [&](MomentObserver* observer) {
    auto trace = std::make_shared<trace::Trace>();
    trace::TraceBuilder builder(trace);
    RunScenario(scenario,
                {.consumers = {&builder}, .tables = &trace->tables, .observer = observer});
    std::string lines;
    for (uint64_t at = 1; at <= trace->events.size(); at++) {
      trace::AppendEventJson(&lines, at, trace->events.At(at), trace->tables);
    }
    return lines;
  };
  Album album;
  EXPECT_EQ(text(nullptr), text(&album));
}

TEST(Rerun, StopsThereInsteadOfRunningToTheEnd) {
  Scenario scenario = Named("write-stall");
  const std::shared_ptr<trace::Trace> trace = RecordNamed(scenario);
  // Would run for hours: every client goes on for a billion operations.
  for (ClientGroup& group : scenario.clients) group.operations = 1'000'000'000;
  for (const uint64_t position : {1, 2, 20, 300, 4000, 15'000}) {
    const RerunResult result = Rerun(PlanFor(scenario, *trace, position));
    ASSERT_EQ(result.end, RerunEnd::kReached) << position;
    EXPECT_EQ(result.events, position);
    EXPECT_TRUE(result.same_events) << position;
  }
}

TEST(Rerun, SaysThatTheRunIsAnotherOne) {
  const Scenario scenario = Named("write-stall");
  const std::shared_ptr<trace::Trace> trace = RecordNamed(scenario);
  RerunPlan plan = PlanFor(scenario, *trace, 3000);
  plan.scenario.seed = 2;
  RerunResult result = Rerun(plan);
  EXPECT_EQ(result.end, RerunEnd::kReached);
  EXPECT_FALSE(result.same_events);

  plan = PlanFor(scenario, *trace, 3000);
  plan.last_event = "writer=1";
  result = Rerun(plan);
  EXPECT_EQ(result.end, RerunEnd::kReached);
  EXPECT_FALSE(result.same_events);
}

TEST(Rerun, ComparesTheFamiliesThatWereRecorded) {
  Scenario scenario = Named("write-stall");
  scenario.families = Bit(Family::kWrite) | Bit(Family::kRun);
  const std::shared_ptr<trace::Trace> trace = RecordNamed(scenario);
  const RerunResult result = Rerun(PlanFor(scenario, *trace, 5000));
  EXPECT_EQ(result.end, RerunEnd::kReached);
  EXPECT_TRUE(result.same_events);
}

TEST(Rerun, SaysHowFarItCame) {
  const Scenario scenario = Named("put");
  const uint64_t last = RecordNamed(scenario)->events.size();
  const RerunResult result = Rerun({.scenario = scenario, .position = last + 1});
  EXPECT_EQ(result.end, RerunEnd::kEndedBefore);
  EXPECT_EQ(result.events, last);
  EXPECT_EQ(result.disk, nullptr);
}

TEST(Rerun, IsCancelled) {
  const std::atomic<bool> cancel = true;
  const RerunResult result = Rerun({.scenario = Named("put"), .position = 50}, &cancel);
  EXPECT_EQ(result.end, RerunEnd::kCancelled);
  EXPECT_EQ(result.events, 1u);
}

TEST(Rerun, KeepsWithinItsRoom) {
  const RerunResult result =
      Rerun({.scenario = Named("write-stall"), .position = 30'000, .max_disk_bytes = 100'000});
  EXPECT_EQ(result.end, RerunEnd::kDiskTooLarge);
  EXPECT_LT(result.events, 30'000u);
}

// What giving a run up relies on: without its disk the engine comes to its end within little work,
// and does not try again what has failed.
class LosesDisk final : public trace::EventConsumer {
 public:
  LosesDisk(uint64_t position, SimOs* os) : position_(position), os_(os) {}
  void OnEvent(uint64_t position, const Event& event) override {
    if (position == position_) {
      os_->LoseDisk();
      stopping = true;
    }
    if (position <= position_) return;
    events_after++;
    if (event.Is<FlushBegin>()) flushes_after++;
  }

  std::atomic<bool> stopping = false;
  uint64_t events_after = 0;
  uint64_t flushes_after = 0;

 private:
  const uint64_t position_;
  SimOs* const os_;
};

TEST(Rerun, WithoutItsDiskARunEndsSoon) {
  const Scenario scenario = Named("write-stall");
  for (uint64_t position = 5; position < 35'000; position += 997) {
    World world({.cores = scenario.world.cores, .costs = scenario.costs},
                std::make_unique<FifoPolicy>(1));
    Disk disk;
    SimOs os(&world, &disk, scenario.device);
    LosesDisk watch(position, &os);
    trace::TraceTables tables;
    WorldSink sink(&world, &tables, &watch);
    bool opened = false;
    const Status status = world.Run({.name = "main"}, [&] {
      const std::unique_ptr<Env> env = NewPosixEnv(&os);
      (void)RunOnSite(
          scenario,
          {.directory = "/db", .env = env.get(), .sink = &sink, .stopping = &watch.stopping},
          &opened);
    });
    EXPECT_TRUE(status.ok()) << status.ToString();
    EXPECT_TRUE(watch.stopping);
    EXPECT_LT(watch.events_after, 300u) << position;
    EXPECT_LE(watch.flushes_after, 2u) << position;
  }
}

TEST(Rerun, AnImageIsReadFromOutsideTheWorld) {
  const Scenario scenario = Named("put");
  const std::shared_ptr<trace::Trace> trace = RecordNamed(scenario);
  const RerunResult result = Rerun(PlanFor(scenario, *trace, trace->events.size()));
  ASSERT_EQ(result.end, RerunEnd::kReached);
  ImageOs os(result.disk);
  const std::unique_ptr<Env> env = NewPosixEnv(&os);
  std::string current;
  ASSERT_TRUE(ReadFileToString(env.get(), "/db/CURRENT", &current).ok());
  EXPECT_TRUE(current.starts_with("MANIFEST-")) << current;
  std::vector<std::string> names;
  ASSERT_TRUE(env->GetChildren("/db", &names).ok());
  EXPECT_GE(names.size(), 4u);
  uint64_t size = 0;
  EXPECT_TRUE(env->GetFileSize("/db/" + current.substr(0, current.size() - 1), &size).ok());
  EXPECT_GT(size, 0u);
  EXPECT_TRUE(env->GetFileSize("/db/none", &size).IsNotFound());
  SequentialFile* file = nullptr;
  EXPECT_TRUE(env->NewSequentialFile("/db/none", &file).IsNotFound());
  EXPECT_TRUE(env->NewSequentialFile("/db", &file).IsIOError());
  EXPECT_FALSE(WriteStringToFile(env.get(), "x", "/db/new").ok());
  EXPECT_FALSE(env->RemoveFile("/db/CURRENT").ok());
}

}  // namespace
}  // namespace lsm::sim
