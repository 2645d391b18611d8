// Trace: a recorded sequence of events with what is needed to read them.
#ifndef LSMSCOPE_TRACES_TRACE_H_
#define LSMSCOPE_TRACES_TRACE_H_

#include <array>
#include <atomic>
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
// what size() told them is there.
class EventStore {
 public:
  EventStore() = default;
  EventStore(const EventStore&) = delete;
  EventStore& operator=(const EventStore&) = delete;

  void Append(const Event& event);
  uint64_t size() const { return size_.load(std::memory_order_acquire); }
  // REQUIRES: 1 <= position <= size().
  const Event& At(uint64_t position) const {
    const Place place = PlaceOf(position - 1);
    return chunks_[place.chunk][place.index];
  }

 private:
  // Chunk k holds 1,024 << k events, so that a fixed table of chunks is enough for any trace and
  // nothing is ever moved.
  static constexpr int kFirstBits = 10;
  static constexpr size_t kChunks = 40;
  struct Place {
    size_t chunk;
    uint64_t index;
  };
  static Place PlaceOf(uint64_t number);
  struct Free {
    void operator()(Event* events) const { ::operator delete[](events, std::align_val_t{64}); }
  };

  std::array<std::unique_ptr<Event[], Free>, kChunks> chunks_;
  std::atomic<uint64_t> size_{0};
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
