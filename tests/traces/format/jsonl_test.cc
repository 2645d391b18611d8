// Traces written and read again, and files that somebody broke.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/traces/trace_script.h"
#include "traces/format/describe.h"
#include "traces/format/header_json.h"
#include "traces/format/jsonl_reader.h"
#include "traces/format/jsonl_writer.h"
#include "traces/load.h"

namespace lsm::trace {
namespace {

class Jsonl : public testing::Test {
 protected:
  Jsonl() {
    directory_ = std::filesystem::temp_directory_path() /
                 ("lsmscope_jsonl_" + std::to_string(::getpid()) + "_" +
                  testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(directory_);
  }
  ~Jsonl() override { std::filesystem::remove_all(directory_); }

  std::string Path(const std::string& name) const { return (directory_ / name).string(); }
  std::string Write(const std::string& text) const {
    std::ofstream(Path("t.jsonl"), std::ios::binary) << text;
    return Path("t.jsonl");
  }
  static std::string ReadAll(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  }
  // The error of reading this text, without the directory.
  std::string ErrorOf(const std::string& text) const {
    std::shared_ptr<Trace> trace;
    const std::string error = LoadTrace(Write(text), &trace).ToString();
    EXPECT_EQ(error.find('\n'), std::string::npos);
    const size_t at = error.find("t.jsonl");
    return at == std::string::npos ? error : error.substr(at);
  }

  const std::string header_ = HeaderJson({}) + "\n";
  const std::string good_ = R"({"pos":1,"t":5,"thread":1,"kind":"WalCreated","log":3})"
                            "\n";

 private:
  std::filesystem::path directory_;
};

void ExpectSameTrace(const Trace& a, const Trace& b) {
  ASSERT_EQ(a.events.size(), b.events.size());
  for (uint64_t position = 1; position <= a.events.size(); position++) {
    ASSERT_EQ(EventJson(position, a.events.At(position), a.tables),
              EventJson(position, b.events.At(position), b.tables));
  }
}

TEST_F(Jsonl, ATraceIsTheSameAfterWritingAndReading) {
  const auto trace = MakeRun({.seed = 3, .rounds = 200});
  trace->header = {.program = "1.2.3",
                   .scenario = "{\"name\":\"x\"}\n\xe4\xb8\xad",
                   .seed = UINT64_MAX,
                   .real = true,
                   .families = kAllFamilies,
                   .sources_hash = 99};
  ASSERT_TRUE(WriteJsonl(Path("a.jsonl"), *trace).ok());
  std::shared_ptr<Trace> read;
  const Status status = LoadTrace(Path("a.jsonl"), &read);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_FALSE(read->cut_off) << read->note;
  EXPECT_EQ(HeaderJson(read->header), HeaderJson(trace->header));
  EXPECT_EQ(read->header.scenario, trace->header.scenario);
  ExpectSameTrace(*trace, *read);
  ASSERT_TRUE(WriteJsonl(Path("b.jsonl"), *read).ok());
  EXPECT_EQ(ReadAll(Path("a.jsonl")), ReadAll(Path("b.jsonl")));
}

// Every kind, with every byte of its payload set: nothing is lost on the way.
TEST_F(Jsonl, EveryKindSurvives) {
  auto trace = std::make_shared<Trace>();
  trace->tables.texts.Add("first \"text\"\n");
  AllEvents::ForEachKind([&]<class E>() {
    E fields;
    E::ForEachField([&](const auto& field) {
      auto& member = fields.*(field.member);
      using T = std::remove_reference_t<decltype(member)>;
      if constexpr (std::is_same_v<T, Text>) {
        member = Text{1};
      } else if constexpr (std::is_same_v<T, KeyRef>) {
        member = KeyRef::Of(std::string("key\0 of more than 16 bytes \xff", 28));
      } else if constexpr (std::is_same_v<T, ThreadSet>) {
        for (const uint32_t thread : {1, 64, 65, 192}) member.Add(thread);
      } else if constexpr (std::is_enum_v<T>) {
        member = static_cast<T>(Names(T{}).size() - 1);
      } else {
        member = field.unit == Unit::kFlag ? 1 : std::numeric_limits<T>::max();
      }
    });
    trace->events.Append(Event::Of(fields));
  });
  ASSERT_TRUE(WriteJsonl(Path("a.jsonl"), *trace).ok());
  Trace read;
  const Status status = ReadJsonl(Path("a.jsonl"), &read);
  ASSERT_TRUE(status.ok()) << status.ToString();
  ASSERT_EQ(read.events.size(), AllEvents::kSize);
  for (uint64_t position = 1; position <= read.events.size(); position++) {
    const Event& a = trace->events.At(position);
    const Event& b = read.events.At(position);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(EventJson(position, a, trace->tables), EventJson(position, b, read.tables));
  }
}

TEST_F(Jsonl, AFileCutAnywhereOpensUpToItsLastWholeEvent) {
  const auto trace = MakeRun({.rounds = 1});
  ASSERT_TRUE(WriteJsonl(Path("whole.jsonl"), *trace).ok());
  const std::string whole = ReadAll(Path("whole.jsonl"));
  const size_t header_end = whole.find('\n') + 1;
  for (size_t size = header_end; size < whole.size(); size += size < header_end + 200 ? 1 : 37) {
    Write(whole.substr(0, size));
    Trace read;
    const Status status = ReadJsonl(Path("t.jsonl"), &read);
    ASSERT_TRUE(status.ok()) << size << ": " << status.ToString();
    // A line that lacks only its end is whole.
    const bool whole_line = whole[size] == '\n';
    const auto lines = std::count(whole.begin(), whole.begin() + static_cast<long>(size), '\n');
    ASSERT_EQ(read.events.size(), static_cast<uint64_t>(lines - 1 + whole_line)) << size;
    if (size + 1 < whole.size()) {
      ASSERT_TRUE(read.cut_off);
      ASSERT_FALSE(read.note.empty());
    }
  }
}

TEST_F(Jsonl, ACutInTheMiddleOfALineIsTold) {
  Trace read;
  ASSERT_TRUE(ReadJsonl(Write(header_ + good_ + "{\"pos\":2,\"t\":1"), &read).ok());
  EXPECT_EQ(read.events.size(), 1u);
  EXPECT_TRUE(read.cut_off);
  EXPECT_EQ(read.note, "The file is cut off in line 3; the last whole event is 1.");
}

TEST_F(Jsonl, AFileThatNobodyWantsAnyMoreIsReadNoFurther) {
  const std::atomic<bool> cancel{true};
  std::shared_ptr<Trace> trace;
  const Status status = LoadTrace(Write(header_ + good_), &trace, &cancel);
  EXPECT_TRUE(status.IsIncomplete());
  EXPECT_NE(status.ToString().find("t.jsonl: given up in line 2"), std::string::npos)
      << status.ToString();
  EXPECT_EQ(trace, nullptr);
}

TEST_F(Jsonl, BadFilesGetOneClearLine) {
  EXPECT_EQ(ErrorOf(""), "t.jsonl: the file is empty; expected LsmScope traces (JSON Lines)");
  EXPECT_EQ(ErrorOf("\x7f"
                    "ELF\0\0garbage"),
            "t.jsonl:1: not a trace; expected LsmScope traces (JSON Lines)");
  EXPECT_EQ(ErrorOf("{\"lsmscope_trace\":2}\n"),
            "t.jsonl:1: format 2; expected format 1, the only one that this program reads");
  EXPECT_EQ(ErrorOf("{\"lsmscope_trace\":1,\"scen"),
            "t.jsonl:1: the file ends within its header; expected {\"lsmscope_trace\":1,...}");
  EXPECT_EQ(ErrorOf("{\"lsmscope_trace\":1,\"seed\":-1}\n"),
            "t.jsonl:1: \"seed\" is -1; expected a whole number");
  EXPECT_EQ(ErrorOf("{\"lsmscope_trace\":1,\"families\":[\"write\",\"x\"]}\n"),
            "t.jsonl:1: unknown family \"x\"; expected names of families");
  EXPECT_EQ(ErrorOf(header_ + good_ + "garbage\n"),
            "t.jsonl:3: found 'g' at byte 1; expected a JSON object");
}

TEST_F(Jsonl, MissingFilesAndDirectoriesAreTold) {
  std::shared_ptr<Trace> trace;
  EXPECT_NE(LoadTrace(Path("none.jsonl"), &trace).ToString().find("no such file"),
            std::string::npos);
  EXPECT_NE(LoadTrace(Path("."), &trace).ToString().find("is a directory; expected a trace file"),
            std::string::npos);
  EXPECT_EQ(trace, nullptr);
  std::unique_ptr<JsonlWriter> writer;
  TraceTables tables;
  EXPECT_FALSE(JsonlWriter::Open(Path("no/such/dir.jsonl"), {}, &tables, &writer).ok());
  EXPECT_EQ(writer, nullptr);
}

TEST_F(Jsonl, BadEventsGetOneClearLine) {
  const auto event = [&](const std::string& rest) {
    return ErrorOf(header_ + "{\"pos\":1,\"t\":5,\"thread\":1," + rest + "}\n");
  };
  EXPECT_EQ(event(R"("kind":"NoSuchKind")"),
            "t.jsonl:2: unknown event kind \"NoSuchKind\"; expected a kind of this program");
  EXPECT_EQ(event(R"("kind":7)"), "t.jsonl:2: \"kind\" is 7; expected the name of an event kind");
  EXPECT_EQ(event(R"("log":7)"), "t.jsonl:2: \"kind\" is missing; expected an event");
  EXPECT_EQ(event(R"("kind":"WalCreated")"),
            "t.jsonl:2: WalCreated lacks \"log\"; expected every field");
  EXPECT_EQ(event(R"("kind":"WalCreated","log":"x")"),
            "t.jsonl:2: \"log\" is \"x\"; expected a whole number from 0 to 18446744073709551615");
  EXPECT_EQ(event(R"("kind":"WalCreated","log":1,"more":2)"),
            "t.jsonl:2: 2 fields; expected the 1 of WalCreated");
  EXPECT_EQ(event(R"("kind":"WalCreated","log":1,"log":2)"),
            "t.jsonl:2: 2 fields; expected the 1 of WalCreated");
  EXPECT_EQ(event(R"("kind":"LevelTarget","max_bytes":1,"level":256)"),
            "t.jsonl:2: \"level\" is 256; expected a whole number from 0 to 255");
  EXPECT_EQ(event(R"("kind":"RecoveryBegin","created":1)"),
            "t.jsonl:2: \"created\" is 1; expected true or false");
  EXPECT_EQ(event(R"("kind":"BackgroundScheduled","reason":"why")"),
            "t.jsonl:2: \"reason\" is \"why\"; expected one of immutable_memtable, manual, "
            "level_score, seeks");
  for (const char* set : {"2 1", "0", "193", "1 ", " 1", "1,2", "x", "1  2"}) {
    EXPECT_EQ(event(std::string(R"("kind":"ThreadChosen","choice":1,"what":"next","chosen":1,)") +
                    R"("count":2,"candidates":")" + set + R"(","preempted":false)"),
              "t.jsonl:2: \"candidates\" is \"" + std::string(set) +
                  "\"; expected numbers of threads from 1 to 192, ascending, as in \"2 3 5\"");
  }
  EXPECT_EQ(event(R"("cause":1,"kind":"WalCreated","log":1)"),
            "t.jsonl:2: \"cause\" is 1; expected a position before the event's own");
  EXPECT_EQ(event(R"("t":1,"kind":"WalCreated","log":1)"),
            "t.jsonl:2: \"t\" is 1; expected the name once");
  EXPECT_EQ(event(R"("site":"nowhere","kind":"WalCreated","log":1)"),
            "t.jsonl:2: \"site\" is \"nowhere\"; expected \"file:line\"");
  EXPECT_EQ(ErrorOf(header_ + R"({"pos":2,"t":5,"thread":1,"kind":"WalCreated","log":3})" + "\n"),
            "t.jsonl:2: position 2; expected 1");
  EXPECT_EQ(
      ErrorOf(header_ + R"({"pos":1,"t":5,"thread":70000,"kind":"WalCreated","log":3})" + "\n"),
      "t.jsonl:2: \"thread\" is 70000; expected a whole number from 0 to 65535");
}

TEST_F(Jsonl, AHugeLineAndDeepNestingAreErrors) {
  EXPECT_NE(ErrorOf(header_ + "{\"a\":" + std::string(100'000, '[') + "\n").find("64 levels"),
            std::string::npos);
  EXPECT_NE(ErrorOf(header_ + std::string(size_t{17} << 20, 'x')).find("longer than 16 MiB"),
            std::string::npos);
}

TEST_F(Jsonl, LeftOutPositionsAreKeptWhereFamiliesAreLeftOut) {
  TraceHeader header;
  header.families = kAllFamilies & ~Bit(Family::kRead);
  const std::string far = R"({"pos":9,"t":5,"thread":1,"kind":"WalCreated","log":3})"
                          "\n";
  Trace read;
  const Status status = ReadJsonl(Write(HeaderJson(header) + "\n" + good_ + far), &read);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(read.events.size(), 9u);
  EXPECT_EQ(read.events.At(5).kind, 0);
  EXPECT_EQ(read.events.At(9).As<WalCreated>().log, 3u);
  // A short file cannot ask for much memory.
  EXPECT_EQ(ErrorOf(HeaderJson(header) + "\n" + good_ +
                    R"({"pos":999999999999,"t":5,"thread":1,"kind":"WalCreated","log":3})" + "\n"),
            "t.jsonl:3: position 999999999999; expected 2");
}

// The example in FORMAT.md is true: it is read, and writing it gives the same lines.
TEST_F(Jsonl, TheWorkedExampleIsATrace) {
  std::istringstream document(ReadAll(std::string(LSMSCOPE_SOURCE_DIR) + "/traces/FORMAT.md"));
  std::string example;
  bool within = false;
  for (std::string line; std::getline(document, line);) {
    if (line == "## A whole trace") within = true;
    if (within && line.starts_with("    {")) example += line.substr(4) + "\n";
  }
  Trace trace;
  const Status status = ReadJsonl(Write(example), &trace);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(trace.events.size(), 10u);
  EXPECT_FALSE(trace.cut_off);
  ASSERT_TRUE(WriteJsonl(Path("again.jsonl"), trace).ok());
  EXPECT_EQ(ReadAll(Path("again.jsonl")), example);
}

TEST_F(Jsonl, AFullDiskIsToldWithWhatIsThere) {
  if (!std::filesystem::is_character_file("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const auto trace = MakeRun();
  const std::string error = WriteJsonl("/dev/full", *trace).ToString();
  EXPECT_NE(error.find("/dev/full: could not be written to its end (the first 0 events are in it)"),
            std::string::npos)
      << error;
}

}  // namespace
}  // namespace lsm::trace
