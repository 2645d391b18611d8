#include "sim/scenario/scenario.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace lsm::sim {
namespace {

std::string ScenarioError(const std::string& text, const std::vector<std::string>& sets = {}) {
  Scenario scenario;
  const Status status = ParseScenario(text, "s.json", sets, &scenario);
  return status.ok() ? "(ok)" : status.ToString();
}

TEST(ScenarioTest, SaysWhatIsWrongAndWhere) {
  const struct {
    const char* text;
    const char* error;
  } cases[] = {
      {"", "s.json:1:1: the file is empty; expected a JSON object"},
      {" \n ", "s.json:1:1: the file is empty; expected a JSON object"},
      {"{\n  \"seed\": }",
       "s.json:2:11: not JSON: unexpected '}'; expected '[', '{', or a literal"},
      {"[]", "s.json: expected an object, found a list"},
      {R"({"sed": 1})", "s.json: sed: unknown key; did you mean seed?"},
      {R"({"clients": [{"keys": {"weight": 1}}]})",
       "s.json: clients.0.keys.weight: unknown key, expected one of distribution, count, bytes,"
       " prefix, order, hot_keys, hot_percent, theta_percent"},
      {R"({"seed": 1, "name": "a", "seed": 2})",
       "s.json:1:26: \"seed\" stands in this object twice, expected it once"},
      {"{\"world\": {\"cores\": 1,\n \"c\\u006fres\": 2}}",
       "s.json:2:2: \"c\\u006fres\" stands in this object twice, expected it once"},
      {R"({"seed": -1})", "s.json: seed: -1 is out of range, expected 0..18446744073709551615"},
      {R"({"seed": 1.5})",
       "s.json: seed: 1.5 is not a whole number, expected 0..18446744073709551615"},
      {R"({"seed": "1"})", "s.json: seed: \"1\": expected 0..18446744073709551615"},
      {R"({"options": {"write_buffer_size": 12}})",
       "s.json: options.write_buffer_size: 12 is out of range, expected 256..1073741824"},
      {R"({"options": {"write_bufer_size": 4096}})",
       "s.json: options.write_bufer_size: unknown key; did you mean write_buffer_size?"},
      {R"({"options": {"compression": "lz4"}})",
       "s.json: options.compression: \"lz4\" is not known, expected one of none, snappy, zstd"},
      {R"({"options": {"reuse_logs": 1}})",
       "s.json: options.reuse_logs: 1: expected true or false"},
      {R"({"options": 3})", "s.json: options: expected an object, found a number"},
      {R"({"options": {"l0_stop_trigger": 3}})",
       "s.json: options.l0_stop_trigger: 3 is below l0_compaction_trigger 4: writers would wait "
       "for "
       "a compaction that never comes"},
      {R"({"world": {"cores": 0}})", "s.json: world.cores: 0 is out of range, expected 1..1024"},
      {R"({"costs": {"wal": 3}})", "s.json: costs.wal: unknown key; did you mean wal_encode?"},
      {R"({"clients": {}})", "s.json: clients: expected a list, found an object"},
      {R"({"clients": [{"threads": 1}, {"thread": 2}]})",
       "s.json: clients.1.thread: unknown key; did you mean threads?"},
      {R"({"clients": [{"mix": {"put": 0}}]})",
       "s.json: clients.0.mix: all parts are 0, expected at least one operation"},
      {R"({"clients": [{"value_bytes": {"min": 9, "max": 5}}]})",
       "s.json: clients.0.value_bytes.min: 9 is out of range, expected 0..5"},
      {R"({"clients": [{"keys": {"distribution": "zipfian", "count": 20000000}}]})",
       "s.json: clients.0.keys.count: 20000000 is out of range, expected 1..10000000"},
      {R"({"families": ["wall"]})",
       "s.json: families: \"wall\" is not known, expected one of run, write, wal, memtable, flush, "
       "compaction, version, read, cache, iterator, stall, lock, sched, disk, txn, recovery, "
       "fault; did you mean wal?"},
      {R"({"families": "some"})",
       "s.json: families: expected \"usual\", \"all\" or a list of names, found a text"},
      {R"({"world": {"schedule": "lifo"}})",
       "s.json: world.schedule: \"lifo\" is not known, expected one of fifo, random, pct, replay, "
       "choose"},
      {R"({"world": {"schedule": "replay", "choices": "17:3 4"}})",
       "s.json: world.choices: character 6: 4 is no choice, expected CHOICE:FIBER as in 17:3"},
      {R"({"world": {"choices": "17:3"}})",
       "s.json: world.choices: are only for world.schedule replay"},
      {R"({"world": {"pct_depth": 0}})",
       "s.json: world.pct_depth: 0 is out of range, expected 1..100"},
      {R"({"options": {"write_buffer_size": "1X"}})",
       "s.json: options.write_buffer_size: \"1X\": expected 256..1073741824, or with a unit as in "
       "64K, 1M or 2G"},
      {R"({"options": {"write_buffer_size": "4G"}})",
       "s.json: options.write_buffer_size: \"4G\" is out of range, expected 256..1073741824, or "
       "with a unit as in 64K, 1M or 2G"},
      {R"({"clients": [{"script": "put a 1"}]})",
       "s.json: clients.0.script: expected a list of lines, found a text"},
      {R"({"clients": [{"script": ["put a 1", "got a"]}]})",
       "s.json: clients.0.script.1: 'got' is no operation, expected put, delete, write, get, scan, "
       "flush, compact or sleep"},
      {R"({"clients": [{"script": [7]}]})",
       "s.json: clients.0.script.0: expected a line of text, found a number"},
      {R"({"clients": [{"scan_entries": 5, "scan_entries_min": 6}]})",
       "s.json: clients.0.scan_entries_min: 6 is out of range, expected 0..5"},
      {R"({"recording": {"file": "/no/such.csv"}})",
       "/no/such.csv: no such file; expected a recorded workload"},
      {R"({"preset": "rocks"})",
       "s.json: preset: \"rocks\" is not known, expected one of default, leveldb, tiny"},
  };
  for (const auto& [text, error] : cases) {
    EXPECT_EQ(ScenarioError(text), "Invalid argument: " + std::string(error)) << text;
  }
}

TEST(ScenarioTest, DeepNestingIsOneLine) {
  std::string deep;
  for (int i = 0; i < 100'000; i++) deep += "[";
  EXPECT_EQ(ScenarioError(deep), "Invalid argument: s.json:1:33: nested deeper than 32 levels");
  deep.clear();
  for (int i = 0; i < 100'000; i++) deep += "{\"a\":";
  EXPECT_EQ(ScenarioError(deep), "Invalid argument: s.json:1:161: nested deeper than 32 levels");
}

TEST(ScenarioTest, SetChangesWhatTheFileSays) {
  Scenario scenario;
  const Status status =
      ParseScenario(R"({"seed": 1, "clients": [{"threads": 1}, {"threads": 2}]})", "s.json",
                    {"seed=7", "options.write_buffer_size=8192", "clients.1.threads=5",
                     "name=of mine", "clients.0.keys.distribution=zipfian", "seed=8"},
                    &scenario);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(scenario.seed, 8u);
  EXPECT_EQ(scenario.options.write_buffer_size, 8192u);
  EXPECT_EQ(scenario.clients[1].threads, 5u);
  EXPECT_EQ(scenario.clients[0].keys.distribution, KeyDistribution::kZipfian);
  EXPECT_EQ(scenario.name, "of mine");
}

TEST(ScenarioTest, NumbersMayHaveUnits) {
  Scenario scenario;
  const Status status = ParseScenario(
      R"({"options": {"write_buffer_size": "64K"}, "clients": [{"pause_ns": "3us"}]})", "s.json",
      {"options.max_file_size=2M", "device.sync_ns=5ms", "costs.memtable_insert=700ns",
       "options.l0_slowdown_delay_us=2ms"},
      &scenario);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(scenario.options.write_buffer_size, 65'536u);
  EXPECT_EQ(scenario.options.max_file_size, 2u << 20);
  EXPECT_EQ(scenario.clients[0].pause_ns, 3'000u);
  EXPECT_EQ(scenario.device.sync_ns, 5'000'000u);
  EXPECT_EQ(scenario.costs.unit_ps[static_cast<int>(WorkKind::kMemTableInsert)], 700'000u);
  EXPECT_EQ(scenario.options.l0_slowdown_delay_us, 2'000);
}

TEST(ScenarioTest, AScriptIsPrintedAndReadAgain) {
  Scenario scenario;
  ASSERT_TRUE(
      ParseScenario(R"({"clients": [{"script": ["put a 1", "get a"]}]})", "s", {}, &scenario).ok());
  Scenario again;
  ASSERT_TRUE(ParseScenario(PrintScenario(scenario), "s", {}, &again).ok());
  EXPECT_EQ(again.clients[0].script, scenario.clients[0].script);
}

TEST(ScenarioTest, SetSaysWhatIsWrong) {
  EXPECT_EQ(ScenarioError("{}", {"seed"}), "Invalid argument: --set seed: expected a.b=value");
  EXPECT_EQ(ScenarioError("{}", {"=3"}), "Invalid argument: --set =3: expected a.b=value");
  EXPECT_EQ(ScenarioError(R"({"clients": [{}]})", {"clients.4.threads=1"}),
            "Invalid argument: --set clients.4.threads=1: 4 is not in the list, expected 0..0");
  EXPECT_EQ(ScenarioError(R"({"seed": 1})", {"seed.a=1"}),
            "Invalid argument: --set seed.a=1: a has no parts");
  EXPECT_EQ(ScenarioError("{}", {"options.write_buffer_size=12"}),
            "Invalid argument: s.json: options.write_buffer_size: 12 is out of range, expected "
            "256..1073741824");
}

TEST(ScenarioTest, MixNamesAllThatIsDone) {
  Scenario scenario;
  ASSERT_TRUE(ParseScenario(R"({"clients": [{"mix": {"get": 1}}, {}]})", "s", {}, &scenario).ok());
  EXPECT_EQ(scenario.clients[0].mix.put, 0u);
  EXPECT_EQ(scenario.clients[1].mix.put, 1u);
}

TEST(ScenarioTest, ScenariosUseNoCompressionUnlessAsked) {
  for (const char* preset : {"default", "leveldb", "tiny"}) {
    Scenario scenario;
    ASSERT_TRUE(ParseScenario("{}", "s", {std::string("preset=") + preset}, &scenario).ok());
    EXPECT_EQ(scenario.options.compression, kNoCompression) << preset;
  }
}

TEST(ScenarioTest, PrintingAndParsingGivesTheSame) {
  for (const std::string& name : BuiltInScenarios()) {
    Scenario scenario;
    ASSERT_TRUE(LoadScenario(name, {"families=[\"wal\",\"write\"]"}, &scenario).ok());
    const std::string printed = PrintScenario(scenario);
    Scenario again;
    const Status status = ParseScenario(printed, name, {}, &again);
    ASSERT_TRUE(status.ok()) << status.ToString();
    EXPECT_EQ(PrintScenario(again), printed);
    EXPECT_EQ(again.families, scenario.families);
  }
}

TEST(ScenarioTest, EveryPresetCanBePrintedAndParsed) {
  for (const std::string_view preset : Names(Preset{})) {
    Scenario scenario;
    ASSERT_TRUE(ParseScenario("{}", "s", {"preset=" + std::string(preset)}, &scenario).ok());
    Scenario again;
    const Status status = ParseScenario(PrintScenario(scenario), "s", {}, &again);
    ASSERT_TRUE(status.ok()) << status.ToString();
    EXPECT_EQ(PrintScenario(again), PrintScenario(scenario));
  }
}

TEST(ScenarioTest, TheBuiltInOnesCanBeLoaded) {
  const std::vector<std::string> names = BuiltInScenarios();
  EXPECT_EQ(names, (std::vector<std::string>{"concurrent", "group-commit", "pipelined", "powercut",
                                             "put", "races", "recovery", "unordered", "write-group",
                                             "write-stall", "ycsb-a", "ycsb-b", "ycsb-c", "ycsb-d",
                                             "ycsb-e", "ycsb-f"}));
  for (const std::string& name : names) {
    Scenario scenario;
    EXPECT_TRUE(LoadScenario(name, {}, &scenario).ok());
    EXPECT_EQ(scenario.name, name);
    EXPECT_FALSE(scenario.about.empty());
  }
}

TEST(ScenarioTest, LoadingSaysWhatIsWrongWithTheFile) {
  Scenario scenario;
  EXPECT_EQ(LoadScenario("write-stal", {}, &scenario).ToString(),
            "Invalid argument: write-stal: neither a file nor a built-in scenario; did you mean "
            "write-stall?");
  EXPECT_EQ(LoadScenario("/none/x.json", {}, &scenario).ToString(),
            "Invalid argument: /none/x.json: no such file; expected a scenario");
  EXPECT_EQ(LoadScenario("/", {}, &scenario).ToString(),
            "Invalid argument: /: is a directory, expected a scenario file");
}

TEST(ScenarioTest, EveryFieldIsDescribed) {
  const std::string text = DescribeScenarioFields();
  EXPECT_NE(text.find("options.write_buffer_size  256..1073741824 bytes, default 4194304: "),
            std::string::npos);
  EXPECT_NE(text.find("clients.N.mix.delete  0..1000000 parts, default 0: deletes\n"),
            std::string::npos);
}

}  // namespace
}  // namespace lsm::sim
