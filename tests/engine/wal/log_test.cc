// The writer and the reader of logs, against each other and against the format.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/wal/log_reader.h"
#include "engine/wal/log_writer.h"
#include "tests/engine/memory_files.h"

namespace lsm::log {
namespace {

using test::Bytes;
using test::StringSink;
using test::StringSource;

// A record of this size whose bytes tell where it came from.
std::string Big(const std::string& seed, size_t size) {
  std::string text;
  while (text.size() < size) text += seed;
  text.resize(size);
  return text;
}

struct Log {
  StringSink sink;
  Writer writer{&sink};
  Appended last;

  void Add(const std::string& record) { ASSERT_TRUE(writer.AddRecord(record, &last).ok()); }
};

// What a reader made of a log.
struct ReadResult {
  std::vector<std::string> records;
  std::vector<uint64_t> offsets;
  size_t dropped = 0;
  std::string report;
  LogEnd end = LogEnd::kNone;
  uint64_t last_end = 0;
  Status status;
};

ReadResult Read(StringSource* source, OnDamage on_damage = OnDamage::kSkip) {
  struct Collector final : public Reader::Reporter {
    explicit Collector(ReadResult* r) : result(r) {}
    void Corruption(size_t bytes, const Status& status) override {
      result->dropped += bytes;
      result->report += status.ToString() + ";";
    }
    ReadResult* const result;
  };
  ReadResult result;
  Collector collector(&result);
  Reader reader(source, &collector, true, on_damage);
  Slice record;
  std::string scratch;
  while (reader.ReadRecord(&record, &scratch)) {
    result.records.push_back(record.ToString());
    result.offsets.push_back(reader.LastRecordOffset());
  }
  EXPECT_FALSE(reader.ReadRecord(&record, &scratch));  // an end stays one
  result.end = reader.end();
  result.last_end = reader.LastRecordEnd();
  result.status = reader.status();
  return result;
}

ReadResult Read(const std::string& bytes, OnDamage on_damage = OnDamage::kSkip) {
  StringSource source(bytes);
  return Read(&source, on_damage);
}

TEST(Log, ARecordHasItsKnownBytes) {
  Log log;
  log.Add("foo");
  // 0xbd99... is the masked CRC-32C of type and payload.
  EXPECT_EQ(log.sink.contents.substr(4), Bytes("0300 01 666f6f"));
  EXPECT_EQ(log.last.offset, 0u);
  EXPECT_EQ(log.last.fragments, 1u);
  EXPECT_EQ(log.last.file_bytes, 10u);
}

TEST(Log, RecordsComeBackInOrder) {
  Log log;
  const std::vector<std::string> records = {"foo", "", "bar", Big("long", 200000), "", "x"};
  for (const std::string& record : records) log.Add(record);
  const ReadResult result = Read(log.sink.contents);
  EXPECT_EQ(result.records, records);
  EXPECT_EQ(result.report, "");
  EXPECT_EQ(result.end, LogEnd::kEndOfFile);
  EXPECT_EQ(result.last_end, log.sink.contents.size());
  EXPECT_EQ(log.writer.file_size(), log.sink.contents.size());
}

// The example in log_format.h.
TEST(Log, FragmentsFollowTheExampleInTheFormat) {
  Log log;
  log.Add(Big("A", 1000));
  log.Add(Big("B", 97270));
  EXPECT_EQ(log.last.offset, 1007u);
  EXPECT_EQ(log.last.fragments, 3u);
  EXPECT_EQ(log.sink.contents.size(), 3 * kBlockSize - 6);
  log.Add(Big("C", 8000));
  EXPECT_EQ(log.last.offset, 3 * kBlockSize);
  EXPECT_EQ(log.last.file_bytes, 6u + 8007);
  EXPECT_EQ(log.sink.contents.substr(3 * kBlockSize - 6, 6), std::string(6, '\0'));
  const ReadResult result = Read(log.sink.contents);
  EXPECT_EQ(result.records.size(), 3u);
  EXPECT_EQ(result.offsets, (std::vector<uint64_t>{0, 1007, 3 * kBlockSize}));
}

TEST(Log, EveryDistanceFromABlocksEndWorks) {
  for (size_t left = 0; left <= 2 * kHeaderSize + 1; left++) {
    Log log;
    log.Add(Big("x", kBlockSize - kHeaderSize - left));
    ASSERT_EQ(log.sink.contents.size(), kBlockSize - left);
    log.Add("");
    log.Add("next");
    const ReadResult result = Read(log.sink.contents);
    ASSERT_EQ(result.records.size(), 3u) << left;
    EXPECT_EQ(result.records[1], "");
    EXPECT_EQ(result.records[2], "next");
    EXPECT_EQ(result.report, "") << left;
  }
}

TEST(Log, WithExactlyAHeadersRoomAnEmptyFirstFragmentIsWritten) {
  Log log;
  log.Add(Big("x", kBlockSize - 2 * kHeaderSize));
  log.Add("foo");
  EXPECT_EQ(log.last.fragments, 2u);
  EXPECT_EQ(log.sink.contents.substr(kBlockSize - 3, 3), Bytes("0000 02"));
}

TEST(Log, AWriterGoesOnWhereAnotherEnded) {
  Log log;
  log.Add("first");
  Writer second(&log.sink, log.sink.contents.size());
  ASSERT_TRUE(second.AddRecord(Big("second", 40000)).ok());
  EXPECT_EQ(Read(log.sink.contents).records.size(), 2u);
}

TEST(Log, AnErrorOfTheWriterSticks) {
  Log log;
  log.sink.fail_beyond = 100;
  log.Add("fits");
  EXPECT_TRUE(log.writer.AddRecord(Big("x", 200)).IsIOError());
  log.sink.fail_beyond = 1 << 20;
  EXPECT_TRUE(log.writer.AddRecord("would fit").IsIOError());
  const ReadResult result = Read(log.sink.contents);
  EXPECT_EQ(result.records, std::vector<std::string>{"fits"});
}

TEST(Log, AFileThatEndsInsideARecordIsNotDamaged) {
  Log log;
  log.Add("foo");
  log.Add(Big("bar", 50000));
  const std::string whole = log.sink.contents;
  for (size_t cut = 10; cut < whole.size(); cut += cut < 40 || cut > 32740 ? 1 : 997) {
    for (const OnDamage on_damage : {OnDamage::kSkip, OnDamage::kStop}) {
      const ReadResult result = Read(whole.substr(0, cut), on_damage);
      EXPECT_EQ(result.records, std::vector<std::string>{"foo"}) << cut;
      EXPECT_EQ(result.report, "") << cut;
      EXPECT_EQ(result.end, cut == 10 ? LogEnd::kEndOfFile : LogEnd::kIncomplete) << cut;
      EXPECT_EQ(result.last_end, 10u);
    }
  }
}

TEST(Log, ShortReadsAreNotTheEndOfTheFile) {
  Log log;
  log.Add("foo");
  log.Add(Big("bar", 100000));
  log.Add("baz");
  for (const size_t longest : {size_t{1}, size_t{7}, size_t{1000}, kBlockSize - 1}) {
    StringSource source(log.sink.contents);
    source.longest_read = longest;
    EXPECT_EQ(Read(&source).records.size(), 3u) << longest;
  }
}

TEST(Log, AnErrorOfTheFileSystemIsNotTheEndOfTheFile) {
  Log log;
  for (int i = 0; i < 10; i++) log.Add(Big("record", 10000));
  StringSource source(log.sink.contents);
  source.fail_at = kBlockSize;
  const ReadResult result = Read(&source);
  EXPECT_EQ(result.records.size(), 3u);
  EXPECT_EQ(result.end, LogEnd::kReadError);
  EXPECT_EQ(result.status.ToString(), "IO error: bad sector");
  EXPECT_EQ(result.dropped, kBlockSize);
}

// Changes to the first of two blocks; each has four records of 8,000 bytes.
class DamagedLog : public testing::Test {
 protected:
  DamagedLog() {
    for (int i = 0; i < 8; i++) log_.Add(Big(std::string(1, static_cast<char>('a' + i)), 8000));
  }
  // The first bytes of the records.
  static std::string Initials(const ReadResult& result) {
    std::string initials;
    for (const std::string& record : result.records) initials += record[0];
    return initials;
  }
  std::string& bytes() { return log_.sink.contents; }

