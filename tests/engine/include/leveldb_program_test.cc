// A piece of a program that was written for LevelDB 1.23: it need only compile.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "leveldb/cache.h"
#include "leveldb/comparator.h"
#include "leveldb/db.h"
#include "leveldb/dumpfile.h"
#include "leveldb/env.h"
#include "leveldb/export.h"
#include "leveldb/filter_policy.h"
#include "leveldb/helpers/memenv.h"
#include "leveldb/iterator.h"
#include "leveldb/options.h"
#include "leveldb/slice.h"
#include "leveldb/status.h"
#include "leveldb/table.h"
#include "leveldb/table_builder.h"
#include "leveldb/write_batch.h"

namespace {

class LEVELDB_EXPORT ReverseComparator : public leveldb::Comparator {
 public:
  const char* Name() const override { return "app.Reverse"; }
  int Compare(const leveldb::Slice& a, const leveldb::Slice& b) const override {
    return b.compare(a);
  }
  void FindShortestSeparator(std::string*, const leveldb::Slice&) const override {}
  void FindShortSuccessor(std::string*) const override {}
};

class Counter : public leveldb::WriteBatch::Handler {
 public:
  void Put(const leveldb::Slice&, const leveldb::Slice&) override { ++count; }
  void Delete(const leveldb::Slice&) override { ++count; }
  int count = 0;
};

TEST(LevelDBProgram, CompilesAndRunsUnchanged) {
  ReverseComparator comparator;
  leveldb::Options options;
  options.comparator = &comparator;
  options.create_if_missing = true;
  options.compression = leveldb::kSnappyCompression;
  leveldb::Cache* cache = leveldb::NewLRUCache(100 * 1048576);
  options.block_cache = cache;
  options.filter_policy = leveldb::NewBloomFilterPolicy(10);

  leveldb::WriteBatch batch;
  std::string key = "key";
  batch.Put(key, "value");
  batch.Delete("other");
  Counter counter;
  leveldb::Status s = batch.Iterate(&counter);
  EXPECT_TRUE(s.ok()) << s.ToString();
  EXPECT_EQ(counter.count, 2);
  s = leveldb::Status::NotFound("a", leveldb::Slice("b"));
  EXPECT_TRUE(s.IsNotFound());

  leveldb::Iterator* it = leveldb::NewEmptyIterator();
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
  }
  EXPECT_TRUE(it->status().ok());
  delete it;
  delete options.filter_policy;
  delete cache;
}

}  // namespace

// LevelDB's own tools and tests define their things inside its namespace; some have names that the
// engine uses, too.
namespace leveldb {

class Random {
 public:
  int Next() { return 4; }
};

class NamedWrapper : public EnvWrapper {
 public:
  explicit NamedWrapper(Env* base) : EnvWrapper(base) {}
  Status RemoveFile(const std::string& name) override { return target()->RemoveFile(name); }
};

TEST(LevelDBProgram, MayOpenTheNamespace) {
  Random random;
  EXPECT_EQ(random.Next(), 4);
  std::unique_ptr<Env> memory(NewMemEnv(leveldb::Env::Default()));
  NamedWrapper env(memory.get());
  Options options;
  options.env = &env;
  options.create_if_missing = true;
  DB* opened = nullptr;
  ASSERT_TRUE(DB::Open(options, "/db", &opened).ok());
  std::unique_ptr<DB> db(opened);
  ASSERT_TRUE(db->Put(WriteOptions(), "k", "v").ok());
  const Snapshot* snapshot = db->GetSnapshot();
  ASSERT_TRUE(db->Delete(WriteOptions(), "k").ok());
  ReadOptions read;
  read.snapshot = snapshot;
  std::string value;
  EXPECT_TRUE(db->Get(read, "k", &value).ok());
  db->ReleaseSnapshot(snapshot);
  EXPECT_TRUE(db->Get(ReadOptions(), "k", &value).IsNotFound());
  Range range("a", "z");
  uint64_t size = 0;
  db->GetApproximateSizes(&range, 1, &size);
  db->CompactRange(nullptr, nullptr);
  EXPECT_TRUE(db->GetProperty("leveldb.stats", &value));
  db.reset();
  EXPECT_TRUE(RepairDB("/db", options).ok());
  EXPECT_TRUE(DestroyDB("/db", options).ok());
}

}  // namespace leveldb
