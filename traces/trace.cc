#include "traces/trace.h"

#include <bit>
#include <cstring>

#include "engine/base/check.h"

namespace lsm::trace {

EventStore::Place EventStore::PlaceOf(uint64_t number) {
  const uint64_t shifted = number + (uint64_t{1} << kFirstBits);
  const int bits = std::bit_width(shifted) - 1;
  return {static_cast<size_t>(bits - kFirstBits), shifted - (uint64_t{1} << bits)};
}

void EventStore::Append(const Event& event) {
  const uint64_t number = size_.load(std::memory_order_relaxed);
  const Place place = PlaceOf(number);
  LSM_CHECK(place.chunk < kChunks);
  if (place.index == 0) {
    // Uninitialised on purpose: pages that no event reaches cost nothing.
    const size_t bytes = sizeof(Event) << (kFirstBits + place.chunk);
    chunks_[place.chunk].reset(static_cast<Event*>(::operator new[](bytes, std::align_val_t{64})));
  }
  new (&chunks_[place.chunk][place.index]) Event(event);
  size_.store(number + 1, std::memory_order_release);
}

void TraceBuilder::OnEvent(uint64_t position, const Event& event) {
  while (trace_->events.size() + 1 < position) trace_->events.Append(Event());
  trace_->events.Append(event);
}

#ifndef LSMSCOPE_VERSION
#define LSMSCOPE_VERSION "0.1.0"
#endif

std::string ProgramVersion() { return LSMSCOPE_VERSION; }

}  // namespace lsm::trace