  Log log_;
};

TEST_F(DamagedLog, AfterABadChecksumTheRestOfTheBlockIsSkipped) {
  bytes()[8007 + 100] ^= 1;
  const ReadResult skipped = Read(bytes());
  // The fifth record begins in the first block and loses its start.
  EXPECT_EQ(Initials(skipped), "afgh");
  EXPECT_EQ(skipped.report,
            "Corruption: checksum mismatch;Corruption: missing start of fragmented record(2);");
  const ReadResult stopped = Read(bytes(), OnDamage::kStop);
  EXPECT_EQ(Initials(stopped), "a");
  EXPECT_EQ(stopped.end, LogEnd::kDamage);
  EXPECT_EQ(stopped.report, "Corruption: checksum mismatch;");
  EXPECT_EQ(stopped.last_end, 8007u);
}

TEST_F(DamagedLog, ALengthBeyondTheBlockIsDamageUnlessTheFileEndsThere) {
  bytes()[4] = '\xff';
  bytes()[5] = '\xff';
  EXPECT_EQ(Initials(Read(bytes())), "fgh");
  EXPECT_EQ(Read(bytes()).report.substr(0, 31), "Corruption: bad record length;C");
  EXPECT_EQ(Read(bytes().substr(0, 100)).report, "");
  EXPECT_EQ(Read(bytes().substr(0, 100)).end, LogEnd::kIncomplete);
}

TEST_F(DamagedLog, ZerosAreSpaceThatWasNeverWritten) {
  bytes().resize(4 * 8007);
  bytes().resize(bytes().size() + 100000, '\0');
  const ReadResult skipped = Read(bytes());
  EXPECT_EQ(Initials(skipped), "abcd");
  EXPECT_EQ(skipped.report, "");
  EXPECT_EQ(skipped.end, LogEnd::kEndOfFile);
  const ReadResult stopped = Read(bytes(), OnDamage::kStop);
  EXPECT_EQ(Initials(stopped), "abcd");
  EXPECT_EQ(stopped.end, LogEnd::kUnwritten);
}

// Fragments without checksums looked at, put together as no writer does.
TEST(Log, FragmentsOutOfPlaceAreReportedInLevelDBsWords) {
  const auto fragment = [](uint8_t type, const std::string& payload) {
    std::string bytes(4, '\0');
    bytes.push_back(static_cast<char>(payload.size()));
    bytes.push_back('\0');
    bytes.push_back(static_cast<char>(type));
    return bytes + payload;
  };
  const auto read = [](const std::string& bytes) {
    struct Collector final : public Reader::Reporter {
      void Corruption(size_t bytes, const Status& status) override {
        text += std::to_string(bytes) + " " + status.ToString() + ";";
      }
      std::string text;
    };
    StringSource source(bytes);
    Collector collector;
    Reader reader(&source, &collector, false);
    Slice record;
    std::string scratch;
    while (reader.ReadRecord(&record, &scratch)) collector.text += "[" + record.ToString() + "]";
    return collector.text;
  };
  EXPECT_EQ(read(fragment(9, "abc") + fragment(1, "x")), "3 Corruption: unknown record type 9;[x]");
  EXPECT_EQ(read(fragment(3, "abc") + fragment(1, "x")),
            "3 Corruption: missing start of fragmented record(1);[x]");
  EXPECT_EQ(read(fragment(4, "abc") + fragment(1, "x")),
            "3 Corruption: missing start of fragmented record(2);[x]");
  EXPECT_EQ(read(fragment(2, "abc") + fragment(1, "x")),
            "3 Corruption: partial record without end(1);[x]");
  EXPECT_EQ(read(fragment(2, "abc") + fragment(2, "x") + fragment(4, "y")),
            "3 Corruption: partial record without end(2);[xy]");
  EXPECT_EQ(read(fragment(2, "") + fragment(1, "x")), "[x]");  // of an early writer
  EXPECT_EQ(read(fragment(2, "abc") + fragment(9, "de") + fragment(1, "x")),
            "5 Corruption: unknown record type 9;[x]");
}

TEST(Log, GarbageNeverCrashesAndReadingEnds) {
  Log log;
  for (int i = 0; i < 30; i++) log.Add(Big("record", static_cast<size_t>(i) * 397));
  Random random(17);
  for (int round = 0; round < 300; round++) {
    std::string garbled = log.sink.contents;
    for (int flips = 0; flips < 20; flips++) {
      const uint32_t at = random.Uniform(static_cast<uint32_t>(garbled.size()));
      garbled[at] = static_cast<char>(random.Next());
    }
    EXPECT_LE(Read(garbled).records.size(), 30u);
    EXPECT_LE(Read(garbled, OnDamage::kStop).records.size(), 30u);
  }
  std::string noise(100000, '\0');
  for (char& byte : noise) byte = static_cast<char>(random.Next());
  EXPECT_TRUE(Read(noise).records.empty());
}

}  // namespace
}  // namespace lsm::log
