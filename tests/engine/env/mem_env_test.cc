// An Env in memory: the calls one by one, and a database on top of it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/helpers/memenv.h"

namespace lsm {
namespace {

class MemEnvTest : public ::testing::Test {
 protected:
  void Write(const std::string& name, const std::string& bytes) {
    ASSERT_TRUE(WriteStringToFile(env_.get(), bytes, name).ok());
  }
  std::string Read(const std::string& name) {
    std::string bytes;
    const Status status = ReadFileToString(env_.get(), name, &bytes);
    return status.ok() ? bytes : status.ToString();
  }
  std::vector<std::string> Children(const std::string& dir) {
    std::vector<std::string> names;
    EXPECT_TRUE(env_->GetChildren(dir, &names).ok());
    std::sort(names.begin(), names.end());
    return names;
  }

  std::unique_ptr<Env> env_{NewMemEnv(Env::Default())};
};

TEST_F(MemEnvTest, FilesAreWrittenReadRenamedAndRemoved) {
  EXPECT_FALSE(env_->FileExists("/dir/f"));
  EXPECT_EQ(Read("/dir/f"), "IO error: /dir/f: File not found");
  Write("/dir/f", "hello");
  EXPECT_TRUE(env_->FileExists("/dir/f"));
  EXPECT_EQ(Read("/dir/f"), "hello");
  uint64_t size = 0;
  ASSERT_TRUE(env_->GetFileSize("/dir/f", &size).ok());
  EXPECT_EQ(size, 5u);
  EXPECT_EQ(Children("/dir"), std::vector<std::string>{"f"});
  ASSERT_TRUE(env_->RenameFile("/dir/f", "/dir/g").ok());
  EXPECT_EQ(Read("/dir/g"), "hello");
  EXPECT_TRUE(env_->RenameFile("/dir/f", "/dir/h").IsIOError());
  Write("/dir/g", "hi");  // empties it first
  EXPECT_EQ(Read("/dir/g"), "hi");
  ASSERT_TRUE(env_->RemoveFile("/dir/g").ok());
  EXPECT_TRUE(env_->RemoveFile("/dir/g").IsIOError());
  EXPECT_TRUE(env_->GetFileSize("/dir/g", &size).IsIOError());
  EXPECT_TRUE(Children("/dir").empty());
}

TEST_F(MemEnvTest, AnAppendableFileKeepsWhatIsThere) {
  Write("/f", "ab");
  WritableFile* opened = nullptr;
  ASSERT_TRUE(env_->NewAppendableFile("/f", &opened).ok());
  std::unique_ptr<WritableFile> file(opened);
  ASSERT_TRUE(file->Append("cd").ok());
  ASSERT_TRUE(file->Flush().ok());
  ASSERT_TRUE(file->Sync().ok());
  ASSERT_TRUE(file->Close().ok());
  EXPECT_EQ(Read("/f"), "abcd");
}

TEST_F(MemEnvTest, ReadingStopsAtTheEndAndBehindItIsAnError) {
  Write("/f", "0123456789");
  char scratch[20];
  Slice result;
  SequentialFile* sequential = nullptr;
  ASSERT_TRUE(env_->NewSequentialFile("/f", &sequential).ok());
  const std::unique_ptr<SequentialFile> in(sequential);
  ASSERT_TRUE(in->Read(4, &result, scratch).ok());
  EXPECT_EQ(result.ToString(), "0123");
  ASSERT_TRUE(in->Skip(3).ok());
  ASSERT_TRUE(in->Read(20, &result, scratch).ok());
  EXPECT_EQ(result.ToString(), "789");
  ASSERT_TRUE(in->Skip(100).ok());
  ASSERT_TRUE(in->Read(1, &result, scratch).ok());
  EXPECT_TRUE(result.empty());
  RandomAccessFile* random = nullptr;
  ASSERT_TRUE(env_->NewRandomAccessFile("/f", &random).ok());
  const std::unique_ptr<RandomAccessFile> at(random);
  ASSERT_TRUE(at->Read(8, 10, &result, scratch).ok());
  EXPECT_EQ(result.ToString(), "89");
  ASSERT_TRUE(at->Read(10, 10, &result, scratch).ok());
  EXPECT_TRUE(result.empty());
  EXPECT_TRUE(at->Read(11, 1, &result, scratch).IsIOError());
}

// As on a real system: an open file outlives its name.
TEST_F(MemEnvTest, ARemovedFileIsReadByWhoHasItOpen) {
  Write("/f", "bytes");
  RandomAccessFile* opened = nullptr;
  ASSERT_TRUE(env_->NewRandomAccessFile("/f", &opened).ok());
  const std::unique_ptr<RandomAccessFile> file(opened);
  ASSERT_TRUE(env_->RemoveFile("/f").ok());
  char scratch[10];
  Slice result;
  ASSERT_TRUE(file->Read(0, 5, &result, scratch).ok());
  EXPECT_EQ(result.ToString(), "bytes");
}

TEST_F(MemEnvTest, ADatabaseLivesInItAndNothingReachesTheDisk) {
  Options options;
  options.env = env_.get();
  options.create_if_missing = true;
  options.write_buffer_size = 16 << 10;
  const std::string name = "/lsmscope-memory-only";
  for (int round = 0; round < 3; round++) {
    DB* opened = nullptr;
    ASSERT_TRUE(DB::Open(options, name, &opened).ok());
    const std::unique_ptr<DB> db(opened);
    for (int i = 0; i < 500; i++) {
      ASSERT_TRUE(
          db->Put({}, std::to_string(i), std::string(100, static_cast<char>('a' + round))).ok());
    }
    std::string value;
    ASSERT_TRUE(db->Get({}, "77", &value).ok());
    EXPECT_EQ(value, std::string(100, static_cast<char>('a' + round)));
  }
  EXPECT_FALSE(std::filesystem::exists(name));
  ASSERT_TRUE(env_->RemoveFile(name + "/CURRENT").ok());
  ASSERT_TRUE(RepairDB(name, options).ok());
  DB* opened = nullptr;
  ASSERT_TRUE(DB::Open(options, name, &opened).ok());
  const std::unique_ptr<DB> db(opened);
  std::string value;
  ASSERT_TRUE(db->Get({}, "499", &value).ok());
  EXPECT_EQ(value, std::string(100, 'c'));
}

}  // namespace
}  // namespace lsm
