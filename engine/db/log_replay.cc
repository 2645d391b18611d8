#include "engine/db/log_replay.h"

#include <algorithm>
#include <memory>

#include "engine/base/seeded_bug.h"
#include "engine/wal/log_reader.h"
#include "engine/write/write_batch_internal.h"

namespace lsm {
namespace {

// Tells the info log about damage and, with paranoid_checks, makes an error of it.
class DamageReporter final : public log::Reader::Reporter {
 public:
  explicit DamageReporter(const LogReplayContext& context)
      : options_(*context.options),
        path_(context.path),
        number_(context.number),
        repairing_(context.repairing) {}

  void Corruption(size_t bytes, const Status& status) override {
    if (repairing_) {
      Log(options_.info_log, "Log #%llu: dropping %d bytes; %s",
          static_cast<unsigned long long>(number_), static_cast<int>(bytes),
          status.ToString().c_str());
    } else {
      TellRecovery(bytes, status);
    }
    dropped_bytes_ += bytes;
    if (options_.paranoid_checks && error_.ok()) error_ = status;
  }

  uint64_t dropped_bytes() const { return dropped_bytes_; }
  const Status& error() const { return error_; }

 private:
  void TellRecovery(size_t bytes, const Status& status) const {
    Log(options_.info_log, "%s%s: dropping %d bytes; %s",
        options_.paranoid_checks ? "" : "(ignoring error) ", path_.c_str(), static_cast<int>(bytes),
        status.ToString().c_str());
  }

  const Options& options_;
  const std::string& path_;
  const uint64_t number_;
  const bool repairing_;
  uint64_t dropped_bytes_ = 0;
  Status error_;
};

bool IsMark(const Slice& record) {
  if (record.size() != WriteBatchInternal::kHeaderBytes) return false;
  WriteBatch batch;
  WriteBatchInternal::SetContents(&batch, record);
  return WriteBatchInternal::Count(&batch) == 0;
}

Status OpenLog(const LogReplayContext& context, std::unique_ptr<SequentialFile>* file) {
  SequentialFile* opened = nullptr;
  Status status = context.env->NewSequentialFile(context.path, &opened);
  file->reset(opened);
  return status;
}

// Whether a log that begins with `mark` continues what was replayed before it.
bool FitsBehind(const LogReplayContext& context, SequenceNumber mark) {
  const SequenceNumber expected = context.expected_sequence.value_or(context.sequence_limit);
  const bool fits = context.expected_sequence.has_value()
                        ? mark == expected
                        : context.oldest_needed && mark <= expected;
  if (fits || SeededBug(Bug::kMarkNotCompared)) return true;
  Log(context.options->info_log, "Log #%llu begins at sequence %llu, expected %llu; ignoring it",
      static_cast<unsigned long long>(context.number), static_cast<unsigned long long>(mark),
      static_cast<unsigned long long>(expected));
  return false;
}

// One pass over the log, under one of the two regimes.
class Replay {
 public:
  Replay(const LogReplayContext& context, SequentialFile* file, bool prefix)
      : prefix_(prefix),
        own_number_(context.number),
        reporter_(context),
        reader_(file, &reporter_, /*checksum=*/true,
                prefix && !SeededBug(Bug::kRecoverySkipsDamage) ? log::OnDamage::kStop
                                                                : log::OnDamage::kSkip) {}

  // True if the next record is a mark, which is then consumed.
  bool ReadMark(uint64_t* value) {
    Slice record;
    if (!reader_.ReadRecord(&record, &scratch_) || !IsMark(record)) return false;
    WriteBatch mark;
    WriteBatchInternal::SetContents(&mark, record);
    *value = WriteBatchInternal::Sequence(&mark);
    return true;
  }

  Status Run(const std::function<Status(const WriteBatch&)>& apply, SequenceNumber* next_sequence,
             LogReplayResult* result) {
    Slice record;
    Status status;
    bool gap = false;
    while (status.ok() && reporter_.error().ok() && reader_.ReadRecord(&record, &scratch_)) {
      WriteBatch batch;
      status = Decode(record, &batch);
      if (!status.ok()) {
        reporter_.Corruption(record.size(), status);
        status = Status::OK();
        if (prefix_) {
          gap = true;
          break;
        }
        continue;
      }
      const SequenceNumber first = WriteBatchInternal::Sequence(&batch);
      const bool skips = SeededBug(Bug::kRecoverySkipsDamage);
      if (prefix_ && first != *next_sequence && !WentOnBehindMarks(first, *next_sequence) &&
          !skips) {
        reporter_.Corruption(record.size(), Status::Corruption("gap in sequence numbers"));
        gap = true;
        break;
      }
      status = apply(batch);
      *next_sequence = std::max(*next_sequence, first + WriteBatchInternal::Count(&batch));
      result->records++;
      result->bytes += record.size();
    }
    if (status.ok()) status = reporter_.error();
    if (status.ok()) status = reader_.status();
    Conclude(gap, result);
    return status;
  }

  log::LogEnd end() const { return reader_.end(); }

 private:
  // To LevelDB the mark with the log's number is a batch: with reuse_logs it goes on behind that.
  bool WentOnBehindMarks(SequenceNumber first, SequenceNumber expected) const {
    return first == own_number_ && first > expected;
  }

