// lsmscope powercut.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "lsm/db.h"
#include "tests/sim/cli/command_call.h"

namespace lsm::sim {
namespace {

using test::Call;
using test::Outcome;

TEST(PowerCutCommand, TellsWhatItCounted) {
  const Outcome outcome = Call({"powercut", "--seeds", "1..1", "--depth", "1", "--json"});
  EXPECT_EQ(outcome.status, kDone) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["runs"], 1);
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["violations"], 0);
  EXPECT_GT(json["cuts"], json["moments"]);
  EXPECT_GT(json["images"], json["unique"]);
  EXPECT_EQ(json["unique"], json["verified"]);
  for (const char* key : {"verified_per_second", "found"}) EXPECT_TRUE(json.contains(key)) << key;
}

TEST(PowerCutCommand, AViolationIsShownAgainByTheCommandThatItPrints) {
  const std::vector<std::string> broken = {"powercut", "--set", "options.wal_recovery=salvage",
                                           "--seeds",  "1..1",  "--json"};
  const Outcome first = Call(broken);
  ASSERT_EQ(first.status, kFailed);
  const auto found = nlohmann::json::parse(first.out)["found"];
  ASSERT_GT(found.size(), 3u);
  for (size_t i = 0; i < 3; i++) {
    std::istringstream words(found[i]["again"].get<std::string>());
    std::vector<std::string> arguments(std::istream_iterator<std::string>(words), {});
    ASSERT_EQ(arguments.at(0), "lsmscope");
    arguments.erase(arguments.begin());
    arguments.push_back("--json");
    const Outcome again = Call(arguments);
    EXPECT_EQ(again.status, kFailed);
    const auto same = nlohmann::json::parse(again.out)["found"];
    ASSERT_FALSE(same.empty());
    EXPECT_EQ(same[0]["what"], found[i]["what"]);
    EXPECT_EQ(same[0]["where"], found[i]["where"]);
  }
}

TEST(PowerCutCommand, TheDiskThatBreaksAPromiseIsKeptAsFiles) {
  const std::string directory = testing::TempDir() + "/kept_" + std::to_string(getpid());
  const Outcome outcome = Call({"powercut", "--set", "options.wal_recovery=salvage", "--seeds",
                                "1..1", "--keep", directory});
  EXPECT_EQ(outcome.status, kFailed);
  DB* db = nullptr;
  const Status status = DB::Open(Options(), directory + "/db", &db);
  EXPECT_TRUE(status.ok()) << status.ToString();
  delete db;
  std::filesystem::remove_all(directory);
}

TEST(PowerCutCommand, ACheckThatCheckedNothingFails) {
  const Outcome outcome = Call({"powercut", "--seeds", "1..1", "--at", "100000000"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_EQ(outcome.err,
            "lsmscope: nothing was checked: in none of 1 runs did the disk change 100,000,000 times"
            " (--at)\n");
}

TEST(PowerCutCommand, MistakesAreOneLine) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> cases = {
      {{"--survival", "luck"}, "--survival: luck: expected some of nothing, everything, names"},
      {{"--exhaustive", "9"}, "--exhaustive: expected 1..5"},
      {{"--exhaustive", "1", "--seeds", "1..9"}, "--seeds: 1..9: expected A..B, numbers of"},
      {{"powercut", "--exhaustive", "1"}, "--exhaustive: it has its own workloads"},
      {{"--seeds", "0..1"}, "--seeds: 0..1: expected A..B"},
      {{"--depth", "0"}, "--depth: expected 1..5"},
      {{"--life", "3"}, "--life: there is no life 3, expected 1..2 (--lives)"},
      {{"--life", "0"}, "--life: there is no life 0, expected 1..2 (--lives)"},
      {{"--exhaustive", "1", "--lives", "2"}, "--exhaustive: its workloads open the database"},
      {{"--choice", "0"}, "--choice: expected at least 1"},
      {{"--sector", "0"}, "--sector: expected 1..1048576"},
      {{"recovery"}, "faults: powercut cuts the power itself"},
      {{"nothing-of-that-name"}, "nothing-of-that-name"},
  };
  for (const auto& [arguments, line] : cases) {
    std::vector<std::string> all = {"powercut"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Outcome outcome = Call(all);
    EXPECT_EQ(outcome.status, kWrongUsage) << line;
    EXPECT_EQ(outcome.out, "");
    EXPECT_TRUE(outcome.err.starts_with("lsmscope: " + line)) << outcome.err;
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

}  // namespace
}  // namespace lsm::sim
