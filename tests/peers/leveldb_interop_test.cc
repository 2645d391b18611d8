// LevelDB 1.23 reads what we wrote and goes on with it, and we what it wrote.
// round_trips_main.cc does the same for as many databases as one wants.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "tests/peers/round_trip.h"

namespace peers {
namespace {

void Expect(Writer first, uint64_t databases) {
  const std::string path =
      (std::filesystem::temp_directory_path() / ("lsmscope_interop_" + std::to_string(getpid())))
          .string();
  for (uint64_t seed = 1; seed <= databases; seed++) {
    std::filesystem::remove_all(path);
    ASSERT_EQ(RoundTrip(seed, first, path).wrong, "");
  }
  std::filesystem::remove_all(path);
}

TEST(LevelDbInterop, TwoHundredRandomDatabasesGoFromUsToLevelDbAndBack) {
  Expect(Writer::kUs, 200);
}

TEST(LevelDbInterop, TwoHundredRandomDatabasesGoFromLevelDbToUsAndBack) {
  Expect(Writer::kLevelDb, 200);
}

}  // namespace
}  // namespace peers
