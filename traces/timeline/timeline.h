// Timeline: the State after any event, forwards and backwards at about the same cost.
#ifndef LSMSCOPE_TRACES_TIMELINE_TIMELINE_H_
#define LSMSCOPE_TRACES_TIMELINE_TIMELINE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "traces/state/state.h"
#include "traces/trace.h"

namespace lsm::trace {

using EventPredicate = std::function<bool(uint64_t position, const Event& event)>;

// States are folded from the nearest one that was kept before. Kept are
//   * the last one asked for: a step forward applies one event;
//   * checkpoints, one per `interval` events, which share all nodes that did not change; when they
//     are too many or too large, every second one goes and the interval doubles;
//   * a comb of states within the stretch between two checkpoints that was folded last: a step back
//     folds a few events from the nearest tooth.
// Used by one thread. The trace may grow meanwhile, and may forget its beginning behind a State
// that stays: then nothing before that State can be asked for any more.
class Timeline {
 public:
  struct Limits {
    uint64_t first_interval = 256;                // events between two checkpoints, at first
    size_t checkpoints = 4096;                    // at most
    size_t checkpoint_bytes = size_t{128} << 20;  // estimated, without shared nodes
  };

  explicit Timeline(std::shared_ptr<const Trace> trace);
  Timeline(std::shared_ptr<const Trace> trace, Limits limits);

  // Events so far. Positions go from begin() to size().
  uint64_t size() const { return trace_->events.size(); }
  // The first position whose State is known: 0 (before the first event) unless events were
  // forgotten.
  uint64_t begin() const { return base_.position; }
  const Trace& trace() const { return *trace_; }

  // Moves begin() on to `position`; the events up to there may then be forgotten.
  // REQUIRES: position <= size().
  void ForgetUpTo(uint64_t position);

  // The State after event `position`; beyond the end it is the last one's, before the beginning the
  // first one's.
  State StateAt(uint64_t position);

  // The nearest event after (before) `position` that matches; 0 if there is none.
  uint64_t NextEvent(uint64_t position, const EventPredicate& matches) const;
  uint64_t PreviousEvent(uint64_t position, const EventPredicate& matches) const;
  // The last event at or before a time; begin() if the first one is later.
  uint64_t PositionAtTime(uint64_t time_ns) const;

  // For tests and the curious.
  size_t checkpoints() const { return checkpoints_.size(); }
  uint64_t interval() const { return interval_; }
  uint64_t events_folded() const { return events_folded_; }

 private:
  const State* NearestBefore(uint64_t position) const;
  void FoldOne(State& state);
  void MaybeKeep(const State& state);
  void ThinOut();
  void CountCheckpointBytes();

  const std::shared_ptr<const Trace> trace_;
  const Limits limits_;
  uint64_t interval_;
  State base_;  // nothing before it is known
  // By position: all multiples of interval_ from the first one after base_, without gaps.
  std::deque<State> checkpoints_;
  size_t checkpoint_bytes_ = 0;
  std::vector<State> comb_;  // by position, all within one stretch
  State last_;
  uint64_t events_folded_ = 0;
};

// Memory that this State takes beside `previous` (null: alone), without the nodes that both share.
// In bytes, roughly.
size_t ApproximateBytes(const State& state, const State* previous);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_TIMELINE_TIMELINE_H_
