#include "traces/format/jsonl_reader.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "traces/format/event_parser.h"
#include "traces/format/json_scan.h"
#include "traces/format/line_reader.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

constexpr std::string_view kHeaderExpected = "expected {\"lsmscope_trace\":1,...}";

// Reads the header and the events of one file.
class Reader {
 public:
  Reader(const std::string& path, Trace* trace)
      : path_(path), trace_(*trace), parser_(&trace->tables) {}

  Status Read() {
    if (Status status = lines_.Open(path_); !status.ok()) return status;
    if (Status status = ReadHeader(); !status.ok()) return status;
    std::string_view line;
    while (lines_.Next(&line)) {
      if (line.empty()) continue;
      if (Status status = ReadEvent(line); !status.ok()) return status;
    }
    if (!lines_.status().ok()) return lines_.status();
    NoteMissingEnd();
    return Status::OK();
  }

 private:
  Status Error(const std::string& what) const {
    return Status::Corruption(path_ + ":" + std::to_string(lines_.line_number()) + ": " + what);
  }
  Status HeaderError(const std::string& what) const {
    return Error(what + "; " + std::string(kHeaderExpected));
  }

  Status ReadHeader();
  Status ReadHeaderMember(const JsonMember& member);
  Status ReadFamilies(const JsonValue& json);
  Status ReadEvent(std::string_view line);
  Status FillGap(uint64_t position);
  void NoteMissingEnd();

  const std::string& path_;
  Trace& trace_;
  LineReader lines_;
  EventParser parser_;
  JsonScan scan_;
  uint64_t recorded_ = 0;
};

Status Reader::ReadHeader() {
  std::string_view line;
  if (!lines_.Next(&line)) {
    if (!lines_.status().ok()) return lines_.status();
    return Status::Corruption(path_ + ": the file is empty; " + std::string(kHeaderExpected));
  }
  std::vector<JsonMember> members;
  if (!scan_.Object(line, &members)) {
    return HeaderError(lines_.ends_without_newline() && line.starts_with("{\"lsmscope_trace\"")
                           ? "the file ends within its header"
                           : "not a header");
  }
  if (members.empty() || members[0].name != "lsmscope_trace") return HeaderError("not a header");
  uint64_t format = 0;
  if (!ParseJsonUnsigned(members[0].value, INT32_MAX, &format)) return HeaderError("not a header");
  if (format != kTraceFormatVersion) {
    return Error("format " + std::to_string(format) + "; expected format " +
                 std::to_string(kTraceFormatVersion) + ", the only one that this program reads");
  }
  for (const JsonMember& member : members) {
    if (Status status = ReadHeaderMember(member); !status.ok()) return status;
  }
  return Status::OK();
}

// Members that are not known are left alone: they may come from a later program.
Status Reader::ReadHeaderMember(const JsonMember& member) {
  TraceHeader& header = trace_.header;
  const auto bad = [&](const char* expected) {
    return Error("\"" + std::string(member.name) + "\" is " + JsonExcerpt(member.value) +
                 "; expected " + expected);
  };
  if (member.name == "program" && !DecodeJsonString(member.value, &header.program)) {
    return bad("a text");
  }
  if (member.name == "scenario" && !DecodeJsonString(member.value, &header.scenario)) {
    return bad("a text");
  }
  if (member.name == "seed" && !ParseJsonUnsigned(member.value, UINT64_MAX, &header.seed)) {
    return bad("a whole number");
  }
  if (member.name == "sources_hash" &&
      !ParseJsonUnsigned(member.value, UINT64_MAX, &header.sources_hash)) {
    return bad("a whole number");
  }
  if (member.name == "real") {
    if (member.value.type != JsonValue::Type::kBool) return bad("true or false");
    header.real = member.value.boolean;
  }
  if (member.name == "families") return ReadFamilies(member.value);
  return Status::OK();
}

Status Reader::ReadFamilies(const JsonValue& json) {
  std::vector<JsonValue> elements;
  if (json.type != JsonValue::Type::kArray || !scan_.Array(json.text, &elements)) {
    return Error("\"families\" is " + JsonExcerpt(json) + "; expected a list of families");
  }
  trace_.header.families = 0;
  for (const JsonValue& element : elements) {
    const auto found = std::find(std::begin(kFamilyNames), std::end(kFamilyNames), element.text);
    if (element.type != JsonValue::Type::kString || found == std::end(kFamilyNames)) {
      return Error("unknown family " + JsonExcerpt(element) + "; expected names of families");
    }
    trace_.header.families |= Bit(static_cast<Family>(found - std::begin(kFamilyNames)));
  }
  return Status::OK();
}

Status Reader::ReadEvent(std::string_view line) {
  switch (parser_.Parse(line)) {
    case EventParser::Result::kEvent:
      break;
    case EventParser::Result::kNotJson:
      if (!lines_.ends_without_newline()) return Error(parser_.error());
      trace_.cut_off = true;
      trace_.note = "The file is cut off in line " + Grouped(lines_.line_number()) +
                    "; the last whole event is " + Grouped(trace_.events.size()) + ".";
      return Status::OK();
    case EventParser::Result::kBadEvent:
      return Error(parser_.error());
  }
  if (parser_.position() != trace_.events.size() + 1) {
    if (Status status = FillGap(parser_.position()); !status.ok()) return status;
  }
  trace_.events.Append(parser_.event());
  recorded_++;
  return Status::OK();
}

// Where families were left out, so were positions. Their number is bounded by what is there, so
// that a short file cannot ask for much memory.
Status Reader::FillGap(uint64_t position) {
  const uint64_t next = trace_.events.size() + 1;
  const bool some_left_out = (trace_.header.families & kAllFamilies) != kAllFamilies;
  const uint64_t limit = some_left_out ? next + 1024 + 64 * recorded_ : next;
  if (position < next || position > limit) {
    return Error("position " + std::to_string(position) + "; expected " + std::to_string(next));
  }
  while (trace_.events.size() + 1 < position) trace_.events.Append(Event());
  return Status::OK();
}

void Reader::NoteMissingEnd() {
  const uint64_t size = trace_.events.size();
  if (trace_.cut_off || (size > 0 && trace_.events.At(size).Is<RunEnded>())) return;
  trace_.cut_off = true;
  trace_.note = "The trace stops after event " + Grouped(size) +
                ", before the end of its run (RunEnded is missing).";
}

}  // namespace

Status ReadJsonl(const std::string& path, Trace* trace) { return Reader(path, trace).Read(); }

bool LooksLikeJsonl(std::string_view beginning) {
  const size_t brace = beginning.find_first_not_of(" \t");
  return brace != std::string_view::npos && beginning[brace] == '{' &&
         beginning.substr(brace).find("lsmscope_trace") < 16;
}

}  // namespace lsm::trace
