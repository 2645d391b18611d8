// Makes traces for tests: an event at a time, or a small run of a make-believe engine, which keeps
// the protocol and gives true accounts of itself.
#ifndef LSMSCOPE_TESTS_TRACES_TRACE_SCRIPT_H_
#define LSMSCOPE_TESTS_TRACES_TRACE_SCRIPT_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/random.h"
#include "engine/events/all.h"
#include "traces/trace.h"

namespace lsm::trace {

class TraceScript {
 public:
  TraceScript() : trace_(std::make_shared<Trace>()) {}

  // Appends an event and gives its position. Time goes on by 100 ns.
  template <class E>
  uint64_t Add(const E& fields, uint16_t thread = 1, uint64_t cause = kNoEvent,
               const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
    Event event = Event::Of(fields);
    event.time_ns = time_ns_ += 100;
    event.thread = thread;
    event.cause = cause;
    event.site = trace_->tables.sites.Add(EmitSite{file, line});
    trace_->events.Append(event);
    return trace_->events.size();
  }
  Text Intern(std::string_view text) { return trace_->tables.texts.Add(text); }
  void PassTime(uint64_t nanos) { time_ns_ += nanos; }
  std::shared_ptr<Trace> trace() const { return trace_; }

 private:
  std::shared_ptr<Trace> trace_;
  uint64_t time_ns_ = 0;
};

struct RunShape {
  uint64_t seed = 1;
  int clients = 4;
  int rounds = 50;  // of: some writers enqueue, the front one leads a group
  int reads_percent = 20;
};

// A whole run: RunStarted ... RunEnded, with groups, memtable switches, flushes, compactions,
// stalls, reads and accounts.
std::shared_ptr<Trace> MakeRun(const RunShape& shape = {});

}  // namespace lsm::trace

#endif  // LSMSCOPE_TESTS_TRACES_TRACE_SCRIPT_H_
