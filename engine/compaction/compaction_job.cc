#include "engine/compaction/compaction_job.h"

#include "engine/compaction/merge.h"
#include "engine/events/status_outcome.h"
#include "engine/version/version_set.h"

namespace lsm {

CompactionJob::CompactionJob(const CompactionJobContext& context, CompactionPlan plan)
    : context_(context), plan_(std::move(plan)), base_(context.versions->current()) {
  context_.mutex->AssertHeld();
  base_->Ref();
  context_.versions->set_running_output(
      RunningOutput{plan_.output_level(), RangeOfInputs(context_.icmp, plan_)});
}

CompactionJob::~CompactionJob() {
  context_.mutex->AssertHeld();
  context_.versions->set_running_output(std::nullopt);
  base_->Unref();
}

Status CompactionJob::Run(const std::function<void()>& between_entries) {
  Mutex* const mu = context_.mutex;
  mu->AssertHeld();
  Log(context_.options.info_log, "Compacting %s", Counts().c_str());
  const uint64_t begin_micros = context_.env->NowMicros();
  begin_ns_ = context_.env->NowNanos();
  begin_event_ = context_.events.EmitUnder(
      *mu,
      CompactionBegin{
          .bytes = plan_.InputBytes(),
          .job = context_.job,
          .files = static_cast<uint32_t>(plan_.inputs.size() + plan_.next_inputs.size()),
          .level = static_cast<uint8_t>(plan_.level),
          .output_level = static_cast<uint8_t>(plan_.output_level())},
      context_.cause);

  RunMerge(mu, between_entries);

  stats_.micros = context_.env->NowMicros() - begin_micros;
  stats_.bytes_read = plan_.InputBytes();
  for (const FileMetaData& output : outputs_) stats_.bytes_written += output.file_size;
  return status_;
}

void CompactionJob::RunMerge(Mutex* mu, const std::function<void()>& between_entries) {
  const CauseScope on_behalf_of(begin_event_);
  mu->Unlock();
  {
    Merge merge(context_, plan_, base_->files(), begin_event_);
    status_ = merge.Run(between_entries);
    file_numbers_ = merge.file_numbers();
    outputs_ = merge.outputs();
    entries_kept_ = merge.entries_kept();
  }
  mu->Lock();
}

Status CompactionJob::Install() {
  Mutex* const mu = context_.mutex;
  mu->AssertHeld();
  if (status_.ok()) {
    Log(context_.options.info_log, "Compacted %s => %lld bytes", Counts().c_str(),
        static_cast<long long>(stats_.bytes_written));
    VersionEdit edit = Edit();
    status_ = context_.versions->LogAndApply(&edit, mu, begin_event_);
  }
  end_event_ =
      context_.events.EmitUnder(*mu,
                                CompactionEnd{.bytes_read = stats_.bytes_read,
                                              .bytes_written = stats_.bytes_written,
                                              .entries_kept = entries_kept_,
                                              .duration_ns = context_.env->NowNanos() - begin_ns_,
                                              .job = context_.job,
                                              .outcome = OutcomeOf(status_)},
                                begin_event_);
  Log(context_.options.info_log, "compacted to: %s", context_.versions->LevelSummary().c_str());
  return status_;
}

VersionEdit CompactionJob::Edit() const {
  VersionEdit edit;
  edit.SetCompactPointer(plan_.level, plan_.compact_pointer);
  for (const FilePtr& file : plan_.inputs) edit.RemoveFile(plan_.level, file->number);
  for (const FilePtr& file : plan_.next_inputs) {
    edit.RemoveFile(plan_.output_level(), file->number);
  }
  for (const FileMetaData& file : outputs_) {
    edit.AddFile(plan_.output_level(), file.number, file.file_size, file.smallest, file.largest);
  }
  return edit;
}

std::string CompactionJob::Counts() const {
  return std::to_string(plan_.inputs.size()) + '@' + std::to_string(plan_.level) + " + " +
         std::to_string(plan_.next_inputs.size()) + '@' + std::to_string(plan_.output_level()) +
         " files";
}

}  // namespace lsm
