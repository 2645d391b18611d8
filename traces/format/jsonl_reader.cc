#include "traces/format/jsonl_reader.h"

#include "traces/format/jsonl_lines.h"
#include "traces/format/line_reader.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

void NoteCutLine(Trace* trace, uint64_t line_number) {
  trace->cut_off = true;
  trace->note = "The file is cut off in line " + Grouped(line_number) +
                "; the last whole event is " + Grouped(trace->events.size()) + ".";
}

void NoteMissingEnd(Trace* trace) {
  trace->cut_off = true;
  trace->note = "The trace stops after event " + Grouped(trace->events.size()) +
                ", before the end of its run (RunEnded is missing).";
}

// Hands over to a trace that somebody else owns.
class Appender final : public EventConsumer {
 public:
  explicit Appender(Trace* trace) : trace_(trace) {}
  void OnEvent(uint64_t position, const Event& event) override {
    while (trace_->events.size() + 1 < position) trace_->events.Append(Event());
    trace_->events.Append(event);
  }

 private:
  Trace* const trace_;
};

}  // namespace

Status ReadJsonl(const std::string& path, Trace* trace, const std::atomic<bool>* cancel) {
  LineReader file;
  if (Status status = file.Open(path); !status.ok()) return status;
  Appender appender(trace);
  JsonlLines lines(path, trace, &appender);
  std::string_view line;
  if (!file.Next(&line)) {
    if (!file.status().ok()) return file.status();
    return Status::Corruption(path + ": the file is empty; " + std::string(kJsonlHeaderExpected));
  }
  if (Status s = lines.Header(line, !file.ends_without_newline()); !s.ok()) return s;
  bool cut = false;
  while (file.Next(&line)) {
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
      return Status::Incomplete(path + ": given up in line " + Grouped(file.line_number()));
    }
    if (line.empty()) continue;
    const bool whole = !file.ends_without_newline();
    if (Status s = lines.Event(line, file.line_number(), whole, &cut); !s.ok()) return s;
  }
  if (!file.status().ok()) return file.status();
  if (cut) {
    NoteCutLine(trace, file.line_number());
  } else if (!lines.ended()) {
    NoteMissingEnd(trace);
  }
  return Status::OK();
}

bool LooksLikeJsonl(std::string_view beginning) {
  const size_t brace = beginning.find_first_not_of(" \t");
  return brace != std::string_view::npos && beginning[brace] == '{' &&
         beginning.substr(brace).find("lsmscope_trace") < 16;
}

}  // namespace lsm::trace
