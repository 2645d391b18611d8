// One event as text, from the listing of its fields.
#ifndef LSMSCOPE_TRACES_FORMAT_DESCRIBE_H_
#define LSMSCOPE_TRACES_FORMAT_DESCRIBE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/events/all.h"
#include "traces/record/tables.h"

namespace lsm::trace {

// "8,431 CompactionProgress job=9 bytes_done=1,204 ...". Numbers are grouped; times stand in the
// unit that reads best.
std::string DescribeEvent(uint64_t position, const Event& event, const TraceTables& tables);
// Only the fields: "job=9 bytes_done=1,204".
std::string DescribeFields(const Event& event, const TraceTables& tables);

// One field of an event, as an inspector shows it.
struct FieldText {
  std::string_view name;
  std::string value;
  std::string_view doc;
  Unit unit = Unit::kNone;
  uint64_t number = 0;  // the value where it is a number
};
std::vector<FieldText> FieldsOf(const Event& event, const TraceTables& tables);

// The event's line of a JSON Lines trace, without the line's end.
void AppendEventJson(std::string* out, uint64_t position, const Event& event,
                     const TraceTables& tables);
std::string EventJson(uint64_t position, const Event& event, const TraceTables& tables);

// The name of a kind; "NotRecorded" for kind 0, "Unknown" for a number that nobody has.
std::string_view KindName(uint16_t kind);
// "engine/write/leveldb_queue.cc:88"; empty if unknown.
std::string SiteText(uint16_t site, const TraceTables& tables);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_DESCRIBE_H_
