// lsmscope run: runs a scenario, simulated or for real.
#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <optional>

#include "sim/cli/commands.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/trace_file.h"
#include "sim/cli/whole_number.h"
#include "sim/run/replay.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"
#include "traces/format/units.h"
#include "traces/metrics/summary.h"

namespace lsm::sim {
namespace {

class RunCommand final : public Command {
 public:
  std::string_view name() const override { return "run"; }
  std::string_view about() const override {
    return "Run a scenario: simulated, or for real with --real DIR";
  }

  void Declare(CLI::App* app) override {
    app_ = app;
    app->add_option("SCENARIO", scenario_, "A built-in scenario's name, or a file");
    app->add_flag("--list", list_, "Name the built-in scenarios");
    app->add_flag("--print", print_, "Print the whole scenario with its defaults; do not run it");
    app->add_flag("--fields", fields_, "Tell everything that a scenario can set");
    app->add_option("--set", sets_, "Change the scenario, as in options.write_buffer_size=8192")
        ->type_name("A.B=VALUE")
        ->expected(1)
        ->take_all();
    app->add_option("--seed", seed_, "Another seed")->check(WholeNumber())->type_name("N");
    app->add_option("--families", families_, "Record only these, comma-separated")
        ->type_name("NAMES");
    app->add_option("--real", real_directory_, "Real threads, and a database in this directory")
        ->type_name("DIR");
    app->add_flag("--reuse", reuse_,
                  "With --real: the directory may have a database already; the run writes into it");
    app->add_option("--replay", replay_,
                    "In the place of SCENARIO: the run that this trace recorded, again")
        ->type_name("TRACE");
    app->add_option("--alter", alter_,
                    "With --replay: at the first choice after event POSITION fiber FIBER goes"
                    " first; from there on in order of time and arrival")
        ->type_name("POSITION=FIBER");
    app->add_option("--trace", trace_, "Write a trace")->type_name("FILE");
    app->add_flag("--json", json_, "Print the summary as one JSON object");
    app->footer(
        "In the summary, operations.writes counts calls of Write, not the puts in their batches;\n"
        "write_amplification is bytes written (WAL, flushes, compactions) for each byte of keys\n"
        "and values that clients wrote.");
  }

  int Run() override {
    if (const std::string wrong = WrongUse(); !wrong.empty()) return Fail(wrong, kWrongUsage);
    if (list_) return List();
    if (fields_) return Print(DescribeScenarioFields()) ? kDone : kFailed;
    if (!replay_.empty()) return Replay();
    if (scenario_.empty()) {
      return Fail("run needs a scenario (run --list names the built-in ones)", kWrongUsage);
    }
    Scenario scenario;
    if (Status status = LoadScenario(scenario_, AllSets(), &scenario); !status.ok()) {
      return Fail(MessageOf(status), kWrongUsage);
    }
    if (print_) return Print(PrintScenario(scenario) + "\n") ? kDone : kFailed;
    if (scenario.world.schedule.kind == ScheduleKind::kChoose && real_directory_.empty()) {
      return Fail("world.schedule choose needs somebody who picks: open the scenario in the app",
                  kWrongUsage);
    }
    if (!real_directory_.empty()) {
      if (const std::string wrong = OnlySimulated(scenario); !wrong.empty()) {
        return Fail(wrong, kWrongUsage);
      }
    }
    return RunIt(scenario, nullptr, nullptr);
  }

 private:
  // What a scenario asks for that no real run can do; empty: nothing.
  static std::string OnlySimulated(const Scenario& scenario) {
    if (!scenario.faults.empty()) {
      return "--real: faults happen in simulated runs only; --set faults=[] leaves them out";
    }
    if (scenario.world.schedule.kind != ScheduleKind::kFifo) {
      return "--real: the operating system decides the schedule; --set world.schedule=fifo leaves"
             " out the scenario's";
    }
    return "";
  }

  // What is wrong with the options by themselves; empty: nothing.
  std::string WrongUse() const {
    const auto given_empty = [&](const char* option, const std::string& value) {
      return app_->count(option) > 0 && value.empty();
    };
    if (given_empty("--real", real_directory_)) return "--real: expected the name of a directory";
    if (given_empty("--trace", trace_)) return "--trace: expected the name of a file";
    if (given_empty("--families", families_)) {
      return "--families: expected names of families, or all";
    }
    if (given_empty("--replay", replay_)) return "--replay: expected the name of a trace";
    if (!alter_.empty() && replay_.empty()) return "--alter goes with --replay TRACE";
    if (!replay_.empty() && (!scenario_.empty() || !sets_.empty() || seed_.has_value() ||
                             !families_.empty() || !real_directory_.empty())) {
      return "--replay runs what the trace recorded: it takes no SCENARIO, --set, --seed,"
             " --families or --real";
    }
    if (reuse_ && real_directory_.empty()) return "--reuse goes with --real DIR";
    if ((list_ || fields_) && app_->count_all() > 2) {  // the command itself counts
      return std::string(list_ ? "--list" : "--fields") + " goes with nothing else";
    }
    if (print_ && (!trace_.empty() || !real_directory_.empty() || json_)) {
      return "--print runs nothing: it takes no --trace, --real or --json";
    }
    return "";
  }

