// How a Summary is counted.
#include <algorithm>

#include "traces/metrics/summary.h"

namespace lsm::trace {
namespace {

constexpr uint64_t kFragmentHeaderBytes = 7;

LatencySummary LatencyOf(const Histogram& histogram) {
  return {histogram.count(), histogram.Percentile(500), histogram.Percentile(990), histogram.max()};
}

void AddStall(Summary& summary, const StallRecord& stall) {
  const auto cause = static_cast<size_t>(stall.cause);
  if (cause >= summary.stall_count.size()) return;
  summary.stall_count[cause]++;
  summary.stall_time_ns[cause] += stall.duration_ns;
  if (summary.stalls.size() < Summary::kMaxStallRecords) summary.stalls.push_back(stall);
}

}  // namespace

void SummaryBuilder::OnEvent(uint64_t position, const Event& event) {
  if (event.kind == 0) return;
  summary_.events = position;
  summary_.duration_ns = std::max(summary_.duration_ns, event.time_ns);
  VisitEvent(event, [&](const auto& fields) { On(event, position, fields); });
}

Summary SummaryBuilder::Get() const {
  Summary summary = summary_;
  for (const auto& [id, file] : files_) {
    if (file.level >= kMaxLevels) continue;
    summary.level_files[file.level]++;
    summary.level_bytes[file.level] += file.bytes;
  }
  for (const auto& [id, open] : open_stalls_) {
    StallRecord stall = open;
    stall.duration_ns = summary.duration_ns - stall.begun_ns;
    AddStall(summary, stall);
  }
  summary.write_latency = LatencyOf(write_latency_);
  summary.read_latency = LatencyOf(read_latency_);
  return summary;
}

void SummaryBuilder::On(const Event&, uint64_t, const RunStarted& e) {
  summary_.scenario = tables_->texts.Get(e.scenario);
  summary_.seed = e.seed;
  summary_.real = e.real != 0;
}

void SummaryBuilder::On(const Event&, uint64_t, const ThreadStarted&) { summary_.threads++; }

void SummaryBuilder::On(const Event&, uint64_t, const DatabaseOpened&) {
  calls_.clear();
  open_stalls_.clear();
  files_.clear();
  added_.clear();
  removed_.clear();
}

void SummaryBuilder::On(const Event&, uint64_t, const WriterEnqueued& e) {
  calls_[e.writer] = {.user_bytes = e.user_bytes,
                      .has_batch = e.has_batch != 0,
                      .only_deletes = e.puts == 0 && e.deletes > 0};
}

void SummaryBuilder::On(const Event&, uint64_t, const WriterCompleted& e) {
  const auto found = calls_.find(e.writer);
  const Call call = found == calls_.end() ? Call{.has_batch = true} : found->second;
  if (found != calls_.end()) calls_.erase(found);
  if (!call.has_batch) return;  // it only asked for a memtable switch
  (call.only_deletes ? summary_.deletes : summary_.writes)++;
  if (e.outcome == Outcome::kOk) {
    summary_.user_bytes += call.user_bytes;
  } else {
    summary_.failed_writes++;
  }
  write_latency_.Add(e.total_ns);
}

void SummaryBuilder::On(const Event&, uint64_t, const GroupClosed& e) {
  summary_.groups++;
  summary_.group_members += e.members;
  summary_.max_group_size = std::max<uint64_t>(summary_.max_group_size, e.members);
}

void SummaryBuilder::On(const Event&, uint64_t, const SequencePublished& e) {
  summary_.last_sequence = e.last_sequence;
}

void SummaryBuilder::On(const Event&, uint64_t, const RecoveryEnd& e) {
  if (e.outcome == Outcome::kOk) summary_.last_sequence = e.last_sequence;
}

void SummaryBuilder::On(const Event&, uint64_t, const FaultInjected& e) {
  summary_.faults++;
  summary_.fault_count[e.fault]++;
}

void SummaryBuilder::On(const Event&, uint64_t, const PowerCut& e) {
  summary_.power_cuts++;
  summary_.fault_count[e.fault]++;
}

void SummaryBuilder::On(const Event&, uint64_t, const WalAppended& e) {
  summary_.wal_bytes += e.bytes + e.fragments * kFragmentHeaderBytes;
}

void SummaryBuilder::On(const Event&, uint64_t, const WalSyncEnd&) { summary_.syncs++; }

void SummaryBuilder::On(const Event&, uint64_t, const MemTableSwitched&) {
  summary_.memtable_switches++;
}

void SummaryBuilder::On(const Event& event, uint64_t position, const StallBegin& e) {
  open_stalls_[e.stall] = {.stall = e.stall,
                           .cause = e.cause,
                           .begun = position,
                           .begun_ns = event.time_ns,
                           .value = e.value,
                           .threshold = e.threshold};
}

void SummaryBuilder::On(const Event&, uint64_t position, const StallEnd& e) {
  const auto found = open_stalls_.find(e.stall);
  StallRecord stall =
      found == open_stalls_.end() ? StallRecord{.stall = e.stall, .cause = e.cause} : found->second;
  if (found != open_stalls_.end()) open_stalls_.erase(found);
  stall.ended = position;
  stall.duration_ns = e.duration_ns;
  AddStall(summary_, stall);
}

void SummaryBuilder::On(const Event&, uint64_t, const FlushEnd& e) {
  if (e.outcome != Outcome::kOk) return;
  summary_.flushes++;
  summary_.flush_bytes += e.bytes;
}

void SummaryBuilder::On(const Event&, uint64_t, const TrivialMove&) { summary_.trivial_moves++; }

void SummaryBuilder::On(const Event&, uint64_t, const CompactionEnd& e) {
  if (e.outcome != Outcome::kOk) return;
  summary_.compactions++;
  summary_.compaction_bytes_read += e.bytes_read;
  summary_.compaction_bytes_written += e.bytes_written;
}

void SummaryBuilder::On(const Event&, uint64_t, const FileAdded& e) { added_.push_back(e); }

void SummaryBuilder::On(const Event&, uint64_t, const FileRemoved& e) { removed_.push_back(e); }

void SummaryBuilder::On(const Event&, uint64_t, const VersionInstalled&) {
  for (const FileRemoved& file : removed_) files_.erase(file.file);
  for (const FileAdded& file : added_) files_[file.file] = {file.level, file.bytes};
  removed_.clear();
  added_.clear();
}

void SummaryBuilder::On(const Event&, uint64_t, const GetEnd& e) {
  summary_.reads++;
  read_latency_.Add(e.duration_ns);
}

void SummaryBuilder::On(const Event&, uint64_t, const IteratorCreated&) { summary_.scans++; }

}  // namespace lsm::trace
