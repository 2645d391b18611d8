// DBImpl: the DB interface over the parts of an open database. It holds them together and decides
// nothing itself.
#ifndef LSMSCOPE_ENGINE_DB_DB_IMPL_H_
#define LSMSCOPE_ENGINE_DB_DB_IMPL_H_

#include <memory>
#include <string>

#include "engine/db/background.h"
#include "engine/db/core.h"
#include "engine/db/db_iterator.h"
#include "engine/write/write_path.h"
#include "lsm/db.h"

namespace lsm {

class DBImpl final : public DB, private ReadSampler {
 public:
  // `lock` is the held lock file, which it takes over.
  DBImpl(const Options& raw_options, const std::string& dbname, FileLock* lock);
  DBImpl(const DBImpl&) = delete;
  DBImpl& operator=(const DBImpl&) = delete;
  ~DBImpl() override;

  // Once, before anything else.
  Status Open();

  Status Put(const WriteOptions& options, const Slice& key, const Slice& value) override;
  Status Delete(const WriteOptions& options, const Slice& key) override;
  Status Write(const WriteOptions& options, WriteBatch* updates) override;
  Status Get(const ReadOptions& options, const Slice& key, std::string* value) override;
  Iterator* NewIterator(const ReadOptions& options) override;
  const Snapshot* GetSnapshot() override;
  void ReleaseSnapshot(const Snapshot* snapshot) override;
  bool GetProperty(const Slice& property, std::string* value) override;
  void GetApproximateSizes(const Range* range, int n, uint64_t* sizes) override;
  void CompactRange(const Slice* begin, const Slice* end) override;
  Status FlushMemTable() override;
  void CompactLevel(int level, const Slice* begin, const Slice* end) override;
  Iterator* NewInternalIterator() override;

 private:
  struct InternalView {
    std::unique_ptr<MergingIterator> entries;
    SequenceNumber snapshot = 0;
    uint64_t id = 0;
    EventId created = kNoEvent;
  };

  void RecordReadSample(const Slice& internal_key) override;
  InternalView TakeInternalView(const ReadOptions& options) EXCLUDES(core_.mu);
  void EmitOpening();

  FileLock* const lock_;
  Core core_;
  Background background_;
  const std::unique_ptr<WritePath> write_path_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_DB_IMPL_H_
