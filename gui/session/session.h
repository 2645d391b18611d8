// What the app has open: a run whose events can be asked for by position and whose State can be
// asked for at any of them. A recording now; a run that still goes on fits the same interface,
// where size() grows.
#ifndef LSMSCOPE_GUI_SESSION_SESSION_H_
#define LSMSCOPE_GUI_SESSION_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>

#include "gui/session/run_index.h"
#include "lsm/status.h"
#include "traces/state/state.h"
#include "traces/trace.h"

namespace lsm::gui {

struct OpenLesson;  // lesson_session.h

class LiveSession;  // live_session.h

// Used by the app's thread only. Positions are 1..size(); 0 is before the first event. A long live
// recording has forgotten those before first().
class Session {
 public:
  virtual ~Session() = default;

  virtual uint64_t size() const = 0;
  virtual uint64_t first() const { return 1; }
  // REQUIRES: 1 <= position <= size(). A forgotten event is of kind 0.
  virtual const Event& EventAt(uint64_t position) const = 0;
  // REQUIRES: position <= size(). Valid until the next call. Before first(): the first one known.
  virtual const trace::State& StateAt(uint64_t position) = 0;

  virtual const trace::TraceHeader& header() const = 0;
  virtual const trace::TraceTables& tables() const = 0;
  // What the whole run looks like: stalls, lanes, rates. Refers to positions up to size().
  virtual const RunIndex& index() const = 0;

  // Name of the scenario that was run, as the run itself says; empty if it does not.
  virtual const std::string& scenario() const = 0;
  // What to call it: the name of the scenario or of the file.
  virtual const std::string& name() const = 0;
  // The events end in the middle of one, as after a crash of whoever recorded them.
  virtual bool cut_off() const = 0;

  // Time after `position`, 0 before the first event. Does not fall from position to position,
  // whatever the events of a damaged or partial trace say.
  // REQUIRES: position <= size().
  virtual uint64_t TimeAt(uint64_t position) const = 0;

  // Takes in what has come since the last call. Once a frame.
  virtual void Poll() {}
  // More may come.
  virtual bool growing() const { return false; }
  // The run behind it, if it can be paused and stepped; null: it cannot.
  virtual LiveSession* live() { return nullptr; }
  // What to tell of a run that ended badly; OK if there is nothing.
  virtual Status status() const { return Status::OK(); }

  // The lesson that is played over this run; null: none.
  virtual const OpenLesson* lesson() const { return nullptr; }
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_SESSION_H_
