// run --replay and --alter, explore.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sim/cli/command_call.h"

namespace lsm::sim {
namespace {

using test::Call;
using test::Outcome;

class ScheduleCommandsTest : public test::CommandTest {};

TEST_F(ScheduleCommandsTest, AReplayGivesTheSameBytes) {
  for (const char* schedule : {"fifo", "random", "pct"}) {
    for (const char* families : {"all", "write,stall"}) {
      ASSERT_EQ(Call({"run", "races", "--set", std::string("world.schedule=") + schedule,
                      "--families", families, "--trace", Path("a.jsonl")})
                    .status,
                kDone);
      const Outcome again = Call({"run", "--replay", Path("a.jsonl"), "--trace", Path("b.jsonl")});
      EXPECT_EQ(again.status, kDone) << again.err;
      EXPECT_TRUE(ReadFile(Path("a.jsonl")) == ReadFile(Path("b.jsonl"))) << schedule << families;
    }
  }
}

TEST_F(ScheduleCommandsTest, AnAlteredRunIsAnotherOneFromThereOn) {
  ASSERT_EQ(Call({"run", "races", "--families", "all", "--trace", Path("a.jsonl")}).status, kDone);
  // Everybody who could go first after event 100, and who could not.
  int altered = 0;
  for (const char* fiber : {"2", "3", "4", "5", "6"}) {
    const Outcome outcome = Call({"run", "--replay", Path("a.jsonl"), "--alter",
                                  std::string("100=") + fiber, "--trace", Path("b.jsonl")});
    if (outcome.status != kDone) {
      EXPECT_NE(outcome.err.find("after event 100 fiber "), std::string::npos) << outcome.err;
      continue;
    }
    altered++;
    EXPECT_EQ(Call({"run", "--replay", Path("b.jsonl"), "--trace", Path("c.jsonl")}).status, kDone);
    EXPECT_TRUE(ReadFile(Path("b.jsonl")) == ReadFile(Path("c.jsonl")));
    const std::string a = ReadFile(Path("a.jsonl")), b = ReadFile(Path("b.jsonl"));
    const auto events_up_to = [](const std::string& text, const std::string& position) {
      const size_t begin = text.find("\n{\"pos\":1,");
      return text.substr(begin, text.find("\n{\"pos\":" + position + ",") - begin);
    };
    EXPECT_TRUE(events_up_to(a, "101") == events_up_to(b, "101"));
  }
  EXPECT_GE(altered, 2);
}

TEST_F(ScheduleCommandsTest, MistakesAreOneLine) {
  ASSERT_EQ(Call({"run", "races", "--trace", Path("a.jsonl")}).status, kDone);
  const struct {
    std::vector<std::string> arguments;
    int status;
    std::string line;
  } cases[] = {
      {{"run", "races", "--alter", "3=4"}, kWrongUsage, "--alter goes with --replay TRACE"},
      {{"run", "races", "--replay", Path("a.jsonl")},
       kWrongUsage,
       "--replay runs what the trace recorded: it takes no SCENARIO, --set, --seed, --families or"
       " --real"},
      {{"run", "--replay", Path("a.jsonl"), "--alter", "x"},
       kWrongUsage,
       "--alter: x: expected POSITION=FIBER as in 812=3"},
      {{"run", "--replay", Path("a.jsonl"), "--alter", "100000=2"},
       kFailed,
       "there is no event 100,000; the last one is 218"},
      {{"run", "races", "--set", "world.schedule=choose"},
       kWrongUsage,
       "world.schedule choose needs somebody who picks: open the scenario in the app"},
      {{"run", "races", "--set", "world.schedule=replay", "--set", "world.choices=5:99"},
       kFailed,
       "the schedule does not fit: choice 5 was expected to take fiber 99, and it is between fibers"
       " 1, 4, 2 and 3 (next)"},
      {{"explore", "races", "--find", "group.member > 3"},
       kWrongUsage,
       "--find: column 1: there is no value group.member, expected group, group.members or"
       " group.phase"},
      {{"explore", "races", "--policy", "lucky"},
       kWrongUsage,
       "--policy: lucky: expected random, pct or exhaustive"},
      {{"explore", "races", "--seeds", "9..3"},
       kWrongUsage,
       "--seeds: 9..3: expected A..B as in 1..1000, A at least 1 and at most B"},
      {{"explore", "races", "--find", ""},
       kWrongUsage,
       "--find: expected a condition, as in 'group.members >= 4'"},
      {{"explore", "races", "--budget", "0"},
       kWrongUsage,
       "--budget: expected at least 1 schedule"},
      {{"explore", "races", "--policy", "random", "--depth", "2"},
       kWrongUsage,
       "--depth goes with --policy pct"},
      {{"explore", "races", "--preemptions", "2"},
       kWrongUsage,
       "--preemptions goes with --policy exhaustive"},
      {{"sweep", "races", "--vary", "world.cores=1,0", "-o", Path("t.csv")},
       kWrongUsage,
       "races: world.cores: 0 is out of range, expected 1..1024"},
      {{"sweep", "races", "--vary", "world.cors=1", "-o", Path("t.csv")},
       kWrongUsage,
       "races: world.cors: unknown key; did you mean cores?"},
      {{"sweep", "--merge", Path("t.csv"), Path("a.csv"), "--shard", "1/2"},
       kWrongUsage,
       "--merge OUT IN... takes no SCENARIO, and of the options --vary and --seeds only"},
      {{"explore", "races", "--set", "world.schedule=pct"},
       kWrongUsage,
       "world.schedule: explore chooses the schedule itself, expected fifo"},
  };
  for (const auto& [arguments, status, line] : cases) {
    const Outcome outcome = Call(arguments);
    EXPECT_EQ(outcome.status, status) << line;
    EXPECT_EQ(outcome.err, "lsmscope: " + line + "\n");
  }
}

TEST_F(ScheduleCommandsTest, AReplayTellsOfATimeThatDiffers) {
  ASSERT_EQ(Call({"run", "races", "--trace", Path("a.jsonl")}).status, kDone);
  // An event whose fields do not tell its time.
  std::string text = ReadFile(Path("a.jsonl"));
  const size_t event = text.find("WriterEnqueued");
  const size_t line = text.rfind('\n', event) + 1;
  const size_t time = text.find("\"t\":", line) + 4;
  ASSERT_LT(time, text.find('\n', event));
  text.insert(time, "1");
  const Outcome outcome = Call({"run", "--replay", WriteFile("b.jsonl", text)});
  EXPECT_EQ(outcome.status, kFailed);
  const size_t was = outcome.err.find(" was ");
  ASSERT_NE(was, std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find(", time_ns "), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find(", time_ns ", was), std::string::npos) << outcome.err;
}

TEST_F(ScheduleCommandsTest, ACheckThatCheckedNothingFails) {
#ifdef LSMSCOPE_SANITIZED
  GTEST_SKIP() << "a run that is given up is never freed";
#endif
  const Outcome outcome = Call({"explore", "races", "--seeds", "1..3", "--max-choices", "20"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_EQ(outcome.out.find("probability"), std::string::npos) << outcome.out;
  EXPECT_EQ(outcome.err,
            "lsmscope: no schedule was checked: 4 were begun, and needed more than 20 choices"
            " (--max-choices)\n");
}

TEST_F(ScheduleCommandsTest, WithAPowerCutItIsToldHowManyWereSearched) {
  const Outcome outcome =
      Call({"explore", "races", "--seeds", "1..200", "--set", "clients.0.sync_percent=50", "--set",
            R"(faults=[{"when": "event.kind == WalSyncBegin", "count": 2}])"});
  EXPECT_EQ(outcome.status, kDone) << outcome.err;
  EXPECT_NE(outcome.out.find("; for 3 of the schedules without the witness, too"),
            std::string::npos)
      << outcome.out;
}

// The bound of a schedule may be too small for 1 - p to have any digits of it.
TEST_F(ScheduleCommandsTest, ASmallBoundIsNotTakenForNone) {
  const Outcome outcome = Call({"explore", "races", "--seeds", "1..10", "--depth", "9", "--json"});
  const nlohmann::json json = nlohmann::json::parse(outcome.out);
  EXPECT_GT(json["bound_of_all"], json["bound"]);
  EXPECT_LT(json["bound_of_all"].get<double>(), 12 * json["bound"].get<double>());
}

TEST_F(ScheduleCommandsTest, AScheduleWithoutDifferencesHasNoListOfThem) {
  const Outcome outcome = Call({"explore", "races", "--find", "group.members >= 1"});
  EXPECT_EQ(outcome.status, kDone);
  EXPECT_NE(outcome.out.find("0 are left after 1 attempts\n"), std::string::npos) << outcome.out;
}

TEST_F(ScheduleCommandsTest, ExploreFindsAndWritesWhatCanBeReplayed) {
  const Outcome outcome = Call({"explore", "races", "--set", "clients.0.threads=4", "--find",
                                "group.members >= 3", "--json", "-o", Path("found.jsonl")});
  ASSERT_EQ(outcome.status, kDone) << outcome.err;
  const nlohmann::json json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["found"]["violation"], false);
  EXPECT_EQ(json["n"], 7);
  EXPECT_EQ(json["d"], 3);
  EXPECT_GT(json["bound"], 0);
  const Outcome again = Call({"run", "--replay", Path("found.jsonl"), "--trace", Path("b.jsonl")});
  EXPECT_EQ(again.status, kDone) << again.err;
  EXPECT_TRUE(ReadFile(Path("found.jsonl")) == ReadFile(Path("b.jsonl")));
  const Outcome stat = Call({"stat", Path("found.jsonl"), "--json"});
  EXPECT_GE(nlohmann::json::parse(stat.out)["groups"]["max_size"], 3);
}

TEST_F(ScheduleCommandsTest, ExploreTellsWhenThereIsNothing) {
  const Outcome fine = Call({"explore", "races", "--seeds", "1..50"});
  EXPECT_EQ(fine.status, kDone) << fine.err;
  EXPECT_NE(fine.out.find("pct: 51 schedules, 510 operations checked"), std::string::npos)
      << fine.out;
  EXPECT_NE(fine.out.find("probability >= 1/(n*k^(d-1)) = "), std::string::npos) << fine.out;
  const Outcome none = Call({"explore", "races", "--seeds", "1..50", "--find", "stall"});
  EXPECT_EQ(none.status, kFailed);
  EXPECT_NE(none.out.find("nothing found"), std::string::npos) << none.out;
}

TEST_F(ScheduleCommandsTest, ExploreReportsAViolation) {
  const Outcome outcome =
      Call({"explore", "races", "--set", "check.drop_event=60", "--seeds", "1..3"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_NE(outcome.out.find("violation: the folded State differs"), std::string::npos)
      << outcome.out;
}

}  // namespace
}  // namespace lsm::sim
