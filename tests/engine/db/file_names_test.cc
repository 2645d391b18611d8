#include "engine/db/file_names.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "lsm/env.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

TEST(FileNames, AreLevelDBs) {
  EXPECT_EQ(LogFileName("db", 3), "db/000003.log");
  EXPECT_EQ(TableFileName("db", 1234567), "db/1234567.ldb");
  EXPECT_EQ(SSTTableFileName("db", 5), "db/000005.sst");
  EXPECT_EQ(DescriptorFileName("db", 100), "db/MANIFEST-000100");
  EXPECT_EQ(TempFileName("db", 7), "db/000007.dbtmp");
  EXPECT_EQ(CurrentFileName("db"), "db/CURRENT");
  EXPECT_EQ(LockFileName("db"), "db/LOCK");
  EXPECT_EQ(InfoLogFileName("db"), "db/LOG");
  EXPECT_EQ(OldInfoLogFileName("db"), "db/LOG.old");
}

TEST(FileNames, AreUnderstood) {
  struct Case {
    const char* name;
    uint64_t number;
    FileType type;
  };
  const Case cases[] = {
      {"100.log", 100, kLogFile},
      {"0.log", 0, kLogFile},
      {"0.sst", 0, kTableFile},
      {"000005.ldb", 5, kTableFile},
      {"CURRENT", 0, kCurrentFile},
      {"LOCK", 0, kDBLockFile},
      {"MANIFEST-2", 2, kDescriptorFile},
      {"MANIFEST-7", 7, kDescriptorFile},
      {"LOG", 0, kInfoLogFile},
      {"LOG.old", 0, kInfoLogFile},
      {"000009.dbtmp", 9, kTempFile},
      {"18446744073709551615.log", 18446744073709551615u, kLogFile},
  };
  for (const Case& c : cases) {
    uint64_t number = 77;
    FileType type;
    ASSERT_TRUE(ParseFileName(c.name, &number, &type)) << c.name;
    EXPECT_EQ(number, c.number) << c.name;
    EXPECT_EQ(type, c.type) << c.name;
  }
  for (const char* const name : {"",
                                 "foo",
                                 "foo-dx-100.log",
                                 ".log",
                                 "manifest-3",
                                 "CURREN",
                                 "CURRENTX",
                                 "MANIFEST",
                                 "MANIFEST-",
                                 "XMANIFEST-3",
                                 "MANIFEST-3x",
                                 "LOC",
                                 "LOCKx",
                                 "LOGx",
                                 "100",
                                 "100.",
                                 "100.lop",
                                 "18446744073709551616.log",
                                 "184467440737095516150.log",
                                 "-1.log",
                                 "1.log/../2.log"}) {
    uint64_t number;
    FileType type;
    EXPECT_FALSE(ParseFileName(name, &number, &type)) << name;
  }
}

// Files in a map; only what SetCurrentFile and ReadCurrentFile use.
class MapEnv final : public EnvWrapper {
 public:
  MapEnv() : EnvWrapper(nullptr) {}

  Status NewWritableFile(const std::string& name, WritableFile** result) override {
    class File final : public WritableFile {
     public:
      explicit File(std::string* contents) : contents_(contents) {}
      Status Append(const Slice& data) override {
        contents_->append(data.data(), data.size());
        return Status::OK();
      }
      Status Close() override { return Status::OK(); }
      Status Flush() override { return Status::OK(); }
      Status Sync() override { return Status::OK(); }

     private:
      std::string* const contents_;
    };
    *result = new File(&files[name]);
    return Status::OK();
  }
  Status NewSequentialFile(const std::string& name, SequentialFile** result) override {
    if (!files.contains(name)) return Status::NotFound(name);
    *result = new test::StringSource(files[name]);
    return Status::OK();
  }
  Status RenameFile(const std::string& from, const std::string& to) override {
    if (fail_rename) return Status::IOError("rename");
    files[to] = files[from];
    files.erase(from);
    return Status::OK();
  }
  Status RemoveFile(const std::string& name) override {
    files.erase(name);
    return Status::OK();
  }
  Status SyncDir(const std::string& name) override {
    synced_directory = name;
    return Status::OK();
  }

  std::map<std::string, std::string> files;
  bool fail_rename = false;
  std::string synced_directory;
};

TEST(CurrentFile, NamesTheManifestAndTheDirectoryIsDurable) {
  MapEnv env;
  ASSERT_TRUE(SetCurrentFile(&env, "db", 4).ok());
  EXPECT_EQ(env.files, (std::map<std::string, std::string>{{"db/CURRENT", "MANIFEST-000004\n"}}));
  EXPECT_EQ(env.synced_directory, "db");
  uint64_t number = 0;
  ASSERT_TRUE(ReadCurrentFile(&env, "db", &number).ok());
  EXPECT_EQ(number, 4u);
}

TEST(CurrentFile, AFailedSwitchLeavesTheOldOneAndNoTemporaryFile) {
  MapEnv env;
  ASSERT_TRUE(SetCurrentFile(&env, "db", 4).ok());
  env.fail_rename = true;
  EXPECT_TRUE(SetCurrentFile(&env, "db", 9).IsIOError());
  EXPECT_EQ(env.files, (std::map<std::string, std::string>{{"db/CURRENT", "MANIFEST-000004\n"}}));
}

TEST(CurrentFile, NothingButOneLineWithAManifestIsFollowed) {
  MapEnv env;
  uint64_t number;
  EXPECT_TRUE(ReadCurrentFile(&env, "db", &number).IsNotFound());
  for (const char* const contents :
       {"", "\n", "MANIFEST-000004", "MANIFEST-000004\nMANIFEST-000005\n", "../x/MANIFEST-000004\n",
        "000004.log\n", "MANIFEST-4\n", "MANIFEST-000000\n", "MANIFEST-000004 \n"}) {
    env.files["db/CURRENT"] = contents;
    EXPECT_TRUE(ReadCurrentFile(&env, "db", &number).IsCorruption()) << contents;
  }
}

}  // namespace
}  // namespace lsm
