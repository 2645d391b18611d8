#include "engine/db/recovery.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/base/file_names.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/db/flush.h"
#include "engine/db/log_replay.h"
#include "engine/db/obsolete_files.h"
#include "engine/events/memtable.h"
#include "engine/events/recovery.h"
#include "engine/events/status_outcome.h"
#include "engine/version/current_file.h"
#include "engine/wal/log_writer.h"
#include "engine/write/write_batch_internal.h"

namespace lsm {
namespace {

// Makes an empty database: a MANIFEST with one edit, and CURRENT, which makes it one.
Status NewDatabase(Core& core) {
  Log(core.options.info_log, "Creating DB %s since it was missing.", core.dbname.c_str());
  VersionEdit edit;
  edit.SetComparatorName(core.internal_comparator.user_comparator()->Name());
  edit.SetLogNumber(0);
  edit.SetNextFile(2);
  edit.SetLastSequence(0);
  std::string record;
  edit.EncodeTo(&record);

  const std::string manifest = DescriptorFileName(core.dbname, 1);
  WritableFile* opened = nullptr;
  Status status = core.env->NewWritableFile(manifest, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<WritableFile> file(opened);
  log::Writer writer(file.get());
  status = writer.AddRecord(record);
  if (status.ok()) status = file->Sync();
  if (status.ok()) status = file->Close();
  // CURRENT must not name a file whose own name may still be lost; and with the directory's own
  // name all would be.
  if (status.ok()) status = core.env->SyncDir(core.dbname);
  if (status.ok() && !SeededBug(Bug::kNewDatabaseNotSynced)) {
    status = core.env->SyncDir(ParentDirectory(core.dbname));
  }
  if (!status.ok()) {
    (void)core.env->RemoveFile(manifest);
    return status;
  }
  // After a failure CURRENT may name the MANIFEST: it stays.
  return SetCurrentFile(core.env, core.dbname, 1);
}

// Logs that hold entries which are in no table, oldest first. Corruption if a table is missing.
Status FindLogs(Core& core, std::vector<uint64_t>* logs) REQUIRES(core.mu) {
  std::vector<std::string> names;
  Status status = core.env->GetChildren(core.dbname, &names);
  if (!status.ok()) return status;
  std::set<uint64_t> missing;
  core.versions->AddLiveFiles(&missing);
  for (const std::string& name : names) {
    uint64_t number = 0;
    FileType type;
    if (!ParseFileName(name, &number, &type)) continue;
    if (type == kTableFile) missing.erase(number);
    const bool needed =
        number >= core.versions->LogNumber() || number == core.versions->PrevLogNumber();
    if (type != kLogFile || !needed) continue;
    if (number > kMaxFoundFileNumber) {
      return Status::Corruption(core.dbname + "/" + name, "an impossible file number");
    }
    logs->push_back(number);
  }
  if (!missing.empty()) {
    return Status::Corruption(std::to_string(missing.size()) + " missing files; e.g.",
                              TableFileName(core.dbname, *missing.begin()));
  }
  std::sort(logs->begin(), logs->end());
  if (SeededBug(Bug::kLogNotReplayed) && logs->size() > 1) logs->pop_back();
  return Status::OK();
}

// Replays the logs one after the other into memtables and writes these out.
class LogRecovery {
 public:
  LogRecovery(Core& core, EventId cause) : core_(core), cause_(cause) {}

  // What was written out is added to `edit`. A log that can be continued stays in memory: see
  // continued_log(). Mutex held, by the leader.
  Status Run(const std::vector<uint64_t>& logs, VersionEdit* edit) {
    core_.mu.AssertHeld();
    core_.leader.AssertTaken();
    next_sequence_ = core_.versions->LastSequence() + 1;
    Status status;
    bool stopped = false;
    for (size_t i = 0; i < logs.size() && status.ok(); i++) {
      // A number that the MANIFEST does not know of yet must not be given out again.
      core_.versions->MarkFileNumberUsed(logs[i]);
      if (!stopped) status = RecoverLog(logs[i], logs.size() == 1, edit, &stopped);
    }
    if (status.ok() && memtable_ != nullptr && !continued_log_) status = WriteOut(edit);
    if (next_sequence_ - 1 > core_.versions->LastSequence()) {
      core_.versions->SetLastSequence(next_sequence_ - 1);
    }
    return status;
  }

  ~LogRecovery() {
    if (memtable_ != nullptr) memtable_->Unref();
  }

  // The log that new writes go to, with its memtable, or 0.
  uint64_t continued_log() const { return continued_log_; }
  MemTable* memtable() const { return memtable_; }

 private:
  void EmitReplayed(const WriteBatch& batch, uint64_t log, EventId cause) REQUIRES(core_.mu) {
    core_.events.EmitUnder(
        core_.mu,
        RecordReplayed{.log = log,
                       .sequence = WriteBatchInternal::Sequence(&batch),
                       .bytes = WriteBatchInternal::ByteSize(&batch),
                       .entries = static_cast<uint32_t>(WriteBatchInternal::Count(&batch))},
        cause);
  }

  Status RecoverLog(uint64_t number, bool only, VersionEdit* edit, bool* stopped)
      REQUIRES(core_.mu, core_.leader) {
    Log(core_.options.info_log, "Recovering log #%llu", static_cast<unsigned long long>(number));
    const EventId begin = core_.events.EmitUnder(core_.mu, LogReplayBegin{.log = number}, cause_);
    const LogReplayContext context{.env = core_.env,
                                   .options = &core_.options,
                                   .path = LogFileName(core_.dbname, number),
                                   .number = number,
                                   .expected_sequence = expected_sequence_,
                                   .oldest_needed = number == core_.versions->LogNumber(),
                                   .sequence_limit = next_sequence_};
    LogReplayResult result;
    Status status = ReplayLog(
        context,
        [&](const WriteBatch& batch) NO_THREAD_SAFETY_ANALYSIS {
          const Status applied = Apply(batch, number, edit);
          if (applied.ok()) EmitReplayed(batch, number, begin);
          return applied;
        },
        &next_sequence_, &result);
    // An error that may be passed over was passed over while reading: what is left is real.
    core_.events.EmitUnder(core_.mu,
                           LogReplayed{.log = number,
                                       .records = result.records,
                                       .bytes = result.bytes,
                                       .dropped_bytes = result.dropped_bytes,
                                       .reason = result.end},
                           begin);
    if (!status.ok()) return status;
    *stopped = result.stop;
    if (result.next_sequence.has_value()) expected_sequence_ = result.next_sequence;
    // Only a log of ours that is the only one: a sync of it would not cover those before it. And
    // only if the next write continues it: the MANIFEST may know of sequence numbers that were lost
    // with the end of this log, and are not given out again.
    if (core_.options.reuse_logs && only && result.marked && tables_written_ == 0 &&
        result.clean_end.has_value() && result.next_sequence == next_sequence_) {
      Continue(number, *result.clean_end);
    }
    return status;
  }

  Status Apply(const WriteBatch& batch, uint64_t log, VersionEdit* edit)
      REQUIRES(core_.mu, core_.leader) {
    if (memtable_ == nullptr) {
      memtable_ = core_.NewMemTable();
      memtable_->Ref();
      core_.events.EmitUnder(core_.mu,
                             MemTableCreated{.memtable = memtable_->id(),
                                             .log = log,
                                             .usage = memtable_->ApproximateMemoryUsage()},
                             cause_);
    }
    Status status = WriteBatchInternal::InsertInto(&batch, memtable_);
    if (status.ok() && memtable_->ApproximateMemoryUsage() > core_.options.write_buffer_size) {
      status = WriteOut(edit);
    }
    return status;
  }

  void EmitInserted() REQUIRES(core_.mu) {
    const uint64_t entries = memtable_->NumEntries();
    core_.events.EmitUnder(core_.mu,
                           MemTableInserted{.memtable = memtable_->id(),
                                            .usage = memtable_->ApproximateMemoryUsage(),
                                            .total_entries = entries,
                                            .entries = static_cast<uint32_t>(entries)},
                           cause_);
  }

  Status WriteOut(VersionEdit* edit) REQUIRES(core_.mu, core_.leader) {
    EmitInserted();
    FlushJob job;
    // Without a base version: the file goes to level 0.
    Status status = WriteLevel0Table(core_, {memtable_}, nullptr, edit, &job, cause_);
    const EventId ended = EndFlush(core_, job, status);
    core_.events.EmitUnder(core_.mu, MemTableReleased{.memtable = memtable_->id()}, ended);
    memtable_->Unref();
    memtable_ = nullptr;
    tables_written_++;
    return status;
  }

  // Lets new writes go to the end of this log.
  void Continue(uint64_t number, uint64_t clean_end) REQUIRES(core_.mu, core_.leader) {
    uint64_t size = 0;
    const std::string path = LogFileName(core_.dbname, number);
    if (!core_.env->GetFileSize(path, &size).ok() || size != clean_end) return;
    if (!core_.wal.ReuseLog(number, size).ok()) return;  // a new log does as well
    Log(core_.options.info_log, "Reusing old log %s \n", path.c_str());
    continued_log_ = number;
    if (memtable_ == nullptr) {
      memtable_ = core_.NewMemTable();
      memtable_->Ref();
      core_.events.EmitUnder(core_.mu,
                             MemTableCreated{.memtable = memtable_->id(),
                                             .log = number,
                                             .usage = memtable_->ApproximateMemoryUsage()},
                             cause_);
    } else {
      EmitInserted();
    }
  }

  Core& core_;
  const EventId cause_;
  MemTable* memtable_ = nullptr;  // holds a reference
  SequenceNumber next_sequence_ = 1;
  std::optional<SequenceNumber> expected_sequence_;
  int tables_written_ = 0;
  uint64_t continued_log_ = 0;
};

// From here on writes go to a log of ours and to a memtable that is not full.
Status BeginLog(Core& core, LogRecovery* recovered, VersionEdit* edit, bool* save_manifest)
    REQUIRES(core.mu, core.leader) {
  if (recovered->continued_log() != 0) {
    core.memtables.SetActive(recovered->memtable(), recovered->continued_log());
    return Status::OK();
  }
  *save_manifest = true;
  const uint64_t number = core.versions->NewFileNumber();
  Status status = core.wal.SwitchTo(number, core.versions->LastSequence() + 1, 0);
  if (!status.ok()) return status;
  edit->SetLogNumber(number);
  MemTable* memtable = core.NewMemTable();
  core.memtables.SetActive(memtable, number);
  core.events.EmitUnder(core.mu, MemTableCreated{.memtable = memtable->id(),
                                                 .log = number,
                                                 .usage = memtable->ApproximateMemoryUsage()});
  return status;
}

Status RecoverFrom(Core& core, EventId cause) REQUIRES(core.mu, core.leader) {
  bool save_manifest = false;
  Status status = core.versions->Recover(&save_manifest, &core.mu, cause);
  if (!status.ok()) return status;

  std::vector<uint64_t> logs;
  status = FindLogs(core, &logs);
  if (!status.ok()) return status;

  VersionEdit edit;
  LogRecovery recovery(core, cause);
  status = recovery.Run(logs, &edit);
  if (!status.ok()) return status;
  if (!edit.new_files.empty()) save_manifest = true;
  status = BeginLog(core, &recovery, &edit, &save_manifest);
  if (status.ok() && save_manifest) {
    edit.SetPrevLogNumber(0);
    if (!edit.log_number.has_value()) edit.SetLogNumber(core.memtables.active().log);
    if (SeededBug(Bug::kRemovedBeforeRecorded)) RemoveObsoleteFiles(core);
    status = core.versions->LogAndApply(&edit, &core.mu, cause);
  }
  if (status.ok()) RemoveObsoleteFiles(core);
  return status;
}

// Whether there is a database, and whether the options want one. True in *created if it was made.
Status FindOrCreate(Core& core, bool* created) {
  if (core.env->FileExists(CurrentFileName(core.dbname))) {
    if (core.options.error_if_exists) {
      return Status::InvalidArgument(core.dbname, "exists (error_if_exists is true)");
    }
    return Status::OK();
  }
  if (!core.options.create_if_missing) {
    return Status::InvalidArgument(core.dbname, "does not exist (create_if_missing is false)");
  }
  *created = true;
  return NewDatabase(core);
}

}  // namespace

Status Recover(Core& core) {
  const uint64_t begin_ns = core.NowFor(Family::kRecovery);
  bool created = false;
  Status status = FindOrCreate(core, &created);
  const EventId begin = core.events.EmitUnder(core.mu, RecoveryBegin{.created = created});
  const CauseScope on_behalf_of(begin);
  if (status.ok()) status = RecoverFrom(core, begin);
  core.events.EmitUnder(core.mu,
                        RecoveryEnd{.last_sequence = core.versions->LastSequence(),
                                    .duration_ns = core.NowFor(Family::kRecovery) - begin_ns,
                                    .outcome = OutcomeOf(status)},
                        begin);
  return status;
}

}  // namespace lsm
