#include "sim/recording/recording.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engine/base/coding.h"
#include "sim/base/prng.h"
#include "sim/recording/recorded_operations.h"
#include "sim/run/run_scenario.h"
#include "traces/trace.h"

namespace lsm::sim {
namespace {

constexpr char kHeader[] = "time_ns,thread,operation,key,value,flags\n";

class RecordingTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = (std::filesystem::path(testing::TempDir()) /
             ("recording_" + std::to_string(getpid()) + "_" +
              testing::UnitTest::GetInstance()->current_test_info()->name()))
                .string();
  }
  void TearDown() override { std::filesystem::remove(path_); }

  RecordingPlan Plan(const std::string& content) {
    std::ofstream(path_, std::ios::binary) << content;
    RecordingPlan plan;
    plan.file = path_;
    return plan;
  }
  // The error of a file without its path.
  std::string ErrorOf(const std::string& content) {
    RecordingPlan plan = Plan(content);
    const Status status = ExamineRecording(&plan);
    if (status.ok()) return "";
    std::string text = status.ToString();
    const size_t at = text.find(path_);
    return at == std::string::npos ? text : text.substr(at + path_.size());
  }
  // "100 t1 put a=1 sync; ..."
  std::string Show(const RecordingPlan& plan, uint32_t only_thread = 0) {
    std::unique_ptr<RecordingReader> reader;
    const Status status = OpenRecording(plan, only_thread, &reader);
    EXPECT_TRUE(status.ok()) << status.ToString();
    std::string text;
    RecordedOperation recorded;
    while (reader->Next(&recorded)) {
      const Operation& operation = recorded.operation;
      text += (text.empty() ? "" : "; ") + std::to_string(recorded.time_ns) + " t" +
              std::to_string(recorded.thread);
      for (size_t i = 0; i < operation.entries.size(); i++) {
        const Operation::Entry& entry = operation.entries[i];
        if (operation.kind == OperationKind::kGet) text += " get " + entry.key;
        if (operation.kind == OperationKind::kScan) {
          text += " scan " + entry.key + " " + std::to_string(operation.scan_entries);
        }
        if (operation.kind != OperationKind::kWrite) continue;
        text += entry.remove ? " delete " + entry.key : " put " + entry.key + "=" + entry.value;
        if (recorded.letters[i] > 0) text += "*" + std::to_string(recorded.letters[i]);
      }
      if (operation.sync) text += " sync";
    }
    EXPECT_TRUE(reader->status().ok()) << reader->status().ToString();
    return text;
  }

  std::string path_;
};

TEST_F(RecordingTest, EveryKindOfRowIsRead) {
  RecordingPlan plan = Plan(std::string(kHeader) +
                            "# a remark\n"
                            "1000,7,put,user1,100\n"
                            "\n"
                            "2000,7,put,\"a,\"\"b\"\"\",=text,sync\r\n"
                            "3000,9,put,0x6162,0x6364,\n"
                            "4000,9,get,user1\n"
                            "5000,9,scan,user1,25\n"
                            "5000,9,scan,user2\n"
                            "6000,7,put,x,=1,sync more\n"
                            "6000,7,delete,y,,more\n"
                            "6000,7,put,z,3");
  const Status status = ExamineRecording(&plan);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(Show(plan),
            "1000 t7 put user1=*100; 2000 t7 put a,\"b\"=text sync; 3000 t9 put ab=cd; "
            "4000 t9 get user1; 5000 t9 scan user1 25; 5000 t9 scan user2 10; "
            "6000 t7 put x=1 delete y put z=*3 sync");
  EXPECT_EQ(Show(plan, 9),
            "3000 t9 put ab=cd; 4000 t9 get user1; 5000 t9 scan user1 25; "
            "5000 t9 scan user2 10");
  EXPECT_EQ(plan.facts.operations, 7u);
  EXPECT_EQ(plan.facts.threads, (std::vector<uint32_t>{7, 9}));
  EXPECT_EQ(plan.facts.first_ns, 1000u);
  EXPECT_EQ(plan.facts.last_ns, 6000u);
}

