#include "engine/db/background.h"

#include "engine/base/seeded_bug.h"
#include "engine/db/account.h"
#include "engine/db/flush.h"
#include "engine/db/obsolete_files.h"
#include "engine/events/compaction.h"
#include "engine/events/flush.h"

namespace lsm {

std::optional<BackgroundReason> Background::WhatToDo() const {
  if (core_.FlushDue()) return BackgroundReason::kImmutableMemtable;
  if (manual_ != nullptr) return BackgroundReason::kManual;
  const Version& current = *core_.versions->current();
  if (current.scores().compaction_due()) return BackgroundReason::kLevelScore;
  if (current.seek_candidate().file != nullptr) return BackgroundReason::kSeeks;
  return std::nullopt;
}

void Background::MaybeSchedule(EventId cause) {
  core_.mu.AssertHeld();
  if (scheduled_ || core_.shutting_down.load(std::memory_order_acquire) ||
      !core_.background_error.ok()) {
    return;
  }
  const std::optional<BackgroundReason> reason = WhatToDo();
  if (!reason.has_value()) return;
  scheduled_ = true;
  scheduled_by_ = core_.events.EmitUnder(core_.mu, BackgroundScheduled{.reason = *reason}, cause);
  core_.env->Schedule(&Background::Call, this);
}

void Background::Call(void* background) { static_cast<Background*>(background)->Run(); }

void Background::Run() {
  MutexLock lock(&core_.mu);
  if (!core_.shutting_down.load(std::memory_order_acquire) && core_.background_error.ok()) {
    DoOneUnit();
  }
  scheduled_ = false;
  // The work may have left too many files in the next level.
  MaybeSchedule(core_.last_background_event);
  if (!SeededBug(Bug::kBackgroundDoneNotTold)) core_.background_done.SignalAll();
}

void Background::WaitUntilIdle() {
  core_.mu.AssertHeld();
  while (scheduled_) core_.background_done.Wait();
}

void Background::DoOneUnit() {
  // A full memtable comes first: writers may be waiting for it.
  if (core_.FlushDue()) {
    CompactMemTable(core_, scheduled_by_);
  } else {
    DoCompaction();
  }
}

void Background::DoCompaction() {
  const bool is_manual = manual_ != nullptr;
  std::optional<CompactionPlan> plan =
      is_manual ? PlanManualStep() : PickCompaction(core_.versions.get());
  Status status;
  if (plan.has_value()) {
    const uint32_t job = ++core_.last_job_id;
    const EventId picked = EmitPlan(&core_.mu, core_.events, *plan, job, scheduled_by_);
    // A manual compaction rewrites: that is what it was asked for.
    if (!is_manual && IsTrivialMove(core_.options, *plan)) {
      status = MoveFile(*plan, job, picked);
    } else {
      status = RunJob(*plan, job, picked);
    }
    if (!status.ok()) {
      if (!core_.shutting_down.load(std::memory_order_acquire)) {
        Log(core_.options.info_log, "Compaction error: %s", status.ToString().c_str());
      }
      core_.RecordBackgroundError(status);
    }
    RequestAccount(core_);
  }
  if (is_manual) EndManualStep(plan, status);
}

Status Background::MoveFile(const CompactionPlan& plan, uint32_t job, EventId cause) {
  const FileMetaData& file = *plan.inputs.front();
  const EventId moves =
      core_.events.EmitUnder(core_.mu,
                             TrivialMove{.file = file.number,
                                         .bytes = file.file_size,
                                         .job = job,
                                         .from_level = static_cast<uint8_t>(plan.level),
                                         .to_level = static_cast<uint8_t>(plan.output_level())},
                             cause);
  VersionEdit edit = TrivialMoveEdit(plan);
  Status status = core_.versions->LogAndApply(&edit, &core_.mu, moves);
  core_.last_background_event = moves;
  Log(core_.options.info_log, "Moved #%lld to level-%d %lld bytes %s: %s\n",
      static_cast<long long>(file.number), plan.output_level(),
      static_cast<long long>(file.file_size), status.ToString().c_str(),
      core_.versions->LevelSummary().c_str());
  return status;
}

CompactionJobContext Background::JobContext(uint32_t job, EventId cause) {
  return {.options = core_.options,
          .dbname = core_.dbname,
          .env = core_.env,
          .table_cache = core_.table_cache.get(),
          .versions = core_.versions.get(),
          .icmp = core_.internal_comparator,
          .events = core_.events,
          .mutex = &core_.mu,
          .smallest_snapshot = core_.OldestSnapshot(),
          .job = job,
          .new_file_number =
              [this] {
                core_.mu.AssertHeld();
                const uint64_t number = core_.versions->NewFileNumber();
                core_.pending_outputs.insert(number);
                return number;
              },
          .shutting_down = &core_.shutting_down,
          .cause = cause};
}

// Writers may be waiting for a memtable that became full meanwhile: it does not wait for the end of
// a compaction.
void Background::FlushBetweenEntries(EventId cause) {
  if (!core_.has_immutable.load(std::memory_order_relaxed)) return;
  MutexLock lock(&core_.mu);
  if (!core_.FlushDue()) return;
  if (!core_.background_error.ok()) return;  // it sticks: a flush that failed is not tried again
  CompactMemTable(core_, cause);
  core_.background_done.SignalAll();
}

Status Background::RunJob(const CompactionPlan& plan, uint32_t job_id, EventId cause) {
  Status status;
  {
    CompactionJob job(JobContext(job_id, cause), plan);
    status = job.Run([this, cause] { FlushBetweenEntries(cause); });
    if (Status installed = job.Install(); status.ok()) status = installed;
    for (const uint64_t number : job.file_numbers()) core_.pending_outputs.erase(number);
    core_.AddStats(plan.output_level(), job.stats());
    core_.last_background_event = job.end_event();
  }
  // After an error the MANIFEST may name the outputs all the same: nothing is removed.
  if (!status.ok()) return status;
  const CauseScope on_behalf_of(core_.last_background_event);
  RemoveObsoleteFiles(core_);
  return status;
}

std::optional<CompactionPlan> Background::PlanManualStep() {
  UserKeyRange range;
  if (manual_->begin.has_value()) range.begin = manual_->begin->user_key();
  if (manual_->end.has_value()) range.end = manual_->end->user_key();
  std::optional<CompactionPlan> plan = CompactRange(core_.versions.get(), manual_->level, range);
  Log(core_.options.info_log, "Manual compaction at level-%d from %s .. %s; will stop at %s\n",
      manual_->level, manual_->begin ? manual_->begin->DebugString().c_str() : "(begin)",
      manual_->end ? manual_->end->DebugString().c_str() : "(end)",
      plan ? RangeOf(core_.internal_comparator, plan->inputs).largest.DebugString().c_str()
           : "(end)");
  return plan;
}

void Background::EndManualStep(const std::optional<CompactionPlan>& plan, const Status& status) {
  if (!plan.has_value() || !status.ok()) {
    manual_->done = true;
  } else {
    // The next step begins at the last key of this one.
    manual_->begin = RangeOf(core_.internal_comparator, plan->inputs).largest;
  }
  manual_ = nullptr;
}

void Background::CompactLevel(int level, const Slice* begin, const Slice* end) {
  ManualCompaction manual;
  manual.level = level;
  if (begin != nullptr) manual.begin.emplace(*begin, kMaxSequenceNumber, kValueTypeForSeek);
  if (end != nullptr) manual.end.emplace(*end, 0, kTypeDeletion);

  MutexLock lock(&core_.mu);
  while (!manual.done && !core_.shutting_down.load(std::memory_order_acquire) &&
         core_.background_error.ok()) {
    if (manual_ == nullptr) {
      manual_ = &manual;
      MaybeSchedule(kNoEvent);
    } else {
      core_.background_done.Wait();  // ours, or another's, is running
    }
  }
  if (manual.done) return;
  // An error or the end of the database came first. The background thread may still hold on to this
  // request, which ends with this call.
  WaitUntilIdle();
  if (manual_ == &manual) manual_ = nullptr;
}

}  // namespace lsm
