#include "engine/wal/wal.h"

#include <utility>

#include "engine/base/coding.h"
#include "engine/base/file_names.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/events/status_outcome.h"
#include "engine/write/write_batch_internal.h"

namespace lsm {
namespace {

Status AppendMark(log::Writer* writer, uint64_t sequence) {
  WriteBatch mark;
  WriteBatchInternal::SetSequence(&mark, sequence);
  return writer->AddRecord(WriteBatchInternal::Contents(&mark));
}

}  // namespace

Wal::Wal(Env* env, std::string dbname, Events events)
    : env_(env), dbname_(std::move(dbname)), events_(events) {}

Wal::~Wal() = default;

Status Wal::SwitchTo(uint64_t number, SequenceNumber next_sequence, uint64_t oldest_needed_log) {
  DropOlderLogsBefore(oldest_needed_log);
  WritableFile* file = nullptr;
  Status status = env_->NewWritableFile(LogFileName(dbname_, number), &file);
  if (!status.ok()) return status;

  LogFile created;
  created.number = number;
  created.file.reset(file);
  created.writer = std::make_unique<log::Writer>(file);
  const EventId made = events_.Emit(WalCreated{.log = number});

  if (next_logged_ == 0 || next_sequence < next_logged_) next_logged_ = next_sequence;
  const SequenceNumber mark = next_logged_ + (SeededBug(Bug::kMarkOffByOne) ? 1 : 0);
  if (!SeededBug(Bug::kLogWithoutMark)) status = AppendMark(created.writer.get(), mark);
  if (status.ok() && !SeededBug(Bug::kLogWithoutMark)) {
    status = AppendMark(created.writer.get(), number);
  }
  if (!status.ok()) {
    (void)created.file->Close();
    (void)env_->RemoveFile(LogFileName(dbname_, number));
    return status;
  }

  const uint64_t old_number = current_.number;
  std::erase_if(written_, [&](const Written& log) { return log.number < oldest_needed_log; });
  if (current_.number != 0) written_.push_back({current_.number, current_.appended_bytes()});
  std::swap(current_, created);
  if (created.file != nullptr && !created.IsDurable()) {
    older_.push_back(std::move(created));
  } else {
    status = CloseLog(&created);
  }
  const EventId switched =
      events_.Emit(WalSwitched{.old_log = old_number, .new_log = number}, made);
  EmitPosition(current_, switched);
  return status;
}

Status Wal::ReuseLog(uint64_t number, uint64_t file_bytes) {
  WritableFile* file = nullptr;
  Status status = env_->NewAppendableFile(LogFileName(dbname_, number), &file);
  if (!status.ok()) return status;
  current_.number = number;
  current_.file.reset(file);
  current_.writer = std::make_unique<log::Writer>(file, file_bytes);
  // What stands in it may have been read from the system's cache: it is not known to be durable.
  current_.durable_bytes = 0;
  current_.name_is_durable = false;
  const EventId switched = events_.Emit(WalSwitched{.old_log = 0, .new_log = number});
  EmitPosition(current_, switched);
  return status;
}

Status Wal::Append(const Slice& record, uint64_t group) {
  const EventId begin =
      events_.Emit(WalAppendBegin{.log = current_.number, .group = group, .bytes = record.size()});
  Work(WorkKind::kWalEncode, record.size());
  log::Appended appended;
  Status status = current_.writer->AddRecord(record, &appended);
  const EventId end = events_.Emit(WalAppended{.log = current_.number,
                                               .group = group,
                                               .offset = appended.offset,
                                               .bytes = record.size(),
                                               .fragments = appended.fragments,
                                               .outcome = OutcomeOf(status)},
                                   begin);
  if (status.ok()) {
    // A record is a batch: its sequence number and its count come first.
    if (record.size() >= WriteBatchInternal::kHeaderBytes) {
      next_logged_ = DecodeFixed64(record.data()) + DecodeFixed32(record.data() + 8);
    }
    EmitPosition(current_, end);
  }
  return status;
}

uint64_t Wal::TotalBytes(uint64_t oldest_needed_log) const {
  uint64_t bytes = current_.appended_bytes();
  for (const Written& log : written_) {
    if (log.number >= oldest_needed_log) bytes += log.bytes;
  }
  return bytes;
}

Status Wal::Sync(uint64_t group, uint64_t oldest_needed_log) {
  DropOlderLogsBefore(oldest_needed_log);
  // Oldest first: at no moment may a later write be durable and an earlier one not.
  for (LogFile& log : older_) {
    if (SeededBug(Bug::kOlderLogsNotSynced)) break;
    if (log.durable_bytes == log.appended_bytes()) continue;
    if (Status status = SyncLog(&log, group); !status.ok()) return status;
  }
  if (Status status = SyncLog(&current_, group); !status.ok()) return status;
  if (!current_.name_is_durable && !SeededBug(Bug::kWalNameNotSynced)) {
    if (Status status = env_->SyncDir(dbname_); !status.ok()) return status;
    current_.name_is_durable = true;
  }
  for (LogFile& log : older_) {
    if (Status status = CloseLog(&log); !status.ok()) return status;
  }
  older_.clear();
  return Status::OK();
}

Status Wal::SyncLog(LogFile* log, uint64_t group) {
  const uint64_t target = log->appended_bytes();
  const EventId begin = events_.Emit(WalSyncBegin{
      .log = log->number, .group = group, .unsynced_bytes = target - log->durable_bytes});
  const bool timed = events_.Wants(Family::kWal);
  const uint64_t begin_ns = timed ? env_->NowNanos() : 0;
  Status status = log->file->Sync();
  const EventId end =
      events_.Emit(WalSyncEnd{.log = log->number,
                              .group = group,
                              .duration_ns = timed ? env_->NowNanos() - begin_ns : 0,
                              .outcome = OutcomeOf(status)},
                   begin);
  if (status.ok()) {
    log->durable_bytes = target;
    EmitPosition(*log, end);
  }
  return status;
}

Status Wal::Close() {
  Status status;
  for (LogFile& log : older_) {
    if (Status closed = CloseLog(&log); status.ok()) status = closed;
  }
  older_.clear();
  if (Status closed = CloseLog(&current_); status.ok()) status = closed;
  current_ = LogFile();
  return status;
}

void Wal::EmitPosition(const LogFile& log, EventId cause) {
  events_.Emit(WalPosition{.log = log.number,
                           .appended = log.appended_bytes(),
                           .flushed = log.appended_bytes(),  // the writer flushes every record
                           .durable = log.durable_bytes},
               cause);
}

Status Wal::CloseLog(LogFile* log) {
  if (log->file == nullptr) return Status::OK();
  Status status = log->file->Close();
  log->file.reset();
  return status;
}

void Wal::DropOlderLogsBefore(uint64_t oldest_needed_log) {
  std::erase_if(older_, [&](LogFile& log) {
    if (log.number >= oldest_needed_log) return false;
    // Its entries stand in a durable table: an error while closing it loses nothing.
    (void)CloseLog(&log);
    return true;
  });
}

}  // namespace lsm
