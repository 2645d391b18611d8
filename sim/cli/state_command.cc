// lsmscope state: what is true after an event.
#include <CLI/CLI.hpp>

#include "sim/cli/commands.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "traces/state/state_json.h"
#include "traces/timeline/timeline.h"

namespace lsm::sim {
namespace {

class StateCommand final : public Command {
 public:
  std::string_view name() const override { return "state"; }
  std::string_view about() const override { return "Show the State after an event"; }

  void Declare(CLI::App* app) override {
    app->add_option("TRACE", path_, "The trace")->required();
    app->add_option("--at", at_, "Position of the event; 0: before the first")
        ->check(WholeNumber())
        ->type_name("N")
        ->required();
    app->add_flag("--json", json_, "Print one JSON object");
  }

  int Run() override {
    const std::shared_ptr<trace::Trace> trace = LoadForCommand(path_);
    if (trace == nullptr || !CheckPosition(*trace, path_, at_)) return kFailed;
    trace::Timeline timeline(trace);
    const trace::State state = timeline.StateAt(at_);
    const bool printed = Print(json_ ? trace::StateJson(state, trace->tables) + "\n"
                                     : trace::StateText(state, trace->tables));
    return printed ? kDone : Fail("cannot write to standard output");
  }

 private:
  std::string path_;
  uint64_t at_ = 0;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewStateCommand() { return std::make_unique<StateCommand>(); }

}  // namespace lsm::sim
