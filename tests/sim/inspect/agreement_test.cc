// What a look-up from outside finds out and what the engine's own Gets recorded are the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/posix_env.h"
#include "sim/disk/image_os.h"
#include "sim/inspect/look_up.h"
#include "sim/run/database_options.h"
#include "sim/run/run_scenario.h"

namespace lsm::sim {
namespace {

struct Begun {
  trace::State state;
  std::shared_ptr<const Disk> disk;
};

struct RecordedGet {
  Begun at;
  trace::ReadState read;
};

// Keeps the moment at which each Get took its view, and what it recorded until its end.
class GetRecorder final : public MomentObserver {
 public:
  explicit GetRecorder(const trace::TraceTables* tables) { state_.tables = tables; }

  bool OnMoment(const Moment& moment) override {
    trace::Fold(state_, moment.position, moment.event);
    if (moment.event.Is<GetBegin>()) {
      begun_[moment.event.As<GetBegin>().read] = {state_, moment.disk.Image()};
    } else if (moment.event.Is<GetEnd>()) {
      const auto begun = begun_.find(moment.event.As<GetEnd>().read);
      gets.push_back({std::move(begun->second), *state_.last_read});
      begun_.erase(begun);
    }
    return true;
  }

  std::vector<RecordedGet> gets;

 private:
  trace::State state_;
  std::map<uint64_t, Begun> begun_;
};

// What both know, place by place.
std::string Common(const KeyLookUp& found) {
  std::string text;
  for (const PlaceAnswer& each : found.places) {
    if (!each.asked) continue;
    const ReadPlace& place = each.place;
    text += std::to_string(static_cast<int>(place.kind)) + "/" + std::to_string(place.level) + "/" +
            std::to_string(place.id) + " ";
    text += each.unknown ? "unknown"
                         : std::string(Names(ProbeAnswer{})[static_cast<size_t>(each.answer)]);
    if (each.answer == ProbeAnswer::kFound) text += " " + std::to_string(each.value_bytes) + "B";
    if (each.table) {
      const TableSearch& search = *each.table;
      text += " filter=" + std::to_string(static_cast<int>(search.filter)) +
              " wrong=" + std::to_string(search.filter_was_wrong) +
              " index=" + std::to_string(search.index_searched) +
              " past=" + std::to_string(search.past_end) +
              " block=" + std::to_string(search.block_offset) + "+" +
              std::to_string(search.block_bytes) +
              " searched=" + std::to_string(search.block_searched);
    }
    text += "\n";
  }
  return text;
}

struct Counts {
  size_t gets = 0;
  size_t memtables = 0;
  size_t immutables = 0;
  size_t files = 0;
  size_t filter_no = 0;
  size_t filter_wrong = 0;
  size_t deleted = 0;
  size_t found = 0;
};

Counts CheckScenario(const std::string& name, const std::vector<std::string>& sets) {
  Scenario scenario;
  const Status loaded = LoadScenario(name, sets, &scenario);
  EXPECT_TRUE(loaded.ok()) << loaded.ToString();
  trace::TraceTables tables;
  GetRecorder recorder(&tables);
  const RunResult run = RunScenario(scenario, {.tables = &tables, .observer = &recorder});
  EXPECT_TRUE(run.status.ok()) << run.status.ToString();
  EXPECT_EQ(recorder.gets.size(), run.summary.reads) << name;
  const std::unique_ptr<const FilterPolicy> filter = FilterOf(scenario);
  Counts counts;
  for (const RecordedGet& get : recorder.gets) {
    ImageOs os(get.at.disk);
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    const DatabaseFiles files{env.get(), std::string(kSimulatedDirectory), filter.get()};
    const KeyLookUp recorded = RecordedLookUp(get.read);
    EXPECT_FALSE(recorded.key_is_cut) << "the key cannot be looked up";
    const KeyLookUp found = LookUp(get.at.state, tables, files, recorded.key, get.read.snapshot);
    EXPECT_EQ(Common(found), Common(recorded))
        << name << ", read " << get.read.id << " of " << recorded.key;
    // And what it came to.
    const PlaceAnswer* deciding = found.deciding();
    EXPECT_EQ(deciding == nullptr ? ProbeAnswer::kAbsent : deciding->answer, get.read.answer);
    EXPECT_EQ(deciding == nullptr ? 0 : deciding->value_bytes, get.read.value_bytes);
    EXPECT_FALSE(found.uncertain());
    counts.gets++;
    for (const PlaceAnswer& each : found.places) {
      if (!each.asked) continue;
      counts.memtables += each.place.kind == ReadPlace::Kind::kMemTable;
      counts.immutables += each.place.kind == ReadPlace::Kind::kImmutable;
      counts.files += each.place.kind == ReadPlace::Kind::kFile;
      counts.deleted += each.answer == ProbeAnswer::kDeleted;
      counts.found += each.answer == ProbeAnswer::kFound;
      if (!each.table) continue;
      counts.filter_no += each.table->filter == TableSearch::Filter::kNo;
      counts.filter_wrong += each.table->filter_was_wrong;
    }
  }
  return counts;
}

TEST(Agreement, OfEveryGetInTheBuiltInScenarios) {
  size_t gets = 0;
  for (const std::string& name : BuiltInScenarios()) {
    // There an entry may come to be found between a Get's look and its end.
    if (name != "unordered") gets += CheckScenario(name, {}).gets;
  }
  EXPECT_GT(gets, 200u);
}

TEST(Agreement, WithFiltersThatErr) {
  const Counts counts = CheckScenario("write-stall", {"filter_bits_per_key=1"});
  EXPECT_GT(counts.filter_wrong, 20u);
  EXPECT_GT(counts.filter_no, 20u);
  EXPECT_GT(counts.deleted, 2u);
  EXPECT_GT(counts.found, 20u);
}

TEST(Agreement, WithoutFilters) {
  const Counts counts = CheckScenario("write-stall", {"filter_bits_per_key=0"});
  EXPECT_EQ(counts.filter_no, 0u);
  EXPECT_GT(counts.files, 200u);
}

TEST(Agreement, WithManyReadersAndImmutableMemTables) {
  const Counts counts = CheckScenario(
      "write-stall",
      {"clients.1.threads=6", "clients.1.pause_ns=20000", "clients.1.operations=300", "seed=3"});
  EXPECT_GT(counts.immutables, 50u);
  EXPECT_GT(counts.memtables, counts.immutables);
  EXPECT_GT(counts.filter_no, 100u);
}

// At any moment, whatever is on its way, a key can be looked up.
class AnyMoment final : public MomentObserver {
 public:
  explicit AnyMoment(const trace::TraceTables* tables) { state_.tables = tables; }
  bool OnMoment(const Moment& moment) override {
    trace::Fold(state_, moment.position, moment.event);
    if (moment.position % 101 == 0) moments.push_back({state_, moment.disk.Image()});
    return true;
  }
  std::vector<Begun> moments;

