// RepairDB: what can be saved of a database that cannot be opened.
//
// Two cases. If the MANIFEST can be read and every table that it names is there, it says which
// files count: tables stay at their levels, and only the logs that it asks for are replayed.
// Otherwise every log and every table in the directory counts. Tables then have no order of age (a
// compaction gives old entries a high file number), so that those which overlap are merged by
// sequence number. So are tables whose levels contradict the sequence numbers of their entries.
// What cannot be ruled out without a MANIFEST: an entry whose deletion was already dropped by a
// compaction comes back out of a table that the compaction had replaced.
//
// Nothing that was there before is changed until CURRENT names the new MANIFEST: a repair that is
// interrupted can be run again. Then what the database no longer needs is moved to "lost".
#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/file_names.h"
#include "engine/base/text.h"
#include "engine/db/log_replay.h"
#include "engine/db/sanitize_options.h"
#include "engine/events/events.h"
#include "engine/events/recovery.h"
#include "engine/events/status_outcome.h"
#include "engine/memtable/memtable.h"
#include "engine/repair/sound_entries.h"
#include "engine/table/build_table.h"
#include "engine/table/merging_iterator.h"
#include "engine/table/table_cache.h"
#include "engine/version/current_file.h"
#include "engine/version/entry_lookups.h"
#include "engine/version/level_limits.h"
#include "engine/version/manifest.h"
#include "engine/version/version_edit.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/env.h"
#include "lsm/write_batch.h"

namespace lsm {
namespace {

// Higher ones are nobody's, and would leave no room above them.
constexpr uint64_t kMaxOwnNumber = kMaxFoundFileNumber / 2;

unsigned long long Printed(uint64_t number) { return number; }

// A table that can be read to its end. Level 0 comes oldest first.
struct SoundTable {
  FileMetaData meta;
  int level = 0;
  SequenceNumber max_sequence = 0;
};

class Repairer {
 public:
  Repairer(const std::string& dbname, const Options& raw)
      : dbname_(dbname),
        env_(raw.env),
        icmp_(raw.comparator),
        filter_policy_(raw.filter_policy),
        options_(SanitizeOptions(dbname, &icmp_, &filter_policy_, raw)),
        owns_info_log_(options_.info_log != raw.info_log),
        owns_block_cache_(options_.block_cache != raw.block_cache),
        events_(raw.event_sink),
        // Every table is read once: nothing is worth keeping open.
        table_cache_(std::make_unique<TableCache>(dbname, options_, 10)) {}
  Repairer(const Repairer&) = delete;
  Repairer& operator=(const Repairer&) = delete;
  ~Repairer() {
    table_cache_.reset();
    if (owns_info_log_) delete options_.info_log;
    if (owns_block_cache_) delete options_.block_cache;
  }

  Status Run() {
    Status status = FindFiles();
    if (status.ok()) status = AskManifest();
    const EventId begin = events_.Emit(RepairBegin{.logs = static_cast<uint32_t>(logs_.size()),
                                                   .tables = static_cast<uint32_t>(tables_.size()),
                                                   .manifest_usable = manifest_.has_value()});
    const CauseScope on_behalf_of(begin);
    if (status.ok()) status = ReadTables();
    if (status.ok()) status = ConvertLogs();
    if (status.ok() && !(manifest_.has_value() && LevelsAreByAge())) status = PutInOrder();
    if (status.ok()) status = WriteDescriptor();
    if (status.ok()) MoveAway();
    uint64_t bytes = 0;
    for (const SoundTable& table : sound_) bytes += table.meta.file_size;
    if (status.ok()) {
      Log(options_.info_log,
          "**** Repaired leveldb %s; recovered %d files; %llu bytes. Some data may have been lost. "
          "****",
          dbname_.c_str(), static_cast<int>(sound_.size()), Printed(bytes));
    }
    events_.Emit(RepairEnd{.bytes = bytes,
                           .files = static_cast<uint32_t>(sound_.size()),
                           .outcome = OutcomeOf(status)});
    return status;
  }

