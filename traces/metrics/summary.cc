// How a Summary is shown: as JSON and as text.
#include "traces/metrics/summary.h"

#include "traces/format/field_types.h"
#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

void LatencyJson(JsonOut& json, const LatencySummary& latency) {
  json.Begin('{');
  json.Key("p50").Number(latency.p50);
  json.Key("p99").Number(latency.p99);
  json.Key("max").Number(latency.max);
  json.End('}');
}

void StallsJson(JsonOut& json, const Summary& summary) {
  json.Key("stalls").Begin('[');
  for (size_t i = 0; i < summary.stall_count.size(); i++) {
    if (summary.stall_count[i] == 0) continue;
    json.Begin('{');
    json.Key("cause").String(NameOf(static_cast<StallCause>(i)));
    json.Key("count").Number(summary.stall_count[i]);
    json.Key("time_ns").Number(summary.stall_time_ns[i]);
    json.End('}');
  }
  json.End(']');
}

void LevelsJson(JsonOut& json, const Summary& summary) {
  json.Key("levels").Begin('[');
  for (int level = 0; level < kMaxLevels; level++) {
    json.Begin('{');
    json.Key("files").Number(summary.level_files[level]);
    json.Key("bytes").Number(summary.level_bytes[level]);
    json.End('}');
  }
  json.End(']');
}

std::string Line(const std::string& name, const std::string& value) {
  return name + std::string(name.size() < 20 ? 20 - name.size() : 1, ' ') + value + "\n";
}

std::string LatencyText(const LatencySummary& latency) {
  return "half within " + ReadableNanos(latency.p50) + ", 99 % within " +
         ReadableNanos(latency.p99) + ", longest " + ReadableNanos(latency.max);
}

std::string Times(uint64_t count, const char* one, const char* many) {
  return Grouped(count) + " " + (count == 1 ? one : many);
}

std::string StallsText(const Summary& summary) {
  std::string text;
  for (size_t i = 0; i < summary.stall_count.size(); i++) {
    if (summary.stall_count[i] == 0) continue;
    text += Line("  " + std::string(NameOf(static_cast<StallCause>(i))),
                 Times(summary.stall_count[i], "stall, ", "stalls, ") +
                     ReadableNanos(summary.stall_time_ns[i]));
  }
  return text.empty() ? Line("stalls", "none") : "stalls\n" + text;
}

