// RocksDB's query trace (DB::StartTrace, db_bench --trace_file) as a recorded workload.
#ifndef LSMSCOPE_SIM_RECORDING_ROCKSDB_TRACE_H_
#define LSMSCOPE_SIM_RECORDING_ROCKSDB_TRACE_H_

#include <memory>
#include <string_view>

#include "sim/recording/recording.h"

namespace lsm::sim {

// By the first 24 bytes or more of a file.
bool IsRocksDbTrace(std::string_view beginning);

// As OpenRecording.
[[nodiscard]] Status NewRocksDbTrace(const RecordingPlan& plan, uint32_t only_thread,
                                     std::unique_ptr<RecordingReader>* reader);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RECORDING_ROCKSDB_TRACE_H_
