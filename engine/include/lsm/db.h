// A database: a persistent ordered map from keys to values.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_DB_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_DB_H_

#include <cstdint>
#include <cstdio>
#include <string>

#include "lsm/export.h"
#include "lsm/iterator.h"
#include "lsm/options.h"

namespace lsm {

static const int kMajorVersion = 1;
static const int kMinorVersion = 23;

struct Options;
struct ReadOptions;
struct WriteOptions;
class WriteBatch;

// A read view at a sequence number, made and released by the database.
class LSM_EXPORT Snapshot {
 protected:
  virtual ~Snapshot();
};

// Keys from `start` on and before `limit`.
struct LSM_EXPORT Range {
  Range() = default;
  Range(const Slice& s, const Slice& l) : start(s), limit(l) {}

  Slice start;
  Slice limit;
};

// All methods may be called from several threads at once.
class LSM_EXPORT DB {
 public:
  // Opens the database in directory `name`. *dbptr is the caller's to delete; null after an error.
  static Status Open(const Options& options, const std::string& name, DB** dbptr);

  DB() = default;
  DB(const DB&) = delete;
  DB& operator=(const DB&) = delete;
  virtual ~DB();

  virtual Status Put(const WriteOptions& options, const Slice& key, const Slice& value) = 0;
  // Deleting what is not there is no error.
  virtual Status Delete(const WriteOptions& options, const Slice& key) = 0;
  // All of the batch or, after an error, none of it. A null batch asks for a memtable switch.
  virtual Status Write(const WriteOptions& options, WriteBatch* updates) = 0;
  // NotFound if the key is not there.
  virtual Status Get(const ReadOptions& options, const Slice& key, std::string* value) = 0;
  // The caller deletes it, before the database. Not positioned yet.
  virtual Iterator* NewIterator(const ReadOptions& options) = 0;
  virtual const Snapshot* GetSnapshot() = 0;
  virtual void ReleaseSnapshot(const Snapshot* snapshot) = 0;

  // leveldb.num-files-at-level<N>, leveldb.stats, leveldb.sstables,
  // leveldb.approximate-memory-usage. False if there is no such property.
  virtual bool GetProperty(const Slice& property, std::string* value) = 0;
  // Bytes in table files, for each of n ranges.
  virtual void GetApproximateSizes(const Range* range, int n, uint64_t* sizes) = 0;
  // Compacts all keys in [*begin, *end]; null: from the first, to the last.
  virtual void CompactRange(const Slice* begin, const Slice* end) = 0;

  // ---- Not in LevelDB ----

  // Writes the memtable to a table file and waits for it.
  virtual Status FlushMemTable();
  // Compacts what a level has in [*begin, *end] into the next one.
  virtual void CompactLevel(int level, const Slice* begin, const Slice* end);
  // Internal keys (user key, sequence number, type), hidden entries included.
  virtual Iterator* NewInternalIterator();
};

// Removes the database and its directory. Files that are not the database's are left alone.
LSM_EXPORT Status DestroyDB(const std::string& name, const Options& options);

// Makes a database that cannot be opened one that can, out of what can be read of it. Some data may
// be lost. What is not used any more is moved to the directory "lost" in `name`. REQUIRES: nobody
// has it open; an error otherwise.
LSM_EXPORT Status RepairDB(const std::string& dbname, const Options& options);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_DB_H_
