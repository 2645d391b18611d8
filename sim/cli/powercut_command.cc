// lsmscope powercut: cuts the power at every moment of a workload and recovers what is left.
#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <optional>

#include "sim/cli/commands.h"
#include "sim/cli/image_files.h"
#include "sim/cli/interrupt_scope.h"
#include "sim/cli/number_range.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "sim/powercut/campaign.h"
#include "sim/powercut/exhaustive.h"
#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

using Clock = std::chrono::steady_clock;

using trace::Grouped;

std::string NamesOfSurvivals() {
  std::string names;
  for (const Survival& survival : Survivals()) {
    names += names.empty() ? "" : ", ";
    names += survival.name;
  }
  return names;
}

class PowerCutCommand final : public Command {
 public:
  std::string_view name() const override { return "powercut"; }
  std::string_view about() const override {
    return "Cut the power at every moment of a workload and check what is recovered";
  }

  void Declare(CLI::App* app) override {
    app_ = app;
    app->add_option("SCENARIO", scenario_,
                    "A built-in scenario's name, or a file (default powercut)");
    app->add_option("--exhaustive", exhaustive_,
                    "Instead of a scenario every workload of 1 to N operations (1..5)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--seeds", seeds_, "Seeds of the workload (default 1..100)")->type_name("A..B");
    app->add_option("--sessions", sessions_, "How often the database is opened (default 2)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--lives", lives_,
                    "How often the power is cut for good, and the workload goes on with what"
                    " survived (default 2)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--life", life_, "Only the cuts in this life")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("-j,--jobs", jobs_, "Threads (default 1)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--survival", survivals_,
                    "What survives of what was not synced, with commas between (default all): " +
                        NamesOfSurvivals())
        ->type_name("LIST")
        ->delimiter(',');
    app->add_option("--choices", choices_,
                    "Of each survival that leaves a choice, so many (default 2)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--sector", sector_, "Bytes that are written whole or not (default 512)")
        ->check(WholeNumber())
        ->type_name("BYTES");
    app->add_option("--depth", depth_,
                    "1: no cuts during recovery, 2: one (default), 3: one more during the recovery"
                    " from that, and so on to 5; each step takes many times as long")
        ->check(WholeNumber())
        ->type_name("D");
    app->add_option("--seconds,--budget", seconds_,
                    "Ends after so many seconds; 0: seeds go on behind the last one until"
                    " interrupted")
        ->check(WholeNumber())
        ->type_name("SECONDS");
    app->add_option("--at", at_, "Only the cuts after this change of the disk")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--choice", choice_, "Only this one of a survival's choices")
        ->check(WholeNumber())
        ->type_name("K");
    app->add_option("--keep", keep_, "Write the first disk that breaks a promise as real files")
        ->type_name("DIR");
    app->add_option("--set", sets_, "Change the scenario, as in options.reuse_logs=true")
        ->type_name("A.B=VALUE")
        ->expected(1)
        ->take_all();
    app->add_flag("--json", json_, "Print one JSON object");
    app->footer(
        "Every disk that is found is opened with the engine, and what is in it is compared with\n"
        "what the clients wrote: (1) acknowledged synced writes and all before them are there,\n"
        "(2) it is the state after some prefix of the writes, (3) it opens. A disk that was seen\n"
        "before is not counted again. Exit status: 0 no promise is broken, 1 otherwise.");
  }

  int Run() override {
    CampaignPlan plan;
    if (const std::string wrong = MakePlan(&plan); !wrong.empty()) return Fail(wrong, kWrongUsage);
    const InterruptScope interrupts;
    const auto began = Clock::now();
    CampaignHooks hooks{.cancel = InterruptScope::flag()};
    if (IsTerminal()) {
      hooks.progress = [](const CampaignReport& report) {
        std::fprintf(stderr, "\r%s runs, %s images verified ", Grouped(report.runs).c_str(),
                     Grouped(report.counts.verified).c_str());
      };
    }
    const CampaignReport report = RunCampaign(plan, hooks);
    if (IsTerminal()) std::fputs("\r\033[K", stderr);
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const std::string text = json_ ? Json(plan, report, seconds) : Text(plan, report, seconds);
    if (!Print(text)) return Fail("cannot write to standard output");
    if (!keep_.empty() && !report.violations.empty()) {
      const Status status = WriteFiles(*report.violations.front().violation.disk, keep_);
      if (!status.ok()) return Fail(MessageOf(status));
    }
    if (report.error.empty() && report.counts.verified == 0 && report.counts.violations == 0) {
      return Fail("nothing was checked: " + WhyNothing(plan, report));
    }
    if (!report.error.empty()) {
      return Fail("seed " + std::to_string(report.error_seed) +
                  ": the run itself failed: " + report.error);
    }
    return report.counts.violations == 0 ? kDone : kFailed;
  }

