// EventFingerprint: a number that tells two runs apart, whatever numbers their tables give.
#ifndef LSMSCOPE_SIM_RUN_EVENT_FINGERPRINT_H_
#define LSMSCOPE_SIM_RUN_EVENT_FINGERPRINT_H_

#include <cstdint>

#include "engine/events/event.h"

namespace lsm::sim {

// What happened when, on which thread, and what it answered. Not where it stands in the sources,
// which may change without changing the run, and not the fields, whose texts are numbers of a
// table.
class EventFingerprint {
 public:
  void Add(uint64_t position, const Event& event) {
    Mix(position);
    Mix((uint64_t{event.kind} << 16) | event.thread);
    Mix(event.time_ns);
    Mix(event.cause);
  }
  uint64_t value() const { return value_; }

 private:
  // FNV-1a over whole words, with the high bits brought down.
  void Mix(uint64_t word) {
    value_ = (value_ ^ word) * 0x100000001b3;
    value_ ^= value_ >> 32;
  }

  uint64_t value_ = 0xcbf29ce484222325;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_EVENT_FINGERPRINT_H_
