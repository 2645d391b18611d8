// What the app has open: a run whose events can be asked for by position and whose State can be
// asked for at any of them. A recording now; a run that still goes on fits the same interface,
// where size() grows.
#ifndef LSMSCOPE_GUI_SESSION_SESSION_H_
#define LSMSCOPE_GUI_SESSION_SESSION_H_

#include <cstdint>
#include <memory>
#include <string>

#include "gui/session/run_index.h"
#include "traces/state/state.h"
#include "traces/trace.h"

namespace lsm::gui {

// Used by the app's thread only. Positions are 1..size(); 0 is before the first event.
class Session {
 public:
  virtual ~Session() = default;

  virtual uint64_t size() const = 0;
  // REQUIRES: 1 <= position <= size().
  virtual const Event& EventAt(uint64_t position) const = 0;
  // REQUIRES: position <= size(). Valid until the next call.
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
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_SESSION_H_
