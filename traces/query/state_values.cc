#include "traces/query/state_values.h"

#include <algorithm>
#include <vector>

namespace lsm::trace {
namespace {

using Number = std::optional<uint64_t>;

template <class E>
constexpr auto kNamesOf = Names(E{});

Number Present(bool present) { return present ? 1 : 0; }

const WriterState* Leader(const State& state) {
  return state.queue.empty() ? nullptr : FindWriter(state, state.queue.front());
}

const JobState* JobOf(const State& state, JobKind kind) {
  for (const auto& [id, job] : state.jobs) {
    if (job.kind == kind) return &job;
  }
  return nullptr;
}
const JobState* Flush(const State& state) { return JobOf(state, JobKind::kFlush); }
const JobState* Compaction(const State& state) { return JobOf(state, JobKind::kCompaction); }

// Reads a member of something that may be missing: absent, not 0.
template <class T, class F>
Number Of(const T& pointer, F&& read) {
  if (!pointer) return std::nullopt;
  return static_cast<uint64_t>(read(*pointer));
}

const MemTableState* Oldest(const State& state) {
  return state.immutables.empty() ? nullptr : state.immutables.front().get();
}

#define LSM_READ(expression) \
  [](const State& s, [[maybe_unused]] int i) -> Number { return expression; }

void AddLevels(std::vector<StateValue>* values) {
  for (int level = 0; level < kMaxLevels; level++) {
    const std::string name = "l" + std::to_string(level);
    values->push_back({name + ".files", Unit::kCount, "files in the level",
                       LSM_READ(s.levels[static_cast<size_t>(i)].files->size()), level});
    values->push_back({name + ".bytes", Unit::kBytes, "their bytes",
                       LSM_READ(s.levels[static_cast<size_t>(i)].bytes), level});
    values->push_back({name + ".score", Unit::kPermille,
                       "score times 1,000: compaction is due from 1,000",
                       LSM_READ(s.levels[static_cast<size_t>(i)].score_permille), level});
  }
}

std::vector<StateValue> Make() {
  std::vector<StateValue> values = {
      {"position", Unit::kCount, "position of the last event", LSM_READ(s.position)},
      {"time", Unit::kNanoseconds, "time since the run began", LSM_READ(s.time_ns)},
      {"sequence", Unit::kSequence, "last sequence number that readers may see",
       LSM_READ(s.last_sequence)},

      {"queue.length", Unit::kCount, "writers in the queue", LSM_READ(s.queue.size())},
      {"leader", Unit::kWriter, "the writer at the front of the queue",
       LSM_READ(Of(Leader(s), [](const WriterState& w) { return w.id; }))},
      {"leader.phase", Unit::kNone, "where that writer is",
       LSM_READ(Of(Leader(s), [](const WriterState& w) { return w.phase; })), 0,
       kNamesOf<WriterPhase>},
      {"group", Unit::kGroup, "the group that is being built or written",
       LSM_READ(Of(s.group, [](const GroupState& g) { return g.id; }))},
      {"group.members", Unit::kCount, "writers in it",
       LSM_READ(Of(s.group, [](const GroupState& g) { return g.members.size(); }))},
      {"group.phase", Unit::kNone, "how far it is",
       LSM_READ(Of(s.group, [](const GroupState& g) { return g.phase; })), 0, kNamesOf<GroupPhase>},

      {"wal.appended", Unit::kBytes, "bytes appended to the current log",
       LSM_READ(Of(s.log, [](const LogState& l) { return l.appended; }))},
      {"wal.durable", Unit::kBytes, "of these durable",
       LSM_READ(Of(s.log, [](const LogState& l) { return l.durable; }))},

      {"memtable", Unit::kMemTable, "the active memtable",
       LSM_READ(Of(s.memtable, [](const MemTableState& m) { return m.id; }))},
      {"memtable.entries", Unit::kCount, "entries in it",
       LSM_READ(Of(s.memtable, [](const MemTableState& m) { return m.entries; }))},
      {"memtable.bytes", Unit::kBytes, "memory it takes",
       LSM_READ(Of(s.memtable, [](const MemTableState& m) { return m.usage; }))},
      {"immutables", Unit::kCount, "immutable memtables", LSM_READ(s.immutables.size())},
      {"immutable", Unit::kMemTable, "the oldest immutable memtable",
       LSM_READ(Of(Oldest(s), [](const MemTableState& m) { return m.id; }))},
      {"immutable.entries", Unit::kCount, "entries in it",
       LSM_READ(Of(Oldest(s), [](const MemTableState& m) { return m.entries; }))},

      {"flush", Unit::kJob, "the flush that runs",
       LSM_READ(Of(Flush(s), [](const JobState& j) { return j.id; }))},
      {"compaction", Unit::kJob, "the compaction that is picked or runs",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.id; }))},
      {"compaction.running", Unit::kFlag, "it has begun",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.running; }))},
      {"compaction.level", Unit::kLevel, "the level that it takes files from",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.level; }))},
      {"compaction.output_level", Unit::kLevel, "the level that it writes to",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.output_level; }))},
      {"compaction.inputs", Unit::kCount, "files that it takes there",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.inputs.size(); }))},
      {"compaction.next_inputs", Unit::kCount, "files that it takes at the next level",
       LSM_READ(Of(Compaction(s), [](const JobState& j) { return j.next_inputs.size(); }))},

      {"stall", Unit::kNone, "number of the stall that holds the leader",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.id; }))},
      {"stall.cause", Unit::kNone, "why it is held",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.cause; })), 0, kNamesOf<StallCause>},
      {"stall.writer", Unit::kWriter, "who is held",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.writer; }))},
      {"stall.value", Unit::kNone, "value of the condition that decided",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.value; }))},
      {"stall.threshold", Unit::kNone, "its threshold",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.threshold; }))},
      {"stall.delay", Unit::kNanoseconds, "planned delay; 0: until it is released",
       LSM_READ(Of(s.stall, [](const StallState& t) { return t.delay_ns; }))},
      {"stalls", Unit::kCount, "stalls that have begun", LSM_READ(s.stalls_begun)},
      {"stalled", Unit::kNanoseconds, "time of the stalls that ended", LSM_READ(s.stalled_ns)},

      {"account.compared", Unit::kCount, "accounts of the engine that were compared",
       LSM_READ(s.account.compared)},
      {"account.differed", Unit::kCount, "of these, how many differ from the folded State",
       LSM_READ(s.account.differed)},

      {"reads", Unit::kCount, "reads that run", LSM_READ(s.reads.size())},

      {"limits.write_buffer", Unit::kBytes, "a memtable above this is full",
       LSM_READ(s.limits.write_buffer_bytes)},
      {"limits.l0_compaction", Unit::kCount, "files in L0 from which it is compacted",
       LSM_READ(s.limits.l0_compaction_trigger)},
      {"limits.l0_slowdown", Unit::kCount, "files in L0 from which writes are delayed",
       LSM_READ(s.limits.l0_slowdown_trigger)},
      {"limits.l0_stop", Unit::kCount, "files in L0 from which writes stop",
       LSM_READ(s.limits.l0_stop_trigger)},
      {"limits.immutables", Unit::kCount, "immutable memtables from which writes wait",
       LSM_READ(s.limits.max_immutable_memtables)},
      {"database.open", Unit::kFlag, "the database is open", LSM_READ(Present(s.database_open))},
      {"run.ended", Unit::kFlag, "the run is over", LSM_READ(Present(s.run_ended))},
  };
  AddLevels(&values);
  return values;
}

#undef LSM_READ

}  // namespace

std::span<const StateValue> StateValues() {
  static const std::vector<StateValue> values = Make();
  return values;
}

const StateValue* FindStateValue(std::string_view name) {
  const auto values = StateValues();
  const auto found = std::ranges::find(values, name, &StateValue::name);
  return found == values.end() ? nullptr : &*found;
}

}  // namespace lsm::trace
