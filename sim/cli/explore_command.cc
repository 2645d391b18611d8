// lsmscope explore: searches the schedules of a scenario.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <thread>

#include "sim/cli/commands.h"
#include "sim/cli/interrupt_scope.h"
#include "sim/cli/number_range.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/trace_file.h"
#include "sim/cli/whole_number.h"
#include "sim/explore/explore.h"
#include "sim/explore/shrink.h"
#include "sim/run/run_scenario.h"
#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

std::string Significant(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.3g", number);
  return text;
}

// At least one of `runs` runs, each with probability `each`: a lower bound of it.
double AtLeastOne(double each, uint64_t runs) {
  // 1 - each has no digits left for so small a number; (1 - p)^n <= 1 / (1 + n*p) has.
  if (each < 1e-9) {
    const double sum = each * static_cast<double>(runs);
    return sum / (1 + sum);
  }
  double none = 1;
  double factor = 1 - each;
  for (; runs > 0; runs >>= 1) {
    if ((runs & 1) != 0) none *= factor;
    factor *= factor;
  }
  return 1 - none;
}

class ExploreCommand final : public Command {
 public:
  std::string_view name() const override { return "explore"; }
  std::string_view about() const override {
    return "Search the schedules of a scenario for one in which something happens";
  }

  void Declare(CLI::App* app) override {
    app_ = app;
    app->add_option("SCENARIO", scenario_, "A built-in scenario's name, or a file")->required();
    app->add_option("--find", find_,
                    "What is looked for, as in 'group.members >= 4', 'event.kind == StallEnd and"
                    " event.duration_ns > 10ms', 'account.differed'; without it only broken"
                    " promises end the search")
        ->type_name("EXPR");
    app->add_option("--policy", policy_, "random, pct or exhaustive (default pct)");
    app->add_option("--depth", depth_, "pct: d (default 3)")->check(WholeNumber())->type_name("D");
    app->add_option("--preemptions", preemptions_,
                    "exhaustive: every schedule in which at most so many choices differ from first"
                    " in, first out (default 2)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_flag("--untimed", untimed_,
                  "Time decides nothing: whoever is not blocked can go next, sleepers included");
    app->add_option("--seeds", seeds_, "random, pct: seeds of schedules (default 1..1000)")
        ->type_name("A..B");
    app->add_option("--budget", budget_, "At most so many schedules")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--max-choices", max_choices_,
                    "A run that needs more is given up, and counted as such (default 1000000)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_flag("--no-state", no_state_,
                  "Do not fold the State along: several times as many schedules a second, and the"
                  " engine's accounts are not compared");
    app->add_option("-j,--jobs", jobs_, "Threads (default 1)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--set", sets_, "Change the scenario, as in options.write_buffer_size=8192")
        ->type_name("A.B=VALUE")
        ->expected(1)
        ->take_all();
    app->add_option("-o,--output", output_, "Write a trace of what was found; it can be replayed")
        ->type_name("TRACE");
    app->add_flag("--json", json_, "Print one JSON object");
    app->footer(
        "Every schedule is checked: no deadlock, no starvation (but by pct, which is unfair), the\n"
        "write queue keeps its promises, the folded State equals the engine's accounts, and the\n"
        "history of the clients' reads and writes is linearizable. Exit status: 0 found what was\n"
        "looked for, or without --find nothing broken; 1 otherwise.");
  }

  int Run() override {
    ExplorePlan plan;
    if (const std::string wrong = MakePlan(&plan); !wrong.empty()) return Fail(wrong, kWrongUsage);
    const InterruptScope interrupts;
    ExploreHooks hooks{.cancel = InterruptScope::flag()};
    CountLine line;
    hooks.progress = [&](const ExploreReport& report) { line.Show(report); };
    const ExploreReport report = Explore(plan, hooks);
    line.Wipe();
    if (!report.found) return Tell(plan, report, nullptr);

    Attempts attempts(plan.scenario, plan.attempt);
    const Shrunk shrunk = Shrink(&attempts, plan.scenario.seed, *report.found, kShrinkAttempts,
                                 InterruptScope::flag());
    if (!output_.empty()) {
      if (Status status = WriteTrace(plan, shrunk.result); !status.ok()) {
        return Fail(MessageOf(status));
      }
    }
    return Tell(plan, report, &shrunk);
  }

 private:
  static constexpr uint64_t kShrinkAttempts = 20'000;

  // On standard error, if that is a terminal.
  class CountLine {
   public:
    void Show(const ExploreReport& report) {
      if (!on_terminal_) return;
      shown_ = true;
      std::fprintf(stderr, "\r%s schedules ", trace::Grouped(report.schedules).c_str());
    }
    void Wipe() const {
      if (shown_) std::fputs("\r\033[K", stderr);
    }

   private:
    const bool on_terminal_ = IsTerminal();
    bool shown_ = false;
  };

  // Empty, or what is wrong.
  std::string MakePlan(ExplorePlan* plan) {
    std::vector<std::string> sets = sets_;
    if (untimed_) sets.push_back("world.untimed=true");
    if (Status status = LoadScenario(scenario_, sets, &plan->scenario); !status.ok()) {
      return MessageOf(status);
    }
    if (plan->scenario.world.schedule.kind != ScheduleKind::kFifo) {
      return "world.schedule: explore chooses the schedule itself, expected fifo";
    }
    if (app_->count("--find") > 0 && find_.empty()) {
      return "--find: expected a condition, as in 'group.members >= 4'";
    }
    if (!find_.empty()) {
      if (Status status = trace::Condition::Parse(find_, &plan->attempt.find); !status.ok()) {
        return "--find: " + MessageOf(status);
      }
    }
    const auto names = Names(SearchKind{});
    const auto found = std::ranges::find(names, policy_);
    if (found == names.end()) {
      return "--policy: " + policy_ + ": expected random, pct or exhaustive";
    }
    plan->kind = static_cast<SearchKind>(found - names.begin());
    const std::optional<NumberRange> seeds = ParseNumberRange(seeds_);
    if (!seeds) {
      return "--seeds: " + seeds_ + ": expected A..B as in 1..1000, A at least 1 and at most B";
    }
    if (depth_ < 1 || depth_ > 100) return "--depth: expected 1..100";
    if (jobs_ < 1 || jobs_ > 1024) return "--jobs: expected 1..1024";
    if (preemptions_ > 100) return "--preemptions: expected 0..100";
    if (plan->kind == SearchKind::kExhaustive && app_->count("--seeds") > 0) {
      return "--seeds goes with --policy random or pct";
    }
    if (plan->kind != SearchKind::kPct && app_->count("--depth") > 0) {
      return "--depth goes with --policy pct";
    }
    if (plan->kind != SearchKind::kExhaustive && app_->count("--preemptions") > 0) {
      return "--preemptions goes with --policy exhaustive";
    }
    if (budget_ < 1) return "--budget: expected at least 1 schedule";
    plan->first_seed = seeds->first;
    plan->last_seed = seeds->last;
    plan->depth = static_cast<uint32_t>(depth_);
    plan->preemptions = static_cast<uint32_t>(preemptions_);
    plan->jobs = static_cast<uint32_t>(jobs_);
    plan->budget = budget_;
    plan->attempt.max_choices = max_choices_;
    plan->attempt.check_state = !no_state_;
    // Unfair on purpose, as for `run`; so is the replay of what it finds.
    if (plan->kind == SearchKind::kPct) plan->scenario.world.starvation_bound = 0;
    return "";
  }

  static Scenario ScenarioOf(const ExplorePlan& plan, const AttemptResult& result) {
    Scenario scenario = plan.scenario;
    scenario.world.schedule.kind = ScheduleKind::kReplay;
    scenario.world.schedule.choices = result.plan;
    scenario.world.choices = PrintChoices(result.plan);
    scenario.families = kAllFamilies;
    return scenario;
  }

  Status WriteTrace(const ExplorePlan& plan, const AttemptResult& result) const {
    const Scenario scenario = ScenarioOf(plan, result);
    trace::TraceTables tables;
    std::unique_ptr<TraceFile> file;
    if (Status status = TraceFile::Open(output_, HeaderFor(scenario, false), &tables, &file);
        !status.ok()) {
      return status;
    }
    // How it ends is what was found.
    (void)RunScenario(scenario, {.consumers = {file->consumer()}, .tables = &tables});
    return file->Finish();
  }

  int Tell(const ExplorePlan& plan, const ExploreReport& report, const Shrunk* shrunk) const {
    const bool printed = Print(json_ ? Json(plan, report, shrunk) : Text(plan, report, shrunk));
    if (!printed) return Fail("cannot write to standard output");
    const bool found = shrunk != nullptr && shrunk->result.end == AttemptEnd::kFound;
    if (shrunk != nullptr && !found) return Fail(shrunk->result.what);
    if (report.schedules == 0) {
      return Fail("no schedule was checked: " + trace::Grouped(report.gave_up) +
                  " were begun, and needed more than " + trace::Grouped(plan.attempt.max_choices) +
                  " choices (--max-choices)");
    }
    return found || find_.empty() ? kDone : kFailed;
  }

  std::string Text(const ExplorePlan& plan, const ExploreReport& report,
                   const Shrunk* shrunk) const {
    const bool pct = plan.kind == SearchKind::kPct;
    std::string text = policy_ + ": " + trace::Grouped(report.schedules) + " schedules, " +
                       trace::Grouped(report.operations) + " operations checked; for " +
                       trace::Grouped(report.searched) +
                       " of the schedules without the witness, too";
    if (report.search_given_up > 0) {
      text += " (for " + trace::Grouped(report.search_given_up) + " more that took too long)";
    }
    if (report.schedules == 0) return text + "\n";  // no bound of nothing
    text += "\nn = " + std::to_string(report.fibers) +
            " fibers, k = " + trace::Grouped(pct ? report.steps : report.most_choices) + " choices";
    if (pct) {
      const double bound = PctBound(report.fibers, report.steps, plan.depth);
      text +=
          ", d = " + std::to_string(plan.depth) +
          "; a bug of that depth is found by one schedule with probability >= 1/(n*k^(d-1)) = " +
          Significant(bound) +
          ", by all with >= " + Significant(AtLeastOne(bound, report.schedules));
      if (report.longer_than_steps > 0) {
        text += " (" + trace::Grouped(report.longer_than_steps) +
                " schedules had more than k choices, at most " +
                trace::Grouped(report.most_choices) + ": the bound does not hold for them)";
      }
    } else if (plan.kind == SearchKind::kExhaustive) {
      text += "; at most " + std::to_string(plan.preemptions) + " choices differ: " +
              (report.complete ? "these are all such schedules" : "not all such schedules");
    }
    text += "\n";
    if (report.gave_up > 0) {
      text += trace::Grouped(report.gave_up) + " more needed more than " +
              trace::Grouped(plan.attempt.max_choices) + " choices and were given up\n";
    }
    if (report.interrupted) text += "interrupted\n";
    if (shrunk == nullptr) return text + "nothing found\n";
    const AttemptResult& result = shrunk->result;
    text += result.end == AttemptEnd::kFound ? "found: event " : "violation: ";
    text += result.what + "\n";
    if (report.seed != 0) text += "by the schedule of seed " + std::to_string(report.seed) + "; ";
    text += trace::Grouped(report.found->plan.size()) +
            " choices differed from first in, first out, " + trace::Grouped(result.plan.size()) +
            " are left after " + trace::Grouped(shrunk->attempts) + " attempts" +
            (shrunk->minimal && !result.plan.empty() ? ", none of which can go" : "") +
            (result.plan.empty() ? "" : ": " + PrintChoices(result.plan)) + "\n";
    if (!output_.empty()) text += "written to " + output_ + "\n";
    return text;
  }

  std::string Json(const ExplorePlan& plan, const ExploreReport& report,
                   const Shrunk* shrunk) const {
    const bool pct = plan.kind == SearchKind::kPct;
    std::string text;
    trace::JsonOut json(&text);
    json.Begin('{');
    json.Key("policy").String(policy_);
    json.Key("untimed").Bool(untimed_);
    json.Key("schedules").Number(report.schedules);
    json.Key("operations").Number(report.operations);
    json.Key("searched_without_witness").Number(report.searched);
    json.Key("search_given_up").Number(report.search_given_up);
    json.Key("gave_up").Number(report.gave_up);
    json.Key("n").Number(report.fibers);
    json.Key("k").Number(pct ? report.steps : report.most_choices);
    json.Key("most_choices").Number(report.most_choices);
    if (pct) {
      json.Key("d").Number(plan.depth);
      json.Key("longer_than_k").Number(report.longer_than_steps);
      const double bound = PctBound(report.fibers, report.steps, plan.depth);
      json.Key("bound").Raw(Significant(bound));
      json.Key("bound_of_all").Raw(Significant(AtLeastOne(bound, report.schedules)));
    }
    if (plan.kind == SearchKind::kExhaustive) {
      json.Key("preemptions").Number(plan.preemptions);
      json.Key("complete").Bool(report.complete);
    }
    json.Key("interrupted").Bool(report.interrupted);
    if (shrunk != nullptr) {
      json.Key("found").Begin('{');
      json.Key("violation").Bool(shrunk->result.end == AttemptEnd::kViolation);
      json.Key("what").String(shrunk->result.what);
      json.Key("position").Number(shrunk->result.position);
      json.Key("seed").Number(report.seed);
      json.Key("differing_choices").Number(report.found->plan.size());
      json.Key("choices").String(PrintChoices(shrunk->result.plan));
      json.End('}');
    }
    json.End('}');
    return text + "\n";
  }

  CLI::App* app_ = nullptr;
  std::string scenario_;
  std::string find_;
  std::string policy_ = "pct";
  uint64_t depth_ = 3;
  uint64_t preemptions_ = 2;
  bool untimed_ = false;
  std::string seeds_ = "1..1000";
  uint64_t budget_ = UINT64_MAX;
  uint64_t max_choices_ = 1'000'000;
  bool no_state_ = false;
  uint64_t jobs_ = 1;
  std::vector<std::string> sets_;
  std::string output_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewExploreCommand() { return std::make_unique<ExploreCommand>(); }

}  // namespace lsm::sim
