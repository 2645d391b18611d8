// What is true of a whole run, found in one pass over its events when it is opened: the stalls, the
// lanes of its threads, the events worth stopping at, the rate of writes. The timeline is drawn
// from it.
#ifndef LSMSCOPE_GUI_SESSION_RUN_INDEX_H_
#define LSMSCOPE_GUI_SESSION_RUN_INDEX_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/events/all.h"

namespace lsm::gui {

// From one event to another. `end` is the run's last event if the span never ended.
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
  kSync,     // the leader waits for the log to become durable
  kStalled,  // the leader is held back
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
  uint64_t events = 0;
  uint64_t duration_ns = 0;
  uint64_t stalled_ns = 0;
  std::array<std::vector<uint64_t>, kNumFamilies> by_family;  // positions, ascending
  std::vector<StallSpan> stalls;                              // by begin
  std::vector<uint64_t> interesting;                          // positions, ascending
  std::vector<Lane> lanes;       // clients by ordinal, then flush, then compaction
  std::vector<RateSample> rate;  // of equal length, in order of time
  double max_rate = 0;
};

// Collects; events come in order, positions from 1.
class RunIndexBuilder {
 public:
  void Add(uint64_t position, const Event& event);
  RunIndex Finish();

 private:
  // A span whose end has not come yet.
  struct Open {
    uint16_t thread = 0;
    LaneSpan span;
  };

  Lane& LaneOf(uint16_t thread, LaneKind kind);
  void Begin(uint64_t position, const Event& event, LaneKind kind, uint64_t id,
             StallCause cause = StallCause::kL0Slowdown);
  // Without a matching Begin nothing happens.
  void End(uint64_t position, const Event& event, LaneKind kind, uint64_t id);
  void Close(const Open& open);
  void AddWrite(uint64_t position, const Event& event);
  void AddStall(uint64_t position, const Event& event);
  void AddBackground(uint64_t position, const Event& event);
  void SortLanes();
  void ComputeRate();

  RunIndex index_;
  std::vector<ThreadStarted> threads_;
  std::vector<Open> open_;  // few: at most one or two a thread
  std::vector<uint64_t> completed_ns_;
  uint64_t last_position_ = 0;
};

// Worth stopping at when the reader skips ahead: stalls, switches, flushes, compactions, errors.
bool IsInteresting(const Event& event);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_RUN_INDEX_H_
