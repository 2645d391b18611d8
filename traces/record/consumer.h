// Who takes events in their total order.
#ifndef LSMSCOPE_TRACES_RECORD_CONSUMER_H_
#define LSMSCOPE_TRACES_RECORD_CONSUMER_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/events/event.h"

namespace lsm::trace {

// Called by one thread at a time, in the total order: positions from 1, each one more than the one
// before (unless the source says that it left some out). `event.cause` is a position; `event.site`
// and texts are numbers in the source's tables. A consumer never calls the engine that emitted.
class EventConsumer {
 public:
  virtual ~EventConsumer() = default;

  virtual void OnEvent(uint64_t position, const Event& event) = 0;
  // Nothing follows. Called once.
  virtual void OnEnd() {}
};

// Hands every event to each of its consumers, in the order in which they were added. Owns none.
class FanOut : public EventConsumer {
 public:
  FanOut() = default;
  explicit FanOut(std::vector<EventConsumer*> consumers) : consumers_(std::move(consumers)) {}

  // Before the first event.
  void Add(EventConsumer* consumer) { consumers_.push_back(consumer); }

  void OnEvent(uint64_t position, const Event& event) override {
    for (EventConsumer* consumer : consumers_) consumer->OnEvent(position, event);
  }
  void OnEnd() override {
    for (EventConsumer* consumer : consumers_) consumer->OnEnd();
  }

 private:
  std::vector<EventConsumer*> consumers_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_RECORD_CONSUMER_H_
