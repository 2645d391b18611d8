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

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_FAULT_H_
