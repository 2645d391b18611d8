// The lines of a trace in JSON Lines, one by one: the header, then events (traces/FORMAT.md).
#ifndef LSMSCOPE_TRACES_FORMAT_JSONL_LINES_H_
#define LSMSCOPE_TRACES_FORMAT_JSONL_LINES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lsm/status.h"
#include "traces/format/event_parser.h"
#include "traces/format/json_scan.h"
#include "traces/record/consumer.h"
#include "traces/trace.h"

namespace lsm::trace {

inline constexpr std::string_view kJsonlHeaderExpected = "expected {\"lsmscope_trace\":1,...}";

// Errors are one line "FILE:LINE: what; expected ...".
class JsonlLines {
 public:
  // Fills header and tables of `trace`; events go to `consumer`. Neither is owned.
  JsonlLines(std::string path, Trace* trace, EventConsumer* consumer)
      : path_(std::move(path)), trace_(*trace), consumer_(consumer), parser_(&trace->tables) {}

  // The first line. `whole`: its end was seen.
  [[nodiscard]] Status Header(std::string_view line, bool whole);
  // Any other line. `cut` (may be null) is set if the line is no JSON and has no end: its writer
  // has not come to the end of it. Then nothing is told.
  [[nodiscard]] Status Event(std::string_view line, uint64_t line_number, bool whole, bool* cut);

  // Position of the last event, and its kind.
  uint64_t last_position() const { return last_position_; }
  bool ended() const { return ended_; }  // it was RunEnded

 private:
  Status Error(const std::string& what) const {
    return Status::Corruption(path_ + ":" + std::to_string(line_number_) + ": " + what);
  }
  Status HeaderError(const std::string& what) const {
    return Error(what + "; " + std::string(kJsonlHeaderExpected));
  }
  Status HeaderMember(const JsonMember& member);
  Status Families(const JsonValue& json);
  Status CheckPosition(uint64_t position) const;

  const std::string path_;
  Trace& trace_;
  EventConsumer* const consumer_;
  EventParser parser_;
  JsonScan scan_;
  uint64_t line_number_ = 1;
  uint64_t last_position_ = 0;
  uint64_t recorded_ = 0;
  bool ended_ = false;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSONL_LINES_H_
