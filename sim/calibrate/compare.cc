#include "sim/calibrate/compare.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <numeric>
#include <thread>

#include "engine/events/wal.h"
#include "sim/calibrate/calibrate.h"
#include "sim/calibrate/stopwatch.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "traces/metrics/summary.h"

namespace lsm::sim {
namespace {

struct Case {
  const char* name;
  const char* scenario;
  std::vector<std::string> sets;
};

std::vector<Case> Cases() {
  return {
      {"one writer, no sync",
       "put",
       {"clients.0.operations=30000", "clients.0.sync_percent=0", "clients.0.keys.count=100000",
        "clients.0.keys.distribution=uniform", "clients.0.value_bytes.max=200",
        "options.write_buffer_size=256K", "options.max_file_size=256K",
        "options.max_bytes_for_level_base=1M"}},
      {"eight writers, all sync",
       "group-commit",
       {R"(clients=[{"threads":8,"operations":60,"sync_percent":100}])"}},
      {"group-commit", "group-commit", {}},
      {"write-stall", "write-stall", {}},
      {"ycsb-a",
       "ycsb-a",
       {"clients.0.operations=4000", "clients.0.keys.count=4000", "clients.1.keys.count=4000",
        "clients.1.operations=2000"}},
      {"ycsb-b",
       "ycsb-b",
       {"clients.0.operations=4000", "clients.0.keys.count=4000", "clients.1.keys.count=4000",
        "clients.1.operations=4000"}},
  };
}

struct Figure {
  const char* name;
  bool is_time;
  double (*value)(const trace::Summary&);
};

double Number(uint64_t number) { return static_cast<double>(number); }
double Quotient(uint64_t a, uint64_t b) { return b == 0 ? 0 : Number(a) / Number(b); }

constexpr std::array<Figure, 9> kFigures{{
    {"writers in a group", false,
     [](const trace::Summary& s) { return Quotient(s.group_members, s.groups); }},
    {"syncs of the log", false, [](const trace::Summary& s) { return Number(s.syncs); }},
    {"flushes", false, [](const trace::Summary& s) { return Number(s.flushes); }},
    {"compactions", false, [](const trace::Summary& s) { return Number(s.compactions); }},
    {"stalls", false,
     [](const trace::Summary& s) {
       return Number(std::accumulate(s.stall_count.begin(), s.stall_count.end(), uint64_t{0}));
     }},
    {"write amplification", false,
     [](const trace::Summary& s) {
       return Quotient(s.wal_bytes + s.flush_bytes + s.compaction_bytes_written, s.user_bytes);
     }},
    {"stalled, ms", true,
     [](const trace::Summary& s) {
       return Number(std::accumulate(s.stall_time_ns.begin(), s.stall_time_ns.end(), uint64_t{0})) /
              1e6;
     }},
    {"median write, us", true,
     [](const trace::Summary& s) { return Number(s.write_latency.p50) / 1e3; }},
    {"operations a second", true,
     [](const trace::Summary& s) {
       return Quotient(s.writes + s.deletes + s.reads + s.scans, s.duration_ns) * 1e9;
     }},
}};

Status Load(const Case& each, const std::string& costs, Scenario* scenario) {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::string> sets = each.sets;
  sets.push_back("costs=" + costs);
  sets.push_back("world.cores=" + std::to_string(cores));
  return LoadScenario(each.scenario, sets, scenario);
}

// The device that a cost file describes.
Status DeviceOf(const std::string& costs, DeviceModel* device) {
  Scenario scenario;
  const Status status = ParseScenario("{}", "comparison", {"costs=" + costs}, &scenario);
  *device = scenario.device;
  return status;
}

// The mean time of the log's syncs in a run.
class SyncTimes final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t, const Event& event) override {
    if (!event.Is<WalSyncEnd>()) return;
    sum_ns_ += event.As<WalSyncEnd>().duration_ns;
    count_++;
  }
  // A mean of few says little.
  bool Tells() const { return count_ >= 20; }
  uint64_t MeanNanos() const { return sum_ns_ / count_; }

 private:
  uint64_t sum_ns_ = 0;
  uint64_t count_ = 0;
};

