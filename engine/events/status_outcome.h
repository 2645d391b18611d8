// A Status as it travels in events.
#ifndef LSMSCOPE_ENGINE_EVENTS_STATUS_OUTCOME_H_
#define LSMSCOPE_ENGINE_EVENTS_STATUS_OUTCOME_H_

#include "engine/events/event.h"
#include "lsm/status.h"

namespace lsm {

inline Outcome OutcomeOf(const Status& status) {
  if (status.ok()) return Outcome::kOk;
  if (status.IsNotFound()) return Outcome::kNotFound;
  if (status.IsCorruption()) return Outcome::kCorruption;
  if (status.IsNotSupportedError()) return Outcome::kNotSupported;
  if (status.IsInvalidArgument()) return Outcome::kInvalidArgument;
  if (status.IsIncomplete()) return Outcome::kIncomplete;
  return Outcome::kIoError;
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_STATUS_OUTCOME_H_
