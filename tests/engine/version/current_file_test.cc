#include "engine/version/current_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <map>
#include <string>

#include "lsm/env.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

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

TEST(CurrentFile, OneThatDoesNotEndIsNotReadToItsEnd) {
  class EndlessFile final : public SequentialFile {
   public:
    explicit EndlessFile(uint64_t* bytes_read) : bytes_read_(bytes_read) {}
    Status Read(size_t n, Slice* result, char* scratch) override {
      if (*bytes_read_ > 1 << 20) return Status::IOError("nobody needs so much");
      memset(scratch, 'M', n);
      *result = Slice(scratch, n);
      *bytes_read_ += n;
      return Status::OK();
    }
    Status Skip(uint64_t) override { return Status::OK(); }

   private:
    uint64_t* const bytes_read_;
  };
  class EndlessEnv final : public EnvWrapper {
   public:
    EndlessEnv() : EnvWrapper(nullptr) {}
    Status NewSequentialFile(const std::string&, SequentialFile** result) override {
      *result = new EndlessFile(&bytes_read);
      return Status::OK();
    }
    uint64_t bytes_read = 0;
  };
  EndlessEnv env;
  uint64_t number;
  EXPECT_EQ(ReadCurrentFile(&env, "db", &number).ToString(),
            "Corruption: db/CURRENT: too long to name a MANIFEST");
  EXPECT_LE(env.bytes_read, 1024u);
}

}  // namespace
}  // namespace lsm
