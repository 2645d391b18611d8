#include "sim/database/verify.h"

#include <algorithm>
#include <memory>
#include <set>

#include "engine/base/file_names.h"
#include "engine/table/table_internal.h"
#include "engine/version/current_file.h"
#include "engine/version/entry_lookups.h"
#include "engine/version/manifest.h"
#include "engine/wal/log_reader.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/cache.h"
#include "lsm/comparator.h"
#include "lsm/env.h"
#include "lsm/iterator.h"
#include "lsm/table.h"
#include "lsm/write_batch.h"

namespace lsm::sim {
namespace {

std::string NameIn(const std::string& path) { return path.substr(path.rfind('/') + 1); }

class Damage final : public log::Reader::Reporter {
 public:
  void Corruption(size_t bytes, const Status& status) override {
    texts.push_back("about " + std::to_string(bytes) + " bytes are lost: " + status.ToString());
  }
  std::vector<std::string> texts;
};

class Verifier {
 public:
  Verifier(const std::string& directory, const Options& options, const VerifyHooks& hooks,
           VerifyReport* report)
      : directory_(directory),
        env_(options.env),
        icmp_(options.comparator),
        filter_policy_(options.filter_policy),
        cache_(NewLRUCache(8 << 20)),
        options_(ForInternalKeys(options)),
        hooks_(hooks),
        report_(*report) {}

  Status Run() {
    std::vector<std::string> names;
    Status status = env_->GetChildren(directory_, &names);
    if (!status.ok()) return status;
    if (!env_->FileExists(CurrentFileName(directory_))) {
      return Status::InvalidArgument(directory_ + ": no LevelDB database, expected a file CURRENT");
    }
    uint64_t number = 0;
    status = ReadCurrentFile(env_, directory_, &number);
    if (status.ok()) {
      status = ReadManifest(directory_, number, options_, icmp_, &manifest_);
    }
    if (status.IsInvalidArgument()) return status;  // another comparator
    if (!status.ok()) {
      Problem(status.ToString());
      return Status::OK();
    }
    report_.last_sequence = manifest_.last_sequence;
    if (manifest_.clean_size == 0) {
      Remark(DescriptorName(number) + ": ends in an edit that was not finished");
    }
    std::sort(names.begin(), names.end());
    FindFiles(names);
    CheckAll();
    return Status::OK();
  }

 private:
  Options ForInternalKeys(const Options& options) const {
    Options internal = options;
    internal.comparator = &icmp_;
    internal.filter_policy = options.filter_policy != nullptr ? &filter_policy_ : nullptr;
    internal.block_cache = cache_.get();
    internal.info_log = nullptr;
    internal.event_sink = nullptr;
    return internal;
  }

  void Problem(const std::string& text) { report_.problems.push_back(text); }
  void Remark(const std::string& text) { report_.remarks.push_back(text); }
  bool Cancelled() {
    const bool cancelled = hooks_.cancel != nullptr && *hooks_.cancel;
    if (cancelled) report_.complete = false;
    return cancelled;
  }

  void FindFiles(const std::vector<std::string>& names) {
    std::set<uint64_t> live;
    for (const FileList& level : manifest_.files) {
      for (const FilePtr& file : level) live.insert(file->number);
    }
    for (const std::string& name : names) {
      uint64_t number = 0;
      FileType type;
      if (!ParseFileName(name, &number, &type)) continue;
      const bool needed_log = number >= manifest_.log_number || number == manifest_.prev_log_number;
      if (type == kLogFile && needed_log) logs_.push_back(number);
      if ((type == kLogFile && !needed_log) || type == kTempFile ||
          (type == kTableFile && !live.contains(number))) {
        Remark(name + ": not needed; it goes when the database is opened");
      }
    }
    std::sort(logs_.begin(), logs_.end());
  }

  void CheckAll() {
    uint64_t all = logs_.size();
    for (const FileList& level : manifest_.files) all += level.size();
    uint64_t done = 0;
    const auto step = [&] {
      if (hooks_.progress) hooks_.progress(++done, all);
      return !Cancelled();
    };
    for (size_t level = 0; level < manifest_.files.size(); level++) {
      for (const FilePtr& file : manifest_.files[level]) {
        CheckTable(*file);
        if (!step()) return;
      }
    }
    for (const uint64_t log : logs_) {
      CheckLog(log);
      if (!step()) return;
    }
  }