std::string Listed(const std::vector<uint32_t>& numbers) {
  std::string text;
  for (const uint32_t number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

// Nothing of a run in which nothing was to go wrong.
std::string FaultsText(const Summary& summary) {
  std::string text;
  if (summary.faults != 0) text += Line("faults", Grouped(summary.faults) + " met");
  if (summary.power_cuts != 0) text += Line("power cuts", Grouped(summary.power_cuts));
  if (!summary.faults_not_met.empty()) {
    text += Line("faults not met",
                 "number " + Listed(summary.faults_not_met) + " of the scenario did not happen");
  }
  return text;
}

void FaultsJson(JsonOut& json, const Summary& summary) {
  if (summary.fault_count.empty() && summary.faults_not_met.empty()) return;
  json.Key("faults").Begin('{');
  json.Key("met").Number(summary.faults);
  json.Key("power_cuts").Number(summary.power_cuts);
  json.Key("not_met").Begin('[');
  for (const uint32_t number : summary.faults_not_met) json.Number(number);
  json.End(']');
  json.End('}');
}

std::string LevelsText(const Summary& summary) {
  std::string text;
  for (int level = 0; level < kMaxLevels; level++) {
    if (summary.level_files[level] == 0) continue;
    text +=
        Line("  L" + std::to_string(level), Times(summary.level_files[level], "file, ", "files, ") +
                                                ReadableBytes(summary.level_bytes[level]));
  }
  return text.empty() ? Line("levels", "empty") : "levels\n" + text;
}

}  // namespace

std::string WriteAmplification(const Summary& summary) {
  return Ratio(summary.wal_bytes + summary.flush_bytes + summary.compaction_bytes_written,
               summary.user_bytes);
}

std::string SummaryJson(const Summary& summary) {
  std::string text;
  JsonOut json(&text);
  json.Begin('{');
  json.Key("scenario").String(summary.scenario);
  json.Key("seed").Number(summary.seed);
  json.Key("real").Bool(summary.real);
  json.Key("duration_ns").Number(summary.duration_ns);
  json.Key("threads").Number(summary.threads);
  json.Key("operations").Begin('{');
  json.Key("writes").Number(summary.writes);
  json.Key("reads").Number(summary.reads);
  json.Key("deletes").Number(summary.deletes);
  json.Key("scans").Number(summary.scans);
  json.Key("failed_writes").Number(summary.failed_writes);
  json.End('}');
  json.Key("groups").Begin('{');
  json.Key("count").Number(summary.groups);
  json.Key("mean_size").Raw(Ratio(summary.group_members, summary.groups));
  json.Key("max_size").Number(summary.max_group_size);
  json.End('}');
  json.Key("syncs").Number(summary.syncs);
  StallsJson(json, summary);
  json.Key("memtable_switches").Number(summary.memtable_switches);
  json.Key("flushes").Begin('{');
  json.Key("count").Number(summary.flushes);
  json.Key("bytes").Number(summary.flush_bytes);
  json.End('}');
  json.Key("compactions").Begin('{');
  json.Key("count").Number(summary.compactions);
  json.Key("bytes_read").Number(summary.compaction_bytes_read);
  json.Key("bytes_written").Number(summary.compaction_bytes_written);
  json.Key("trivial_moves").Number(summary.trivial_moves);
  json.End('}');
  LevelsJson(json, summary);
  json.Key("bytes").Begin('{');
  json.Key("user").Number(summary.user_bytes);
  json.Key("wal").Number(summary.wal_bytes);
  json.End('}');
  json.Key("write_amplification").Raw(WriteAmplification(summary));
  json.Key("latency_ns").Begin('{');
  json.Key("write");
  LatencyJson(json, summary.write_latency);
  json.Key("read");
  LatencyJson(json, summary.read_latency);
  json.End('}');
  json.Key("events").Number(summary.events);
  json.Key("dropped_events").Number(summary.dropped_events);
  if (summary.lost_causes != 0) json.Key("lost_causes").Number(summary.lost_causes);
  if (summary.forced_events != 0) json.Key("forced_events").Number(summary.forced_events);
  json.Key("last_sequence").Number(summary.last_sequence);
  FaultsJson(json, summary);
  if (summary.state_matches_engine.has_value()) {
    json.Key("state_matches_engine").Bool(*summary.state_matches_engine);
  }
  json.End('}');
  return text;
}

std::string SummaryText(const Summary& summary) {
  std::string text;
  text += Line("run", (summary.scenario.empty() ? "" : summary.scenario + ", ") +
                          (summary.real ? "real threads and files" : "simulated") + ", seed " +
                          std::to_string(summary.seed) + ", " + ReadableNanos(summary.duration_ns));
  text += Line("operations", Times(summary.writes, "write, ", "writes, ") +
                                 Times(summary.deletes, "delete, ", "deletes, ") +
                                 Times(summary.reads, "read, ", "reads, ") +
                                 Times(summary.scans, "scan", "scans"));
  if (summary.failed_writes != 0) text += Line("failed writes", Grouped(summary.failed_writes));
  text += Line("groups", Times(summary.groups, "group of ", "groups of ") +
                             Ratio(summary.group_members, summary.groups) +
                             " writers on average, at most " + Grouped(summary.max_group_size));
  text += Line("syncs", Grouped(summary.syncs));
  text += StallsText(summary);
  text += Line("memtable switches", Grouped(summary.memtable_switches));
  text += Line("flushes", Grouped(summary.flushes) + ", " + ReadableBytes(summary.flush_bytes));
  text += Line("compactions", Grouped(summary.compactions) + ", " +
                                  ReadableBytes(summary.compaction_bytes_read) + " read, " +
                                  ReadableBytes(summary.compaction_bytes_written) + " written, " +
                                  Times(summary.trivial_moves, "trivial move", "trivial moves"));
  text += LevelsText(summary);
  text += Line("write amplification", WriteAmplification(summary));
  if (summary.write_latency.count > 0) {
    text += Line("write latency", LatencyText(summary.write_latency));
  }
  if (summary.read_latency.count > 0)
    text += Line("read latency", LatencyText(summary.read_latency));
  text += Line("last sequence", Grouped(summary.last_sequence));
  text += FaultsText(summary);
  text += Line("events", Grouped(summary.events) +
                             (summary.dropped_events == 0
                                  ? std::string()
                                  : ", " + Grouped(summary.dropped_events) + " dropped"));
  if (summary.lost_causes != 0) {
    text += Line("lost causes", Grouped(summary.lost_causes) + ": too long ago to be named");
  }
  if (summary.forced_events != 0) {
    text += Line("forced events", Grouped(summary.forced_events) + ": their order is not certain");
  }
  if (summary.state_matches_engine.has_value()) {
    text += Line("state", *summary.state_matches_engine ? "matches the engine's own account"
                                                        : "DIFFERS from the engine's own account");
  }
  return text;
}

}  // namespace lsm::trace
