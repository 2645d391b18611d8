#include "engine/version/version_set.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/file_names.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/events/compaction.h"
#include "engine/events/recovery.h"
#include "engine/events/status_outcome.h"
#include "engine/events/version.h"
#include "engine/table/table_cache.h"
#include "engine/version/current_file.h"
#include "engine/version/manifest.h"
#include "engine/version/version_builder.h"
#include "lsm/env.h"

namespace lsm {

VersionSet::VersionSet(const std::string& dbname, const Options* options, TableCache* table_cache,
                       const InternalKeyComparator* icmp)
    : dbname_(dbname),
      options_(options),
      env_(options->env),
      table_cache_(table_cache),
      icmp_(icmp),
      events_(options->event_sink) {
  LSM_CHECK(options->num_levels >= 2 && options->num_levels <= kNumLevels);
  SetCurrent(new Version(this, 0, LevelFiles()));
}

VersionSet::~VersionSet() {
  current_->Unref();
  LSM_CHECK(live_.empty());
}

void VersionSet::SetCurrent(Version* version) {
  version->Ref();
  if (current_ != nullptr) current_->Unref();
  current_ = version;
}

void VersionSet::SetLastSequence(uint64_t sequence) {
  LSM_CHECK(sequence >= last_sequence_ && sequence <= kMaxSequenceNumber);
  last_sequence_ = sequence;
}

std::string VersionSet::LevelSummary() const {
  return lsm::LevelSummary(current_->files(), options_->num_levels);
}

// ---- LogAndApply ----

Status VersionSet::LogAndApply(VersionEdit* edit, Mutex* mu, EventId cause) {
  LSM_CHECK(!applying_);
  if (!manifest_error_.ok()) return manifest_error_;
  if (Status s = CheckNumbersLeft(kMaxFileNumber); !s.ok()) return s;
  FillIn(edit);
  VersionBuilder builder(options_, icmp_, current_->files());
  LevelFiles files;
  Status s = builder.Apply(*edit);
  if (s.ok()) s = builder.Build(&files);
  // Nothing is written yet. This happens if tables are damaged in a way that made a compaction's
  // outputs overlap other files.
  if (!s.ok()) return s;
  for (const auto& [level, key] : edit->compact_pointers) set_compact_pointer(level, key);

  auto* const version = new Version(this, version_count_ + 1, std::move(files));
  version->Ref();
  Work(WorkKind::kVersionApply, static_cast<uint64_t>(version->NumFiles()));

  std::string snapshot_record;
  if (manifest_ == nullptr) {
    SnapshotEdit().EncodeTo(&snapshot_record);
    if (manifest_file_number_ == 0) manifest_file_number_ = NewFileNumber();
    edit->SetNextFile(next_file_number_);
  }
  std::string edit_record;
  edit->EncodeTo(&edit_record);

  applying_ = true;
  EventId appended = kNoEvent;
  mu->Unlock();
  s = WriteEdit(snapshot_record, edit_record, cause, &appended);
  mu->Lock();
  applying_ = false;

  if (s.ok()) {
    Install(version, *edit, mu, appended);
  } else {
    manifest_error_ = s;
    Log(options_->info_log, "MANIFEST write: %s\n", s.ToString().c_str());
  }
  version->Unref();
  return s;
}

Status VersionSet::CheckNumbersLeft(uint64_t limit) const {
  if (next_file_number_ < limit) return Status::OK();
  return Status::Corruption(dbname_, "a file's number is so great that few are left for new files");
}

void VersionSet::FillIn(VersionEdit* edit) const {
  if (edit->log_number.has_value()) {
    LSM_CHECK(*edit->log_number >= log_number_ && *edit->log_number < next_file_number_);
  } else {
    edit->SetLogNumber(log_number_);
  }
  if (!edit->prev_log_number.has_value()) edit->SetPrevLogNumber(prev_log_number_);
  edit->SetNextFile(next_file_number_);
  const uint64_t too_many = SeededBug(Bug::kLastSequenceOffByOne) && last_sequence_ > 0 ? 1 : 0;
  edit->SetLastSequence(last_sequence_ - too_many);
}

// The order that survives a crash at any point: the new MANIFEST is durable, under its name, before
// CURRENT names it; CURRENT is durable before the caller deletes what only the old one needs.
Status VersionSet::WriteEdit(const std::string& snapshot_record, const std::string& edit_record,
                             EventId cause, EventId* appended) {
  const bool begin_new = manifest_ == nullptr;
  Status s;
  if (begin_new) s = ManifestWriter::Create(env_, dbname_, manifest_file_number_, &manifest_);
  if (s.ok() && begin_new && SeededBug(Bug::kCurrentBeforeManifest)) {
    s = SetCurrentFile(env_, dbname_, manifest_file_number_);
  }
  if (s.ok() && begin_new) s = manifest_->Append(snapshot_record);
  if (s.ok()) s = manifest_->Append(edit_record);
  if (s.ok() && !SeededBug(Bug::kManifestNotSynced)) s = manifest_->Sync();
  if (s.ok() && begin_new) s = env_->SyncDir(dbname_);

  ManifestAppended event{.manifest = manifest_file_number_, .outcome = OutcomeOf(s)};
  if (begin_new) {
    event.bytes = snapshot_record.size();
    event.snapshot = 1;
    events_.Emit(event, cause);
  }
  event.bytes = edit_record.size();
  event.snapshot = 0;
  *appended = events_.Emit(event, cause);
  if (!begin_new) return s;

  if (!s.ok()) {
    // CURRENT does not name it. What cannot be removed now goes when the database is next opened.
    manifest_.reset();
    env_->RemoveFile(DescriptorFileName(dbname_, manifest_file_number_));
    return s;
  }
  // After a failure CURRENT may name either of the two: both stay.
  s = SetCurrentFile(env_, dbname_, manifest_file_number_);
  if (s.ok()) events_.Emit(CurrentSwitched{.manifest = manifest_file_number_}, *appended);
  return s;
}

void VersionSet::Install(Version* version, const VersionEdit& edit, Mutex* mu, EventId cause) {
  SetCurrent(version);
  version_count_ = version->number();
  log_number_ = *edit.log_number;
  prev_log_number_ = *edit.prev_log_number;
  EmitInstalled(edit, mu, cause);
}

VersionEdit VersionSet::SnapshotEdit() const {
  VersionEdit edit;
  edit.SetComparatorName(icmp_->user_comparator()->Name());
  for (int level = 0; level < kNumLevels; level++) {
    if (!compact_pointer(level).empty()) edit.SetCompactPointer(level, compact_pointer(level));
  }
  for (int level = 0; level < kNumLevels; level++) {
    for (const FilePtr& file : current_->files()[static_cast<size_t>(level)]) {
      edit.AddFile(level, file->number, file->file_size, file->smallest, file->largest);
    }
  }
  return edit;
}

// ---- Events ----

void VersionSet::EmitInstalled(const VersionEdit& edit, Mutex* mu, EventId cause) {
  if (events_.Wants(Family::kVersion)) {
    for (const auto& [level, number] : edit.deleted_files) {
      events_.EmitUnder(*mu, FileRemoved{.file = number, .level = static_cast<uint8_t>(level)},
                        cause);
    }
    const auto hash = [](const InternalKey& key) {
      return Hash(key.Encode().data(), key.Encode().size(), 0);
    };
    const auto text = [](const Slice& key) { return std::string_view(key.data(), key.size()); };
    for (const auto& [level, file] : edit.new_files) {
      const Text smallest = events_.Intern(text(file.smallest.user_key()));
      const Text largest = events_.Intern(text(file.largest.user_key()));
      events_.EmitUnder(*mu,
                        FileAdded{.file = file.number,
                                  .bytes = file.file_size,
                                  .smallest = smallest,
                                  .largest = largest,
                                  .smallest_hash = hash(file.smallest),
                                  .largest_hash = hash(file.largest),
                                  .level = static_cast<uint8_t>(level)},
                        cause);
    }
  }
  const EventId installed =
      events_.EmitUnder(*mu,
                        VersionInstalled{.version = current_->number(),
                                         .log_number = log_number_,
                                         .next_file = edit.next_file_number.value_or(0),
                                         .last_sequence = edit.last_sequence.value_or(0),
                                         .files = static_cast<uint32_t>(current_->NumFiles())},
                        cause);
  EmitScores(mu, installed);
}

void VersionSet::EmitScores(Mutex* mu, EventId cause) {
  for (int level = 0; level < options_->num_levels; level++) {
    events_.EmitUnder(
        *mu,
        LevelScore{.bytes = current_->NumBytes(level),
                   .score_permille = current_->scores().permille[static_cast<size_t>(level)],
                   .files = static_cast<uint32_t>(current_->NumFiles(level)),
                   .level = static_cast<uint8_t>(level)},
        cause);
  }
}

// ---- Recover ----

Status VersionSet::Recover(bool* save_manifest, Mutex* mu, EventId cause) {
  uint64_t number = 0;
  Status s = ReadCurrentFile(env_, dbname_, &number);
  if (!s.ok()) return s;
  ManifestContents contents;
  s = ReadManifest(dbname_, number, *options_, *icmp_, &contents);
  if (!s.ok()) return s;

  // What is recorded may be too low if the MANIFEST is not our own; no number is given out twice.
  next_file_number_ = std::max<uint64_t>(contents.next_file_number, 2);
  MarkFileNumberUsed(number);
  MarkFileNumberUsed(contents.log_number);
  MarkFileNumberUsed(contents.prev_log_number);
  for (const FileList& level : contents.files) {
    for (const FilePtr& file : level) MarkFileNumberUsed(file->number);
  }
  if (s = CheckNumbersLeft(kMaxFoundFileNumber); !s.ok()) return s;
  last_sequence_ = contents.last_sequence;
  compact_pointers_ = contents.compact_pointers;

  auto* const version = new Version(this, version_count_ + 1, std::move(contents.files));
  Work(WorkKind::kVersionApply, static_cast<uint64_t>(version->NumFiles()));
  const EventId read =
      events_.Emit(ManifestRead{.manifest = number,
                                .edits = contents.edits,
                                .log_number = contents.log_number,
                                .last_sequence = contents.last_sequence,
                                .files = static_cast<uint32_t>(version->NumFiles())},
                   cause);

  *save_manifest = !ContinueManifest(number, contents.clean_size);
  if (*save_manifest) manifest_file_number_ = NewFileNumber();

  // The whole version as one edit, so that what is folded from events starts right.
  SetCurrent(version);
  version_count_ = version->number();
  VersionEdit whole = SnapshotEdit();
  whole.SetNextFile(next_file_number_);
  whole.SetLastSequence(last_sequence_);
  log_number_ = contents.log_number;
  prev_log_number_ = contents.prev_log_number;
  EmitInstalled(whole, mu, read);
  return Status::OK();
}

bool VersionSet::ContinueManifest(uint64_t number, uint64_t clean_size) {
  if (!options_->reuse_logs || clean_size == 0) return false;
  // A large one has many edits that cancel out: time to begin anew.
  if (clean_size >= MaxOutputFileSize(*options_)) return false;
  const std::string path = DescriptorFileName(dbname_, number);
  Status s = ManifestWriter::Continue(env_, dbname_, number, clean_size, &manifest_);
  // What was read may stand in the system's cache only, after a kill; files are about to be deleted
  // because of it.
  if (s.ok()) s = manifest_->Sync();
  if (s.ok()) s = env_->SyncDir(dbname_);
  if (!s.ok()) {
    Log(options_->info_log, "Reuse MANIFEST: %s\n", s.ToString().c_str());
    manifest_.reset();
    return false;
  }
  Log(options_->info_log, "Reusing MANIFEST %s\n", path.c_str());
  manifest_file_number_ = number;
  return true;
}

// ---- Questions ----

void VersionSet::AddLiveFiles(std::set<uint64_t>* live) const {
  for (const Version* version : live_) {
    for (const FileList& level : version->files()) {
      for (const FilePtr& file : level) live->insert(file->number);
    }
  }
}

uint64_t VersionSet::MaxNextLevelOverlappingBytes() const {
  const LevelFiles& files = current_->files();
  uint64_t most = 0;
  for (int level = 1; level < kNumLevels - 1; level++) {
    for (const FilePtr& file : files[static_cast<size_t>(level)]) {
      const UserKeyRange range{file->smallest.user_key(), file->largest.user_key()};
      most = std::max(most, TotalFileSize(OverlappingInputs(*icmp_, files, level + 1, range)));
    }
  }
  return most;
}

uint64_t VersionSet::ApproximateOffsetOf(const Version* version, const InternalKey& key) const {
  uint64_t offset = 0;
  for (const FileList& level : version->files()) {
    for (const FilePtr& file : level) {
      if (icmp_->Compare(file->largest, key) <= 0) {
        offset += file->file_size;
      } else if (icmp_->Compare(file->smallest, key) <= 0) {
        Table* table = nullptr;
        const std::unique_ptr<Iterator> holder(
            table_cache_->NewIterator(ReadOptions(), file->number, file->file_size, &table));
        if (table != nullptr) offset += table->ApproximateOffsetOf(key.Encode());
      }
    }
  }
  return offset;
}

}  // namespace lsm
