#include "traces/timeline/bounded_recording.h"

#include <algorithm>
#include <utility>

namespace lsm::trace {

BoundedRecording::BoundedRecording(std::shared_ptr<Trace> trace, uint64_t bytes)
    : trace_(std::move(trace)),
      limit_bytes_(std::max(bytes, 2 * EventStore::kChunkBytes)),
      builder_(trace_),
      timeline_(trace_) {}

void BoundedRecording::Append(uint64_t position, const Event& event) {
  builder_.OnEvent(position, event);
  MakeRoom();
}

// A chunk at a time, so that forgetting costs about a millisecond now and then.
void BoundedRecording::MakeRoom() {
  while (trace_->events.bytes() > limit_bytes_) {
    timeline_.ForgetUpTo(first() - 1 + EventStore::kChunkEvents);
    trace_->events.ForgetChunk();
  }
}

}  // namespace lsm::trace
