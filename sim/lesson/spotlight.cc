#include "sim/lesson/spotlight.h"

#include <algorithm>
#include <vector>

namespace lsm::sim {
namespace {

using trace::State;
using Thing = SpotlightTarget::Thing;
using Target = std::optional<SpotlightTarget>;

Target Job(const State& state, trace::JobKind kind) {
  for (const auto& [id, job] : state.jobs) {
    if (job.kind == kind) return SpotlightTarget{Thing::kJob, id};
  }
  return std::nullopt;
}

Target Writer(const State& state, bool last) {
  if (state.queue.empty()) return std::nullopt;
  return SpotlightTarget{Thing::kWriter, last ? state.queue.back() : state.queue.front()};
}

Target L0File(const State& state, bool newest) {
  const trace::LevelFiles& files = *state.levels[0].files;
  if (files.empty()) return std::nullopt;
  return SpotlightTarget{Thing::kFile, newest ? files.back()->number : files.front()->number};
}

template <class T, class N>
Target If(const T& there, Thing thing, N&& number) {
  if (!there) return std::nullopt;
  return SpotlightTarget{thing, static_cast<uint64_t>(number(*there))};
}

Target WhenOpen(const State& state, Thing thing, int number) {
  if (!state.database_open) return std::nullopt;
  return SpotlightTarget{thing, static_cast<uint64_t>(number)};
}

std::vector<Spotlight> Make() {
  std::vector<Spotlight> all = {
      {"queue", "the queue of writers",
       [](const State& s, int) { return WhenOpen(s, Thing::kQueue, 0); }},
      {"leader", "the writer at the front of the queue",
       [](const State& s, int) { return Writer(s, false); }},
      {"last_writer", "the writer at the back of the queue",
       [](const State& s, int) { return Writer(s, true); }},
      {"group", "the group that is being built or written",
       [](const State& s, int) {
         return If(s.group, Thing::kGroup, [](const trace::GroupState& g) { return g.id; });
       }},
      {"wal", "the current log",
       [](const State& s, int) {
         return If(s.log, Thing::kLog, [](const trace::LogState& l) { return l.number; });
       }},
      {"memtable", "the active memtable",
       [](const State& s, int) {
         return If(s.memtable, Thing::kMemTable,
                   [](const trace::MemTableState& m) { return m.id; });
       }},
      {"immutable", "the oldest immutable memtable",
       [](const State& s, int) -> Target {
         if (s.immutables.empty()) return std::nullopt;
         return SpotlightTarget{Thing::kMemTable, s.immutables.front()->id};
       }},
      {"newest_l0_file", "the newest file in L0",
       [](const State& s, int) { return L0File(s, true); }},
      {"oldest_l0_file", "the oldest file in L0",
       [](const State& s, int) { return L0File(s, false); }},
      {"flush", "the flush that runs",
       [](const State& s, int) { return Job(s, trace::JobKind::kFlush); }},
      {"compaction", "the compaction that is picked or runs",
       [](const State& s, int) { return Job(s, trace::JobKind::kCompaction); }},
      {"read", "the read that ended last",
       [](const State& s, int) {
         return If(s.last_read, Thing::kRead, [](const trace::ReadState& r) { return r.id; });
       }},
      {"stall", "the banner of the stall that holds the leader",
       [](const State& s, int) {
         return If(s.stall, Thing::kStall, [](const trace::StallState& t) { return t.id; });
       }},
      {"conditions", "all stall conditions",
       [](const State& s, int) { return WhenOpen(s, Thing::kConditions, 0); }},
  };
  const auto names = Names(StallConditionKind{});
  for (size_t i = 0; i < names.size(); i++) {
    all.push_back({"condition." + std::string(names[i]), "one stall condition and its threshold",
                   [](const State& s, int i) { return WhenOpen(s, Thing::kCondition, i); },
                   static_cast<int>(i)});
  }
  for (int level = 0; level < trace::kMaxLevels; level++) {
    all.push_back({"l" + std::to_string(level), "a level and its files",
                   [](const State& s, int i) { return WhenOpen(s, Thing::kLevel, i); }, level});
  }
  return all;
}

}  // namespace

std::span<const Spotlight> Spotlights() {
  static const std::vector<Spotlight> all = Make();
  return all;
}

const Spotlight* FindSpotlight(std::string_view name) {
  const auto all = Spotlights();
  const auto found = std::ranges::find(all, name, &Spotlight::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace lsm::sim
