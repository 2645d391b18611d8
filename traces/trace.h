// Trace: a recorded sequence of events with what is needed to read them.
#ifndef LSMSCOPE_TRACES_TRACE_H_
#define LSMSCOPE_TRACES_TRACE_H_

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <utility>

#include "engine/events/event.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"

namespace lsm::trace {

inline constexpr int kTraceFormatVersion = 1;

// What stands before the first event. No date and no machine: the same run gives the same bytes.
struct TraceHeader {
  int format = kTraceFormatVersion;
  std::string program;   // version of the program that recorded
  std::string scenario;  // the scenario's text (JSON), or its name
  uint64_t seed = 0;
  bool real = false;                  // real threads and files
  FamilySet families = kAllFamilies;  // which were recorded
  uint64_t sources_hash = 0;          // of the engine's sources; 0: unknown
};

// Events by position, from 1. Append-only and never moved: one thread may append while others read
// what size() told them is there. A live recording forgets its oldest events, chunk by chunk.
class EventStore {
 public:
  static constexpr uint64_t kChunkEvents = 4096;
  static constexpr uint64_t kChunkBytes = kChunkEvents * sizeof(Event);

  EventStore() = default;
  EventStore(const EventStore&) = delete;
  EventStore& operator=(const EventStore&) = delete;

  void Append(const Event& event);
  uint64_t size() const { return size_.load(std::memory_order_acquire); }
  // REQUIRES: first() <= position <= size().
  const Event& At(uint64_t position) const {
    const uint64_t number = position - 1;
    const Place place = PlaceOf(number / kChunkEvents);
    return tables_[place.table][place.index][number % kChunkEvents];
  }

  // The first position that is kept: 1, or more if some were forgotten.
  uint64_t first() const { return first_; }
  // Memory that events take, in bytes.
  uint64_t bytes() const { return (ChunksFor(size()) - (first_ - 1) / kChunkEvents) * kChunkBytes; }
  // Frees the oldest chunk. REQUIRES: it is full; nobody reads from it.
  void ForgetChunk();

 private:
  // Chunks are found through tables; table k has 64 << k of them, so that a fixed number of tables
  // is enough for any trace and nothing is ever moved.
  static constexpr int kFirstBits = 6;
  static constexpr size_t kTables = 32;
  struct Place {
    size_t table;
    uint64_t index;
  };
  static Place PlaceOf(uint64_t chunk) {
    const uint64_t shifted = chunk + (uint64_t{1} << kFirstBits);
    const int bits = std::bit_width(shifted) - 1;
    return {static_cast<size_t>(bits - kFirstBits), shifted - (uint64_t{1} << bits)};
  }
  static uint64_t ChunksFor(uint64_t events) { return (events + kChunkEvents - 1) / kChunkEvents; }
  struct Free {
    void operator()(Event* events) const { ::operator delete[](events, std::align_val_t{64}); }
  };
  using Chunk = std::unique_ptr<Event[], Free>;

  std::array<std::unique_ptr<Chunk[]>, kTables> tables_;
  std::atomic<uint64_t> size_{0};
  uint64_t first_ = 1;
};

struct Trace {
  TraceHeader header;
  TraceTables tables;
  EventStore events;
  // The end is missing: the file was cut, or the run did not come to its end.
  bool cut_off = false;
  // What a reader of this trace must be told, in one sentence; empty: nothing.
  std::string note;
};

// Fills a Trace in memory. Positions that were left out (families not recorded) become events of
// kind 0.
class TraceBuilder : public EventConsumer {
 public:
  // The trace whose tables the source must use.
  explicit TraceBuilder(std::shared_ptr<Trace> trace) : trace_(std::move(trace)) {}

  void OnEvent(uint64_t position, const Event& event) override;

 private:
  const std::shared_ptr<Trace> trace_;
};

// The version that this program writes into headers.
std::string ProgramVersion();

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_TRACE_H_
