// Opening a database, and errors that stick. (Logs that are replayed: apply_wal.cc.)
#include "traces/state/apply.h"

namespace lsm::trace {

void Apply(State& state, const EventContext& at, const RecoveryBegin&) {
  state.recovery = {.begun = at.position};
}

void Apply(State& state, const EventContext&, const ManifestRead& e) {
  state.manifest = e.manifest;
  state.log_number = e.log_number;
  state.last_sequence = e.last_sequence;
  if (state.recovery) state.recovery->last_sequence = e.last_sequence;
}

void Apply(State& state, const EventContext&, const RecordReplayed& e) {
  if (!state.recovery) return;
  RecoveryState& recovery = *state.recovery;
  recovery.log = e.log;
  recovery.records++;
  recovery.entries += e.entries;
  recovery.bytes += e.bytes;
  if (e.entries > 0) recovery.last_sequence = e.sequence + e.entries - 1;
}

void Apply(State& state, const EventContext&, const RecoveryEnd& e) {
  state.recovery.reset();
  if (state.power_cut && e.outcome == Outcome::kOk) state.power_cut->recovered = e.last_sequence;
  state.database_open = e.outcome == Outcome::kOk;
  if (state.database_open) state.last_sequence = e.last_sequence;
}

void Apply(State& state, const EventContext&, const BackgroundErrorSet& e) {
  state.background_error = e.message;
}

void Apply(State&, const EventContext&, const FaultInjected&) {}

// A repair works on the files of a database that nobody has open.
void Apply(State&, const EventContext&, const RepairBegin&) {}
void Apply(State&, const EventContext&, const LogConverted&) {}
void Apply(State&, const EventContext&, const TableRepaired&) {}
void Apply(State&, const EventContext&, const RepairEnd&) {}

// Threads and everything in memory are gone. What is on the disk is known again when the database
// was opened.
void Apply(State& state, const EventContext& at, const PowerCut& e) {
  const uint64_t last_sequence = state.last_sequence;
  ForgetDatabase(state);
  state.threads.clear();
  state.power_cut = {.at = at.position,
                     .survives = e.survives,
                     .bytes_before = e.bytes_before,
                     .bytes_after = e.bytes_after,
                     .files_before = e.files_before,
                     .files_after = e.files_after,
                     .last_sequence = last_sequence};
}

}  // namespace lsm::trace
