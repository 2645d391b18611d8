// lsmscope calibrate: what things cost on this machine.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "sim/calibrate/calibrate.h"
#include "sim/calibrate/compare.h"
#include "sim/cli/commands.h"
#include "sim/cli/output_file.h"
#include "sim/cli/progress.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"

namespace lsm::sim {
namespace {

class CalibrateCommand final : public Command {
 public:
  std::string_view name() const override { return "calibrate"; }
  std::string_view about() const override {
    return "Measure what work, files and threads cost on this machine; writes a cost file";
  }

  void Declare(CLI::App* app) override {
    app_ = app;
    app->add_option("--directory", directory_, "Where the files that are measured lie (default .)")
        ->type_name("DIR");
    app->add_option("-o,--output", output_, "The cost file; without it, standard output")
        ->type_name("FILE");
    app->add_option("--compare", compare_,
                    "Measure nothing: run six scenarios with this cost file and for real, and"
                    " print how far they are apart")
        ->type_name("COSTS");
    app->add_option("--rounds", rounds_, "With --compare: real runs of each (default 5)")
        ->check(WholeNumber())
        ->type_name("N");
    app->footer(
        "A scenario names the file (\"costs\": \"machine.json\", or --set costs=machine.json); "
        "its\n"
        "printed form and its traces then have the numbers themselves. A run never measures.");
  }

  int Run() override {
    if (app_->count("--compare") > 0 && app_->count("--output") > 0) {
      return Fail("--compare prints its table: it takes no -o", kWrongUsage);
    }
    if (app_->count("--compare") == 0 && app_->count("--rounds") > 0) {
      return Fail("--rounds goes with --compare COSTS", kWrongUsage);
    }
    if (!compare_.empty()) return Compare();
    OutputFile file;
    if (!output_.empty()) {
      if (Status status = OutputFile::Choose(output_, &file); !status.ok()) {
        return Fail(MessageOf(status));
      }
    }
    const bool tell = IsTerminal();
    Calibration calibration;
    const Status status = Calibrate(
        directory_,
        [tell](std::string_view what) {
          if (tell)
            std::fprintf(stderr, "measuring %.*s\n", static_cast<int>(what.size()), what.data());
        },
        &calibration);
    if (!status.ok()) return Fail(MessageOf(status));
    const std::string text = PrintCalibration(
        calibration, "lsmscope calibrate, " + std::to_string(std::thread::hardware_concurrency()) +
                         " cores; medians of processor time, of the clock for reads, wake-ups and"
                         " sleeps, means of the clock for syncs");
    if (output_.empty()) return Print(text) ? kDone : Fail("cannot write to standard output");
    std::ofstream out(file.place(), std::ios::binary);
    out << text;
    out.close();
    if (!out) return Fail(output_ + ": cannot be written");
    const Status finished = file.Finish();
    return finished.ok() ? kDone : Fail(MessageOf(finished));
  }

 private:
  int Compare() const {
    if (rounds_ < 1 || rounds_ > 1000) return Fail("--rounds: expected 1..1000", kWrongUsage);
    std::vector<ComparedFigure> figures;
    const bool tell = IsTerminal();
    const Status status = CompareWithReal(
        {.costs = compare_, .directory = directory_, .rounds = static_cast<uint32_t>(rounds_)},
        [tell](std::string_view what) {
          if (tell) std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
        },
        &figures);
    if (!status.ok()) return Fail(MessageOf(status));
    return Print(ComparisonTable(figures)) ? kDone : Fail("cannot write to standard output");
  }

  CLI::App* app_ = nullptr;
  std::string directory_ = ".";
  std::string output_;
  std::string compare_;
  uint64_t rounds_ = 5;
};

}  // namespace

std::unique_ptr<Command> NewCalibrateCommand() { return std::make_unique<CalibrateCommand>(); }

}  // namespace lsm::sim