TEST_F(RecordingTest, MistakesNameTheLineAndTheColumn) {
  const struct {
    const char* rows;
    const char* error;
  } cases[] = {
      {"x,1,get,a", ":2: time_ns: 'x': expected a whole number, 0..18446744073709551615"},
      {"-1,1,get,a", ":2: time_ns: '-1': expected a whole number, 0..18446744073709551615"},
      {"1,0,get,a", ":2: thread: '0': expected a whole number, 1..1000000"},
      {"1,1,get,a\n1", ":3: thread: '': expected a whole number, 1..1000000"},
      {"1,1,got,a", ":2: operation: 'got': expected put, delete, get or scan"},
      {"1,1,put,a",
       ":2: value: '': expected a whole number, 0..67108864 of letters, =text or 0x00ff"},
      {"1,1,put,a,67108865",
       ":2: value: '67108865': expected a whole number, 0..67108864 of letters, =text or 0x00ff"},
      {"5,1,get,a\n7,2,get,a\n6,2,get,a\n5,1,get,a",
       ":4: time_ns: '6': expected 7 or later, when the operation of thread 2 before it began"},
      {"1,1,put,a,0x1", ":2: value: '0x1': expected pairs of hexadecimal digits after 0x"},
      {"1,1,get,0xzz", ":2: key: '0xzz': expected pairs of hexadecimal digits after 0x"},
      {"1,1,scan,a,0", ":2: value: '0': expected a whole number, 1..1000000000"},
      {"1,1,get,a,1", ":2: value: '1': expected nothing for get"},
      {"1,1,get,a,,sync", ":2: flags: 'sync': expected nothing"},
      {"1,1,put,a,1,fsync", ":2: flags: 'fsync': expected sync, more, sync more or nothing"},
      {"1,1,put,\"a,1", ":2: key: the quote is open"},
      {"1,1,put,\"a\"b,1", ":2: key: expected a comma after the quote"},
      {"1,1,put,a,1,,",
       ":2: more than six columns, expected time_ns,thread,operation,key,value,flags"},
      {"1,1,put,a,1,more", ":2: the file ends within a batch (flag more)"},
      {"1,1,put,a,1,more\n1,2,put,a,1",
       ":3: thread: the batch of the line before is not over, expected thread 1"},
      {"1,1,put,a,1,more\n1,1,get,a", ":3: operation: 'get': expected put or delete in a batch"},
  };
  for (const auto& [rows, error] : cases) {
    EXPECT_EQ(ErrorOf(std::string(kHeader) + rows), error) << rows;
  }
  EXPECT_EQ(ErrorOf(""), ":1: expected the line time_ns,thread,operation,key,value,flags");
  EXPECT_EQ(ErrorOf("1,1,get,a\n"),
            ":1: expected the line time_ns,thread,operation,key,value,flags");
  EXPECT_EQ(ErrorOf(std::string(kHeader)), "");
}

TEST_F(RecordingTest, OnlyOrdinaryFilesAreRead) {
  RecordingPlan plan;
  plan.file = "/dev/zero";
  EXPECT_EQ(ExamineRecording(&plan).ToString(),
            "Invalid argument: /dev/zero: is not an ordinary file, expected a recorded workload");
  plan.file = "/tmp";
  EXPECT_FALSE(ExamineRecording(&plan).ok());
}

TEST_F(RecordingTest, AnotherFileThanWasMeantIsAnError) {
  RecordingPlan plan = Plan(std::string(kHeader) + "1,1,get,a\n");
  ASSERT_TRUE(ExamineRecording(&plan).ok());
  const std::string hash = plan.hash;
  EXPECT_EQ(hash.size(), 16u);
  ASSERT_TRUE(ExamineRecording(&plan).ok());  // the same again
  std::ofstream(path_, std::ios::app) << "2,1,get,a\n";
  const std::string error = ExamineRecording(&plan).ToString();
  EXPECT_NE(error.find(", expected the file with " + hash), std::string::npos) << error;
}

// ---- RocksDB's query trace, by the book ----

void PutTraceRecord(std::string* file, uint64_t time_us, char kind, const std::string& payload) {
  PutFixed64(file, time_us);
  file->push_back(kind);
  PutFixed32(file, static_cast<uint32_t>(payload.size()));
  *file += payload;
}

std::string Begin() {
  std::string file;
  PutTraceRecord(&file, 5, 1,
                 "feedcafedeadbeef\tTrace Version: 0.2\tRocksDB Version: 7.8\t"
                 "Format: Timestamp OpType Payload\n");
  return file;
}

std::string WritePayload(const std::string& entries) {
  std::string payload;
  PutFixed64(&payload, 1 << 1);
  PutLengthPrefixedSlice(&payload, std::string(12, '\0') + entries);
  return payload;
}

std::string GetPayload(uint32_t column_family, const std::string& key) {
  std::string payload;
  PutFixed64(&payload, 1 << 2 | 1 << 3);
  PutFixed32(&payload, column_family);
  PutLengthPrefixedSlice(&payload, key);
  return payload;
}

