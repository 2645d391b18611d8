// A Get of a key at a moment, from outside the engine: which places it would ask, and what each of
// them would answer.
#ifndef LSMSCOPE_SIM_INSPECT_LOOK_UP_H_
#define LSMSCOPE_SIM_INSPECT_LOOK_UP_H_

#include <cstdint>
#include <string_view>

#include "sim/inspect/database_files.h"
#include "sim/inspect/place_answer.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::sim {

// Reads the files as of the State: `files` may be of a later moment, as long as none is gone.
// Entries after `snapshot` are not seen; kLatest: those that are published at that moment are.
inline constexpr uint64_t kLatest = UINT64_MAX;
KeyLookUp LookUp(const trace::State& state, const trace::TraceTables& tables,
                 const DatabaseFiles& files, std::string_view key, uint64_t snapshot = kLatest);

// The same from a recorded Get.
KeyLookUp RecordedLookUp(const trace::ReadState& read);

// Only where it would look, for when the files are not at hand: every place is unasked.
KeyLookUp PlacesOnly(const trace::State& state, const trace::TraceTables& tables,
                     std::string_view key, uint64_t snapshot = kLatest);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_INSPECT_LOOK_UP_H_
