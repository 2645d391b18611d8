// lsmscope db: on databases of ours, through the command line.
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "lsm/db.h"
#include "tests/engine/unprivileged.h"
#include "tests/sim/cli/command_call.h"

namespace lsm::sim {
namespace {

namespace fs = std::filesystem;
using test::Call;
using test::ExpectError;
using test::Outcome;

class DbCommandTest : public test::CommandTest {
 protected:
  void SetUp() override {
    CommandTest::SetUp();
    db_ = Path("db");
    Options options;
    options.create_if_missing = true;
    options.write_buffer_size = 4096;
    options.compression = kNoCompression;
    DB* opened = nullptr;
    ASSERT_TRUE(DB::Open(options, db_, &opened).ok());
    const std::unique_ptr<DB> db(opened);
    for (int i = 0; i < 100; i++) {
      ASSERT_TRUE(db->Put({}, "key" + std::to_string(100 + i), std::string(100, 'v')).ok());
    }
    ASSERT_TRUE(db->FlushMemTable().ok());
    ASSERT_TRUE(db->Put({}, std::string("bin\0\xff\\", 6), "in the log").ok());
    ASSERT_TRUE(db->Delete({}, "key150").ok());
  }

  Outcome Db(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"db", db_});
    return Call(arguments);
  }

  std::map<std::string, std::string> Bytes() const {
    std::map<std::string, std::string> bytes;
    for (const auto& entry : fs::recursive_directory_iterator(db_)) {
      if (entry.is_regular_file()) bytes[entry.path().string()] = ReadFile(entry.path());
    }
    return bytes;
  }
  // The first file whose name ends so.
  std::string Find(const std::string& end) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(db_)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (name.find(end) != std::string::npos) return name;
    }
    return "";
  }
  void Flip(const std::string& name, std::streamoff offset) const {
    std::fstream file(db_ + "/" + name, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(offset);
    const char byte = static_cast<char>(file.get());
    file.seekp(offset);
    file.put(static_cast<char>(byte ^ 0x20));
  }

  std::string db_;
};

TEST_F(DbCommandTest, LookingLeavesTheDirectoryAsItIs) {
  const auto before = Bytes();
  EXPECT_EQ(Db({"get", "key101"}).out, std::string(100, 'v') + "\n");
  EXPECT_EQ(Db({"scan"}).status, kDone);
  EXPECT_EQ(Db({"stats"}).status, kDone);
  EXPECT_EQ(Db({"verify"}).status, kDone);
  EXPECT_EQ(Db({"dump"}).status, kDone);
  EXPECT_EQ(Bytes(), before);
}

TEST_F(DbCommandTest, LookingNeedsNoPermissionToWrite) {
  for (const auto& entry : fs::directory_iterator(db_)) {
    fs::permissions(entry.path(), fs::perms(0444));
  }
  fs::permissions(db_, fs::perms(0555));
  {
    const lsm::test::Unprivileged unprivileged;
    const Outcome get = Db({"get", "key101"});
    EXPECT_EQ(get.out, std::string(100, 'v') + "\n") << get.err;
    EXPECT_EQ(Db({"scan", "--limit", "1"}).status, kDone);
    EXPECT_EQ(Db({"stats"}).status, kDone);
    EXPECT_EQ(Db({"put", "a", "b"}).status, kFailed);
  }
  fs::permissions(db_, fs::perms(0755));
}

TEST_F(DbCommandTest, GetPutAndDelete) {
  ExpectError(Db({"get", "key150"}), kFailed, "key150: not there");
  EXPECT_EQ(Db({"put", "a\\x00b", "c\\\\d"}).status, kDone);
  EXPECT_EQ(Db({"get", "a\\x00b"}).out, "c\\\\d\n");
  EXPECT_EQ(Db({"get", "610062", "--hex"}).out, "635c64\n");
  EXPECT_EQ(Db({"delete", "610062", "--hex"}).status, kDone);
  EXPECT_EQ(Db({"get", "a\\x00b"}).status, kFailed);
}

