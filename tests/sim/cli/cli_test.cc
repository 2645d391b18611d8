#include "sim/cli/cli.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "lsm/env.h"
#include "tests/sim/cli/command_call.h"

namespace lsm::sim {
namespace {

using test::Call;
using test::CommandTest;
using test::ExpectError;
using test::Outcome;

class CliTest : public CommandTest {
 protected:
  std::string Trace(const std::string& scenario = "put", const std::string& seed = "1") const {
    const std::string path = Path(scenario + seed + ".jsonl");
    EXPECT_EQ(Call({"run", scenario, "--seed", seed, "--trace", path}).status, kDone);
    return path;
  }
};

TEST_F(CliTest, RunPrintsASummary) {
  const Outcome outcome = Call({"run", "put"});
  EXPECT_EQ(outcome.status, kDone);
  EXPECT_EQ(outcome.err, "");
  EXPECT_NE(outcome.out.find("1 write"), std::string::npos) << outcome.out;
}

TEST_F(CliTest, JsonIsOneObjectAndNothingElse) {
  const std::string trace = Trace("write-stall");
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"run", "write-stall", "--json"},
           {"stat", trace, "--json"},
           {"events", trace, "--kind", "StallBegin,StallEnd", "--json"},
           {"state", trace, "--at", "20000", "--json"},
           {"diff", trace, trace, "--json"}}) {
    const Outcome outcome = Call(arguments);
    EXPECT_EQ(outcome.status, kDone) << arguments[0];
    EXPECT_EQ(outcome.err, "") << arguments[0];
    EXPECT_TRUE(nlohmann::json::accept(outcome.out)) << arguments[0];
    EXPECT_TRUE(nlohmann::json::parse(outcome.out).is_object()) << arguments[0];
  }
}

TEST_F(CliTest, TheSummaryHasWhatIsPromised) {
  const auto json = nlohmann::json::parse(Call({"run", "write-stall", "--json"}).out);
  for (const char* key : {"operations", "groups", "syncs", "stalls", "memtable_switches", "flushes",
                          "compactions", "levels", "write_amplification", "latency_ns", "events",
                          "dropped_events", "last_sequence", "state_matches_engine"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
  EXPECT_EQ(json["state_matches_engine"], true);
  EXPECT_EQ(json["dropped_events"], 0);
}

TEST_F(CliTest, StatOfATraceSaysWhatTheRunSaid) {
  auto run = nlohmann::json::parse(Call({"run", "group-commit", "--json"}).out);
  run.erase("state_matches_engine");
  auto stat = nlohmann::json::parse(Call({"stat", Trace("group-commit"), "--json"}).out);
  EXPECT_EQ(run, stat);
}

TEST_F(CliTest, TheSummaryTellsOfFaultsAndOfThoseThatDidNotHappen) {
  const std::string faults =
      R"(faults=[{"when": "event.kind == FlushEnd", "do": "short_write", "calls": 3},)"
      R"({"when": "event.kind == FlushBegin", "count": 3},)"
      R"({"when": "position == 100000000", "do": "slow_disk"},)"
      R"({"when": "position == 1", "do": "io_error", "call_ppm": 0}])";
  const std::string trace = Path("faults.jsonl");
  const Outcome run = Call({"run", "recovery", "--set", faults, "--trace", trace});
  EXPECT_EQ(run.status, kDone) << run.err;
  for (const Outcome& outcome : {run, Call({"stat", trace})}) {
    EXPECT_NE(outcome.out.find("\nfaults              3 met\npower cuts          1\n"
                               "faults not met      number 3, 4 of the scenario did not happen\n"),
              std::string::npos)
        << outcome.out;
  }
  const auto json = nlohmann::json::parse(Call({"stat", trace, "--json"}).out);
  EXPECT_EQ(json["faults"].dump(), R"({"met":3,"not_met":[3,4],"power_cuts":1})");
  EXPECT_EQ(Call({"run", "put"}).out.find("faults"), std::string::npos);
}

TEST_F(CliTest, TheSameSeedWritesTheSameBytes) {
  const std::string first = ReadFile(Trace("group-commit"));
  EXPECT_TRUE(first == ReadFile(Trace("group-commit")));
  EXPECT_TRUE(first != ReadFile(Trace("group-commit", "2")));
}

TEST_F(CliTest, DiffFindsTheFirstDifference) {
  const std::string a = Trace("put", "1");
  EXPECT_EQ(Call({"diff", a, a}).status, kDone);
  const Outcome outcome = Call({"diff", a, Trace("put", "2")});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_EQ(outcome.out.substr(0, 28), "first difference at event 1\n");
}

TEST_F(CliTest, ListNamesTheBuiltInScenarios) {
  const Outcome outcome = Call({"run", "--list"});
  EXPECT_EQ(outcome.status, kDone);
  for (const char* name : {"put\n", "group-commit\n", "write-stall\n"}) {
    EXPECT_NE(outcome.out.find(name), std::string::npos) << name;
  }
}

TEST_F(CliTest, WhatRunPrintsCanBeRun) {
  const std::string file = WriteFile("mine.json", Call({"run", "group-commit", "--print"}).out);
  const std::string a = Path("a.jsonl");
  EXPECT_EQ(Call({"run", file, "--trace", a}).status, kDone);
  EXPECT_TRUE(ReadFile(a) == ReadFile(Trace("group-commit")));
}

TEST_F(CliTest, EventsCanBeChosen) {
  const std::string trace = Trace();
  const Outcome outcome = Call({"events", trace, "--kind", "RunStarted,RunEnded"});
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 2);
  EXPECT_EQ(outcome.out.substr(0, 13), "1 RunStarted ");
  const Outcome range = Call({"events", trace, "--from", "3", "--to", "5"});
  EXPECT_EQ(std::count(range.out.begin(), range.out.end(), '\n'), 3);
}

TEST_F(CliTest, VersionAndHelp) {
  for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
           {"--version"}, {"run", "--version"}, {"diff", "--version"}}) {
    const Outcome outcome = Call(arguments);
    EXPECT_EQ(outcome.status, kDone);
    EXPECT_TRUE(outcome.out.starts_with("lsmscope ")) << outcome.out;
  }
  EXPECT_NE(Call({"--help"}).out.find("events"), std::string::npos);
  EXPECT_NE(Call({"state", "--help"}).out.find("--at"), std::string::npos);
  EXPECT_NE(Call({}).out.find("Subcommands"), std::string::npos);
}

