// The first line of a JSON Lines trace.
#ifndef LSMSCOPE_TRACES_FORMAT_HEADER_JSON_H_
#define LSMSCOPE_TRACES_FORMAT_HEADER_JSON_H_

#include <string>

#include "traces/trace.h"

namespace lsm::trace {

// Without the line's end.
std::string HeaderJson(const TraceHeader& header);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_HEADER_JSON_H_
