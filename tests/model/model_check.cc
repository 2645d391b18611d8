// model_check: random operations on a database, every answer compared with an ordered map's.
//
//   model_check [--seconds N] [--seed N] [--operations N] [--cases N] [--world | --real | --memory]
//   model_check --replay FILE
//
// Case after case, each drawn from a seed of its own (from --seed on; default: the clock's), with
// options, clients and place of its own. --seconds 0: for ever. A case that fails is shrunk and
// printed as a list of operations (operation.h) that --replay takes. Exit status 1: one failed.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/model/draw_case.h"
#include "tests/model/shrink_case.h"

namespace lsm::model {
namespace {

struct Flags {
  uint64_t seconds = 10;
  uint64_t seed = 0;
  uint64_t operations = 1000;
  uint64_t cases = 0;  // 0: as many as there is time for
  std::optional<Site> site;
  std::string replay;
};

constexpr unsigned kSecondsPerPlay = 120;

bool ParseFlags(int argc, char** argv, Flags* flags) {
  for (int i = 1; i < argc; i++) {
    const std::string flag = argv[i];
    if (flag == "--world" || flag == "--real" || flag == "--memory") {
      flags->site = flag == "--world"  ? Site::kWorld
                    : flag == "--real" ? Site::kReal
                                       : Site::kMemory;
      continue;
    }
    if (i + 1 == argc) return false;
    const std::string value = argv[++i];
    if (flag == "--replay") {
      flags->replay = value;
      continue;
    }
    char* end = nullptr;
    const uint64_t number = std::strtoull(value.c_str(), &end, 10);
    if (value.empty() || *end != '\0') return false;
    if (flag == "--seconds") {
      flags->seconds = number;
    } else if (flag == "--seed") {
      flags->seed = number;
    } else if (flag == "--operations") {
      flags->operations = number;
    } else if (flag == "--cases") {
      flags->cases = number;
    } else {
      return false;
    }
  }
  return true;
}

void Report(const Case& what, const std::string& wrong) {
  const size_t before = what.operations.size();
  std::printf("FAILED: %s\nshrinking %zu operations...\n", wrong.c_str(), before);
  std::fflush(stdout);
  const auto fails = [&](const Case& candidate) {
    // What threads do differs from run to run.
    const int plays = candidate.site != Site::kWorld && candidate.clients > 1 ? 5 : 1;
    for (int i = 0; i < plays; i++) {
      if (!PlayInChild(candidate, kSecondsPerPlay).wrong.empty()) return true;
    }
    return false;
  };
  const Case small = Shrink(what, fails, 3000);
  const std::string name = "model_check_" + std::to_string(what.seed) + ".txt";
  std::ofstream(name, std::ios::binary) << small.ToText();
  std::printf("%zu operations are left, in %s:\n%s\n%s\n", small.operations.size(), name.c_str(),
              small.ToText().c_str(), PlayInChild(small, kSecondsPerPlay).wrong.c_str());
}

int Replay(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  Case what;
  std::string error = "cannot be read";
  if (!file || !Case::FromText(text, &what, &error)) {
    std::fprintf(stderr, "model_check: %s: %s\n", path.c_str(), error.c_str());
    return 2;
  }
  const Outcome outcome = Play(what);
  std::printf("%zu operations, %llu answers compared: %s\n", what.operations.size(),
              static_cast<unsigned long long>(outcome.reads),
              outcome.wrong.empty() ? "all right" : outcome.wrong.c_str());
  return outcome.wrong.empty() ? 0 : 1;
}

int Check(const Flags& flags) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const uint64_t first =
      flags.seed != 0 ? flags.seed
                      : static_cast<uint64_t>(
                            std::chrono::system_clock::now().time_since_epoch().count() / 1000);
  std::printf("seed %llu\n", static_cast<unsigned long long>(first));
  std::fflush(stdout);
  uint64_t cases = 0;
  uint64_t operations = 0;
  uint64_t reads = 0;
  uint64_t reopened = 0;
  uint64_t deep = 0;
  for (;; cases++) {
    const auto passed = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - began);
    if (flags.seconds != 0 && static_cast<uint64_t>(passed.count()) >= flags.seconds) break;
    if (flags.cases != 0 && cases == flags.cases) break;
    const Case what =
        DrawCase({.seed = first + cases, .operations = flags.operations, .site = flags.site});
    const Outcome outcome = PlayInChild(what, kSecondsPerPlay);
    if (!outcome.wrong.empty()) {
      Report(what, outcome.wrong);
      return 1;
    }
    operations += what.operations.size();
    reads += outcome.reads;
    reopened += outcome.reopened;
    for (size_t level = 2; level < outcome.files.size(); level++) {
      if (outcome.files[level] == 0) continue;
      deep++;
      break;
    }
  }
  std::printf(
      "%llu cases, %llu operations, %llu answers compared, %llu times reopened, %llu databases of "
      "three levels or more\n",
      static_cast<unsigned long long>(cases), static_cast<unsigned long long>(operations),
      static_cast<unsigned long long>(reads), static_cast<unsigned long long>(reopened),
      static_cast<unsigned long long>(deep));
  return 0;
}

}  // namespace
}  // namespace lsm::model

int main(int argc, char** argv) {
  lsm::model::Flags flags;
  if (!lsm::model::ParseFlags(argc, argv, &flags)) {
    std::fprintf(stderr,
                 "model_check [--seconds N] [--seed N] [--operations N] [--cases N] "
                 "[--world | --real | --memory]\nmodel_check --replay FILE\n");
    return 2;
  }
  return flags.replay.empty() ? lsm::model::Check(flags) : lsm::model::Replay(flags.replay);
}
