#include "engine/table/table_cache.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "lsm/table_builder.h"
#include "tests/engine/memory_files.h"

namespace lsm {
namespace {

// Random-access files in a map; counts what is opened and closed.
class CountingEnv final : public EnvWrapper {
 public:
  CountingEnv() : EnvWrapper(nullptr) {}

  Status NewRandomAccessFile(const std::string& name, RandomAccessFile** result) override {
    class File final : public RandomAccessFile {
     public:
      File(std::string bytes, int* open_files)
          : source_(std::move(bytes)), open_files_(open_files) {
        ++*open_files_;
      }
      ~File() override { --*open_files_; }
      Status Read(uint64_t offset, size_t n, Slice* result, char* scratch) const override {
        return source_.Read(offset, n, result, scratch);
      }

     private:
      const test::StringSource source_;
      int* const open_files_;
    };
    *result = nullptr;
    if (!files.contains(name)) return Status::NotFound(name);
    *result = new File(files[name], &open_files);
    opened++;
    return Status::OK();
  }

  std::map<std::string, std::string> files;
  int opened = 0;
  int open_files = 0;
};

class TableCacheTest : public testing::Test {
 protected:
  TableCacheTest() { options_.env = &env_; }

  void AddTable(const std::string& name, const std::string& key, const std::string& value) {
    test::StringSink sink;
    TableBuilder builder(options_, &sink);
    builder.Add(key, value);
    ASSERT_TRUE(builder.Finish().ok());
    env_.files[name] = sink.contents;
    size_ = sink.contents.size();
  }
  std::string Get(TableCache* cache, uint64_t number, const Slice& key) {
    std::string found;
    const Status status = cache->Get(ReadOptions(), number, size_, key, &found,
                                     [](void* arg, const Slice&, const Slice& value) {
                                       *static_cast<std::string*>(arg) = value.ToString();
                                     });
    return status.ok() ? found : status.ToString();
  }

  CountingEnv env_;
  Options options_;
  uint64_t size_ = 0;
};

TEST_F(TableCacheTest, OpensATableOnceUnderEitherName) {
  AddTable("db/000005.ldb", "k", "new name");
  AddTable("db/000006.sst", "k", "old name");
  TableCache cache("db", options_, 100);
  for (int i = 0; i < 3; i++) {
    EXPECT_EQ(Get(&cache, 5, "k"), "new name");
    EXPECT_EQ(Get(&cache, 6, "k"), "old name");
  }
  EXPECT_EQ(env_.opened, 2);
  EXPECT_EQ(Get(&cache, 7, "k"), "NotFound: db/000007.ldb");
}

TEST_F(TableCacheTest, AnIteratorKeepsAnEvictedTableOpen) {
  AddTable("db/000005.ldb", "k", "v");
  TableCache cache("db", options_, 100);
  Table* table = nullptr;
  std::unique_ptr<Iterator> at(cache.NewIterator(ReadOptions(), 5, size_, &table));
  EXPECT_NE(table, nullptr);
  cache.Evict(5);
  EXPECT_EQ(env_.open_files, 1);
  at->SeekToFirst();
  EXPECT_EQ(at->value().ToString(), "v");
  at.reset();
  EXPECT_EQ(env_.open_files, 0);

  at.reset(cache.NewIterator(ReadOptions(), 8, size_, &table));
  EXPECT_TRUE(at->status().IsNotFound());
  EXPECT_EQ(table, nullptr);
}

TEST_F(TableCacheTest, KeepsAboutAsManyOpenAsItMay) {
  TableCache cache("db", options_, 16);
  for (uint64_t number = 1; number <= 200; number++) {
    char name[32];
    std::snprintf(name, sizeof(name), "db/%06d.ldb", static_cast<int>(number));
    AddTable(name, "k", "v");
    EXPECT_EQ(Get(&cache, number, "k"), "v");
    ASSERT_LE(env_.open_files, 16);
  }
}

TEST_F(TableCacheTest, ATableThatIsNoneIsAnErrorAndIsNotKeptOpen) {
  env_.files["db/000005.ldb"] = std::string(1000, 'x');
  size_ = 1000;
  TableCache cache("db", options_, 100);
  EXPECT_EQ(Get(&cache, 5, "k"), "Corruption: not an sstable (bad magic number): table file 5");
  EXPECT_EQ(env_.open_files, 0);
}

}  // namespace
}  // namespace lsm
