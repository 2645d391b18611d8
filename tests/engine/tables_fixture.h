// A database's directory without a database: a VersionSet, and tables made from text.
#ifndef LSMSCOPE_TESTS_ENGINE_TABLES_FIXTURE_H_
#define LSMSCOPE_TESTS_ENGINE_TABLES_FIXTURE_H_

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>

#include "engine/base/file_names.h"
#include "engine/memtable/memtable.h"
#include "engine/table/build_table.h"
#include "engine/table/table_cache.h"
#include "engine/version/current_file.h"
#include "engine/version/version_set.h"
#include "engine/wal/log_writer.h"
#include "lsm/env.h"
#include "tests/engine/collecting_sink.h"
#include "tests/engine/temp_dir.h"

namespace lsm::test {

class TablesFixture : public ::testing::Test {
 protected:
  TablesFixture() {
    options_.comparator = &icmp_;
    options_.compression = kNoCompression;
    options_.event_sink = &sink_;
    Begin();
  }
  ~TablesFixture() override { End(); }

  // Forgets everything that is not in a file.
  void End() {
    versions_.reset();
    table_cache_.reset();
  }
  void Begin() {
    table_cache_ = std::make_unique<TableCache>(dir_.path(), options_, 100);
    versions_ = std::make_unique<VersionSet>(dir_.path(), &options_, table_cache_.get(), &icmp_);
  }

  // What DB::Open does for a new database.
  void NewDatabase() {
    VersionEdit edit;
    edit.SetComparatorName(BytewiseComparator()->Name());
    edit.SetLogNumber(0);
    edit.SetNextFile(2);
    edit.SetLastSequence(0);
    WriteManifest(1, {edit});
    ASSERT_TRUE(SetCurrentFile(options_.env, dir_.path(), 1).ok());
  }
  void WriteManifest(uint64_t number, const std::vector<VersionEdit>& edits) {
    WritableFile* file = nullptr;
    const std::string path = DescriptorFileName(dir_.path(), number);
    ASSERT_TRUE(options_.env->NewWritableFile(path, &file).ok());
    const std::unique_ptr<WritableFile> owned(file);
    log::Writer writer(file);
    for (const VersionEdit& edit : edits) {
      std::string record;
      edit.EncodeTo(&record);
      ASSERT_TRUE(writer.AddRecord(record).ok());
    }
    ASSERT_TRUE(file->Close().ok());
  }
  Status Recover() {
    const MutexLock lock(&mutex_);
    return versions_->Recover(&save_manifest_, &mutex_);
  }
  Status Reopen() {
    End();
    Begin();
    sink_.Clear();
    return Recover();
  }
  Status LogAndApply(VersionEdit* edit) {
    const MutexLock lock(&mutex_);
    return versions_->LogAndApply(edit, &mutex_);
  }

  // A table with the entries of "a@5=x b@6 c@7=y" (b is a deletion).
  FileMetaData Table(const std::string& entries) {
    MemTable* const memtable = new MemTable(icmp_, 1);
    memtable->Ref();
    std::istringstream words(entries);
    std::string word;
    while (words >> word) {
      const size_t at = word.find('@');
      const size_t equals = word.find('=');
      const uint64_t sequence = std::stoull(word.substr(at + 1));
      const bool deletion = equals == std::string::npos;
      EXPECT_TRUE(memtable->Add(sequence, deletion ? kTypeDeletion : kTypeValue, word.substr(0, at),
                                deletion ? "" : word.substr(equals + 1)));
      if (sequence > versions_->LastSequence()) versions_->SetLastSequence(sequence);
    }
    FileMetaData file;
    file.number = versions_->NewFileNumber();
    {
      const std::unique_ptr<Iterator> iter(memtable->NewIterator());
      const Status s =
          BuildTable(dir_.path(), options_.env, options_, table_cache_.get(), iter.get(), &file);
      EXPECT_TRUE(s.ok()) << s.ToString();
    }
    memtable->Unref();
    return file;
  }
  // Adds such a table to a level; its number.
  uint64_t AddTable(int level, const std::string& entries) {
    const FileMetaData file = Table(entries);
    VersionEdit edit;
    edit.AddFile(level, file.number, file.file_size, file.smallest, file.largest);
    const Status s = LogAndApply(&edit);
    EXPECT_TRUE(s.ok()) << s.ToString();
    return file.number;
  }
  // "a@5=x b@6": what stands in a table.
  std::string Entries(const FileMetaData& file) {
    const std::unique_ptr<Iterator> iter(
        table_cache_->NewIterator(ReadOptions(), file.number, file.file_size));
    std::string text;
    for (iter->SeekToFirst(); iter->Valid(); iter->Next()) {
      ParsedInternalKey key;
      EXPECT_TRUE(ParseInternalKey(iter->key(), &key));
      if (!text.empty()) text += ' ';
      text += key.user_key.ToString() + '@' + std::to_string(key.sequence);
      if (key.type == kTypeValue) text += '=' + iter->value().ToString();
    }
    EXPECT_TRUE(iter->status().ok()) << iter->status().ToString();
    return text;
  }
  // The tables of a level: "a@5=x | b@6".
  std::string Level(int level) {
    std::string text;
    for (const FilePtr& file : versions_->current()->files()[static_cast<size_t>(level)]) {
      if (!text.empty()) text += " | ";
      text += Entries(*file);
    }
    return text;
  }
  std::string Summary() const { return versions_->LevelSummary(); }

  const TempDir dir_;
  CollectingSink sink_;
  const InternalKeyComparator icmp_{BytewiseComparator()};
  Options options_;
  Mutex mutex_;
  bool save_manifest_ = false;
  std::unique_ptr<TableCache> table_cache_;
  std::unique_ptr<VersionSet> versions_;
};

}  // namespace lsm::test

#endif  // LSMSCOPE_TESTS_ENGINE_TABLES_FIXTURE_H_
