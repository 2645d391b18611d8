// State for people: a screen of lines, the most important ones first.
#include "traces/format/describe.h"
#include "traces/format/field_types.h"
#include "traces/format/units.h"
#include "traces/state/state_json.h"

namespace lsm::trace {
namespace {

std::string StateLine(const std::string& name, const std::string& value) {
  return name + std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') + value + "\n";
}

std::string QueueText(const State& state) {
  if (state.queue.empty()) return "empty";
  std::string text;
  for (const uint64_t id : state.queue) {
    if (!text.empty()) text += ", ";
    text += WriterLabel(state, id);
    if (const WriterState* writer = FindWriter(state, id)) {
      text += " " + std::string(NameOf(writer->phase)) + " " + ReadableBytes(writer->bytes);
      if (writer->sync) text += " sync";
      if (writer->leader) text += " (leader)";
    }
  }
  return text;
}

std::string GroupText(const State& state) {
  const GroupState& group = *state.group;
  std::string text = "#" + Grouped(group.id) + " " + std::string(NameOf(group.phase)) + ", " +
                     ReadableBytes(group.bytes) + " of at most " + ReadableBytes(group.max_bytes) +
                     ", members";
  for (const uint64_t member : group.members) text += " " + WriterLabel(state, member);
  return text;
}

std::string LogText(const LogState& log) {
  return "#" + Grouped(log.number) + " " + ReadableBytes(log.appended) + " appended, " +
         ReadableBytes(log.flushed) + " in the system, " + ReadableBytes(log.durable) + " durable";
}

std::string MemTableText(const MemTableState& memtable, const LimitsState& limits) {
  return "#" + Grouped(memtable.id) + " " + Grouped(memtable.entries) + " entries, " +
         ReadableBytes(memtable.usage) + " of " + ReadableBytes(limits.write_buffer_bytes) +
         (memtable.flushing ? ", being flushed" : "");
}

std::string JobText(const JobState& job) {
  std::string text = "#" + Grouped(job.id) + " ";
  switch (job.kind) {
    case JobKind::kFlush:
      return text + "flush of memtable #" + Grouped(job.memtable);
    case JobKind::kTrivialMove:
      text += "trivial move";
      break;
    case JobKind::kCompaction:
      text += "compaction (" + std::string(NameOf(job.reason)) + ")";
      break;
  }
  text += " L" + std::to_string(job.level) + " to L" + std::to_string(job.output_level) + ", " +
          Grouped(job.inputs.size()) + " + " + Grouped(job.next_inputs.size()) + " files";
  if (job.kind == JobKind::kCompaction) {
    text += ", " + ReadableBytes(job.bytes_done) + " of " + ReadableBytes(job.bytes_total);
  }
  return text;
}

std::string StallText(const State& state) {
  const StallState& stall = *state.stall;
  return std::string(NameOf(stall.cause)) + ": " + Grouped(stall.value) + " of " +
         Grouped(stall.threshold) + ", holds " + WriterLabel(state, stall.writer) + " since " +
         ReadableNanos(state.time_ns - stall.begun_ns);
}

}  // namespace

std::string StateText(const State& state, const TraceTables& tables) {
  std::string text =
      StateLine("position", state.position == 0 ? "before the first event"
                                                : Grouped(state.position) + " (" +
                                                      std::string(KindName(state.last_kind)) +
                                                      ") at " + ReadableNanos(state.time_ns));
  text += StateLine("sequence", Grouped(state.last_sequence));
  text += StateLine("queue", QueueText(state));
  if (state.group.has_value()) text += StateLine("group", GroupText(state));
  if (state.stall.has_value()) text += StateLine("stall", StallText(state));
  if (state.log.has_value()) text += StateLine("log", LogText(*state.log));
  for (const LogState& log : state.older_logs) text += StateLine("older log", LogText(log));
  if (state.memtable != nullptr) {
    text += StateLine("memtable", MemTableText(*state.memtable, state.limits));
  }
  for (const MemTableNode& memtable : state.immutables) {
    text += StateLine("immutable", MemTableText(*memtable, state.limits));
  }
  for (int i = 0; i < kMaxLevels; i++) {
    const LevelState& level = state.levels[i];
    if (level.files->empty() && i > 0) continue;
    text += StateLine("L" + std::to_string(i), Grouped(level.files->size()) + " files, " +
                                                   ReadableBytes(level.bytes) + ", score " +
                                                   Ratio(level.score_permille, 1000));
  }
  for (const auto& [id, job] : state.jobs) text += StateLine("job", JobText(job));
  for (const auto& [id, read] : state.reads) {
    text +=
        StateLine("read", "#" + Grouped(id) + ", " + Grouped(read.probes.size()) + " places asked");
  }
  if (state.recovery) {
    text += StateLine("recovery", Grouped(state.recovery->records) +
                                      " records replayed, up to sequence " +
                                      Grouped(state.recovery->last_sequence));
  }
  if (state.power_cut) {
    const PowerCutState& cut = *state.power_cut;
    text += StateLine(
        "power cut",
        "event " + Grouped(cut.at) + ", survives: " + std::string(tables.texts.Get(cut.survives)) +
            "; " + Grouped(cut.bytes_after) + " of " + Grouped(cut.bytes_before) + " bytes found");
  }
  if (state.background_error.id != 0) {
    text += StateLine("error", std::string(tables.texts.Get(state.background_error)));
  }
  text += StateLine("accounts", Grouped(state.account.compared) + " compared, " +
                                    Grouped(state.account.differed) + " differed");
  return text;
}

}  // namespace lsm::trace