 private:
  // No disk was verified.
  std::string WhyNothing(const CampaignPlan& plan, const CampaignReport& report) const {
    if (!report.complete) return "it ended before the first disk was verified";
    if (at_.has_value()) {
      return "in none of " + Grouped(report.runs) + " runs did the disk change " + Grouped(*at_) +
             " times (--at)";
    }
    if (choice_.has_value()) {
      return "no survival has a choice " + Grouped(*choice_) + " (--choice)";
    }
    if (life_ > 1) return "no run came to life " + std::to_string(life_) + " (--life)";
    return "no disk was found in " + Grouped(report.runs) + " runs of " + plan.scenario.name;
  }

  // Empty, or what is wrong.
  std::string MakePlan(CampaignPlan* plan) {
    if (exhaustive_.has_value()) {
      if (std::string wrong = PlanExhaustive(plan); !wrong.empty()) return wrong;
    } else {
      if (Status status = LoadScenario(scenario_, sets_, &plan->scenario); !status.ok()) {
        return MessageOf(status);
      }
      if (!plan->scenario.faults.empty()) {
        return "faults: powercut cuts the power itself, expected a scenario without faults";
      }
      const std::optional<NumberRange> seeds = ParseNumberRange(seeds_);
      if (!seeds) {
        return "--seeds: " + seeds_ + ": expected A..B as in 1..1000, A at least 1 and at most B";
      }
      plan->first_seed = seeds->first;
      plan->last_seed = seeds->last;
      if (seconds_.has_value() && *seconds_ == 0) plan->last_seed = UINT64_MAX / 2;
    }
    if (sessions_ < 1 || sessions_ > 100) return "--sessions: expected 1..100";
    if (lives_ < 1 || lives_ > 100) return "--lives: expected 1..100";
    if (jobs_ < 1 || jobs_ > 1024) return "--jobs: expected 1..1024";
    if (exhaustive_.has_value() &&
        app_->count("--sessions") + app_->count("--lives") + app_->count("--life") > 0) {
      return "--exhaustive: its workloads open the database themselves and have one life, expected"
             " no --sessions, --lives or --life";
    }
    if (app_->count("--life") > 0 && (life_ < 1 || life_ > lives_)) {
      return "--life: there is no life " + std::to_string(life_) + ", expected 1.." +
             std::to_string(lives_) + " (--lives)";
    }
    if (choices_ < 1) return "--choices: expected at least 1";
    if (choice_.has_value() && *choice_ < 1) return "--choice: expected at least 1";
    if (depth_ < 1 || depth_ > 5) return "--depth: expected 1..5";
    if (sector_ < 1 || sector_ > 1 << 20) return "--sector: expected 1..1048576";
    plan->sessions = static_cast<uint32_t>(sessions_);
    plan->lives = plan->exhaustive ? 1 : static_cast<uint32_t>(lives_);
    plan->only_life = life_;
    plan->jobs = static_cast<uint32_t>(jobs_);
    plan->budget_ms = seconds_.value_or(0) * 1000;
    plan->matrix.depth = static_cast<uint32_t>(depth_);
    plan->matrix.choices = std::max<uint64_t>({choices_, choice_.value_or(1), 1});
    plan->matrix.only_change = at_;
    plan->matrix.only_choice = choice_;
    return PlanSurvivals(&plan->matrix);
  }

  std::string PlanExhaustive(CampaignPlan* plan) const {
    if (app_->count("SCENARIO") + sets_.size() > 0) {
      return "--exhaustive: it has its own workloads, expected no SCENARIO and no --set";
    }
    if (*exhaustive_ < 1 || *exhaustive_ > kMaxExhaustiveLength) {
      return "--exhaustive: expected 1.." + std::to_string(kMaxExhaustiveLength);
    }
    plan->exhaustive = true;
    plan->scenario = ExhaustiveScenario();
    plan->last_seed = CountWorkloads(static_cast<uint32_t>(*exhaustive_));
    if (app_->count("--seeds") == 0) return "";
    const std::optional<NumberRange> numbers = ParseNumberRange(seeds_);
    if (!numbers || numbers->last > plan->last_seed) {
      return "--seeds: " + seeds_ + ": expected A..B, numbers of workloads up to " +
             std::to_string(plan->last_seed);
    }
    plan->first_seed = numbers->first;
    plan->last_seed = numbers->last;
    return "";
  }

  std::string PlanSurvivals(MatrixPlan* plan) const {
    if (survivals_.empty()) plan->survivals.assign(Survivals().begin(), Survivals().end());
    for (const std::string& name : survivals_) {
      const Survival* survival = FindSurvival(name);
      if (survival == nullptr) {
        return "--survival: " + name + ": expected some of " + NamesOfSurvivals();
      }
      plan->survivals.push_back(*survival);
    }
    for (Survival& survival : plan->survivals) {
      survival.sector_bytes = static_cast<uint32_t>(sector_);
    }
    return "";
  }

