// RunControl: how other threads pause, step and stop a run that is under way.
#ifndef LSMSCOPE_SIM_RUN_RUN_CONTROL_H_
#define LSMSCOPE_SIM_RUN_RUN_CONTROL_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "sim/schedule/choice_desk.h"
#include "traces/record/gate.h"

namespace lsm::sim {

// Thread-safe.
class RunControl {
 public:
  RunControl() = default;
  RunControl(const RunControl&) = delete;
  RunControl& operator=(const RunControl&) = delete;

  trace::Gate& gate() { return gate_; }

  // Where a world whose schedule is `choose` asks who goes next.
  ChoiceDesk& desk() { return desk_; }

  // Nothing is asked any more, the gate opens for good, whoever sleeps wakes up, and every client
  // ends with the operation at hand; then the database is closed. Returns at once.
  void Stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_.store(true, std::memory_order_relaxed);
    }
    woken_.notify_all();
    desk_.CloseForGood();
    gate_.OpenForGood();
  }
  const std::atomic<bool>& stopping() const { return stopping_; }

  // Before the run: the gate of a simulated one closes behind the event with this position. 0: it
  // does not.
  void StandAfter(uint64_t position) { stand_after_ = position; }
  // From the run, at every event.
  void OnPosition(uint64_t position) {
    if (position == stand_after_) gate_.CloseBehind();
  }

  // While it is set, clients of a real run keep to no pace: nobody follows a run that is asked to
  // go on to something. (A simulated run would become another one, and needs no hurry.)
  void SetHurry(bool hurry) { hurry_.store(hurry, std::memory_order_relaxed); }
  const std::atomic<bool>& hurry() const { return hurry_; }

  // Sleeps so long, or until the run is stopped.
  void Sleep(std::chrono::nanoseconds duration) {
    std::unique_lock lock(mutex_);
    woken_.wait_for(lock, duration, [&] { return stopping_.load(std::memory_order_relaxed); });
  }

 private:
  trace::Gate gate_;
  ChoiceDesk desk_;
  uint64_t stand_after_ = 0;
  std::mutex mutex_;  // a stop is not missed by those who are about to sleep
  std::condition_variable woken_;
  std::atomic<bool> stopping_{false};
  std::atomic<bool> hurry_{false};
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_RUN_CONTROL_H_
