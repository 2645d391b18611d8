// Small helpers of the commands.
#ifndef LSMSCOPE_SIM_CLI_TEXT_H_
#define LSMSCOPE_SIM_CLI_TEXT_H_

#include <memory>
#include <string>
#include <string_view>

#include "lsm/status.h"
#include "traces/trace.h"

namespace lsm::sim {

// The text of an error without its kind: "FILE: what is wrong", not "Invalid argument: FILE: ...".
std::string MessageOf(const Status& status);

// Prints to standard output. False if that failed (a full disk, a closed pipe).
bool Print(std::string_view text);

// Loads a trace and tells on standard error what its reader must be told. Null after an error,
// which has been reported.
std::shared_ptr<trace::Trace> LoadForCommand(const std::string& path);

// Whether the trace has so many events; if not, reports which is the last.
bool CheckPosition(const trace::Trace& trace, const std::string& path, uint64_t position);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_TEXT_H_