  static std::string Where(const SeedViolation& broken) {
    const Violation& violation = broken.violation;
    std::string text = "life " + std::to_string(broken.life) + ", session " +
                       std::to_string(violation.cut.session) + ", event " +
                       Grouped(violation.cut.event);
    for (size_t i = 0; i < violation.steps.size(); i++) {
      const CutStep& step = violation.steps[i];
      text += i == 0 ? ", change " : "; then in recovery, change ";
      text += std::to_string(step.change) + " of the disk, survival " + std::string(step.survival) +
              ", choice " + std::to_string(step.choice);
    }
    return text;
  }

  // The command that shows it again.
  std::string Again(const CampaignPlan& plan, const SeedViolation& broken) const {
    const CutStep& first = broken.violation.steps.front();
    const std::string seed = std::to_string(broken.seed);
    std::string text = "lsmscope powercut ";
    text += plan.exhaustive ? "--exhaustive " + std::to_string(*exhaustive_) : scenario_;
    for (const std::string& set : sets_) text += " --set " + set;
    if (sessions_ != 2) text += " --sessions " + std::to_string(sessions_);
    if (sector_ != 512) text += " --sector " + std::to_string(sector_);
    if (!plan.exhaustive) text += " --life " + std::to_string(broken.life);
    if (broken.life > 2 || lives_ < broken.life) {
      text += " --lives " + std::to_string(broken.life);
    }
    text += " --seeds " + seed + ".." + seed + " --at " + std::to_string(first.change);
    // Cuts during recovery go through all kinds of survival.
    if (broken.violation.steps.size() == 1) text += " --survival " + std::string(first.survival);
    return text + " --choice " + std::to_string(first.choice) + " --depth " +
           std::to_string(std::max<size_t>(depth_, broken.violation.steps.size()));
  }

  std::string Text(const CampaignPlan& plan, const CampaignReport& report, double seconds) const {
    const MatrixCounts& counts = report.counts;
    std::string text = Grouped(report.runs) + (plan.exhaustive ? " workloads" : " runs") +
                       (report.complete ? "" : " (not all)") + ", " + Grouped(counts.events) +
                       " events, " + Grouped(counts.changes) + " moments at which disks differ\n" +
                       Grouped(counts.images) + " images, " + Grouped(counts.unique) + " unique, " +
                       Grouped(counts.verified) + " verified (" + Grouped(Rate(counts, seconds)) +
                       "/s), " + Grouped(counts.violations) + " violations\n";
    for (const SeedViolation& broken : report.violations) {
      text += "promise " + std::to_string(broken.violation.promise) + ": " + broken.violation.what +
              "\n  seed " + std::to_string(broken.seed) + ", " + Where(broken) + "\n";
      if (plan.exhaustive) text += "  " + DescribeWorkload(broken.seed) + "\n";
      text += "  " + Again(plan, broken) + "\n";
    }
    return text;
  }

  std::string Json(const CampaignPlan& plan, const CampaignReport& report, double seconds) const {
    const MatrixCounts& counts = report.counts;
    std::string text;
    trace::JsonOut json(&text);
    json.Begin('{');
    json.Key("runs").Number(report.runs);
    json.Key("complete").Bool(report.complete);
    json.Key("cuts").Number(counts.events);
    json.Key("moments").Number(counts.changes);
    json.Key("images").Number(counts.images);
    json.Key("unique").Number(counts.unique);
    json.Key("verified").Number(counts.verified);
    json.Key("verified_per_second").Number(Rate(counts, seconds));
    json.Key("violations").Number(counts.violations);
    json.Key("found").Begin('[');
    for (const SeedViolation& broken : report.violations) {
      json.Begin('{');
      json.Key("promise").Number(broken.violation.promise);
      json.Key("what").String(broken.violation.what);
      json.Key("seed").Number(broken.seed);
      json.Key("where").String(Where(broken));
      json.Key("again").String(Again(plan, broken));
      json.End('}');
    }
    json.End(']');
    json.End('}');
    return text + "\n";
  }

  static uint64_t Rate(const MatrixCounts& counts, double seconds) {
    return static_cast<uint64_t>(static_cast<double>(counts.verified) / std::max(seconds, 1e-3));
  }

  CLI::App* app_ = nullptr;
  std::string scenario_ = "powercut";
  std::optional<uint64_t> exhaustive_;
  std::string seeds_ = "1..100";
  uint64_t sessions_ = 2;
  uint64_t lives_ = 2;
  uint64_t life_ = 0;
  uint64_t jobs_ = 1;
  std::vector<std::string> survivals_;
  uint64_t choices_ = 2;
  uint64_t sector_ = 512;
  uint64_t depth_ = 2;
  std::optional<uint64_t> seconds_;
  std::optional<uint64_t> at_;
  std::optional<uint64_t> choice_;
  std::string keep_;
  std::vector<std::string> sets_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewPowerCutCommand() { return std::make_unique<PowerCutCommand>(); }

}  // namespace lsm::sim
