// A session over a run that goes on: an engine in the background, drawn while it works.
#ifndef LSMSCOPE_GUI_SESSION_LIVE_SESSION_H_
#define LSMSCOPE_GUI_SESSION_LIVE_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gui/session/growing_session.h"
#include "sim/run/live_run.h"

namespace lsm::gui {

// The engine stands still unless it is told to run or to step. It is never asked anything: a thread
// that stands at the gate may hold its locks.
class LiveSession final : public GrowingSession {
 public:
  [[nodiscard]] static Status Start(sim::LivePlan plan, std::unique_ptr<LiveSession>* session,
                                    uint64_t recording_bytes = trace::kLiveRecordingBytes);

  void Poll() override;
  bool growing() const override { return !all_taken_; }
  LiveSession* live() override { return this; }
  Status status() const override { return status_; }

  const sim::LivePlan& plan() const { return plan_; }
  // Where the database is; "" if simulated.
  const std::string& directory() const { return directory_; }
  trace::Gate::View gate() const { return run_ ? run_->gate().view() : trace::Gate::View(); }

  // Telling it again what it does already does nothing.
  void Hold();
  void Run();
  // So many events more, then it stands.
  void Step(uint64_t events);
  // Up to the first event for which `matches` holds; then running_until() is false again.
  void RunUntil(trace::Gate::Predicate matches);
  bool running_until() const { return mode_ == Mode::kUntil || mode_ == Mode::kToFork; }
  // Who is asked who goes next; null: the run is over.
  sim::ChoiceDesk* desk() { return run_ ? &run_->desk() : nullptr; }
  // Ends the run and waits for it: its directory is free afterwards. What was recorded stays.
  void Close();
  // The clients end, the database is closed; the last events still come.
  void Stop();

 private:
  enum class Mode : uint8_t { kHold, kRun, kUntil, kToFork, kStop };

  LiveSession(std::unique_ptr<sim::LiveRun> run, uint64_t recording_bytes);

  // Where it goes is settled: to where it shall stand first, or to its end.
  bool IsDecided() const { return mode_ == Mode::kToFork || mode_ == Mode::kStop; }

  const sim::LivePlan plan_;
  const std::string directory_;
  std::unique_ptr<sim::LiveRun> run_;  // null once it is closed
  Status status_;
  Mode mode_ = Mode::kHold;
  uint64_t hits_ = 0;  // of the gate, when it was last told to run until something
  bool all_taken_ = false;
  std::vector<sim::PositionedEvent> taken_;  // empty between two calls; keeps its memory
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_LIVE_SESSION_H_
