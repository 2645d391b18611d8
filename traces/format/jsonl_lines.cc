#include "traces/format/jsonl_lines.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace lsm::trace {

Status JsonlLines::Header(std::string_view line, bool whole) {
  std::vector<JsonMember> members;
  if (!scan_.Object(line, &members)) {
    return HeaderError(!whole && line.starts_with("{\"lsmscope_trace\"")
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
    if (Status status = HeaderMember(member); !status.ok()) return status;
  }
  return Status::OK();
}

// Members that are not known are left alone: they may come from a later program.
Status JsonlLines::HeaderMember(const JsonMember& member) {
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
  if (member.name == "families") return Families(member.value);
  return Status::OK();
}

Status JsonlLines::Families(const JsonValue& json) {
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

Status JsonlLines::Event(std::string_view line, uint64_t line_number, bool whole, bool* cut) {
  line_number_ = line_number;
  switch (parser_.Parse(line)) {
    case EventParser::Result::kEvent:
      break;
    case EventParser::Result::kNotJson:
      if (whole || cut == nullptr) return Error(parser_.error());
      *cut = true;
      return Status::OK();
    case EventParser::Result::kBadEvent:
      return Error(parser_.error());
  }
  if (Status status = CheckPosition(parser_.position()); !status.ok()) return status;
  last_position_ = parser_.position();
  recorded_++;
  ended_ = parser_.event().Is<RunEnded>();
  consumer_->OnEvent(last_position_, parser_.event());
  return Status::OK();
}

// Where families were left out, so were positions. Their number is bounded by what is there, so
// that a short file cannot ask for much memory.
Status JsonlLines::CheckPosition(uint64_t position) const {
  const uint64_t next = last_position_ + 1;
  const bool some_left_out = (trace_.header.families & kAllFamilies) != kAllFamilies;
  const uint64_t limit = some_left_out ? next + 1024 + 64 * recorded_ : next;
  if (position >= next && position <= limit) return Status::OK();
  return Error("position " + std::to_string(position) + "; expected " + std::to_string(next));
}

}  // namespace lsm::trace