TEST_F(CliTest, WrongUsageIsStatus2) {
  ExpectError(Call({"sate"}), kWrongUsage,
              "sate: no such command; did you mean state? (see lsmscope --help)");
  ExpectError(Call({"frob"}), kWrongUsage, "frob: no such command (see lsmscope --help)");
  ExpectError(Call({"run"}), kWrongUsage,
              "run needs a scenario (run --list names the built-in ones)");
  ExpectError(Call({"run", "put", "--bogus"}), kWrongUsage,
              "The following argument was not expected: --bogus (see lsmscope run --help)");
  ExpectError(Call({"state", "x.jsonl"}), kWrongUsage,
              "--at is required (see lsmscope state --help)");
  ExpectError(Call({"run", "put", "--seed", "-1"}), kWrongUsage,
              "--seed: -1: expected a whole number, 0..18446744073709551615 (see lsmscope run "
              "--help)");
  ExpectError(Call({"run", "put", "--set", "options.write_buffer_size=12"}), kWrongUsage,
              "put: options.write_buffer_size: 12 is out of range, expected 256..1073741824");
  ExpectError(Call({"run", "put", "--families", "wal,reed"}), kWrongUsage,
              "put: families: \"reed\" is not known, expected one of run, write, wal, memtable, "
              "flush, compaction, version, read, cache, iterator, stall, lock, sched, disk, txn, "
              "recovery, fault; did you mean read?");
  ExpectError(Call({"calibrate", "--rounds", "3"}), kWrongUsage,
              "--rounds goes with --compare COSTS");
  ExpectError(Call({"calibrate", "--compare", "m.json", "-o", "a"}), kWrongUsage,
              "--compare prints its table: it takes no -o");
  ExpectError(Call({"run", "put", "--print", "--trace", "a.jsonl"}), kWrongUsage,
              "--print runs nothing: it takes no --trace, --real or --json");
  ExpectError(Call({"run", "put", "--list"}), kWrongUsage, "--list goes with nothing else");
  ExpectError(Call({"run", "recovery", "--real", Path("db")}), kWrongUsage,
              "--real: faults happen in simulated runs only; --set faults=[] leaves them out");
  ExpectError(Call({"run", "put", "--set", "world.schedule=pct", "--real", Path("db")}),
              kWrongUsage,
              "--real: the operating system decides the schedule; --set world.schedule=fifo leaves"
              " out the scenario's");
  ExpectError(Call({"events", Trace(), "--kind", "Stall"}), kWrongUsage,
              "--kind: Stall is not an event; did you mean StallBegin?");
  ExpectError(Call({"events", Trace(), "--from", "5", "--to", "4"}), kWrongUsage,
              "--to 4 is before --from 5");
}

