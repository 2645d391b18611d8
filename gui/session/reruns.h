// Runs scenarios again in the background, for the disk of a moment, and keeps the last few.
#ifndef LSMSCOPE_GUI_SESSION_RERUNS_H_
#define LSMSCOPE_GUI_SESSION_RERUNS_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <optional>

#include "sim/run/rerun.h"

namespace lsm::gui {

// Used by the app's thread; one run at a time has a thread of its own.
class Reruns {
 public:
  struct Moment {
    size_t session = 0;  // the session's number
    uint64_t position = 0;

    friend bool operator==(const Moment&, const Moment&) = default;
  };

  Reruns() = default;
  ~Reruns() { Cancel(); }
  Reruns(const Reruns&) = delete;
  Reruns& operator=(const Reruns&) = delete;

  // What came of running to that moment; null: it is still on its way. A run to another moment that
  // is on its way is cancelled. Waits if it will not take long, or if `wait`: to the end. `plan` is
  // called if a run has to be started. Valid until the next call.
  const sim::RerunResult* Get(const Moment& moment, const std::function<sim::RerunPlan()>& plan,
                              bool wait);
  // Nobody wants what is on its way.
  void Cancel();
  bool running() const { return running_.has_value(); }

 private:
  struct Kept {
    Moment moment;
    sim::RerunResult result;
  };
  static constexpr size_t kMostKept = 8;
  static constexpr uint64_t kMostKeptBytes = uint64_t{256} << 20;  // unless one alone has more
  // What a frame may wait: nobody sees a note that comes and goes at once.
  static constexpr std::chrono::milliseconds kPatience{120};

  void Start(const Moment& moment, sim::RerunPlan plan);
  // True if the run is over, which then is kept.
  bool Finish(std::chrono::milliseconds patience);
  void DropOldest();

  std::deque<Kept> kept_;  // the latest first
  std::optional<Moment> running_;
  std::chrono::steady_clock::time_point begun_;
  std::atomic<bool> cancel_ = false;
  std::future<sim::RerunResult> result_;  // of running_; waits for its thread when it is destroyed
  double ns_per_event_ = 2000;            // of the last run
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_RERUNS_H_
