// A trace that is being written: under a temporary name until it is whole.
#ifndef LSMSCOPE_SIM_CLI_TRACE_FILE_H_
#define LSMSCOPE_SIM_CLI_TRACE_FILE_H_

#include <memory>
#include <string>

#include "lsm/status.h"
#include "sim/cli/output_file.h"
#include "traces/format/jsonl_writer.h"
#include "traces/record/tables.h"
#include "traces/trace.h"

namespace lsm::sim {

class TraceFile {
 public:
  // An unwritable place is found out here, before the work is done. `tables` is not owned.
  [[nodiscard]] static Status Open(const std::string& path, const trace::TraceHeader& header,
                                   const trace::TraceTables* tables,
                                   std::unique_ptr<TraceFile>* file);
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  trace::EventConsumer* consumer() { return writer_.get(); }
  // The trace is whole: it gets its name.
  [[nodiscard]] Status Finish();

 private:
  TraceFile() = default;

  OutputFile output_;
  std::unique_ptr<trace::JsonlWriter> writer_;  // goes before its file does
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_TRACE_FILE_H_
