// EventHash: a number for a whole run, in which every word of every event counts.
#ifndef LSMSCOPE_SIM_RUN_EVENT_HASH_H_
#define LSMSCOPE_SIM_RUN_EVENT_HASH_H_

#include <cstdint>
#include <string_view>

#include "engine/events/event.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"

namespace lsm::sim {

// Rolls over position, time, thread, cause, site and every field. Texts and sites count as what
// they say, not as the numbers that a table gave them; what lies between the members of an event's
// struct does not count. Two programs that hash alike behaved alike (EventFingerprint is the
// cheaper one, for one program and one run).
class EventHash final : public trace::EventConsumer {
 public:
  // `tables` (those of the run) is not owned.
  explicit EventHash(const trace::TraceTables* tables) : tables_(tables) {}

  void OnEvent(uint64_t position, const Event& event) override;

  uint64_t value() const { return value_; }
  uint64_t events() const { return events_; }

 private:
  class Fields;

  // FNV-1a over whole words, with the high bits brought down.
  void Mix(uint64_t word) {
    value_ = (value_ ^ word) * 0x100000001b3;
    value_ ^= value_ >> 32;
  }
  void MixText(std::string_view text);

  const trace::TraceTables* const tables_;
  uint64_t value_ = 0xcbf29ce484222325;
  uint64_t events_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_EVENT_HASH_H_