std::string SampleTrace() {
  std::string file = Begin();
  PutTraceRecord(&file, 10, 3,
                 WritePayload(std::string("\1\1a\3one", 7) + std::string("\0\1b", 3)));
  PutTraceRecord(&file, 12, 4, GetPayload(0, "a"));
  PutTraceRecord(&file, 13, 4, GetPayload(3, "a"));
  std::string seek;
  PutFixed64(&seek, 1 << 4 | 1 << 5 | 1 << 7);
  PutFixed32(&seek, 0);
  PutLengthPrefixedSlice(&seek, std::string("b"));
  PutLengthPrefixedSlice(&seek, std::string("z"));
  PutTraceRecord(&file, 14, 5, seek);
  PutTraceRecord(&file, 15, 3, WritePayload(std::string("\6\2\1m\1v\xf\1a\1c", 11)));
  // Prepared, and then committed with the same entries.
  PutTraceRecord(&file, 16, 3, WritePayload(std::string("\x9\1\1p\1q\xa\1X", 9)));
  PutTraceRecord(&file, 17, 3, WritePayload(std::string("\xb\1X\1\1p\1q", 8)));
  std::string multi;
  PutFixed64(&multi, 1 << 8 | 1 << 9 | 1 << 10);
  PutFixed32(&multi, 2);
  PutLengthPrefixedSlice(&multi, std::string(8, '\0'));
  PutLengthPrefixedSlice(&multi, std::string("\1k\1l"));
  PutTraceRecord(&file, 18, 13, multi);
  PutTraceRecord(&file, 19, 2, "");
  return file;
}

TEST_F(RecordingTest, ARocksDbTraceIsRead) {
  RecordingPlan plan = Plan(SampleTrace());
  const Status status = ExamineRecording(&plan);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(Show(plan),
            "10000 t1 put a=one delete b; 12000 t1 get a; 13000 t1 get cf3/a; 14000 t1 scan b 1; "
            "15000 t1 put cf2/m=v; 17000 t1 put p=q; 18000 t1 get k; 18000 t1 get l");
  EXPECT_EQ(plan.facts.format, "RocksDB query trace");
  EXPECT_EQ(plan.facts.merges, 1u);
  EXPECT_EQ(plan.facts.skipped, 2u);  // the range deletion and the prepared batch
}

TEST_F(RecordingTest, OperationsOfOneKeyStayOnOneThread) {
  RecordingPlan plan = Plan(SampleTrace());
  plan.threads = 3;
  ASSERT_TRUE(ExamineRecording(&plan).ok());
  EXPECT_GT(plan.facts.threads.size(), 1u);
  uint64_t operations = 0;
  for (const uint32_t thread : plan.facts.threads) {
    const std::string text = Show(plan, thread);
    operations += static_cast<uint64_t>(std::ranges::count(text, ';')) + 1;
    EXPECT_EQ(text.find("put a=one") == std::string::npos,
              text.find("get a;") == std::string::npos && !text.ends_with("get a"));
  }
  EXPECT_EQ(operations, plan.facts.operations);
}

TEST_F(RecordingTest, DamageToATraceNamesTheByte) {
  const std::string good = SampleTrace();
  const std::string begin = Begin();
  EXPECT_EQ(ErrorOf(good.substr(0, begin.size() + 5)),
            ": byte " + std::to_string(begin.size()) + ": the file ends within a record's header");
  EXPECT_EQ(ErrorOf(good.substr(0, begin.size() + 20)),
            ": byte " + std::to_string(begin.size()) +
                ": a payload of 31 bytes goes beyond the file's end");
  std::string huge = begin;
  PutFixed64(&huge, 1);
  huge.push_back(3);
  PutFixed32(&huge, 0xffffffff);
  EXPECT_EQ(ErrorOf(huge), ": byte " + std::to_string(begin.size()) +
                               ": a payload of 4294967295 bytes goes beyond the file's end");
  std::string unknown = begin;
  PutTraceRecord(&unknown, 1, 99, "");
  EXPECT_EQ(ErrorOf(unknown),
            ": byte " + std::to_string(begin.size()) + ": a record of kind 99, expected 1..13");
  std::string batch = begin;
  PutTraceRecord(&batch, 1, 3, WritePayload("\x44"));
  EXPECT_EQ(ErrorOf(batch), ": byte " + std::to_string(begin.size()) +
                                ": an entry of kind 68 in a write batch is not known");
  // Without its last record it is whole.
  EXPECT_EQ(ErrorOf(good.substr(0, good.size() - 13)), "");
}