  void CheckTable(const FileMetaData& file) {
    std::string path = TableFileName(directory_, file.number);
    if (!env_->FileExists(path)) path = SSTTableFileName(directory_, file.number);
    const std::string name = NameIn(path);
    const auto problem = [&](const std::string& text) { Problem(name + ": " + text); };
    uint64_t size = 0;
    Status status = env_->GetFileSize(path, &size);
    if (!status.ok()) {
      return Problem(NameIn(TableFileName(directory_, file.number)) + ": missing");
    }
    report_.tables++;
    report_.table_bytes += size;
    if (size != file.file_size) {
      problem("has " + std::to_string(size) + " bytes, expected " + std::to_string(file.file_size));
    }
    RandomAccessFile* opened_file = nullptr;
    status = env_->NewRandomAccessFile(path, &opened_file);
    const std::unique_ptr<RandomAccessFile> bytes(opened_file);
    Table* opened = nullptr;
    if (status.ok()) {
      status = TableInternal::Open(options_, bytes.get(), size, file.number, &opened);
    }
    const std::unique_ptr<Table> table(opened);
    if (!status.ok()) return problem(status.ToString());
    CheckEntries(*table, file, problem);
  }

  void CheckEntries(const Table& table, const FileMetaData& file,
                    const std::function<void(const std::string&)>& problem) {
    const std::unique_ptr<Iterator> entries(table.NewIterator(ReadOptions()));
    InternalKey first;
    InternalKey last;
    uint64_t count = 0;
    uint64_t out_of_order = 0;
    uint64_t unparsable = 0;
    uint64_t not_found = 0;
    EntryLookups lookups(&table, icmp_.user_comparator());
    for (entries->SeekToFirst(); entries->Valid(); entries->Next()) {
      InternalKey key;
      ParsedInternalKey parsed;
      if (!key.DecodeFrom(entries->key()) || !ParseInternalKey(entries->key(), &parsed)) {
        unparsable++;
        continue;
      }
      if (count == 0) {
        first = key;
      } else if (icmp_.Compare(last.Encode(), key.Encode()) >= 0) {
        out_of_order++;
      }
      last = key;
      count++;
      if (!lookups.Finds(parsed)) not_found++;
      if (count % 4096 == 0 && Cancelled()) return;
    }
    report_.table_entries += count;
    if (!entries->status().ok()) problem(entries->status().ToString());
    if (unparsable > 0) problem(std::to_string(unparsable) + " entries have bytes that are no key");
    if (out_of_order > 0) problem(std::to_string(out_of_order) + " entries are out of order");
    if (not_found > 0) {
      problem(std::to_string(not_found) + " entries are not found by their key: the index or the " +
              "filter is wrong");
    }
    if (count == 0) return problem("has no entry");
    if (icmp_.Compare(first.Encode(), file.smallest.Encode()) != 0) {
      problem("begins with " + first.DebugString() + ", expected " + file.smallest.DebugString());
    }
    if (icmp_.Compare(last.Encode(), file.largest.Encode()) != 0) {
      problem("ends with " + last.DebugString() + ", expected " + file.largest.DebugString());
    }
  }

  void CheckLog(uint64_t number) {
    const std::string path = LogFileName(directory_, number);
    const std::string name = NameIn(path);
    report_.logs++;
    SequentialFile* opened = nullptr;
    const Status status = env_->NewSequentialFile(path, &opened);
    if (!status.ok()) return Problem(name + ": " + status.ToString());
    const std::unique_ptr<SequentialFile> file(opened);
    Damage damage;
    log::Reader reader(file.get(), &damage);
    Slice record;
    std::string scratch;
    while (reader.ReadRecord(&record, &scratch)) CheckBatch(name, reader, record);
    for (const std::string& text : damage.texts) Problem(name + ": " + text);
    if (reader.end() == log::LogEnd::kReadError) Problem(name + ": " + reader.status().ToString());
    if (reader.end() == log::LogEnd::kIncomplete) {
      Remark(name + ": ends in a record that was not finished");
    }
  }

  void CheckBatch(const std::string& name, const log::Reader& reader, const Slice& record) {
    const std::string place = name + ": record at " + std::to_string(reader.LastRecordOffset());
    if (record.size() < WriteBatchInternal::kHeaderBytes) {
      return Problem(place + ": " + std::to_string(record.size()) +
                     " bytes are too few for a batch");
    }
    WriteBatch batch;
    WriteBatchInternal::SetContents(&batch, record);
    const Status status = WriteBatchInternal::Verify(&batch);
    if (!status.ok()) return Problem(place + ": " + status.ToString());
    const uint64_t entries = WriteBatchInternal::Count(&batch);
    report_.log_records++;
    report_.log_entries += entries;
    if (entries > 0) {
      report_.last_sequence =
          std::max(report_.last_sequence, WriteBatchInternal::Sequence(&batch) + entries - 1);
    }
  }

  const std::string directory_;
  Env* const env_;
  const InternalKeyComparator icmp_;
  const InternalFilterPolicy filter_policy_;
  const std::unique_ptr<Cache> cache_;
  const Options options_;
  const VerifyHooks& hooks_;
  VerifyReport& report_;
  ManifestContents manifest_;
  std::vector<uint64_t> logs_;  // those that are replayed
};

}  // namespace

Status VerifyDatabase(const std::string& directory, const Options& options,
                      const VerifyHooks& hooks, VerifyReport* report) {
  return Verifier(directory, options, hooks, report).Run();
}

}  // namespace lsm::sim
