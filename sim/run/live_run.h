// LiveRun: a scenario that runs in the background while somebody watches: for real or simulated,
// paused and stepped by a gate, stopped at any time.
#ifndef LSMSCOPE_SIM_RUN_LIVE_RUN_H_
#define LSMSCOPE_SIM_RUN_LIVE_RUN_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "lsm/status.h"
#include "sim/run/event_inbox.h"
#include "sim/run/replay.h"
#include "sim/run/run_control.h"
#include "sim/run/run_scenario.h"
#include "sim/run/temporary_directory.h"
#include "sim/scenario/scenario.h"
#include "traces/trace.h"

namespace lsm::sim {

// What is to be run, and how.
struct LivePlan {
  Scenario scenario;
  bool real = false;
  // Of a real run. Empty: a temporary one, which is removed afterwards.
  std::string directory;
  std::string title;    // what to call the run; empty: the scenario's name
  bool paused = false;  // the gate is closed from the first event on
  // Of a simulated run: the gate closes behind this event, without being paused before; 0: nowhere.
  uint64_t stand_after = 0;
  // From where on the desk is asked who goes next; before it the run is as it was recorded.
  // Nothing: it is asked if the scenario's schedule is `choose`.
  std::optional<Fork> fork;
};

// Used by one thread, the watcher's; the run has threads of its own. The watcher must take events
// now and then: when too many are waiting, the run waits as well.
class LiveRun {
 public:
  [[nodiscard]] static Status Start(LivePlan plan, std::unique_ptr<LiveRun>* run);
  // Stops the run and waits for its end, which comes within the work that is at hand.
  ~LiveRun();
  LiveRun(const LiveRun&) = delete;
  LiveRun& operator=(const LiveRun&) = delete;

  const LivePlan& plan() const { return plan_; }
  // Where the database is; "" in a simulated run.
  const std::string& directory() const { return directory_; }

  trace::Gate& gate() { return control_.gate(); }
  // See RunControl::SetHurry.
  void SetHurry(bool hurry) { control_.SetHurry(hurry); }
  // Asks who goes next, if it is simulated and the scenario's schedule is `choose`. While a
  // question waits, nothing happens in the run.
  ChoiceDesk& desk() { return control_.desk(); }

  // Moves what has been recorded since the last call to the end of *events.
  void Take(std::vector<PositionedEvent>* events) { inbox_.Take(events); }
  // Texts and sites of the events; grows while the run goes on, and is safe to read meanwhile. Its
  // events are for the watcher to fill in; the run does not touch them.
  const std::shared_ptr<trace::Trace>& trace() const { return trace_; }

  // Asks the run to end; returns at once. Its last events are still to be taken.
  void RequestStop();
  // The run is over and nothing will be added any more.
  bool ended() const { return ended_.load(std::memory_order_acquire); }
  // REQUIRES: ended().
  const RunResult& result() const { return result_; }

 private:
  explicit LiveRun(LivePlan plan);
  void Run();

  const LivePlan plan_;
  const std::shared_ptr<trace::Trace> trace_;
  std::unique_ptr<TemporaryDirectory> temporary_;
  std::string directory_;
  RunControl control_;
  EventInbox inbox_;
  RunResult result_;  // written by the run before it sets ended_
  std::atomic<bool> ended_{false};
  std::thread thread_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_LIVE_RUN_H_
