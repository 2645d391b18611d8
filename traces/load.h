// Opening a trace, whatever its format.
#ifndef LSMSCOPE_TRACES_LOAD_H_
#define LSMSCOPE_TRACES_LOAD_H_

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lsm/status.h"
#include "traces/trace.h"

namespace lsm::trace {

// One way of reading a file into a Trace. The list of all stands in load.cc: a new format is a file
// and a line there.
struct Importer {
  std::string_view name;
  std::string_view files;  // what it reads, for messages: "LsmScope traces (JSON Lines)"
  // Whether a file that begins with these bytes (at most 4,096) is this importer's.
  bool (*recognizes)(std::string_view beginning);
  // `cancel`: as for LoadTrace.
  Status (*read)(const std::string& path, Trace* trace, const std::atomic<bool>* cancel);
};
std::span<const Importer> Importers();

// Reads `path` by its content. *trace is null after an error, whose text names the file, the line
// where there is one, and what was expected. A trace that was cut off is no error: see
// Trace::cut_off. Once *cancel is true the file is given up soon, with an error; null: nobody does
// that.
[[nodiscard]] Status LoadTrace(const std::string& path, std::shared_ptr<Trace>* trace,
                               const std::atomic<bool>* cancel = nullptr);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_LOAD_H_