  Status Decode(const Slice& record, WriteBatch* batch) const {
    if (record.size() < WriteBatchInternal::kHeaderBytes) {
      return Status::Corruption("log record too small");
    }
    WriteBatchInternal::SetContents(batch, record);
    return WriteBatchInternal::Verify(batch);
  }

  void Conclude(bool gap, LogReplayResult* result) const {
    using log::LogEnd;
    result->dropped_bytes = reporter_.dropped_bytes();
    if (gap || reader_.end() == LogEnd::kDamage) {
      result->end = ReplayEnd::kDamagedRecord;
    } else if (reader_.end() == LogEnd::kIncomplete || reader_.end() == LogEnd::kUnwritten) {
      result->end = ReplayEnd::kIncompleteTail;
    } else if (reporter_.dropped_bytes() > 0) {
      result->end = ReplayEnd::kSkippedDamage;
    } else {
      result->end = ReplayEnd::kEndOfLog;
      result->clean_end = reader_.LastRecordEnd();
    }
    // After a torn tail the next log's mark tells whether anything is missing.
    result->stop = prefix_ && result->end == ReplayEnd::kDamagedRecord;
  }

  const bool prefix_;
  const uint64_t own_number_;
  DamageReporter reporter_;
  log::Reader reader_;
  std::string scratch_;
};

// Who wrote a log that begins with an empty batch.
enum class Whose : uint8_t {
  kOurs,
  kLevelDbs,  // a user of LevelDB may write empty batches
  kLeftOver,  // ours, but an older one's sectors
};

// Reads what stands behind the first mark, whose sequence number is `mark`.
Whose WhoseLog(Replay* replay, uint64_t number, SequenceNumber mark) {
  uint64_t own_number = 0;
  if (!replay->ReadMark(&own_number)) {
    // Without the second mark nothing stands behind it that is whole.
    return replay->end() != log::LogEnd::kNone ? Whose::kOurs : Whose::kLevelDbs;
  }
  if (own_number == number || SeededBug(Bug::kOwnNumberNotCompared)) return Whose::kOurs;
  // Two empty batches of LevelDB have one sequence number. An older log has a lower number, and
  // the first of a database has 3.
  const bool of_no_log = own_number > number || own_number < 3;
  return own_number == mark && of_no_log ? Whose::kLevelDbs : Whose::kLeftOver;
}

Status ReplayAsLevelDb(const LogReplayContext& context,
                       const std::function<Status(const WriteBatch&)>& apply,
                       SequenceNumber* next_sequence, LogReplayResult* result) {
  std::unique_ptr<SequentialFile> file;
  Status status = OpenLog(context, &file);
  if (!status.ok()) return status;
  Replay replay(context, file.get(), /*prefix=*/false);
  SequenceNumber next = 0;
  status = replay.Run(apply, &next, result);
  if (result->records > 0) result->next_sequence = next;
  *next_sequence = std::max(*next_sequence, next);
  return status;
}

// A log whose first mark was read.
Status ReplayMarked(const LogReplayContext& context, Replay* replay, SequenceNumber mark,
                    const std::function<Status(const WriteBatch&)>& apply,
                    SequenceNumber* next_sequence, LogReplayResult* result) {
  const Whose whose = WhoseLog(replay, context.number, mark);
  if (whose == Whose::kLevelDbs) return ReplayAsLevelDb(context, apply, next_sequence, result);
  result->marked = true;
  if (whose == Whose::kLeftOver) {
    Log(context.options->info_log, "Log #%llu holds what an older log left; ignoring it",
        static_cast<unsigned long long>(context.number));
  }
  if (whose == Whose::kLeftOver || !FitsBehind(context, mark)) {
    result->end = ReplayEnd::kDamagedRecord;
    result->stop = true;
    return Status::OK();
  }
  SequenceNumber next = mark;
  const Status status = replay->Run(apply, &next, result);
  result->next_sequence = next;
  *next_sequence = std::max(*next_sequence, next);
  return status;
}

}  // namespace

Status ReplayLog(const LogReplayContext& context,
                 const std::function<Status(const WriteBatch&)>& apply,
                 SequenceNumber* next_sequence, LogReplayResult* result) {
  if (context.options->wal_recovery == WalRecovery::kPrefix) {
    std::unique_ptr<SequentialFile> file;
    if (Status status = OpenLog(context, &file); !status.ok()) return status;
    Replay replay(context, file.get(), /*prefix=*/true);
    SequenceNumber mark = 0;
    if (replay.ReadMark(&mark)) {
      return ReplayMarked(context, &replay, mark, apply, next_sequence, result);
    }
    if (replay.end() != log::LogEnd::kNone) {
      // Nothing whole stands in it, so that it is not LevelDB's either.
      SequenceNumber next = *next_sequence;
      return replay.Run(apply, &next, result);
    }
  }
  return ReplayAsLevelDb(context, apply, next_sequence, result);
}

bool HoldsAnotherLog(const LogReplayContext& context) {
  std::unique_ptr<SequentialFile> file;
  if (!OpenLog(context, &file).ok()) return false;
  Replay replay(context, file.get(), /*prefix=*/true);
  SequenceNumber mark = 0;
  return replay.ReadMark(&mark) && WhoseLog(&replay, context.number, mark) == Whose::kLeftOver;
}

}  // namespace lsm
