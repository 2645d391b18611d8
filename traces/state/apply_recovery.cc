// Opening a database, and errors that stick. (Logs that are replayed: apply_wal.cc.)
#include "traces/state/apply.h"

namespace lsm::trace {

void Apply(State&, const EventContext&, const RecoveryBegin&) {}

void Apply(State& state, const EventContext&, const ManifestRead& e) {
  state.manifest = e.manifest;
  state.log_number = e.log_number;
  state.last_sequence = e.last_sequence;
}

void Apply(State& state, const EventContext&, const RecoveryEnd& e) {
  state.database_open = e.outcome == Outcome::kOk;
  if (state.database_open) state.last_sequence = e.last_sequence;
}

void Apply(State& state, const EventContext&, const BackgroundErrorSet& e) {
  state.background_error = e.message;
}

}  // namespace lsm::trace
