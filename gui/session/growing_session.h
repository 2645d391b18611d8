// A session over a recording that still grows, within a bound: its oldest events are forgotten.
#ifndef LSMSCOPE_GUI_SESSION_GROWING_SESSION_H_
#define LSMSCOPE_GUI_SESSION_GROWING_SESSION_H_

#include <deque>
#include <memory>
#include <string>

#include "gui/session/session.h"
#include "traces/timeline/bounded_recording.h"

namespace lsm::gui {

// Who derives from it says in Poll what has come.
class GrowingSession : public Session {
 public:
  uint64_t size() const override { return recording_.size(); }
  uint64_t first() const override { return recording_.first(); }
  const Event& EventAt(uint64_t position) const override;
  const trace::State& StateAt(uint64_t position) override;
  uint64_t TimeAt(uint64_t position) const override;
  const trace::TraceHeader& header() const override { return trace_->header; }
  const trace::TraceTables& tables() const override { return trace_->tables; }
  const RunIndex& index() const override { return *index_; }
  const std::string& scenario() const override { return scenario_; }
  const std::string& name() const override { return name_; }
  bool cut_off() const override { return false; }

 protected:
  GrowingSession(std::shared_ptr<trace::Trace> trace, std::string name, uint64_t bytes);

  void Add(uint64_t position, const Event& event);
  // After one or more Add.
  void UpdateIndex() { index_ = &builder_.Current(); }

 private:
  const std::shared_ptr<trace::Trace> trace_;
  const std::string name_;
  std::string scenario_;
  trace::BoundedRecording recording_;
  RunIndexBuilder builder_;
  const RunIndex* index_;
  uint64_t times_begin_ = 0;    // position of times_.front()
  std::deque<uint64_t> times_;  // ascending
  trace::State state_;
  bool has_state_ = false;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_GROWING_SESSION_H_
