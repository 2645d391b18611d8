// lsmscope stat: the summary of a trace.
#include <CLI/CLI.hpp>

#include "sim/cli/commands.h"
#include "sim/cli/text.h"
#include "sim/run/run_scenario.h"
#include "traces/metrics/summary.h"

namespace lsm::sim {
namespace {

class StatCommand final : public Command {
 public:
  std::string_view name() const override { return "stat"; }
  std::string_view about() const override { return "Sum up a trace"; }

  void Declare(CLI::App* app) override {
    app->add_option("TRACE", path_, "The trace")->required();
    app->add_flag("--json", json_, "Print one JSON object");
  }

  int Run() override {
    const std::shared_ptr<trace::Trace> trace = LoadForCommand(path_);
    if (trace == nullptr) return kFailed;
    trace::SummaryBuilder builder(&trace->tables);
    for (uint64_t position = 1; position <= trace->events.size(); position++) {
      const Event& event = trace->events.At(position);
      if (event.kind != 0) builder.OnEvent(position, event);
    }
    builder.OnEnd();
    trace::Summary summary = builder.Get();
    // A header may have a scenario's name alone; and faults are known only if they were recorded.
    Scenario scenario;
    if ((trace->header.families & Bit(Family::kFault)) != 0 &&
        ParseScenario(trace->header.scenario, path_, {}, &scenario).ok()) {
      TellFaultsNotMet(scenario, &summary);
    }
    const bool printed =
        Print(json_ ? trace::SummaryJson(summary) + "\n" : trace::SummaryText(summary));
    return printed ? kDone : Fail("cannot write to standard output");
  }

 private:
  std::string path_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewStatCommand() { return std::make_unique<StatCommand>(); }

}  // namespace lsm::sim
