// lsmscope fingerprint: a number for each run, to compare programs, compilers and machines.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "sim/cli/commands.h"
#include "sim/cli/number_range.h"
#include "sim/cli/text.h"
#include "sim/run/event_hash.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/random_scenario.h"

namespace lsm::sim {
namespace {

class FingerprintCommand final : public Command {
 public:
  std::string_view name() const override { return "fingerprint"; }
  std::string_view about() const override {
    return "Print a hash over all events of simulated runs, to compare builds and machines";
  }

  void Declare(CLI::App* app) override {
    app->add_option("SCENARIO", scenarios_, "Built-in scenarios' names, or files");
    app->add_option("--random", random_,
                    "Scenarios drawn from these numbers, too: random-A to random-B")
        ->type_name("A..B");
    app->footer(
        "One line for each scenario: its name, how many events there were, the hash, and how the\n"
        "run ended. random-17 is a scenario's name wherever one is expected; where two programs\n"
        "differ, `run random-17 --families all --trace FILE` and `diff` name the first event.");
  }

  int Run() override {
    if (scenarios_.empty() && random_.empty()) {
      return Fail("fingerprint needs a SCENARIO or --random A..B", kWrongUsage);
    }
    std::optional<NumberRange> range;
    if (!random_.empty() && !(range = ParseNumberRange(random_))) {
      return Fail(
          "--random: " + random_ + ": expected A..B as in 1..200, A at least 1 and at most B",
          kWrongUsage);
    }
    for (const std::string& name : scenarios_) {
      Scenario scenario;
      if (Status status = LoadScenario(name, {}, &scenario); !status.ok()) {
        return Fail(MessageOf(status), kWrongUsage);
      }
      if (!PrintOne(scenario)) return kFailed;
    }
    for (uint64_t number = range ? range->first : 1; range && number <= range->last; number++) {
      if (!PrintOne(RandomScenario(number))) return kFailed;
    }
    return kDone;
  }

 private:
  static bool PrintOne(const Scenario& scenario) {
    trace::TraceTables tables;
    EventHash hash(&tables);
    // Whatever is recorded: the hash is over all of it.
    Scenario all = scenario;
    all.families = kAllFamilies;
    const RunResult result = RunScenario(all, {.consumers = {&hash}, .tables = &tables});
    char digits[17];
    std::snprintf(digits, sizeof(digits), "%016llx", static_cast<unsigned long long>(hash.value()));
    return Print(scenario.name + " " + std::to_string(hash.events()) + " " + digits + " " +
                 (result.status.ok() ? "ok" : MessageOf(result.status)) + "\n");
  }

  std::vector<std::string> scenarios_;
  std::string random_;
};

}  // namespace

std::unique_ptr<Command> NewFingerprintCommand() { return std::make_unique<FingerprintCommand>(); }

}  // namespace lsm::sim
