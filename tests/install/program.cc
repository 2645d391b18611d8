// A program that was written for LevelDB, in C++17.
#include <cstdio>
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

int main() {
  std::unique_ptr<leveldb::Env> env(leveldb::NewMemEnv(leveldb::Env::Default()));
  leveldb::Options options;
  options.env = env.get();
  options.create_if_missing = true;
  leveldb::DB* opened = nullptr;
  leveldb::Status status = leveldb::DB::Open(options, "/db", &opened);
  std::unique_ptr<leveldb::DB> db(opened);
  if (status.ok()) status = db->Put(leveldb::WriteOptions(), "key", "value");
  db.reset();
  if (status.ok()) status = leveldb::DB::Open(options, "/db", &opened);
  db.reset(status.ok() ? opened : nullptr);
  std::string value;
  if (status.ok()) status = db->Get(leveldb::ReadOptions(), "key", &value);
  std::printf("%s %s\n", status.ToString().c_str(), value.c_str());
  return status.ok() && value == "value" ? 0 : 1;
}