 private:
  Status FindFiles() {
    std::vector<std::string> names;
    Status status = env_->GetChildren(dbname_, &names);
    if (!status.ok()) return status;
    if (names.empty()) return Status::IOError(dbname_, "repair found no files");
    for (const std::string& name : names) {
      uint64_t number = 0;
      FileType type;
      if (!ParseFileName(name, &number, &type) || number > kMaxOwnNumber) continue;
      next_file_number_ = std::max(next_file_number_, number + 1);
      if (type == kLogFile) logs_.insert(number);
      if (type == kTableFile) tables_.insert(number);
      if (type == kDescriptorFile) manifests_.insert(number);
    }
    return Status::OK();
  }

  // Keeps the MANIFEST's contents if they can be relied on.
  Status AskManifest() {
    uint64_t number = 0;
    ManifestContents contents;
    if (!ReadCurrentFile(env_, dbname_, &number).ok()) {
      // No MANIFEST can be relied on, but each knows the comparator.
      for (const uint64_t each : manifests_) {
        const Status status = ReadManifest(dbname_, each, options_, icmp_, &contents);
        if (status.IsInvalidArgument()) return status;
      }
      return Status::OK();
    }
    const Status status = ReadManifest(dbname_, number, options_, icmp_, &contents);
    // With another comparator the order of all entries would be wrong.
    if (status.IsInvalidArgument()) return status;
    if (!status.ok()) return Status::OK();
    for (const FileList& level : contents.files) {
      for (const FilePtr& file : level) {
        if (!tables_.contains(file->number)) return Status::OK();
      }
    }
    if (contents.next_file_number <= kMaxOwnNumber) {
      next_file_number_ = std::max(next_file_number_, contents.next_file_number);
    }
    manifest_ = std::move(contents);
    return Status::OK();
  }

  // ---- Tables ----

  Status ReadTables() {
    Status status;
    if (!manifest_.has_value()) {
      for (auto it = tables_.begin(); status.ok() && it != tables_.end(); ++it) {
        status = ReadTable(*it, 0);
      }
      return status;
    }
    for (size_t level = 0; level < manifest_->files.size(); level++) {
      for (const FilePtr& file : manifest_->files[level]) {
        status = ReadTable(file->number, static_cast<int>(level));
        if (!status.ok()) return status;
      }
    }
    return status;
  }

  Status SizeOf(uint64_t number, uint64_t* size) const {
    Status status = env_->GetFileSize(TableFileName(dbname_, number), size);
    if (status.ok()) return status;
    const Status older = env_->GetFileSize(SSTTableFileName(dbname_, number), size);
    return older.ok() ? older : status;
  }

  // *table, if asked for, lives as long as the entries; null if it cannot be opened.
  std::unique_ptr<SoundEntries> EntriesOf(uint64_t number, uint64_t size, Table** table = nullptr) {
    return std::make_unique<SoundEntries>(
        std::unique_ptr<Iterator>(table_cache_->NewIterator(ReadOptions(), number, size, table)),
        &icmp_, options_.info_log, number);
  }

  // An error only if what was saved of a table could not be written.
  Status ReadTable(uint64_t number, int level) {
    SoundTable table{.meta = {.number = number}, .level = level};
    uint64_t entries = 0;
    Status read = SizeOf(number, &table.meta.file_size);
    bool whole = read.ok();
    if (read.ok()) read = ReadToEnd(&table, &entries, &whole);
    Log(options_.info_log, "Table #%llu: %d entries %s", Printed(number), static_cast<int>(entries),
        read.ToString().c_str());
    RepairedTable result = RepairedTable::kKept;
    Status status;
    if (entries == 0) {
      Log(options_.info_log, "Table #%llu: dropped: %s", Printed(number), read.ToString().c_str());
      result = RepairedTable::kDropped;
    } else if (!whole || (level == 0 && level0_renumbered_)) {
      result = RepairedTable::kRewritten;
      status = Rewrite(entries, &table);
    }
    if (!status.ok()) return status;
    if (result != RepairedTable::kDropped) sound_.push_back(table);
    events_.Emit(TableRepaired{
        .file = number, .entries = entries, .max_sequence = table.max_sequence, .result = result});
    return status;
  }