TEST_F(CliTest, APositionPastTheEndNamesTheLast) {
  const std::string trace = Trace();
  const std::string last = std::to_string(
      nlohmann::json::parse(Call({"stat", trace, "--json"}).out)["events"].get<uint64_t>());
  ExpectError(Call({"state", trace, "--at", "1000"}), kFailed,
              trace + ": there is no event 1,000; the last one is " + last);
  ExpectError(Call({"events", trace, "--to", "1000"}), kFailed,
              trace + ": there is no event 1,000; the last one is " + last);
  EXPECT_EQ(Call({"state", trace, "--at", last}).status, kDone);
  const Outcome before = Call({"state", trace, "--at", "0"});
  EXPECT_EQ(before.status, kDone);
  EXPECT_TRUE(before.out.starts_with("position    before the first event\n")) << before.out;
}

// What is wrong with a file, for every command that reads one.
TEST_F(CliTest, BadTracesAreOneLineAndStatus1) {
  const std::string whole = ReadFile(Trace());
  const std::string unknown = [&] {
    std::string text = whole;
    return text.replace(text.find("WriterEnqueued"), 14, "WriterVanished");
  }();
  std::string deep(100'000, '[');
  for (const std::string& path :
       {Path("none.jsonl"), WriteFile("empty", ""), WriteFile("garbage", "\x01\x02garbage\n\n"),
        WriteFile("unknown", unknown), WriteFile("deep", deep), directory_.string()}) {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{"stat", path},
                                               {"events", path},
                                               {"state", path, "--at", "1"},
                                               {"diff", path, path}}) {
      const Outcome outcome = Call(arguments);
      EXPECT_EQ(outcome.status, kFailed) << path;
      EXPECT_EQ(outcome.out, "") << path;
      EXPECT_TRUE(outcome.err.starts_with("lsmscope: " + path)) << outcome.err;
    }
    const Outcome outcome = Call({"stat", path});
    EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
  }
}

TEST_F(CliTest, ATraceCutInMidLineOpensUpToItsLastWholeEvent) {
  const std::string whole = ReadFile(Trace());
  const size_t line = whole.find("\"pos\":22,");
  const std::string cut = WriteFile("cut.jsonl", whole.substr(0, line + 40));
  const Outcome outcome = Call({"stat", cut, "--json"});
  EXPECT_EQ(outcome.status, kDone);
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["events"],
            9);  // 10 to 21 are of families that are not recorded
  EXPECT_NE(outcome.err.find("cut off"), std::string::npos) << outcome.err;
}

TEST_F(CliTest, AnUnwritableTraceIsFoundOutBeforeTheRun) {
  ExpectError(Call({"run", "put", "--trace", "/none/x.jsonl"}), kFailed,
              "/none/x.jsonl: cannot be written: No such file or directory");
  ExpectError(Call({"run", "put", "--trace", directory_.string()}), kFailed,
              directory_.string() + ": is a directory, expected the name of a file");
}

TEST_F(CliTest, AFailedRunLeavesTheOldTraceAlone) {
  const std::string trace = WriteFile("t.jsonl", "old");
  const Outcome outcome = Call({"run", "put", "--real", "/dev/null/db", "--trace", trace});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_EQ(ReadFile(trace), "old");
  EXPECT_EQ(Call({"run", "put", "--trace", trace}).status, kDone);
  EXPECT_NE(ReadFile(trace), "old");
  const std::filesystem::directory_iterator files(directory_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 1) << "something was left behind";
}

