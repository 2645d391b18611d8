#include "sim/sweep/figures.h"

#include <array>
#include <functional>
#include <numeric>
#include <utility>

#include "traces/format/field_types.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

using trace::Summary;

struct Figure {
  std::string name;
  std::function<std::string(const Summary&)> value;
};

Figure Of(std::string name, uint64_t Summary::*member) {
  return {std::move(name), [member](const Summary& s) { return std::to_string(s.*member); }};
}

template <size_t N>
Figure SumOf(std::string name, std::array<uint64_t, N> Summary::*member) {
  return {
      std::move(name), [member](const Summary& s) {
        return std::to_string(std::accumulate((s.*member).begin(), (s.*member).end(), uint64_t{0}));
      }};
}

Figure Latency(std::string name, trace::LatencySummary Summary::*member,
               uint64_t trace::LatencySummary::*part) {
  return {std::move(name),
          [member, part](const Summary& s) { return std::to_string(s.*member.*part); }};
}

// Calls that ended in each second of the run.
std::string OperationsPerSecond(const Summary& s) {
  const uint64_t operations = s.writes + s.deletes + s.reads + s.scans;
  if (s.duration_ns == 0) return "0";
  // Without overflow up to 1.8e10 operations.
  return std::to_string(operations > UINT64_MAX / 1'000'000'000
                            ? operations / s.duration_ns * 1'000'000'000
                            : operations * 1'000'000'000 / s.duration_ns);
}

std::vector<Figure> MakeFigures() {
  using S = Summary;
  using L = trace::LatencySummary;
  std::vector<Figure> figures{
      Of("duration_ns", &S::duration_ns),
      {"operations_per_s", OperationsPerSecond},
      Of("writes", &S::writes),
      Of("deletes", &S::deletes),
      Of("reads", &S::reads),
      Of("scans", &S::scans),
      Of("failed_writes", &S::failed_writes),
      Of("groups", &S::groups),
      {"mean_group_size", [](const S& s) { return trace::Ratio(s.group_members, s.groups); }},
      Of("max_group_size", &S::max_group_size),
      Of("syncs", &S::syncs),
      SumOf("stalls", &S::stall_count),
      SumOf("stall_time_ns", &S::stall_time_ns),
      Of("memtable_switches", &S::memtable_switches),
      Of("flushes", &S::flushes),
      Of("flush_bytes", &S::flush_bytes),
      Of("compactions", &S::compactions),
      Of("trivial_moves", &S::trivial_moves),
      Of("compaction_bytes_read", &S::compaction_bytes_read),
      Of("compaction_bytes_written", &S::compaction_bytes_written),
      SumOf("files", &S::level_files),
      SumOf("table_bytes", &S::level_bytes),
      Of("user_bytes", &S::user_bytes),
      Of("wal_bytes", &S::wal_bytes),
      {"write_amplification", [](const S& s) { return trace::WriteAmplification(s); }},
      Latency("write_p50_ns", &S::write_latency, &L::p50),
      Latency("write_p99_ns", &S::write_latency, &L::p99),
      Latency("write_max_ns", &S::write_latency, &L::max),
      Latency("read_p50_ns", &S::read_latency, &L::p50),
      Latency("read_p99_ns", &S::read_latency, &L::p99),
      Latency("read_max_ns", &S::read_latency, &L::max),
      Of("events", &S::events),
  };
  for (size_t i = 0; i < trace::kNumStallCauses; i++) {
    const std::string cause(trace::NameOf(static_cast<StallCause>(i)));
    figures.push_back(
        {"stalls_" + cause, [i](const S& s) { return std::to_string(s.stall_count[i]); }});
    figures.push_back(
        {"stall_ns_" + cause, [i](const S& s) { return std::to_string(s.stall_time_ns[i]); }});
  }
  return figures;
}

const std::vector<Figure>& Figures() {
  static const std::vector<Figure> figures = MakeFigures();
  return figures;
}

}  // namespace

std::vector<std::string> FigureNames() {
  std::vector<std::string> names;
  for (const Figure& figure : Figures()) names.push_back(figure.name);
  return names;
}

std::vector<std::string> FiguresOf(const trace::Summary& summary) {
  std::vector<std::string> values;
  for (const Figure& figure : Figures()) values.push_back(figure.value(summary));
  return values;
}

}  // namespace lsm::sim
