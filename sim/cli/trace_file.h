// A trace that is being written: under a temporary name until it is whole.
#ifndef LSMSCOPE_SIM_CLI_TRACE_FILE_H_
#define LSMSCOPE_SIM_CLI_TRACE_FILE_H_

#include <memory>
#include <string>

#include "lsm/status.h"
#include "traces/format/jsonl_writer.h"
#include "traces/record/tables.h"
#include "traces/trace.h"

namespace lsm::sim {

// What stood under the name before stays until the new trace is whole; after an error nothing new
// is left behind. What is no ordinary file (a pipe, a device) is written to as it is.
class TraceFile {
 public:
  // Opens PATH.part beside the target, so that an unwritable place is found out before the work is
  // done. `tables` is not owned.
  [[nodiscard]] static Status Open(const std::string& path, const trace::TraceHeader& header,
                                   const trace::TraceTables* tables,
                                   std::unique_ptr<TraceFile>* file);
  // Removes what is not whole.
  ~TraceFile();
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  trace::EventConsumer* consumer() { return writer_.get(); }
  // The trace is whole: it gets its name.
  [[nodiscard]] Status Finish();

 private:
  static Status InTermsOf(const TraceFile& file, const Status& status);
  TraceFile(std::string path, std::string part) : path_(std::move(path)), part_(std::move(part)) {}

  const std::string path_;
  const std::string part_;  // where it is written; the same for what is no ordinary file
  bool finished_ = false;
  std::unique_ptr<trace::JsonlWriter> writer_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_TRACE_FILE_H_
