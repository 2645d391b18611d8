// round_trips [--databases N] [--seed N]: so many random databases (default 20,000) go from us to
// LevelDB and back, and as many from LevelDB to us and back. Exit status 1: one was not the same,
// for another reason than LevelDB's own weakness (round_trip.h), which is counted.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/peers/round_trip.h"

int main(int argc, char** argv) {
  uint64_t databases = 20000;
  uint64_t first_seed = 1;
  for (int i = 1; i < argc; i += 2) {
    const std::string flag = argv[i];
    char* end = nullptr;
    const uint64_t number = i + 1 < argc ? std::strtoull(argv[i + 1], &end, 10) : 0;
    if (end == nullptr || *end != '\0' || (flag != "--databases" && flag != "--seed")) {
      std::fprintf(stderr, "round_trips [--databases N] [--seed N]\n");
      return 2;
    }
    (flag == "--seed" ? first_seed : databases) = number;
  }
  // In memory where there is such a place: it is not the disk that is tested.
  const std::filesystem::path memory = "/dev/shm";
  std::error_code none;
  const std::filesystem::path parent =
      std::filesystem::is_directory(memory, none) ? memory : std::filesystem::temp_directory_path();
  const std::string path = parent / ("lsmscope_round_trips_" + std::to_string(getpid()));
  uint64_t undeleted = 0;
  const auto began = std::chrono::steady_clock::now();
  for (uint64_t seed = first_seed; seed < first_seed + databases; seed++) {
    for (const peers::Writer first : {peers::Writer::kUs, peers::Writer::kLevelDb}) {
      std::filesystem::remove_all(path);
      const peers::RoundTripResult result = peers::RoundTrip(seed, first, path);
      if (result.wrong.empty()) continue;
      if (result.leveldb_undeleted) {
        std::printf("LevelDB brought back what it had deleted, we do not: %s\n",
                    result.wrong.c_str());
        std::fflush(stdout);
        undeleted++;
        continue;
      }
      std::printf("%s begins, %s\nThe database is left in %s\n",
                  first == peers::Writer::kUs ? "our engine" : "LevelDB", result.wrong.c_str(),
                  path.c_str());
      return 1;
    }
  }
  std::filesystem::remove_all(path);
  const auto passed =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began);
  std::printf("%llu databases each way, all the same but %llu that LevelDB broke, in %lld s\n",
              static_cast<unsigned long long>(databases),
              static_cast<unsigned long long>(undeleted), static_cast<long long>(passed.count()));
  return 0;
}
