// WorldSink: where a world's events go.
#ifndef LSMSCOPE_SIM_WORLD_WORLD_SINK_H_
#define LSMSCOPE_SIM_WORLD_WORLD_SINK_H_

#include <cstdint>
#include <vector>

#include "engine/events/events.h"
#include "sim/world/world.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"

namespace lsm::sim {

// Only one fiber runs at a time, so that the order of the calls is the total order: an event gets
// its position at once, and the answer of Append is that position. Emitting takes no virtual time
// and never switches fibers.
//
// Every family is always emitted and numbered, so that "event 812" means the same whatever is
// recorded; who wants only some families puts a FamilyFilter in between.
//
// As the world's listener it takes the schedule's events as well; whoever they speak of is
// announced before.
class WorldSink final : public EventSink, public World::Listener {
 public:
  // Nothing is owned. `last` is the position of the last event before this world's first one.
  WorldSink(const World* world, trace::TraceTables* tables, trace::EventConsumer* consumer,
            EventId last = kNoEvent)
      : world_(world), tables_(tables), consumer_(consumer), last_(last) {}

  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override;
  Text Intern(std::string_view text) override { return tables_->texts.Add(text); }
  EventId OnScheduled(const Event& event, uint32_t thread) override;

  // Position of the last event.
  EventId last() const { return last_; }

 private:
  bool Announced(uint32_t thread) const;
  // Nothing if it was announced already, or is no thread.
  void Announce(uint32_t thread);
  EventId Pass(Event event, EmitSite site, uint32_t thread);

  const World* const world_;
  trace::TraceTables* const tables_;
  trace::EventConsumer* const consumer_;
  std::vector<bool> announced_;  // by thread number
  EventId last_;
  bool run_ended_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORLD_WORLD_SINK_H_
