// What is true of a whole run, found in one pass over its events: the stalls, the lanes of its
// threads, the events worth stopping at, the rate of writes. The timeline is drawn from it. It
// grows with a run that goes on.
#ifndef LSMSCOPE_GUI_SESSION_RUN_INDEX_H_
#define LSMSCOPE_GUI_SESSION_RUN_INDEX_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "gui/session/naming_index.h"

namespace lsm::gui {

// From one event to another. `end` is the run's last event if the span has not ended.
struct Span {
  uint64_t begin = 0;  // positions
  uint64_t end = 0;
  uint64_t begin_ns = 0;
  uint64_t end_ns = 0;
};

struct StallSpan : Span {
  uint64_t stall = 0;
  uint64_t writer = 0;
  StallCause cause = StallCause::kL0Slowdown;
};

enum class LaneKind : uint8_t {
  kWaiting,  // in the queue, blocked
  kLeading,
  kInserting,  // its own batch, in write groups
  kSync,       // the leader waits for the log to become durable
  kStalled,    // the leader is held back
  kReading,
  kFlush,
  kCompaction,
};

struct LaneSpan : Span {
  LaneKind kind = LaneKind::kWaiting;
  uint64_t id = 0;                             // writer, stall, read or job
  StallCause cause = StallCause::kL0Slowdown;  // of kStalled
};

// One row of the timeline. Later spans of a row are drawn over earlier ones.
struct Lane {
  uint16_t thread = 0;
  ThreadRole role = ThreadRole::kClient;
  uint16_t ordinal = 0;                // client 4 is W4
  LaneKind work = LaneKind::kWaiting;  // background lanes: kFlush or kCompaction
  std::vector<LaneSpan> spans;         // by begin
};

// Writes completed in one slice of the run's time.
struct RateSample {
  uint64_t begin_ns = 0;
  uint64_t end_ns = 0;
  double per_second = 0;
};

struct RunIndex {
  uint64_t events = 0;    // position of the last one
  uint64_t first = 1;     // position of the first one that is kept
  uint64_t begin_ns = 0;  // its time; 0 unless events were forgotten
  uint64_t duration_ns = 0;
  uint64_t stalled_ns = 0;
  std::array<std::deque<uint64_t>, kNumFamilies> by_family;  // positions, ascending
  // Positions of what was recorded, ascending; empty: that is all of them. A simulated run numbers
  // the events of families that it does not record as well.
  std::deque<uint64_t> recorded;
  std::vector<StallSpan> stalls;     // by begin
  std::deque<uint64_t> interesting;  // positions, ascending
  std::vector<Lane> lanes;           // clients by ordinal, then flush, then compaction
  std::vector<RateSample> rate;      // of equal length, in order of time
  double max_rate = 0;
  bool has_inserts = false;  // writers of write groups insert their own batches
  NamingIndex names;
};

// Collects; events come in order, positions from 1.
class RunIndexBuilder {
 public:
  void Add(uint64_t position, const Event& event);
  // Events before `first` are gone; it happened at `begin_ns`. Positions are dropped at once, spans
  // in larger pieces.
  void ForgetBefore(uint64_t first, uint64_t begin_ns);
  // The index as of the last event that was added. What has not ended yet lasts until there. Stays
  // where it is; changes with the next call of any of these.
  const RunIndex& Current();
  RunIndex Finish();

 private:
  // A span whose end has not come yet. It is in its lane already.
  struct Open {
    uint16_t thread = 0;
    LaneKind kind = LaneKind::kWaiting;
    uint64_t id = 0;
    uint64_t begin = 0;
  };

  // After a power cut threads have other numbers: a client goes on in its lane.
  void AddThread(const ThreadStarted& started);
  // What was open ends here.
  void AddPowerCut(uint64_t position, const Event& event);
  Lane& LaneOf(uint16_t thread, LaneKind kind);
  void Begin(uint64_t position, const Event& event, LaneKind kind, uint64_t id,
             StallCause cause = StallCause::kL0Slowdown);
  // Without a matching Begin nothing happens.
  void End(uint64_t position, const Event& event, LaneKind kind, uint64_t id);
  void SetEnd(const Open& open, uint64_t end, uint64_t end_ns);
  void AddWrite(uint64_t position, const Event& event);
  void AddStall(uint64_t position, const Event& event);
  void AddBackground(uint64_t position, const Event& event);
  void SortLanes();
  void ComputeRate();

  RunIndex index_;
  bool has_gaps_ = false;  // an event was not recorded
  std::vector<ThreadStarted> threads_;
  std::vector<Open> open_;      // few: at most one or two a thread
  bool stall_is_open_ = false;  // the last one of index_.stalls
  uint64_t ended_stalls_ns_ = 0;
  std::vector<uint64_t> completed_ns_;
  size_t completed_at_rate_ = 0;  // completed_ns_.size() when the rate was computed last
  uint64_t duration_at_rate_ = 0;
};

// How many of the lanes are clients'; they come first.
size_t ClientLanes(const RunIndex& index);

// Worth stopping at when the reader skips ahead: stalls, switches, flushes, compactions, errors.
bool IsInteresting(const Event& event);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_RUN_INDEX_H_
