// A session over a trace: one that was read from a file, or one that a scenario has just made.
#ifndef LSMSCOPE_GUI_SESSION_RECORDED_SESSION_H_
#define LSMSCOPE_GUI_SESSION_RECORDED_SESSION_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "gui/session/session.h"
#include "traces/timeline/timeline.h"
#include "traces/trace.h"

namespace lsm::gui {

// What is found out of a whole trace before it is shown, in one pass over its events.
struct WholeRun {
  RunIndex index;
  std::vector<uint64_t> times;  // by position from 0, ascending
};

// Incomplete once *cancel is true (null: never).
[[nodiscard]] Status ReadWholeRun(const trace::Trace& trace, const std::atomic<bool>* cancel,
                                  WholeRun* run);

class RecordedSession : public Session {
 public:
  // `run`: of this trace.
  RecordedSession(std::shared_ptr<const trace::Trace> trace, std::string name, WholeRun run);
  RecordedSession(std::shared_ptr<const trace::Trace> trace, std::string name);

  uint64_t size() const override { return timeline_.size(); }
  const Event& EventAt(uint64_t position) const override;
  const trace::State& StateAt(uint64_t position) override;
  uint64_t TimeAt(uint64_t position) const override { return run_.times[position]; }
  const trace::TraceHeader& header() const override { return trace_->header; }
  const trace::TraceTables& tables() const override { return trace_->tables; }
  const RunIndex& index() const override { return run_.index; }
  const std::string& scenario() const override { return scenario_; }
  const std::string& name() const override { return name_; }
  bool cut_off() const override { return trace_->cut_off; }

 private:
  const std::shared_ptr<const trace::Trace> trace_;
  const std::string name_;
  std::string scenario_;
  trace::Timeline timeline_;
  const WholeRun run_;
  trace::State state_;  // at state_.position
  bool has_state_ = false;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_RECORDED_SESSION_H_