// Every cut and many changed bytes: an answer, and no crash.
TEST_F(RecordingTest, HostileFilesAreAnswered) {
  const std::string good[] = {
      SampleTrace(), std::string(kHeader) + "1,1,put,\"a\"\"b\",100,sync more\n1,1,put,0x00,=x\n"};
  Prng prng(1);
  for (const std::string& content : good) {
    for (size_t cut = 0; cut < content.size(); cut += 3) (void)ErrorOf(content.substr(0, cut));
    for (int i = 0; i < 500; i++) {
      std::string changed = content;
      const size_t at = prng.Below(changed.size());
      changed[at] = static_cast<char>(prng.Below(256));
      (void)ErrorOf(changed);
    }
  }
}

// ---- Replayed ----

Scenario Replay(const std::string& path, const std::vector<std::string>& more = {}) {
  std::vector<std::string> sets{"recording.file=" + path};
  sets.insert(sets.end(), more.begin(), more.end());
  Scenario scenario;
  const Status status = ParseScenario("{}", "s", sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario;
}

// When each Write and Get began.
std::vector<uint64_t> Begins(const Scenario& scenario, RunResult* result) {
  class Times final : public trace::EventConsumer {
   public:
    void OnEvent(uint64_t, const Event& event) override {
      if (event.Is<WriterEnqueued>() || event.Is<GetBegin>()) times.push_back(event.time_ns);
    }
    std::vector<uint64_t> times;
  };
  Times times;
  *result = RunScenario(scenario, {.consumers = {&times}});
  return times.times;
}

TEST_F(RecordingTest, TheClockOfTheRecordingIsKept) {
  Plan(std::string(kHeader) +
       "5000000,1,put,a,=1\n7000000,1,get,a\n7000000,2,put,b,=2\n8000000,2,get,b\n");
  for (const uint64_t percent : {100, 50, 400}) {
    RunResult result;
    const std::vector<uint64_t> times =
        Begins(Replay(path_, {"recording.speed_percent=" + std::to_string(percent)}), &result);
    ASSERT_TRUE(result.status.ok()) << result.status.ToString();
    ASSERT_EQ(times.size(), 4u);
    const auto off = [&](size_t i, uint64_t ns) {
      return static_cast<double>(times[i]) - static_cast<double>(times[0]) -
             static_cast<double>(ns) * 100 / static_cast<double>(percent);
    };
    EXPECT_NEAR(off(1, 2'000'000), 0, 10'000) << percent;
    EXPECT_NEAR(off(2, 2'000'000), 0, 10'000) << percent;
    EXPECT_NEAR(off(3, 3'000'000), 0, 10'000) << percent;
    EXPECT_EQ(result.summary.writes, 2u);
    EXPECT_EQ(result.summary.reads, 2u);
  }
  RunResult result;
  const std::vector<uint64_t> times = Begins(Replay(path_, {"recording.speed_percent=0"}), &result);
  EXPECT_LT(times.back() - times.front(), 100'000u);
}

TEST_F(RecordingTest, RealThreadsReplayItToo) {
  Plan(std::string(kHeader) + "0,1,put,a,=1\n20000000,1,get,a\n10000000,2,put,b,=2,sync\n");
  const std::string directory = path_ + "_db";
  std::filesystem::remove_all(directory);
  const RunResult result = RunScenario(Replay(path_), {.real_directory = directory});
  std::filesystem::remove_all(directory);
  ASSERT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_EQ(result.summary.writes, 2u);
  EXPECT_EQ(result.summary.reads, 1u);
  EXPECT_EQ(result.summary.syncs, 1u);
  EXPECT_GE(result.summary.duration_ns, 20'000'000u);
}

TEST_F(RecordingTest, ClientsOfAnEarlierPhaseLoadTheDatabase) {
  Plan(std::string(kHeader) + "0,1,get,key5\n0,1,get,key9\n");
  const Scenario scenario = Replay(
      path_, {"recording.phase=1",
              R"(clients=[{"operations":10,"keys":{"distribution":"sequential","bytes":1}}])"});
  class Found final : public trace::EventConsumer {
   public:
    void OnEvent(uint64_t, const Event& event) override {
      if (event.Is<GetEnd>() && event.As<GetEnd>().answer == ProbeAnswer::kFound) count++;
    }
    int count = 0;
  };
  Found found;
  const RunResult result = RunScenario(scenario, {.consumers = {&found}});
  EXPECT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_EQ(found.count, 2);
}

}  // namespace
}  // namespace lsm::sim
