#include "engine/table/build_table.h"

#include <gtest/gtest.h>

#include "tests/engine/tables_fixture.h"

namespace lsm {
namespace {

class BuildTableTest : public test::TablesFixture {};

TEST_F(BuildTableTest, WritesAllEntriesAndTheirRange) {
  const FileMetaData file = Table("a@5=x a@3=w b@6 c@7=y");
  EXPECT_EQ(Entries(file), "a@5=x a@3=w b@6 c@7=y");
  EXPECT_EQ(file.smallest.DebugString(), "'a' @ 5 : 1");
  EXPECT_EQ(file.largest.DebugString(), "'c' @ 7 : 1");
  uint64_t size = 0;
  ASSERT_TRUE(options_.env->GetFileSize(TableFileName(dir_.path(), file.number), &size).ok());
  EXPECT_EQ(size, file.file_size);
}

TEST_F(BuildTableTest, NoEntryMakesNoFile) {
  const FileMetaData file = Table("");
  EXPECT_EQ(file.file_size, 0u);
  EXPECT_FALSE(options_.env->FileExists(TableFileName(dir_.path(), file.number)));
}

// Fails when a file is to be made durable under its name.
class FailingEnv final : public EnvWrapper {
 public:
  using EnvWrapper::EnvWrapper;
  Status SyncDir(const std::string&) override { return Status::IOError("no more"); }
};

TEST_F(BuildTableTest, AfterAnErrorThereIsNoFile) {
  FailingEnv env(options_.env);
  FileMetaData file;
  file.number = 5;
  MemTable* const memtable = new MemTable(icmp_, 1);
  memtable->Ref();
  ASSERT_TRUE(memtable->Add(1, kTypeValue, "k", "v"));
  {
    const std::unique_ptr<Iterator> iter(memtable->NewIterator());
    const Status s = BuildTable(dir_.path(), &env, options_, table_cache_.get(), iter.get(), &file);
    EXPECT_EQ(s.ToString(), "IO error: no more");
  }
  memtable->Unref();
  EXPECT_EQ(file.file_size, 0u);
  EXPECT_FALSE(env.FileExists(TableFileName(dir_.path(), 5)));
}

}  // namespace
}  // namespace lsm
