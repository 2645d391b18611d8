// One line of a JSON Lines trace, made into an Event.
#ifndef LSMSCOPE_TRACES_FORMAT_EVENT_PARSER_H_
#define LSMSCOPE_TRACES_FORMAT_EVENT_PARSER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/events/all.h"
#include "traces/format/json_scan.h"
#include "traces/record/tables.h"

namespace lsm::trace {

class EventParser {
 public:
  // Texts and sites go into `tables` (not owned).
  explicit EventParser(TraceTables* tables) : tables_(tables) {}

  enum class Result : uint8_t {
    kEvent,
    kNotJson,   // not one JSON object: perhaps a line that was cut
    kBadEvent,  // an object, but not an event of this program
  };
  // After kEvent, position() and event() have it; else error() says "what; expected ...".
  Result Parse(std::string_view line);

  uint64_t position() const { return position_; }
  const Event& event() const { return event_; }
  const std::string& error() const { return error_; }

  // ---- For the parsers of single kinds ----

  // The field of that name among those that are not the header's; null and an error if it is
  // missing. Fields are usually asked for in the order in which they stand.
  const JsonValue* Take(std::string_view name);
  bool Read(const JsonValue& json, std::string_view name, Text* value);
  bool Read(const JsonValue& json, std::string_view name, KeyRef* value);
  bool Read(const JsonValue& json, std::string_view name, ThreadSet* value);
  bool Unsigned(const JsonValue& json, std::string_view name, uint64_t max, uint64_t* number);
  bool Signed(const JsonValue& json, std::string_view name, int64_t min, int64_t max,
              int64_t* number);
  bool Flag(const JsonValue& json, std::string_view name, uint8_t* value);
  bool Fail(std::string_view name, const JsonValue& json, std::string_view expected);

 private:
  bool ParseHeader();
  bool ParseSite(const JsonValue& json);

  TraceTables* const tables_;
  JsonScan scan_;
  std::vector<JsonMember> members_;
  std::vector<JsonMember> nested_;
  size_t next_field_ = 0;  // among members_: where Take looks first
  size_t fields_taken_ = 0;
  size_t fields_ = 0;  // members that are not the header's
  std::string_view kind_;
  std::string scratch_;
  uint64_t position_ = 0;
  Event event_;
  std::string error_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_EVENT_PARSER_H_