  int List() const {
    std::string text;
    for (const std::string& name : BuiltInScenarios()) {
      Scenario scenario;
      if (Status status = LoadScenario(name, {}, &scenario); !status.ok()) {
        return Fail(MessageOf(status));
      }
      text += name + "\n    " + scenario.about + "\n";
    }
    return Print(text) ? kDone : kFailed;
  }

  // --seed and --families are --set by other names.
  std::vector<std::string> AllSets() const {
    std::vector<std::string> sets = sets_;
    if (seed_.has_value()) sets.push_back("seed=" + std::to_string(*seed_));
    if (families_ == "all") {
      sets.push_back("families=all");
    } else if (!families_.empty()) {
      std::string list;
      for (size_t begin = 0; begin <= families_.size();) {
        const size_t end = std::min(families_.find(',', begin), families_.size());
        list += (list.empty() ? "\"" : ",\"") + families_.substr(begin, end - begin) + "\"";
        begin = end + 1;
      }
      sets.push_back("families=[" + list + "]");
    }
    return sets;
  }

  int Replay() {
    const std::shared_ptr<trace::Trace> trace = LoadForCommand(replay_);
    if (trace == nullptr) return kFailed;
    RecordedRun recorded;
    if (Status status = ReadRecordedRun(*trace, replay_, &recorded); !status.ok()) {
      return Fail(MessageOf(status));
    }
    if (alter_.empty()) {
      if (print_) return Print(PrintScenario(recorded.scenario) + "\n") ? kDone : kFailed;
      return RunIt(recorded.scenario, &recorded, trace.get());
    }
    uint64_t position = 0;
    uint32_t fiber = 0;
    if (!ParseAlter(&position, &fiber)) {
      return Fail("--alter: " + alter_ + ": expected POSITION=FIBER as in 812=3", kWrongUsage);
    }
    Scenario altered;
    if (Status status = AlterSchedule(recorded, position, fiber, &altered); !status.ok()) {
      return Fail(MessageOf(status));
    }
    if (print_) return Print(PrintScenario(altered) + "\n") ? kDone : kFailed;
    return RunIt(altered, nullptr, nullptr);
  }

  bool ParseAlter(uint64_t* position, uint32_t* fiber) const {
    const char* const end = alter_.data() + alter_.size();
    const auto first = std::from_chars(alter_.data(), end, *position);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '=') return false;
    const auto second = std::from_chars(first.ptr + 1, end, *fiber);
    return second.ec == std::errc() && second.ptr == end && *fiber > 0;
  }

  // `recorded` and `trace`: of a run that is to be given again; null otherwise.
  int RunIt(const Scenario& scenario, const RecordedRun* recorded, const trace::Trace* trace) {
    std::error_code ignored;
    if (!reuse_ && !real_directory_.empty() &&
        std::filesystem::exists(std::filesystem::path(real_directory_) / "CURRENT", ignored)) {
      return Fail(real_directory_ + ": there is a database already; --reuse lets the run write " +
                  "into it");
    }
    trace::TraceTables tables;
    Progress progress;
    RunOptions options;
    options.real_directory = real_directory_;
    options.tables = &tables;
    options.consumers = {&progress};
    std::optional<ReplayCheck> check;
    if (recorded != nullptr) {
      options.new_policy = ReplayOf(*recorded);
      options.consumers.push_back(&check.emplace(trace, &tables));
    }
    std::unique_ptr<TraceFile> file;
    if (!trace_.empty()) {
      const trace::TraceHeader header = HeaderFor(scenario, !real_directory_.empty());
      if (Status status = TraceFile::Open(trace_, header, &tables, &file); !status.ok()) {
        return Fail(MessageOf(status));
      }
      options.consumers.push_back(file->consumer());
    }

    const RunResult result = RunScenario(scenario, options);
    if (!result.database_opened) return Fail(MessageOf(result.status));
    if (file != nullptr) {
      if (Status status = file->Finish(); !status.ok()) return Fail(MessageOf(status));
    }
    const std::string summary =
        json_ ? trace::SummaryJson(result.summary) + "\n" : trace::SummaryText(result.summary);
    const bool printed = Print(summary);
    if (!result.status.ok()) return Fail(MessageOf(result.status));
    if (check && !check->difference().empty()) {
      return Fail(replay_ + ": the run was not the same again: " + check->difference());
    }
    if (scenario.drop_event > result.events) {
      return Fail("check.drop_event: there is no event " + trace::Grouped(scenario.drop_event) +
                  "; the last one is " + trace::Grouped(result.events));
    }
    if (!result.state_matches_engine) {
      return Fail("the folded State differs from the engine's account: " + result.mismatch);
    }
    return printed ? kDone : Fail("cannot write to standard output");
  }

  CLI::App* app_ = nullptr;
  std::string scenario_;
  bool list_ = false;
  bool print_ = false;
  bool fields_ = false;
  std::vector<std::string> sets_;
  std::optional<uint64_t> seed_;
  std::string families_;
  std::string real_directory_;
  bool reuse_ = false;
  std::string replay_;
  std::string alter_;
  std::string trace_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewRunCommand() { return std::make_unique<RunCommand>(); }

}  // namespace lsm::sim
