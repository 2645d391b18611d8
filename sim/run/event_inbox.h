// EventInbox: events on their way from a run's threads to the one that watches.
#ifndef LSMSCOPE_SIM_RUN_EVENT_INBOX_H_
#define LSMSCOPE_SIM_RUN_EVENT_INBOX_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "traces/record/consumer.h"

namespace lsm::sim {

struct PositionedEvent {
  uint64_t position = 0;
  Event event;
};

// One thread adds, another one takes. Nothing is lost: who adds to a full inbox waits until
// something is taken (and through it the engine, in the end) or nobody will take any more.
class EventInbox final : public trace::EventConsumer {
 public:
  // Some 5 MB, and what a frame of the app can well take in.
  static constexpr size_t kRoom = 65'536;

  void OnEvent(uint64_t position, const Event& event) override {
    std::unique_lock lock(mutex_);
    taken_.wait(lock, [&] { return events_.size() < kRoom || abandoned_; });
    if (!abandoned_) events_.push_back({position, event});
  }

  // Moves all to the end of *events.
  void Take(std::vector<PositionedEvent>* events) {
    {
      const std::lock_guard lock(mutex_);
      if (events->empty()) {
        events->swap(events_);  // both keep their memory
      } else {
        events->insert(events->end(), events_.begin(), events_.end());
        events_.clear();
      }
    }
    taken_.notify_one();
  }

  // Nobody takes any more: what comes now is thrown away, and nobody waits.
  void Abandon() {
    {
      const std::lock_guard lock(mutex_);
      abandoned_ = true;
    }
    taken_.notify_one();
  }

 private:
  std::mutex mutex_;
  std::condition_variable taken_;
  std::vector<PositionedEvent> events_;
  bool abandoned_ = false;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_EVENT_INBOX_H_
