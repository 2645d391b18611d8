// LsmScope's own format of recorded workloads: one operation a line. See FORMAT.md.
#ifndef LSMSCOPE_SIM_RECORDING_CSV_RECORDING_H_
#define LSMSCOPE_SIM_RECORDING_CSV_RECORDING_H_

#include <memory>

#include "sim/recording/recording.h"

namespace lsm::sim {

// As OpenRecording.
[[nodiscard]] Status NewCsvRecording(const RecordingPlan& plan, uint32_t only_thread,
                                     std::unique_ptr<RecordingReader>* reader);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RECORDING_CSV_RECORDING_H_