  // Fills in the table's range and highest sequence number. *whole is cleared if something of it
  // is missing, or cannot be looked up by its key: then the index or the filter is wrong, whatever
  // its checksum says. The answer says what is missing.
  Status ReadToEnd(SoundTable* table, uint64_t* entries, bool* whole) {
    Table* opened = nullptr;
    const auto sound = EntriesOf(table->meta.number, table->meta.file_size, &opened);
    EntryLookups lookups(opened, icmp_.user_comparator());
    for (sound->SeekToFirst(); sound->Valid(); sound->Next()) {
      ParsedInternalKey entry;
      if (!ParseInternalKey(sound->key(), &entry)) continue;  // cannot be: it is sound
      if (*entries == 0) table->meta.smallest.SetFrom(entry);
      table->meta.largest.SetFrom(entry);
      table->max_sequence = std::max(table->max_sequence, entry.sequence);
      if (!lookups.Finds(entry)) *whole = false;
      ++*entries;
    }
    Status status = sound->source_status();
    if (!status.ok() || sound->unsound() > 0) *whole = false;
    return status;
  }

  // Puts what can be read of the table into a new one, which takes its place. The new number says
  // that it is the newest of level 0, so that those which really are newer get new numbers, too.
  Status Rewrite(uint64_t entries, SoundTable* table) {
    const uint64_t old = table->meta.number;
    const auto sound = EntriesOf(old, table->meta.file_size);
    FileMetaData meta;
    meta.number = next_file_number_++;
    Status status = Build(sound.get(), &meta);
    if (!status.ok()) return status;
    Log(options_.info_log, "Table #%llu: %d entries repaired", Printed(old),
        static_cast<int>(entries));
    table->meta = meta;
    if (table->level == 0) level0_renumbered_ = true;
    return status;
  }

  Status Build(Iterator* entries, FileMetaData* meta) {
    return BuildTable(dbname_, env_, options_, table_cache_.get(), entries, meta);
  }

  // ---- Logs ----

  bool IsNeeded(uint64_t log) const {
    return !manifest_.has_value() || log >= manifest_->log_number ||
           log == manifest_->prev_log_number;
  }

  Status ConvertLogs() {
    for (const uint64_t log : logs_) {
      if (!IsNeeded(log)) continue;
      Status status = ConvertLog(log);
      // A log that cannot be read is one thing, a table that cannot be written another.
      if (status.IsIOError()) return status;
      if (!status.ok()) {
        Log(options_.info_log, "Log #%llu: ignoring conversion error: %s", Printed(log),
            status.ToString().c_str());
      }
    }
    return Status::OK();
  }

  Status ConvertLog(uint64_t log) {
    Options salvage = options_;
    salvage.wal_recovery = WalRecovery::kSalvage;
    salvage.paranoid_checks = false;
    const LogReplayContext context{.env = env_,
                                   .options = &salvage,
                                   .path = LogFileName(dbname_, log),
                                   .number = log,
                                   .repairing = true};
    if (HoldsAnotherLog(context)) return Status::OK();

    MemTable* const memtable = new MemTable(icmp_, log);
    memtable->Ref();
    SequenceNumber next_sequence = 0;
    LogReplayResult result;
    Status status = ReplayLog(
        context,
        [&](const WriteBatch& batch) {
          const Status inserted = WriteBatchInternal::InsertInto(&batch, memtable);
          if (!inserted.ok()) {
            Log(options_.info_log, "Log #%llu: ignoring %s", Printed(log),
                inserted.ToString().c_str());
          }
          return Status::OK();
        },
        &next_sequence, &result);
    SoundTable table{.meta = {.number = next_file_number_++}};
    const uint64_t entries = memtable->NumEntries();
    if (status.ok() && entries > 0) {
      const std::unique_ptr<Iterator> all(memtable->NewIterator());
      status = Build(all.get(), &table.meta);
    }
    memtable->Unref();
    if (status.ok() && table.meta.file_size > 0) {
      table.max_sequence = next_sequence - 1;
      sound_.push_back(table);
    }
    Log(options_.info_log, "Log #%llu: %d ops saved to Table #%llu %s", Printed(log),
        static_cast<int>(entries), Printed(table.meta.number), status.ToString().c_str());
    events_.Emit(LogConverted{.log = log,
                              .file = table.meta.file_size > 0 ? table.meta.number : 0,
                              .entries = entries,
                              .dropped_bytes = result.dropped_bytes,
                              .outcome = OutcomeOf(status)});
    return status;
  }

