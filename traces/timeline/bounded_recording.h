// BoundedRecording: a trace that grows without end in bounded memory. Its oldest events are
// forgotten behind a State that is kept, so that every later State stays known.
#ifndef LSMSCOPE_TRACES_TIMELINE_BOUNDED_RECORDING_H_
#define LSMSCOPE_TRACES_TIMELINE_BOUNDED_RECORDING_H_

#include <cstdint>
#include <memory>

#include "traces/timeline/timeline.h"
#include "traces/trace.h"

namespace lsm::trace {

inline constexpr uint64_t kLiveRecordingBytes = uint64_t{256} << 20;

// Used by one thread: the one that appends is the one that reads, since forgetting frees memory.
// (The table of texts grows on; checkpoints have a bound of their own.)
class BoundedRecording {
 public:
  // `bytes` of events at most; no less than two chunks of the store.
  explicit BoundedRecording(std::shared_ptr<Trace> trace, uint64_t bytes = kLiveRecordingBytes);

  // Positions ascend; those that are left out become events of kind 0.
  void Append(uint64_t position, const Event& event);

  const Trace& trace() const { return *trace_; }
  Timeline& timeline() { return timeline_; }
  uint64_t size() const { return trace_->events.size(); }
  // The first position whose event is still there.
  uint64_t first() const { return trace_->events.first(); }
  uint64_t forgotten() const { return first() - 1; }

 private:
  void MakeRoom();

  const std::shared_ptr<Trace> trace_;
  const uint64_t limit_bytes_;
  TraceBuilder builder_;
  Timeline timeline_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_TIMELINE_BOUNDED_RECORDING_H_
