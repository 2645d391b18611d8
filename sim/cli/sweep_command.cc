// lsmscope sweep: a scenario in every combination of some settings, as a table.
#include <CLI/CLI.hpp>
#include <charconv>

#include "sim/cli/commands.h"
#include "sim/cli/interrupt_scope.h"
#include "sim/cli/number_range.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "sim/sweep/results_file.h"
#include "sim/sweep/sweep.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

class SweepCommand final : public Command {
 public:
  std::string_view name() const override { return "sweep"; }
  std::string_view about() const override {
    return "Run a scenario in every combination of some settings; the figures go to a table";
  }

  void Declare(CLI::App* app) override {
    app_ = app;
    app->add_option("SCENARIO", scenario_, "A built-in scenario's name, or a file");
    app->add_option("--vary", vary_, "A key and its values, as in options.write_buffer_size=1M,4M")
        ->type_name("A.B=V1,V2,...")
        ->expected(1)
        ->take_all();
    app->add_option("--seeds", seeds_, "Every combination with each of these seeds (default 1..1)")
        ->type_name("A..B");
    app->add_option("--set", sets_, "Change the scenario in all runs")
        ->type_name("A.B=VALUE")
        ->expected(1)
        ->take_all();
    app->add_option("-j,--jobs", jobs_, "Runs at the same time (default 1)")
        ->check(WholeNumber())
        ->type_name("N");
    app->add_option("--shard", shard_, "Only every N-th run, from the I-th on")->type_name("I/N");
    app->add_option("-o,--output", output_, "The table, a CSV file; rows that it has are kept")
        ->type_name("FILE");
    app->add_option("--merge", merge_, "In the place of a sweep: makes OUT of the tables IN")
        ->type_name("OUT IN...")
        ->expected(2, 100'000);
    app->add_flag("--json", json_, "Print one JSON object");
    app->footer(
        "A sweep can be interrupted and started again: rows that are in the table are not run\n"
        "again. The whole table is sorted by its first columns, whoever finished first. A run "
        "that\n"
        "ends with an error is a row with that error as its status. --merge names the "
        "combinations\n"
        "of its values that have no row, and the rows with an error. Exit status: 0 all rows are\n"
        "there and ok, 1 otherwise.");
  }

  int Run() override {
    if (app_->count("--merge") > 0) return Merge();
    SweepPlan plan;
    if (const std::string wrong = MakePlan(&plan); !wrong.empty()) return Fail(wrong, kWrongUsage);
    const InterruptScope interrupts;
    ProgressBar bar;
    SweepReport report;
    const SweepHooks hooks{.cancel = InterruptScope::flag(),
                           .progress = [&](const SweepReport& now) {
                             bar.Show(now.kept + now.done, now.runs, now.kept);
                           }};
    const Status status = RunSweep(plan, hooks, &report);
    bar.Wipe();
    if (!status.ok()) return Fail(MessageOf(status), report.wrong_plan ? kWrongUsage : kFailed);
    if (!Print(json_ ? Json(report) : Text(report))) return Fail("cannot write to standard output");
    if (report.kept + report.done < report.runs) {
      return Fail("interrupted: " + trace::Grouped(report.kept + report.done) + " of " +
                  trace::Grouped(report.runs) + " rows are in " + output_ +
                  "; the same command goes on");
    }
    if (report.failed > 0) {
      return Fail(trace::Grouped(report.failed) + " of " + trace::Grouped(report.runs) +
                  " runs ended with an error; the first: " + report.first_failure);
    }
    return kDone;
  }

 private:
  // Empty, or what is wrong.
  std::string MakePlan(SweepPlan* plan) const {
    if (scenario_.empty()) return "sweep needs a SCENARIO (run --list names the built-in ones)";
    if (output_.empty()) return "sweep needs -o FILE for its table";
    if (const std::string wrong = MakeGrid(&plan->grid); !wrong.empty()) return wrong;
    if (!ParseShard(&plan->shard, &plan->shards)) {
      return "--shard: " + shard_ + ": expected I/N as in 1/4, I at least 1 and at most N";
    }
    if (jobs_ < 1 || jobs_ > 1024) return "--jobs: expected 1..1024";
    plan->scenario = scenario_;
    plan->sets = sets_;
    plan->jobs = static_cast<uint32_t>(jobs_);
    plan->output = output_;
    return "";
  }

  // Of --vary and --seeds. Empty, or what is wrong.
  std::string MakeGrid(Grid* grid) const {
    for (const std::string& text : vary_) {
      Variation variation;
      if (const std::string wrong = ParseVariation(text, &variation); !wrong.empty()) {
        return "--vary " + wrong;
      }
      if (variation.key == "seed") return "--vary seed: seeds are varied by --seeds A..B";
      for (const Variation& other : grid->variations) {
        if (other.key == variation.key) return "--vary " + other.key + ": stands there twice";
      }
      grid->variations.push_back(std::move(variation));
    }
    const std::optional<NumberRange> seeds = ParseNumberRange(seeds_);
    if (!seeds) {
      return "--seeds: " + seeds_ + ": expected A..B as in 1..20, A at least 1 and at most B";
    }
    grid->first_seed = seeds->first;
    grid->last_seed = seeds->last;
    return "";
  }

  bool ParseShard(uint64_t* shard, uint64_t* shards) const {
    const char* const end = shard_.data() + shard_.size();
    const auto [slash, bad] = std::from_chars(shard_.data(), end, *shard);
    if (bad != std::errc() || slash == end || *slash != '/') return false;
    const auto [stopped, worse] = std::from_chars(slash + 1, end, *shards);
    return worse == std::errc() && stopped == end && *shard >= 1 && *shard <= *shards;
  }

  int Merge() const {
    size_t options = app_->count("SCENARIO");
    for (const char* option : {"--set", "--jobs", "--shard", "--output"}) {
      options += app_->count(option);
    }
    if (options > 0 || json_) {
      return Fail("--merge OUT IN... takes no SCENARIO, and of the options --vary and --seeds only",
                  kWrongUsage);
    }
    Grid grid;
    if (const std::string wrong = MakeGrid(&grid); !wrong.empty()) return Fail(wrong, kWrongUsage);
    const bool known = app_->count("--vary") + app_->count("--seeds") > 0;
    MergeReport report;
    const std::string& output = merge_.front();
    if (Status status = MergeResults({merge_.begin() + 1, merge_.end()}, output, &report,
                                     known ? &grid : nullptr);
        !status.ok()) {
      return Fail(MessageOf(status));
    }
    if (report.missing + report.failed == 0) return kDone;
    std::string what;
    if (report.missing > 0) {
      what = trace::Grouped(report.missing) + " of " +
             trace::Grouped(report.rows + report.missing) +
             " rows are missing: " + Listed(report.missing, report.some_missing);
    }
    if (report.failed > 0) {
      what += (what.empty() ? "" : "; ") + trace::Grouped(report.failed) + " of " +
              trace::Grouped(report.rows) +
              " runs ended with an error: " + Listed(report.failed, report.some_failed);
    }
    return Fail(output + ": " + what);
  }

  // "4K,1; 4K,2; ...": `names` are the first of `count`.
  static std::string Listed(uint64_t count, const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : "; ") + name;
    return count > names.size() ? text + "; ..." : text;
  }

  std::string Text(const SweepReport& report) const {
    return output_ + ": " + trace::Grouped(report.kept + report.done) + " of " +
           trace::Grouped(report.runs) + " runs, " + trace::Grouped(report.kept) +
           " of them were there already\n";
  }
  static std::string Json(const SweepReport& report) {
    return "{\"runs\":" + std::to_string(report.runs) + ",\"kept\":" + std::to_string(report.kept) +
           ",\"done\":" + std::to_string(report.done) +
           ",\"failed\":" + std::to_string(report.failed) + "}\n";
  }

  CLI::App* app_ = nullptr;
  std::string scenario_;
  std::vector<std::string> vary_;
  std::string seeds_ = "1..1";
  std::vector<std::string> sets_;
  uint64_t jobs_ = 1;
  std::string shard_ = "1/1";
  std::string output_;
  std::vector<std::string> merge_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewSweepCommand() { return std::make_unique<SweepCommand>(); }

}  // namespace lsm::sim