  // Whether of each user key the newer entries are where a reader looks first: Get takes what it
  // finds first, an iterator the highest sequence number. REQUIRES: a MANIFEST.
  bool LevelsAreByAge() {
    std::vector<SoundTable> newest_first(sound_.rbegin(), sound_.rend());  // of level 0
    std::stable_sort(newest_first.begin(), newest_first.end(),
                     [](const auto& a, const auto& b) { return a.level < b.level; });
    std::vector<Iterator*> children;
    for (const SoundTable& table : newest_first) {
      children.push_back(EntriesOf(table.meta.number, table.meta.file_size).release());
    }
    MergingIterator entries(&icmp_, children);
    const Comparator* const user = icmp_.user_comparator();
    // Tables of a level below 0 are of one age: a key may go on from one to the next.
    const auto is_before = [&](uint32_t a, uint32_t b) {
      const int level = newest_first[a].level;
      return a < b && (level == 0 || level < newest_first[b].level);
    };
    std::string last_user_key;
    uint32_t last_table = 0;
    bool first = true;
    for (entries.SeekToFirst(); entries.Valid(); entries.Next()) {
      const Slice user_key = ExtractUserKey(entries.key());
      const uint32_t table = entries.current_child();
      const bool same = !first && user->Compare(user_key, last_user_key) == 0;
      if (same && is_before(table, last_table)) {
        Log(options_.info_log, "Table #%llu has an older entry of '%s' than table #%llu below it",
            Printed(newest_first[table].meta.number), EscapeString(user_key).c_str(),
            Printed(newest_first[last_table].meta.number));
        return false;
      }
      first = false;
      last_user_key.assign(user_key.data(), user_key.size());
      last_table = table;
    }
    return true;
  }

  // ---- Without a MANIFEST, or against it ----

  // Merges the tables that overlap and finds a level for all, which are then disjoint.
  Status PutInOrder() {
    const Comparator* const user = icmp_.user_comparator();
    std::sort(sound_.begin(), sound_.end(), [&](const SoundTable& a, const SoundTable& b) {
      return icmp_.Compare(a.meta.smallest.Encode(), b.meta.smallest.Encode()) < 0;
    });
    std::vector<SoundTable> disjoint;
    for (size_t i = 0; i < sound_.size();) {
      std::vector<SoundTable> together{sound_[i]};
      Slice largest = sound_[i].meta.largest.user_key();
      for (i++; i < sound_.size(); i++) {
        if (user->Compare(sound_[i].meta.smallest.user_key(), largest) > 0) break;
        together.push_back(sound_[i]);
        const Slice end = sound_[i].meta.largest.user_key();
        if (user->Compare(end, largest) > 0) largest = end;
      }
      if (together.size() == 1) {
        disjoint.push_back(together.front());
      } else if (Status status = MergeTables(together, &disjoint); !status.ok()) {
        return status;
      }
    }
    sound_ = std::move(disjoint);
    const int level = LevelFor(sound_);
    for (SoundTable& table : sound_) table.level = level;
    return Status::OK();
  }

  Status MergeTables(const std::vector<SoundTable>& tables, std::vector<SoundTable>* merged) {
    std::vector<Iterator*> children;
    SequenceNumber max_sequence = 0;
    for (const SoundTable& table : tables) {
      children.push_back(EntriesOf(table.meta.number, table.meta.file_size).release());
      max_sequence = std::max(max_sequence, table.max_sequence);
    }
    // An entry may stand in a log's table and in another: it is taken once.
    SoundEntries entries(std::make_unique<MergingIterator>(&icmp_, children), &icmp_, nullptr, 0);
    for (entries.SeekToFirst(); entries.Valid();) {
      OneTableful tableful(&entries, icmp_.user_comparator(), MaxOutputFileSize(options_));
      SoundTable table{.meta = {.number = next_file_number_++}, .max_sequence = max_sequence};
      if (Status status = Build(&tableful, &table.meta); !status.ok()) return status;
      merged->push_back(table);
    }
    return Status::OK();
  }

