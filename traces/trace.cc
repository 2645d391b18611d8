#include "traces/trace.h"

#include "engine/base/check.h"

namespace lsm::trace {

void EventStore::Append(const Event& event) {
  const uint64_t number = size_.load(std::memory_order_relaxed);
  const Place place = PlaceOf(number / kChunkEvents);
  LSM_CHECK(place.table < kTables);
  if (number % kChunkEvents == 0) {
    std::unique_ptr<Chunk[]>& table = tables_[place.table];
    if (table == nullptr)
      table = std::make_unique<Chunk[]>(size_t{1} << (kFirstBits + place.table));
    // Uninitialised on purpose: pages that no event reaches cost nothing.
    table[place.index].reset(
        static_cast<Event*>(::operator new[](kChunkBytes, std::align_val_t{64})));
  }
  new (&tables_[place.table][place.index][number % kChunkEvents]) Event(event);
  size_.store(number + 1, std::memory_order_release);
}

void EventStore::ForgetChunk() {
  LSM_CHECK(first_ + kChunkEvents - 1 <= size());
  const Place place = PlaceOf((first_ - 1) / kChunkEvents);
  tables_[place.table][place.index].reset();
  first_ += kChunkEvents;
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
