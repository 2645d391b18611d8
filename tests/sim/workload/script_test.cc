#include "sim/workload/script.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lsm::sim {
namespace {

std::vector<Operation> Parsed(const std::vector<std::string>& lines) {
  ScriptedOperations script(lines, 1, 1);
  std::vector<Operation> operations;
  Operation operation;
  while (script.Next(&operation)) operations.push_back(operation);
  return operations;
}

// "write a=1 -b sync", "get a", ...
std::string Show(const Operation& operation) {
  std::string text;
  switch (operation.kind) {
    case OperationKind::kWrite:
      text = "write";
      for (const Operation::Entry& entry : operation.entries) {
        text += entry.remove ? " -" + entry.key : " " + entry.key + "=" + entry.value;
      }
      return text + (operation.sync ? " sync" : "");
    case OperationKind::kGet:
      return "get " + operation.entries.front().key;
    case OperationKind::kScan:
      return "scan " + operation.entries.front().key + " " + std::to_string(operation.scan_entries);
    case OperationKind::kFlush:
      return "flush";
    case OperationKind::kCompact:
      return "compact";
    case OperationKind::kPause:
      return "pause " + std::to_string(operation.pause_ns);
  }
  return "";
}

TEST(ScriptTest, EveryOperationIsRead) {
  const struct {
    const char* line;
    const char* shown;
  } cases[] = {
      {"put a 1", "write a=1"},
      {"  put   a   1   sync ", "write a=1 sync"},
      {"put 0x6100 0x", "write a\\0="},
      {"delete a", "write -a"},
      {"write: put a 1; delete b", "write a=1 -b"},
      {"write sync: put a 1;", "write a=1 sync"},
      {"get a:b", "get a:b"},
      {"scan a 7", "scan a 7"},
      {"flush", "flush"},
      {"compact", "compact"},
      {"sleep 2ms", "pause 2000000"},
  };
  for (const auto& [line, shown] : cases) {
    ASSERT_EQ(CheckScriptLine(line), "") << line;
    const std::vector<Operation> operations = Parsed({line});
    ASSERT_EQ(operations.size(), 1u) << line;
    std::string text = Show(operations[0]);
    for (size_t at; (at = text.find('\0')) != std::string::npos;) text.replace(at, 1, "\\0");
    EXPECT_EQ(text, shown);
  }
}

TEST(ScriptTest, RemarksAndEmptyLinesAreNothing) {
  EXPECT_EQ(Parsed({"# put a 1", "", "  ", "get a"}).size(), 1u);
}

TEST(ScriptTest, AStarStandsForLettersOfTheSeed) {
  const std::vector<Operation> operations = Parsed({"put a *1K", "put b *3"});
  EXPECT_EQ(operations[0].entries[0].value.size(), 1024u);
  EXPECT_EQ(operations[1].entries[0].value.size(), 3u);
  EXPECT_EQ(Parsed({"put a *1K"})[0].entries[0].value, operations[0].entries[0].value);
}

TEST(ScriptTest, MistakesSayWhatWasExpected) {
  const struct {
    const char* line;
    const char* error;
  } cases[] = {
      {"putt a 1",
       "'putt' is no operation, expected put, delete, write, get, scan, flush, compact or sleep"},
      {"put", "expected a key at the end of the line"},
      {"put a", "expected a value at the end of the line"},
      {"put a 1 synced", "'synced': expected sync or the end of the line"},
      {"put a 1 sync 2", "'2' is one word too many"},
      {"put 0x123 1", "'0x123' is not hexadecimal, expected pairs of digits as in 0x00ff"},
      {"put a *1Q", "'1Q': expected 0..67108864, or with a unit as in 64K, 1M or 2G"},
      {"write put a 1", "expected a colon before the batch"},
      {"write:", "the batch is empty, expected put or delete"},
      {"write: get a", "'get' cannot be in a batch, expected put or delete"},
      {"write: put a", "expected a value at the end of the line"},
      {"scan a 0", "'0': expected 1..1000000000"},
      {"scan a", "expected a number of entries at the end of the line"},
      {"sleep 5", ""},
      {"sleep 2m", "'2m': expected 0..86400000000000, or with a unit as in 200us, 5ms or 1s"},
      {"flush now", "'now' is one word too many"},
  };
  for (const auto& [line, error] : cases) EXPECT_EQ(CheckScriptLine(line), error) << line;
}

}  // namespace
}  // namespace lsm::sim