Status RunForReal(const Scenario& scenario, const std::string& directory, SyncTimes* syncs,
                  trace::Summary* summary) {
  const RunResult result =
      RunScenario(scenario, {.real_directory = directory, .tell_late = true, .consumers = {syncs}});
  std::error_code ignored;
  std::filesystem::remove_all(directory, ignored);
  *summary = result.summary;
  return result.status;
}

}  // namespace

double ComparedFigure::OffBy() const {
  if (!is_time && std::max(simulated, real) < 3 && std::abs(simulated - real) <= 1 &&
      figure != "writers in a group" && figure != "write amplification") {
    return 1;
  }
  if (simulated == real) return 1;
  const double least = std::min(simulated, real);
  return least == 0 ? 1e9 : std::max(simulated, real) / least;
}

Status CompareWithReal(const ComparePlan& plan,
                       const std::function<void(std::string_view)>& progress,
                       std::vector<ComparedFigure>* figures) {
  DeviceModel device;
  if (Status status = DeviceOf(plan.costs, &device); !status.ok()) return status;
  const std::vector<Case> cases = Cases();
  std::vector<Scenario> scenarios(cases.size());
  for (size_t i = 0; i < cases.size(); i++) {
    if (Status status = Load(cases[i], plan.costs, &scenarios[i]); !status.ok()) return status;
    scenarios[i].device = device;
  }
  std::vector<std::vector<trace::Summary>> real(cases.size());
  std::vector<std::vector<trace::Summary>> simulated(cases.size());
  const std::string directory = plan.directory + "/lsmscope-compare-" + std::to_string(getpid());
  for (uint32_t round = 0; round < plan.rounds; round++) {
    for (size_t i = 0; i < cases.size(); i++) {
      if (progress) progress(cases[i].name);
      SyncTimes syncs;
      uint64_t before_ns = 0;
      uint64_t after_ns = 0;
      Status status = MeasureSync(plan.directory, &before_ns);
      if (status.ok())
        status = RunForReal(scenarios[i], directory, &syncs, &real[i].emplace_back());
      if (status.ok()) status = MeasureSync(plan.directory, &after_ns);
      if (!status.ok()) return status;
      const uint64_t sync_ns = syncs.Tells() ? syncs.MeanNanos() : (before_ns + after_ns) / 2;
      scenarios[i].device.sync_ns = sync_ns - std::min(sync_ns, device.sync_cpu_ns);
      const RunResult result = RunScenario(scenarios[i], {});
      if (!result.status.ok()) return result.status;
      simulated[i].push_back(result.summary);
    }
  }
  for (size_t i = 0; i < cases.size(); i++) {
    for (const Figure& figure : kFigures) {
      std::vector<double> values;
      std::vector<double> model;
      for (const trace::Summary& summary : real[i]) values.push_back(figure.value(summary));
      for (const trace::Summary& summary : simulated[i]) model.push_back(figure.value(summary));
      figures->push_back({.scenario = cases[i].name,
                          .figure = figure.name,
                          .is_time = figure.is_time,
                          .simulated = Median(model),
                          .real = Median(values),
                          .real_least = *std::ranges::min_element(values),
                          .real_most = *std::ranges::max_element(values)});
    }
  }
  return Status::OK();
}

std::string ComparisonTable(const std::vector<ComparedFigure>& figures) {
  std::string text =
      "| scenario | figure | simulated | real, median | real, least to most | off by |\n"
      "|---|---|---|---|---|---|\n";
  for (const ComparedFigure& each : figures) {
    if (each.simulated == 0 && each.real == 0) continue;
    char line[256];
    std::snprintf(line, sizeof(line), "| %s | %s | %.4g | %.4g | %.4g to %.4g | ",
                  each.scenario.c_str(), each.figure.c_str(), each.simulated, each.real,
                  each.real_least, each.real_most);
    text += line;
    const double off = each.OffBy();
    if (off > 100) {
      text += "only one has it |\n";
      continue;
    }
    std::snprintf(line, sizeof(line), "%.2f |\n", off);
    text += line;
  }
  return text;
}

}  // namespace lsm::sim
