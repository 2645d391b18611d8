// Reads a trace from JSON Lines (traces/FORMAT.md).
#ifndef LSMSCOPE_TRACES_FORMAT_JSONL_READER_H_
#define LSMSCOPE_TRACES_FORMAT_JSONL_READER_H_

#include <atomic>
#include <string>
#include <string_view>

#include "lsm/status.h"
#include "traces/trace.h"

namespace lsm::trace {

// Fills an empty `trace`. The file may be hostile: an error is one line "FILE:LINE: what; expected
// ...", and memory stays in proportion to the file. A last line that was cut is left out, and
// trace->cut_off and trace->note say so.
// Once *cancel is true (null: never) it reads no further, which is an error as well.
[[nodiscard]] Status ReadJsonl(const std::string& path, Trace* trace,
                               const std::atomic<bool>* cancel = nullptr);

// Whether a file that begins so is a trace in JSON Lines.
bool LooksLikeJsonl(std::string_view beginning);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSONL_READER_H_