  // The uppermost level below 0 that is not too full with all of them.
  int LevelFor(const std::vector<SoundTable>& tables) const {
    uint64_t bytes = 0;
    for (const SoundTable& table : tables) bytes += table.meta.file_size;
    int level = 1;
    while (level + 1 < options_.num_levels && bytes > MaxBytesForLevel(options_, level)) level++;
    return level;
  }

  // ---- The new MANIFEST ----

  Status WriteDescriptor() {
    const uint64_t manifest = next_file_number_++;
    VersionEdit edit;
    edit.SetComparatorName(icmp_.user_comparator()->Name());
    // All that is in logs is in tables now.
    edit.SetLogNumber(next_file_number_);
    edit.SetPrevLogNumber(0);
    edit.SetNextFile(next_file_number_);
    SequenceNumber last_sequence = manifest_.has_value() ? manifest_->last_sequence : 0;
    for (const SoundTable& table : sound_) {
      last_sequence = std::max(last_sequence, table.max_sequence);
    }
    edit.SetLastSequence(last_sequence);
    for (const SoundTable& table : sound_) {
      edit.AddFile(table.level, table.meta.number, table.meta.file_size, table.meta.smallest,
                   table.meta.largest);
    }
    std::string record;
    edit.EncodeTo(&record);

    std::unique_ptr<ManifestWriter> writer;
    Status status = ManifestWriter::Create(env_, dbname_, manifest, &writer);
    if (status.ok()) status = writer->Append(record);
    if (status.ok()) status = writer->Sync();
    if (status.ok()) status = env_->SyncDir(dbname_);
    if (!status.ok()) {
      (void)env_->RemoveFile(DescriptorFileName(dbname_, manifest));
      return status;
    }
    // After an error in here CURRENT may name the new MANIFEST: it stays.
    return SetCurrentFile(env_, dbname_, manifest);
  }

  // What the database no longer needs goes to "lost", where a person may look at it. An error
  // leaves it where it is, and the database removes it when it is opened.
  void MoveAway() {
    std::set<uint64_t> kept;
    for (const SoundTable& table : sound_) kept.insert(table.meta.number);
    for (const uint64_t log : logs_) Archive(LogFileName(dbname_, log));
    for (const uint64_t manifest : manifests_) Archive(DescriptorFileName(dbname_, manifest));
    for (const uint64_t table : tables_) {
      if (kept.contains(table)) continue;
      const std::string name = TableFileName(dbname_, table);
      Archive(env_->FileExists(name) ? name : SSTTableFileName(dbname_, table));
    }
    (void)env_->SyncDir(dbname_);
  }

  void Archive(const std::string& path) {
    const std::string lost = dbname_ + "/lost";
    // A link of that name would lead elsewhere; a directory stays.
    (void)env_->RemoveFile(lost);
    (void)env_->CreateDir(lost);
    const Status status = env_->RenameFile(path, lost + path.substr(path.rfind('/')));
    Log(options_.info_log, "Archiving %s: %s\n", path.c_str(), status.ToString().c_str());
  }

  const std::string dbname_;
  Env* const env_;
  const InternalKeyComparator icmp_;
  const InternalFilterPolicy filter_policy_;
  const Options options_;
  const bool owns_info_log_;
  const bool owns_block_cache_;
  const Events events_;
  std::unique_ptr<TableCache> table_cache_;

  // What the directory has.
  std::set<uint64_t> logs_;
  std::set<uint64_t> tables_;
  std::set<uint64_t> manifests_;
  uint64_t next_file_number_ = 1;
  std::optional<ManifestContents> manifest_;
  bool level0_renumbered_ = false;

  // What the repaired database has.
  std::vector<SoundTable> sound_;
};

}  // namespace

Status RepairDB(const std::string& dbname, const Options& options) {
  // Whoever has it open must not find its files moved.
  FileLock* lock = nullptr;
  Status status = options.env->LockFile(LockFileName(dbname), &lock);
  if (!status.ok()) return status;
  status = Repairer(dbname, options).Run();
  (void)options.env->UnlockFile(lock);
  return status;
}

}  // namespace lsm
