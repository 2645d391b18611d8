#include "engine/table/build_table.h"

#include <memory>

#include "engine/base/file_names.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/table/table_cache.h"
#include "engine/version/version_edit.h"
#include "lsm/env.h"
#include "lsm/iterator.h"
#include "lsm/table_builder.h"

namespace lsm {

namespace {

// Writes all entries and makes them durable. REQUIRES: `iter` stands at the first entry.
Status WriteEntries(const Options& options, WritableFile* file, Iterator* iter,
                    FileMetaData* meta) {
  TableBuilder builder(options, file);
  Status s;
  if (!meta->smallest.DecodeFrom(iter->key())) s = Status::Corruption("a key is damaged");
  std::string last_key;
  for (; s.ok() && iter->Valid(); iter->Next()) {
    Work(WorkKind::kMergeEntry, 1);
    last_key.assign(iter->key().data(), iter->key().size());
    builder.Add(last_key, iter->value());
  }
  if (s.ok()) s = iter->status();
  if (s.ok() && !meta->largest.DecodeFrom(last_key)) s = Status::Corruption("a key is damaged");
  if (!s.ok()) {
    builder.Abandon();
    return s;
  }
  s = builder.Finish();
  if (s.ok() && !SeededBug(Bug::kTableNotSynced)) s = file->Sync();
  if (s.ok()) s = file->Close();
  if (s.ok()) meta->file_size = builder.FileSize();
  return s;
}

}  // namespace

Status BuildTable(const std::string& dbname, Env* env, const Options& options,
                  TableCache* table_cache, Iterator* iter, FileMetaData* meta) {
  meta->file_size = 0;
  iter->SeekToFirst();
  if (!iter->Valid()) return iter->status();

  const std::string fname = TableFileName(dbname, meta->number);
  WritableFile* opened = nullptr;
  Status s = env->NewWritableFile(fname, &opened);
  if (!s.ok()) return s;
  {
    const std::unique_ptr<WritableFile> file(opened);
    s = WriteEntries(options, file.get(), iter, meta);
  }
  if (s.ok() && !SeededBug(Bug::kTableNameNotSynced)) s = env->SyncDir(dbname);
  if (s.ok()) {
    // Opened once: what cannot be read back must not replace what it was made from.
    const std::unique_ptr<Iterator> table(
        table_cache->NewIterator(ReadOptions(), meta->number, meta->file_size));
    s = table->status();
  }
  if (!s.ok()) {
    meta->file_size = 0;
    env->RemoveFile(fname);  // the first error is the one to tell
  }
  return s;
}

}  // namespace lsm
