#include "engine/compaction/merge.h"

#include "engine/base/check.h"
#include "engine/base/file_names.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/compaction/drop_rule.h"
#include "engine/table/merging_iterator.h"
#include "engine/table/table_cache.h"
#include "engine/version/level_iterator.h"

namespace lsm {

namespace {

constexpr uint64_t kProgressBytes = 64 * 1024;  // keys and values between two progress events

std::string_view View(const Slice& slice) { return {slice.data(), slice.size()}; }

}  // namespace

Iterator* NewMergeInput(const CompactionPlan& plan, const Options& options,
                        const InternalKeyComparator& icmp, TableCache* table_cache) {
  // What is read once and then deleted would only push useful blocks out of the cache.
  const ReadOptions read{.verify_checksums = options.paranoid_checks, .fill_cache = false};
  std::vector<Iterator*> children;
  const auto add_level = [&](int level, const FileList& files) {
    if (files.empty()) return;
    if (level > 0) {
      children.push_back(NewConcatenatingIterator(&icmp, &files, table_cache, read));
      return;
    }
    for (const FilePtr& file : files) {
      children.push_back(table_cache->NewIterator(read, file->number, file->file_size));
    }
  };
  add_level(plan.level, plan.inputs);
  add_level(plan.output_level(), plan.next_inputs);
  return NewMergingIterator(&icmp, children.data(), static_cast<int>(children.size()));
}

Merge::Merge(const CompactionJobContext& context, const CompactionPlan& plan,
             const LevelFiles& base, EventId cause)
    : context_(context),
      plan_(plan),
      cause_(cause),
      base_level_(context.icmp.user_comparator(), &base, plan.output_level()),
      grandparents_(&context.icmp, &plan.grandparents,
                    MaxGrandparentOverlapBytes(context.options)) {}

Merge::~Merge() {
  if (open_ != nullptr && open_->builder != nullptr) open_->builder->Abandon();
}

Status Merge::Run(const std::function<void()>& between_entries) {
  const std::unique_ptr<Iterator> input(
      NewMergeInput(plan_, context_.options, context_.icmp, context_.table_cache));
  Status s;
  for (input->SeekToFirst(); s.ok() && input->Valid(); input->Next()) {
    between_entries();
    if (context_.shutting_down->load(std::memory_order_acquire)) {
      return Status::IOError("Deleting DB during compaction");
    }
    s = OneEntry(input->key(), input->value());
  }
  if (s.ok()) s = input->status();
  if (s.ok() && open_ != nullptr) s = FinishOutputFile(OutputCloseReason::kEnd);
  // The names of all outputs at once, before an edit mentions them.
  const bool sync_names = !SeededBug(Bug::kTableNameNotSynced);
  if (s.ok() && !outputs_.empty() && sync_names) s = context_.env->SyncDir(context_.dbname);
  if (s.ok()) bytes_done_ = plan_.InputBytes();  // keys and values fall short of the files' sizes
  EmitProgress();
  return s;
}

Status Merge::OneEntry(const Slice& key, const Slice& value) {
  Work(WorkKind::kMergeEntry, 1);
  entries_in_++;
  bytes_done_ += key.size() + value.size();
  ParsedInternalKey parsed;
  Status s = CheckKey(key, &parsed);
  if (!s.ok()) return s;

  if (grandparents_.ShouldStopBefore(key) && open_ != nullptr) {
    s = FinishOutputFile(OutputCloseReason::kGrandparents);
    if (!s.ok()) return s;
  }
  const std::optional<DropReason> drop = DropReasonFor(parsed);
  const std::optional<KeepReason> keep =
      KeepReasonOf(parsed, newer_sequence_, context_.smallest_snapshot);
  newer_sequence_ = parsed.sequence;
  last_key_.assign(key.data(), key.size());
  if (drop.has_value()) {
    context_.events.Emit(EntryDropped{.key = KeyRef::Of(View(parsed.user_key)),
                                      .sequence = parsed.sequence,
                                      .job = context_.job,
                                      .reason = *drop,
                                      .tombstone = parsed.type == kTypeDeletion},
                         cause_);
  } else {
    if (keep.has_value()) {
      context_.events.Emit(EntryKept{.key = KeyRef::Of(View(parsed.user_key)),
                                     .sequence = parsed.sequence,
                                     .job = context_.job,
                                     .reason = *keep,
                                     .tombstone = parsed.type == kTypeDeletion},
                           cause_);
    }
    s = Keep(key, value);
  }
  if (bytes_done_ - bytes_at_last_progress_ >= kProgressBytes) EmitProgress();
  return s;
}

Status Merge::CheckKey(const Slice& key, ParsedInternalKey* parsed) const {
  if (!ParseInternalKey(key, parsed)) {
    return Status::Corruption("compaction input has bytes that are no key");
  }
  if (!last_key_.empty() && context_.icmp.Compare(last_key_, key) > 0) {
    return Status::Corruption("compaction input has keys out of order", parsed->DebugString());
  }
  return Status::OK();
}

std::optional<DropReason> Merge::DropReasonFor(const ParsedInternalKey& entry) {
  const Slice last_key(last_key_);
  const bool same_user_key =
      !last_key_.empty() &&
      context_.icmp.user_comparator()->Compare(ExtractUserKey(last_key), entry.user_key) == 0;
  if (!same_user_key) newer_sequence_ = kMaxSequenceNumber;
  // The same entry twice: a repair may leave it both in a table made from a log and in another.
  if (same_user_key && newer_sequence_ == entry.sequence) return DropReason::kHidden;
  return DropReasonOf(entry, newer_sequence_, context_.smallest_snapshot, [&] {
    return SeededBug(Bug::kTombstoneDroppedEarly) || base_level_.NothingBelow(entry.user_key);
  });
}

Status Merge::Keep(const Slice& key, const Slice& value) {
  if (open_ == nullptr) {
    const Status s = OpenOutputFile();
    if (!s.ok()) return s;
    LSM_CHECK(open_->meta.smallest.DecodeFrom(key));
  }
  open_->last_key.assign(key.data(), key.size());
  open_->builder->Add(key, value);
  entries_kept_++;
  if (open_->builder->FileSize() < MaxOutputFileSize(context_.options)) return Status::OK();
  return FinishOutputFile(OutputCloseReason::kSize);
}

Status Merge::OpenOutputFile() {
  uint64_t number = 0;
  {
    const MutexLock lock(context_.mutex);
    number = context_.new_file_number();
  }
  file_numbers_.push_back(number);
  WritableFile* file = nullptr;
  const Status s = context_.env->NewWritableFile(TableFileName(context_.dbname, number), &file);
  if (!s.ok()) return s;
  open_ = std::make_unique<OpenOutput>();
  open_->meta.number = number;
  open_->file.reset(file);
  open_->builder = std::make_unique<TableBuilder>(context_.options, file);
  context_.events.Emit(
      OutputOpened{
          .file = number, .job = context_.job, .level = static_cast<uint8_t>(plan_.output_level())},
      cause_);
  return s;
}

Status Merge::FinishOutputFile(OutputCloseReason reason) {
  const std::unique_ptr<OpenOutput> output = std::move(open_);
  const uint64_t entries = output->builder->NumEntries();
  FileMetaData& meta = output->meta;
  LSM_CHECK(meta.largest.DecodeFrom(output->last_key));
  Status s = WriteOut(output.get());
  if (s.ok()) {
    // Opened once: what cannot be read back must not replace what it was made from.
    const std::unique_ptr<Iterator> opened(
        context_.table_cache->NewIterator(ReadOptions(), meta.number, meta.file_size));
    s = opened->status();
  }
  if (!s.ok()) return s;
  Log(context_.options.info_log, "Generated table #%llu@%d: %lld keys, %lld bytes",
      static_cast<unsigned long long>(meta.number), plan_.level, static_cast<long long>(entries),
      static_cast<long long>(meta.file_size));
  bytes_written_ += meta.file_size;
  context_.events.Emit(OutputClosed{.file = meta.number,
                                    .bytes = meta.file_size,
                                    .entries = entries,
                                    .job = context_.job,
                                    .reason = reason},
                       cause_);
  outputs_.push_back(meta);
  return s;
}

Status Merge::WriteOut(OpenOutput* output) {
  Status s = output->builder->Finish();
  output->meta.file_size = output->builder->FileSize();
  output->builder.reset();
  if (s.ok() && !SeededBug(Bug::kOutputNotSynced)) s = output->file->Sync();
  if (s.ok()) s = output->file->Close();
  return s;
}

void Merge::EmitProgress() {
  bytes_at_last_progress_ = bytes_done_;
  // Compressed inputs hold more than their size.
  context_.events.Emit(CompactionProgress{.bytes_done = std::min(bytes_done_, plan_.InputBytes()),
                                          .bytes_written = bytes_written_,
                                          .entries_in = entries_in_,
                                          .entries_dropped = entries_in_ - entries_kept_,
                                          .job = context_.job},
                       cause_);
}

}  // namespace lsm
