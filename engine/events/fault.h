// Errors that stick.
#ifndef LSMSCOPE_ENGINE_EVENTS_FAULT_H_
#define LSMSCOPE_ENGINE_EVENTS_FAULT_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

struct BackgroundErrorSet {
  static constexpr EventInfo kInfo{
      220, "BackgroundErrorSet", Family::kFault,
      "From now on every write fails, until the database is opened again."};
  Text message;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"message", &BackgroundErrorSet::message, Unit::kNone, "the error"});
    visit(Field{"outcome", &BackgroundErrorSet::outcome, Unit::kNone, "its kind"});
  }
};

// Emitted by the simulator: a call of the operating system did something else than it should.
struct FaultInjected {
  static constexpr EventInfo kInfo{221, "FaultInjected", Family::kFault,
                                   "The simulated machine fails, as its scenario says."};
  Text what;
  Text file;
  uint32_t fault = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"what", &FaultInjected::what, Unit::kNone, "which call, and what it does"});
    visit(Field{"file", &FaultInjected::file, Unit::kNone, "on which file"});
    visit(Field{"fault", &FaultInjected::fault, Unit::kCount, "which one of the scenario, from 1"});
  }
};

// Emitted by the simulator. What was in memory is gone; the machine starts anew on the disk that is
// left, and the clients go on with what was not answered.
struct PowerCut {
  static constexpr EventInfo kInfo{222, "PowerCut", Family::kFault,
                                   "The power fails: what was in memory is gone."};
  Text survives;
  uint64_t bytes_before = 0;
  uint64_t bytes_after = 0;
  uint32_t files_before = 0;
  uint32_t files_after = 0;
  uint32_t fault = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"survives", &PowerCut::survives, Unit::kNone, "of what was not synced"});
    visit(Field{"bytes_before", &PowerCut::bytes_before, Unit::kBytes,
                "in the database's files, as programs saw them"});
    visit(Field{"bytes_after", &PowerCut::bytes_after, Unit::kBytes, "in those that are found"});
    visit(Field{"files_before", &PowerCut::files_before, Unit::kCount,
                "files, as programs saw them"});
    visit(Field{"files_after", &PowerCut::files_after, Unit::kCount, "files that are found"});
    visit(Field{"fault", &PowerCut::fault, Unit::kCount, "which one of the scenario, from 1"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_FAULT_H_