TEST_F(DbCommandTest, ScanTakesRangesDirectionsAndForms) {
  EXPECT_EQ(Db({"scan", "--limit", "1"}).out, "bin\\x00\\xff\\\\\tin the log\n");
  EXPECT_EQ(Db({"scan", "--from", "key149", "--to", "key152", "--keys"}).out, "key149\nkey151\n");
  EXPECT_EQ(Db({"scan", "--from", "key149", "--to", "key152", "--keys", "--reverse"}).out,
            "key151\nkey149\n");
  EXPECT_EQ(Db({"scan", "--prefix", "key19", "--keys", "--reverse", "--limit", "2"}).out,
            "key199\nkey198\n");
  const auto json = nlohmann::json::parse(Db({"scan", "--prefix", "bin", "--json"}).out);
  ASSERT_EQ(json.size(), 1u);
  EXPECT_EQ(json[0]["value"], "in the log");
  EXPECT_EQ(nlohmann::json::parse(Db({"scan", "--json", "--prefix", "none"}).out).size(), 0u);
  EXPECT_EQ(nlohmann::json::parse(Db({"scan", "--json"}).out).size(), 100u);
}

TEST_F(DbCommandTest, VerifyNamesWhatIsWrong) {
  const Outcome sound = Db({"verify"});
  EXPECT_NE(sound.out.find("all is well"), std::string::npos) << sound.out;
  const std::string table = Find(".ldb");
  Flip(table, 60);
  const Outcome damaged = Db({"verify", "--json"});
  EXPECT_EQ(damaged.status, kFailed);
  const auto json = nlohmann::json::parse(damaged.out);
  ASSERT_FALSE(json["problems"].empty());
  EXPECT_EQ(json["problems"][0].get<std::string>().find(table + ": Corruption"), 0u)
      << json["problems"][0];
  fs::remove(db_ + "/" + table);
  EXPECT_NE(Db({"verify"}).out.find("PROBLEM     " + table + ": missing"), std::string::npos);
}

TEST_F(DbCommandTest, VerifyFindsADamagedLogAndALostManifest) {
  Flip(Find(".log"), 45);
  EXPECT_NE(Db({"verify"}).out.find("bytes are lost: Corruption"), std::string::npos)
      << Db({"verify"}).out;
  fs::remove(db_ + "/" + Find("MANIFEST"));
  EXPECT_NE(Db({"verify"}).out.find("PROBLEM     Corruption: CURRENT points to a non-existent"),
            std::string::npos);
}

TEST_F(DbCommandTest, RepairTellsWhatItDid) {
  fs::remove(db_ + "/" + Find("MANIFEST"));
  ASSERT_EQ(Db({"get", "key101"}).status, kFailed);
  const Outcome repaired = Db({"repair"});
  EXPECT_EQ(repaired.status, kDone) << repaired.err;
  EXPECT_NE(repaired.out.find("no MANIFEST that can be relied on"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(Db({"scan", "--json"}).out).size(), 100u);
  EXPECT_EQ(Db({"verify"}).status, kDone);
  const auto json = nlohmann::json::parse(Db({"repair", "--json"}).out);
  EXPECT_EQ(json["manifest_usable"], true);
}

TEST_F(DbCommandTest, RepairLeavesADirectoryAloneThatIsNoDatabase) {
  for (const auto& entry : fs::directory_iterator(db_)) fs::remove_all(entry.path());
  std::ofstream(db_ + "/2024.log") << "somebody else's";
  const Outcome repaired = Db({"repair"});
  EXPECT_EQ(repaired.status, kFailed);
  EXPECT_EQ(repaired.err, "lsmscope: " + db_ +
                              ": nothing of a LevelDB database, expected a MANIFEST, a table or a "
                              "file CURRENT\n");
  EXPECT_EQ(std::distance(fs::directory_iterator(db_), fs::directory_iterator()), 1);
}

TEST_F(DbCommandTest, DumpListsEveryByteOfALogATableAndAManifest) {
  for (const char* kind : {".log", ".ldb", "MANIFEST"}) {
    const std::string name = Find(kind);
    const Outcome dump = Db({"dump", name, "--full"});
    ASSERT_EQ(dump.status, kDone) << dump.err;
    // Put together again, the bytes are those of the file.
    std::string bytes(fs::file_size(db_ + "/" + name), '\0');
    std::string seen = bytes;
    std::istringstream lines(dump.out);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] != ' ') continue;
      const size_t offset = std::stoull(line.substr(1, 8), nullptr, 16);
      for (size_t i = 0; i < 16; i++) {
        const std::string digits =
            line.size() >= 11 + 3 * i + 2 ? line.substr(11 + 3 * i, 2) : "  ";
        if (digits == "  ") break;
        ASSERT_LT(offset + i, bytes.size()) << line;
        bytes[offset + i] = static_cast<char>(std::stoi(digits, nullptr, 16));
        seen[offset + i] = 1;
      }
    }
    EXPECT_EQ(seen, std::string(seen.size(), '\1')) << name << ": bytes that are not listed";
    EXPECT_TRUE(bytes == ReadFile(db_ + "/" + name)) << name;
    EXPECT_EQ(dump.out.find("damaged"), std::string::npos) << dump.out;
  }
  const std::string log = Db({"dump", Find(".log")}).out;
  EXPECT_NE(log.find("put, sequence 101"), std::string::npos) << log;
  EXPECT_NE(log.find("delete, sequence 102"), std::string::npos) << log;
  EXPECT_NE(log.find("key: 6 bytes"), std::string::npos) << log;
  const std::string table = Db({"dump", Find(".ldb")}).out;
  EXPECT_NE(table.find("'key100' @ 1 : 1 => 'vvvv"), std::string::npos) << table;
  EXPECT_NE(table.find("the magic number of tables"), std::string::npos);
  EXPECT_NE(Db({"dump", Find("MANIFEST")}).out.find("field 1: comparator"), std::string::npos);
  EXPECT_NE(Db({"dump", Find(".log"), "--text"}).out.find("  del 'key150'"), std::string::npos);
}

