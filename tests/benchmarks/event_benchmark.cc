// How many events a second a simulated run gives, on one core and with its trace written: 20
// fibers in the busiest built-in scenario. A person reads the line; ctest only sees to it that it
// runs.
//
//   event_benchmark [--scale N] [--rounds N]
#include <sys/resource.h>

#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "traces/format/jsonl_writer.h"

namespace {

using lsm::sim::RunScenario;
using lsm::sim::Scenario;

double ProcessorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Pass {
  uint64_t events = 0;
  double seconds = 0;  // of the processor
};

// `path` empty: no trace.
Pass Measure(const Scenario& scenario, const std::string& path) {
  const double begin = ProcessorSeconds();
  lsm::trace::TraceTables tables;
  lsm::sim::RunOptions options;
  options.tables = &tables;
  std::unique_ptr<lsm::trace::JsonlWriter> writer;
  if (!path.empty()) {
    const auto header = lsm::sim::HeaderFor(scenario, false);
    if (!lsm::trace::JsonlWriter::Open(path, header, &tables, &writer).ok()) std::exit(1);
    options.consumers = {writer.get()};
  }
  const auto result = RunScenario(scenario, options);
  if (!result.status.ok() || !result.state_matches_engine) std::exit(1);
  if (writer != nullptr && !writer->Close().ok()) std::exit(1);
  return {result.events, ProcessorSeconds() - begin};
}

}  // namespace

int main(int argc, char** argv) {
  uint64_t scale = 20;
  int rounds = 5;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--scale") scale = std::strtoull(argv[i + 1], nullptr, 10);
    if (option == "--rounds") rounds = std::atoi(argv[i + 1]);
  }
  Scenario scenario;
  const lsm::Status status = lsm::sim::LoadScenario(
      "write-stall",
      {"clients.0.threads=14", "clients.1.threads=4",  // and the main and the background fiber
       "clients.0.operations=" + std::to_string(7 * scale),
       "clients.1.operations=" + std::to_string(15 * scale), "families=all"},
      &scenario);
  if (!status.ok()) return 1;
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("event_benchmark_" + std::to_string(getpid()) + ".jsonl"))
                               .string();
  Pass without, with;
  for (int round = 0; round < rounds; round++) {
    const Pass a = Measure(scenario, "");
    const Pass b = Measure(scenario, path);
    if (round == 0 || a.seconds < without.seconds) without = a;
    if (round == 0 || b.seconds < with.seconds) with = b;
  }
  std::printf(
      "%llu events, 20 fibers: %.2f million a second without a trace, %.2f million with it"
      " (%.0f MB; best of %d rounds, processor time)\n",
      static_cast<unsigned long long>(with.events),
      static_cast<double>(without.events) / without.seconds / 1e6,
      static_cast<double>(with.events) / with.seconds / 1e6,
      static_cast<double>(std::filesystem::file_size(path)) / 1e6, rounds);
  std::filesystem::remove(path);
  return 0;
}
