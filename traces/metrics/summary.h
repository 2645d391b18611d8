// Summary: what `run` and `stat` say about a trace.
#ifndef LSMSCOPE_TRACES_METRICS_SUMMARY_H_
#define LSMSCOPE_TRACES_METRICS_SUMMARY_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "traces/metrics/histogram.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::trace {

inline constexpr int kNumStallCauses = static_cast<int>(Names(StallCause{}).size());

// Percentiles by Histogram: at most 0.8 % too high; max is exact.
struct LatencySummary {
  uint64_t count = 0;
  uint64_t p50 = 0;
  uint64_t p99 = 0;
  uint64_t max = 0;
};

// One stall, for lists and for jumping there.
struct StallRecord {
  uint64_t stall = 0;
  StallCause cause = StallCause::kL0Slowdown;
  EventId begun = kNoEvent;
  EventId ended = kNoEvent;  // 0: it was still going on when the trace ended
  uint64_t begun_ns = 0;
  uint64_t duration_ns = 0;
  uint32_t value = 0;
  uint32_t threshold = 0;
};

struct Summary {
  std::string scenario;
  uint64_t seed = 0;
  bool real = false;
  uint64_t events = 0;  // position of the last one: those that were not recorded count as well
  uint64_t dropped_events = 0;
  // Of a real run, by its recorder: events whose cause was too long ago to be named, and events
  // that stand in the total order where a rule of it could not be met.
  uint64_t lost_causes = 0;
  uint64_t forced_events = 0;
  uint64_t duration_ns = 0;  // time of the last event
  uint64_t threads = 0;

  // Calls that ended. A Write call whose batch holds only deletes is a delete, any other with a
  // batch is a write.
  uint64_t writes = 0;
  uint64_t deletes = 0;
  uint64_t reads = 0;
  uint64_t scans = 0;          // iterators created
  uint64_t failed_writes = 0;  // Write calls of either sort that ended with an error

  uint64_t groups = 0;
  uint64_t group_members = 0;
  uint64_t max_group_size = 0;
  uint64_t syncs = 0;
  std::array<uint64_t, kNumStallCauses> stall_count{};
  std::array<uint64_t, kNumStallCauses> stall_time_ns{};
  std::vector<StallRecord> stalls;  // the first kMaxStallRecords
  uint64_t memtable_switches = 0;
  uint64_t flushes = 0;
  uint64_t flush_bytes = 0;
  uint64_t compactions = 0;  // that merged; trivial moves are counted apart
  uint64_t trivial_moves = 0;
  uint64_t compaction_bytes_read = 0;
  uint64_t compaction_bytes_written = 0;
  std::array<uint64_t, kMaxLevels> level_files{};
  std::array<uint64_t, kMaxLevels> level_bytes{};
  uint64_t user_bytes = 0;  // keys and values of the Write calls that succeeded
  uint64_t wal_bytes = 0;   // records with their fragment headers
  LatencySummary write_latency;
  LatencySummary read_latency;
  uint64_t last_sequence = 0;
  uint64_t faults = 0;      // calls and the like that went wrong, power cuts apart
  uint64_t power_cuts = 0;  // crashes of the process among them
  // Of the faults of the scenario, by their numbers from 1; and those that did not happen, where
  // the scenario is known.
  std::map<uint32_t, uint64_t> fault_count;
  std::vector<uint32_t> faults_not_met;
  std::optional<bool> state_matches_engine;  // where it was checked

  static constexpr size_t kMaxStallRecords = 100'000;
};

// Bytes written to the disk (WAL, flushes, compactions) for each byte that clients wrote.
std::string WriteAmplification(const Summary& summary);

// One object on one line, without the line's end.
std::string SummaryJson(const Summary& summary);
// Some lines for people: grouped numbers, readable units.
std::string SummaryText(const Summary& summary);

// Counts while a run or a trace goes by; memory does not grow with its length (but for the list of
// stalls, which is bounded).
class SummaryBuilder : public EventConsumer {
 public:
  // `tables` is not owned and must live while Take may be called.
  explicit SummaryBuilder(const TraceTables* tables) : tables_(tables) {}

  void OnEvent(uint64_t position, const Event& event) override;

  // What there is so far.
  Summary Get() const;

 private:
  struct Call {
    uint64_t user_bytes = 0;
    bool has_batch = false;
    bool only_deletes = false;
  };
  struct File {
    uint8_t level = 0;
    uint64_t bytes = 0;
  };

  template <class E>
  void On(const Event&, uint64_t, const E&) {}  // most kinds are not counted
  void On(const Event&, uint64_t, const RunStarted& e);
  void On(const Event&, uint64_t, const ThreadStarted& e);
  void On(const Event&, uint64_t, const DatabaseOpened& e);
  void On(const Event&, uint64_t, const WriterEnqueued& e);
  void On(const Event&, uint64_t, const WriterCompleted& e);
  void On(const Event&, uint64_t, const GroupClosed& e);
  void On(const Event&, uint64_t, const SequencePublished& e);
  void On(const Event&, uint64_t, const WalAppended& e);
  void On(const Event&, uint64_t, const WalSyncEnd& e);
  void On(const Event&, uint64_t, const MemTableSwitched& e);
  void On(const Event&, uint64_t, const StallBegin& e);
  void On(const Event&, uint64_t, const StallEnd& e);
  void On(const Event&, uint64_t, const FlushEnd& e);
  void On(const Event&, uint64_t, const TrivialMove& e);
  void On(const Event&, uint64_t, const CompactionEnd& e);
  void On(const Event&, uint64_t, const FileAdded& e);
  void On(const Event&, uint64_t, const FileRemoved& e);
  void On(const Event&, uint64_t, const VersionInstalled& e);
  void On(const Event&, uint64_t, const RecoveryEnd& e);
  void On(const Event&, uint64_t, const FaultInjected& e);
  void On(const Event&, uint64_t, const PowerCut& e);
  void On(const Event&, uint64_t, const GetEnd& e);
  void On(const Event&, uint64_t, const IteratorCreated& e);

  const TraceTables* const tables_;
  Summary summary_;
  std::map<uint64_t, Call> calls_;  // Write calls that are running
  std::map<uint64_t, StallRecord> open_stalls_;
  std::map<uint64_t, File> files_;
  std::vector<FileAdded> added_;  // take effect at VersionInstalled
  std::vector<FileRemoved> removed_;
  Histogram write_latency_;
  Histogram read_latency_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_METRICS_SUMMARY_H_