TEST_F(CliTest, AFullDiskIsAnErrorAndADeviceStaysADevice) {
  if (!std::filesystem::is_character_file("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const Outcome outcome = Call({"run", "put", "--trace", "/dev/full"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_NE(outcome.err.find("No space left on device"), std::string::npos) << outcome.err;
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST_F(CliTest, RunsForRealAndTheDatabaseIsThere) {
  const std::string db = Path("db");
  const std::string trace = Path("real.jsonl");
  const Outcome outcome = Call({"run", "group-commit", "--real", db, "--trace", trace, "--json"});
  EXPECT_EQ(outcome.status, kDone) << outcome.err;
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["state_matches_engine"], true);
  EXPECT_TRUE(std::filesystem::exists(db + "/CURRENT"));
  EXPECT_EQ(Call({"stat", trace}).status, kDone);
  // Once more, on the database that is there now.
  EXPECT_EQ(Call({"run", "group-commit", "--real", db, "--reuse"}).status, kDone);
}

TEST_F(CliTest, ADatabaseThatIsThereIsNotWrittenIntoUnasked) {
  const std::string db = Path("db");
  ASSERT_EQ(Call({"run", "put", "--real", db}).status, kDone);
  ExpectError(Call({"run", "put", "--real", db}), kFailed,
              db + ": there is a database already; --reuse lets the run write into it");
  EXPECT_EQ(Call({"run", "put", "--real", db, "--reuse"}).status, kDone);
  ExpectError(Call({"run", "put", "--reuse"}), kWrongUsage, "--reuse goes with --real DIR");
}

TEST_F(CliTest, AnEmptyNameIsWrongUsageAndNotAnotherRun) {
  ExpectError(Call({"run", "put", "--real", ""}), kWrongUsage,
              "--real: expected the name of a directory");
  ExpectError(Call({"run", "put", "--trace", ""}), kWrongUsage,
              "--trace: expected the name of a file");
  ExpectError(Call({"run", "put", "--families", ""}), kWrongUsage,
              "--families: expected names of families, or all");
}

TEST_F(CliTest, ARealRunNamesItsSeed) {
  const std::string trace = Path("real.jsonl");
  const Outcome outcome =
      Call({"run", "put", "--seed", "7", "--real", Path("db"), "--trace", trace, "--json"});
  EXPECT_EQ(nlohmann::json::parse(outcome.out)["seed"], 7);
  EXPECT_EQ(nlohmann::json::parse(Call({"stat", trace, "--json"}).out)["seed"], 7);
  EXPECT_NE(Call({"stat", trace}).out.find("real threads and files, seed 7"), std::string::npos);
}

// 40 writes of 16 and 100 bytes would read as less than they cost if headers were the user's.
TEST_F(CliTest, WriteAmplificationCountsKeysAndValuesOnly) {
  const auto json =
      nlohmann::json::parse(Call({"run", "put", "--set", "clients.0.operations=1", "--json"}).out);
  const uint64_t user = json["bytes"]["user"];
  const uint64_t wal = json["bytes"]["wal"];
  EXPECT_GT(user, 0u);
  // Of one put in one record: 7 of the fragment, 12 of the batch, 1 for its kind, the lengths.
  EXPECT_GE(wal, user + 7 + 12 + 1 + 2);
}

TEST_F(CliTest, ADatabaseLockedByAnotherProcessIsAnError) {
  const std::string db = Path("db");
  ASSERT_EQ(Call({"run", "put", "--real", db}).status, kDone);
  int locked[2];
  int finished[2];
  ASSERT_EQ(pipe(locked), 0);
  ASSERT_EQ(pipe(finished), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(finished[1]);
    FileLock* lock = nullptr;
    const bool ok = Env::Default()->LockFile(db + "/LOCK", &lock).ok();
    char byte = ok ? 'y' : 'n';
    if (write(locked[1], &byte, 1) == 1) ok ? (void)read(finished[0], &byte, 1) : (void)0;
    _exit(0);
  }
  close(finished[0]);
  char byte = 0;
  ASSERT_EQ(read(locked[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  const Outcome outcome = Call({"run", "put", "--real", db, "--reuse"});
  close(finished[1]);  // the child ends
  waitpid(child, nullptr, 0);
  close(locked[0]);
  close(locked[1]);
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err.substr(0, outcome.err.find("/LOCK")), "lsmscope: lock " + db);
}

TEST_F(CliTest, ADroppedEventIsStatus1) {
  const Outcome outcome = Call({"run", "put", "--set", "check.drop_event=9"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_NE(outcome.err.find("differs from the engine's account"), std::string::npos);
}

TEST_F(CliTest, ADroppedEventThatNeverCameIsSaid) {
  const Outcome outcome = Call({"run", "put", "--set", "check.drop_event=99999", "--json"});
  EXPECT_EQ(outcome.status, kFailed);
  EXPECT_TRUE(outcome.err.starts_with(
      "lsmscope: check.drop_event: there is no event 99,999; the last one is "))
      << outcome.err;
}

// The app's commands join the list from outside.
TEST_F(CliTest, ExtraCommandsAreCommands) {
  class Extra final : public Command {
   public:
    std::string_view name() const override { return "open"; }
    std::string_view about() const override { return "the app"; }
    void Declare(CLI::App*) override {}
    int Run() override { return 42; }
  };
  Extra extra;
  Command* const list[] = {&extra};
  char program[] = "lsmscope";
  char open[] = "open";
  char* with[] = {program, open, nullptr};
  EXPECT_EQ(RunCommandLine(2, with, list), 42);
  char* without[] = {program, nullptr};
  EXPECT_EQ(RunCommandLine(1, without, list), 42);
}

}  // namespace
}  // namespace lsm::sim