 private:
  trace::State state_;
};

TEST(Agreement, NothingIsUnknownWhileGroupsAreWrittenAndJobsRun) {
  Scenario scenario;
  ASSERT_TRUE(LoadScenario("write-stall", {}, &scenario).ok());
  trace::TraceTables tables;
  AnyMoment observer(&tables);
  RunScenario(scenario, {.tables = &tables, .observer = &observer});
  ASSERT_GT(observer.moments.size(), 300u);
  const std::unique_ptr<const FilterPolicy> filter = FilterOf(scenario);
  size_t in_flight = 0;
  for (const Begun& moment : observer.moments) {
    ImageOs os(moment.disk);
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    const DatabaseFiles files{env.get(), std::string(kSimulatedDirectory), filter.get()};
    in_flight += moment.state.group.has_value() &&
                 moment.state.group->first_sequence > moment.state.last_sequence;
    for (const std::string key : {"key000000017", "key000001500", "key000002999"}) {
      const KeyLookUp found = LookUp(moment.state, tables, files, key);
      for (const PlaceAnswer& each : found.places) {
        EXPECT_FALSE(each.unknown) << "event " << moment.state.position;
        EXPECT_NE(each.answer, ProbeAnswer::kError) << each.error;
      }
    }
  }
  EXPECT_GT(in_flight, 20u);
}

}  // namespace
}  // namespace lsm::sim
