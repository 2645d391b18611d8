#include "engine/db/flush.h"

#include <memory>
#include <vector>

#include "engine/db/account.h"
#include "engine/db/obsolete_files.h"
#include "engine/events/flush.h"
#include "engine/events/memtable.h"
#include "engine/events/status_outcome.h"
#include "engine/table/build_table.h"
#include "engine/table/merging_iterator.h"

namespace lsm {
namespace {

// Decides the level of the new file and adds it to the edit.
void PlaceFile(Core& core, const FileMetaData& file, Version* base, VersionEdit* edit,
               FlushJob* job) REQUIRES(core.mu) {
  FlushLevel choice{.level = 0, .reason = FlushLevelReason::kRecovery};
  if (base != nullptr) {
    choice = base->PickLevelForMemTableOutput(file.smallest.user_key(), file.largest.user_key());
  }
  job->level = choice.level;
  core.events.EmitUnder(core.mu,
                        FlushLevelChosen{.file = file.number,
                                         .job = job->id,
                                         .level = static_cast<uint8_t>(choice.level),
                                         .reason = choice.reason},
                        job->begun);
  edit->AddFile(choice.level, file.number, file.file_size, file.smallest, file.largest);
}

std::unique_ptr<Iterator> EntriesOf(Core& core, const std::vector<MemTable*>& memtables) {
  if (memtables.size() == 1) return std::unique_ptr<Iterator>(memtables.front()->NewIterator());
  std::vector<Iterator*> children;
  for (MemTable* memtable : memtables) children.push_back(memtable->NewIterator());
  return std::make_unique<MergingIterator>(&core.internal_comparator, children);
}

// LevelDB flushes one at a time; RocksDB, or whoever merges several, takes all that are there.
std::vector<MemTable*> MemTablesToFlush(Core& core) REQUIRES(core.mu) {
  const bool all = core.options.write_path == WritePathKind::kGroups ||
                   core.options.min_write_buffer_number_to_merge > 1;
  std::vector<MemTable*> tables;
  for (const LoggedMemTable& immutable : core.memtables.immutables()) {
    if (all || tables.empty()) tables.push_back(immutable.table);
  }
  return tables;
}

}  // namespace

Status WriteLevel0Table(Core& core, const std::vector<MemTable*>& memtables, Version* base,
                        VersionEdit* edit, FlushJob* job, EventId cause) {
  FileMetaData file;
  file.number = core.versions->NewFileNumber();
  core.pending_outputs.insert(file.number);
  *job = {.id = ++core.last_job_id,
          .memtable = memtables.front()->id(),
          .file = file.number,
          .begin_ns = core.NowFor(Family::kFlush)};
  FlushBegin begin{
      .memtable = job->memtable, .file = file.number, .job = job->id, .recovery = base == nullptr};
  for (const MemTable* memtable : memtables) {
    begin.entries += memtable->NumEntries();
    begin.usage += memtable->ApproximateMemoryUsage();
  }
  job->begun = core.events.EmitUnder(core.mu, begin, cause);
  for (size_t i = 1; i < memtables.size(); i++) {
    const FlushInput input{
        .memtable = memtables[i]->id(), .entries = memtables[i]->NumEntries(), .job = job->id};
    core.events.EmitUnder(core.mu, input, job->begun);
  }
  const auto number = static_cast<unsigned long long>(file.number);
  Log(core.options.info_log, "Level-0 table #%llu: started", number);

  const std::unique_ptr<Iterator> entries = EntriesOf(core, memtables);
  const uint64_t begin_micros = core.env->NowMicros();
  core.mu.Unlock();
  const CauseScope on_behalf_of(job->begun);
  Status status =
      BuildTable(core.dbname, core.env, core.options, core.table_cache.get(), entries.get(), &file);
  core.mu.Lock();

  Log(core.options.info_log, "Level-0 table #%llu: %lld bytes %s", number,
      static_cast<long long>(file.file_size), status.ToString().c_str());
  if (status.ok() && file.file_size > 0) PlaceFile(core, file, base, edit, job);
  job->bytes = file.file_size;
  core.AddStats(job->level,
                {.micros = core.env->NowMicros() - begin_micros, .bytes_written = file.file_size});
  return status;
}

EventId EndFlush(Core& core, const FlushJob& job, const Status& status) {
  core.pending_outputs.erase(job.file);
  return core.events.EmitUnder(core.mu,
                               FlushEnd{.memtable = job.memtable,
                                        .file = job.bytes > 0 ? job.file : 0,
                                        .bytes = job.bytes,
                                        .duration_ns = core.NowFor(Family::kFlush) - job.begin_ns,
                                        .job = job.id,
                                        .level = static_cast<uint8_t>(job.level),
                                        .outcome = OutcomeOf(status)},
                               job.begun);
}

void CompactMemTable(Core& core, EventId cause) {
  const std::vector<MemTable*> memtables = MemTablesToFlush(core);
  VersionEdit edit;
  FlushJob job;
  Version* base = core.versions->current();
  base->Ref();
  Status status = WriteLevel0Table(core, memtables, base, &edit, &job, cause);
  base->Unref();
  if (status.ok() && core.shutting_down.load(std::memory_order_acquire)) {
    status = Status::IOError("Deleting DB during memtable compaction");
  }

  if (status.ok()) {
    edit.SetPrevLogNumber(0);
    edit.SetLogNumber(core.memtables.LogNeededAfterFlush(memtables.size()));
    status = core.versions->LogAndApply(&edit, &core.mu, job.begun);
  }
  const EventId ended = EndFlush(core, job, status);
  core.last_background_event = ended;
  if (!status.ok()) {
    core.RecordBackgroundError(status);
    return;
  }
  for (const MemTable* memtable : memtables) {
    core.events.EmitUnder(core.mu, MemTableReleased{.memtable = memtable->id()}, ended);
    core.memtables.ReleaseOldest();
  }
  if (core.memtables.immutables().empty()) core.flush_requested = false;
  core.has_immutable.store(core.FlushDue(), std::memory_order_release);
  RequestAccount(core);
  const CauseScope on_behalf_of(ended);
  RemoveObsoleteFiles(core);
}

}  // namespace lsm
