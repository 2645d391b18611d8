// Flushes and compactions: jobs that are picked, run and end.
#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

void SetFlushing(State& state, uint64_t memtable, bool flushing) {
  ChangeMemTable(state, memtable, [&](MemTableState& node) { node.flushing = flushing; });
}

}  // namespace

JobState* FindJob(State& state, uint32_t job) {
  const auto found = state.jobs.find(job);
  return found == state.jobs.end() ? nullptr : &found->second;
}

void Apply(State& state, const EventContext&, const BackgroundScheduled&) {
  state.background_scheduled = true;
}

void Apply(State& state, const EventContext& at, const FlushBegin& e) {
  state.background_scheduled = false;
  state.jobs[e.job] = {.id = e.job,
                       .kind = JobKind::kFlush,
                       .thread = at.thread,
                       .begun = at.position,
                       .begun_ns = at.time_ns,
                       .running = true,
                       .memtable = e.memtable,
                       .output_file = e.file,
                       .bytes_total = e.usage};
  SetFlushing(state, e.memtable, true);
}

void Apply(State& state, const EventContext&, const FlushInput& e) {
  SetFlushing(state, e.memtable, true);
}

void Apply(State& state, const EventContext&, const FlushLevelChosen& e) {
  if (JobState* job = FindJob(state, e.job)) job->output_level = e.level;
}

void Apply(State& state, const EventContext&, const FlushEnd& e) {
  state.jobs.erase(e.job);
  SetFlushing(state, e.memtable, false);
}

void Apply(State& state, const EventContext&, const LevelScore& e) {
  if (e.level < kMaxLevels) state.levels[e.level].score_permille = e.score_permille;
}

void Apply(State& state, const EventContext& at, const CompactionPicked& e) {
  state.background_scheduled = false;
  state.jobs[e.job] = {.id = e.job,
                       .kind = JobKind::kCompaction,
                       .thread = at.thread,
                       .begun = at.position,
                       .begun_ns = at.time_ns,
                       .level = e.level,
                       .output_level = static_cast<uint8_t>(e.level + 1),
                       .reason = e.reason,
                       .score_permille = e.score_permille,
                       .bytes_total = e.bytes};
}

void Apply(State& state, const EventContext&, const CompactionInput& e) {
  JobState* job = FindJob(state, e.job);
  if (job == nullptr) return;
  switch (e.role) {
    case CompactionInputKind::kInput:
      job->inputs.push_back(e.file);
      break;
    case CompactionInputKind::kNextLevel:
      job->next_inputs.push_back(e.file);
      break;
    case CompactionInputKind::kGrandparent:
      job->grandparents.push_back(e.file);
      break;
  }
}

// The job ends when the version that it changes is installed (apply_version.cc).
void Apply(State& state, const EventContext& at, const TrivialMove& e) {
  JobState& job = state.jobs[e.job];
  if (job.begun == kNoEvent) {
    job.id = e.job;
    job.begun = at.position;
    job.begun_ns = at.time_ns;
    job.inputs = {e.file};
  }
  job.kind = JobKind::kTrivialMove;
  job.thread = at.thread;
  job.running = true;
  job.level = e.from_level;
  job.output_level = e.to_level;
  job.bytes_total = e.bytes;
  job.outputs = {e.file};
}

void Apply(State& state, const EventContext& at, const CompactionBegin& e) {
  JobState* job = FindJob(state, e.job);
  if (job == nullptr) return;
  job->running = true;
  job->begun = at.position;
  job->begun_ns = at.time_ns;
  job->level = e.level;
  job->output_level = e.output_level;
  job->bytes_total = e.bytes;
}

void Apply(State& state, const EventContext&, const CompactionProgress& e) {
  JobState* job = FindJob(state, e.job);
  if (job == nullptr) return;
  job->bytes_done = e.bytes_done;
  job->bytes_written = e.bytes_written;
  job->entries_in = e.entries_in;
  job->entries_dropped = e.entries_dropped;
}

void Apply(State& state, const EventContext&, const OutputOpened& e) {
  if (JobState* job = FindJob(state, e.job)) job->outputs.push_back(e.file);
}

void Apply(State& state, const EventContext&, const OutputClosed& e) {
  JobState* job = FindJob(state, e.job);
  if (job == nullptr) return;
  job->outputs_closed++;
  job->bytes_written += e.bytes;
}

// CompactionEnd has the number of all that were kept.
void Apply(State&, const EventContext&, const EntryKept&) {}

void Apply(State& state, const EventContext&, const EntryDropped& e) {
  if (JobState* job = FindJob(state, e.job)) job->entries_dropped++;
}

void Apply(State& state, const EventContext&, const CompactionEnd& e) { state.jobs.erase(e.job); }

}  // namespace lsm::trace