TEST_F(DbCommandTest, DumpGoesOnBehindDamage) {
  Flip(Find(".log"), 45);
  const std::string log = Db({"dump", Find(".log")}).out;
  EXPECT_NE(log.find("checksum, WRONG"), std::string::npos) << log;
  EXPECT_NE(log.find("delete, sequence 102"), std::string::npos) << log;
}

TEST_F(DbCommandTest, ATraceShowsWhatTheEngineDid) {
  const std::string trace = Path("get.jsonl");
  EXPECT_EQ(Db({"get", "key101", "--trace", trace}).status, kDone);
  const std::string events = Call({"events", trace}).out;
  EXPECT_NE(events.find("LogReplayed"), std::string::npos);
  EXPECT_NE(events.find("GetBegin"), std::string::npos);
  EXPECT_NE(events.find("FileProbed"), std::string::npos);
}

TEST_F(DbCommandTest, BadInputGetsOneSentence) {
  ExpectError(Db({"get", "a\\b"}), kWrongUsage,
              "KEY: a\\b: expected text, in which a backslash stands before xNN or another "
              "backslash");
  ExpectError(Db({"get", "abc", "--hex"}), kWrongUsage,
              "KEY: abc: expected hexadecimal digits, two a byte");
  ExpectError(Call({"db", Path("none"), "get", "a"}), kFailed,
              Path("none") + ": no directory, expected that of a database");
  fs::create_directory(Path("empty"));
  ExpectError(Call({"db", Path("empty"), "get", "a"}), kFailed,
              Path("empty") + ": no LevelDB database, expected a file CURRENT");
  EXPECT_TRUE(fs::is_empty(Path("empty")));
  EXPECT_EQ(Call({"db", db_}).status, kWrongUsage);
  EXPECT_EQ(Call({"db", db_, "explode"}).status, kWrongUsage);
  ExpectError(Db({"dump", "CURRENT"}), kFailed,
              db_ +
                  "/CURRENT: expected the name of a log (000003.log), a table (000005.ldb) or a "
                  "MANIFEST (MANIFEST-000002)");
  ExpectError(Db({"dump", "../db/CURRENT"}), kWrongUsage,
              "FILE: ../db/CURRENT: expected a name in " + db_ + ", without a path");
}

TEST_F(DbCommandTest, ADatabaseThatSomebodyHasOpenIsNotRead) {
  Options options;
  DB* opened = nullptr;
  ASSERT_TRUE(DB::Open(options, db_, &opened).ok());
  const std::unique_ptr<DB> db(opened);
  const Outcome get = Db({"get", "key101"});
  EXPECT_EQ(get.status, kFailed);
  EXPECT_NE(get.err.find("lock"), std::string::npos) << get.err;
}

}  // namespace
}  // namespace lsm::sim
