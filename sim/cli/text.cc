#include "sim/cli/text.h"

#include <cstdio>

#include "sim/cli/cli.h"
#include "traces/format/units.h"
#include "traces/load.h"

namespace lsm::sim {

std::string MessageOf(const Status& status) {
  const std::string text = status.ToString();
  for (const std::string_view kind : {"Invalid argument: ", "IO error: ", "NotFound: ",
                                      "Corruption: ", "Not implemented: ", "Result incomplete: "}) {
    if (text.starts_with(kind)) return text.substr(kind.size());
  }
  return text;
}

bool Print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() &&
         std::fflush(stdout) == 0;
}

std::shared_ptr<trace::Trace> LoadForCommand(const std::string& path) {
  std::shared_ptr<trace::Trace> trace;
  if (Status status = trace::LoadTrace(path, &trace); !status.ok()) {
    Fail(MessageOf(status));
    return nullptr;
  }
  if (!trace->note.empty()) Fail(path + ": " + trace->note);
  return trace;
}

bool CheckPosition(const trace::Trace& trace, const std::string& path, uint64_t position) {
  const uint64_t last = trace.events.size();
  if (position <= last) return true;
  Fail(path + ": there is no event " + trace::Grouped(position) + "; the last one is " +
       trace::Grouped(last));
  return false;
}

}  // namespace lsm::sim
