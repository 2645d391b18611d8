#include "gui/session/cause_chain.h"

#include "traces/format/describe.h"

namespace lsm::gui {
namespace {

Thing ThingOf(Unit unit) {
  switch (unit) {
    case Unit::kWriter:
      return Thing::kWriter;
    case Unit::kGroup:
      return Thing::kGroup;
    case Unit::kJob:
      return Thing::kJob;
    case Unit::kFile:
      return Thing::kFile;
    case Unit::kMemTable:
      return Thing::kMemTable;
    case Unit::kLog:
      return Thing::kLog;
    case Unit::kRead:
      return Thing::kRead;
    case Unit::kStall:
      return Thing::kStall;
    case Unit::kLevel:
      return Thing::kLevel;
    default:
      return Thing::kNothing;
  }
}

}  // namespace

std::vector<uint64_t> CauseChain(const Session& session, uint64_t position, size_t limit) {
  std::vector<uint64_t> chain;
  while (position != 0 && chain.size() < limit) {
    const uint64_t cause = session.EventAt(position).cause;
    if (cause == kNoEvent || cause >= position) break;
    chain.push_back(cause);
    position = cause;
  }
  return chain;
}

Key SubjectOf(const Event& event, const trace::TraceTables& tables) {
  // What acts before what it acts on.
  constexpr Unit kOrder[] = {Unit::kStall, Unit::kWriter,   Unit::kJob,
                             Unit::kRead,  Unit::kMemTable, Unit::kFile,
                             Unit::kLog,   Unit::kGroup,    Unit::kLevel};
  const std::vector<trace::FieldText> fields = trace::FieldsOf(event, tables);
  for (const Unit unit : kOrder) {
    for (const trace::FieldText& field : fields) {
      if (field.unit == unit && (field.number != 0 || unit == Unit::kLevel)) {
        return {ThingOf(unit), 0, field.number};
      }
    }
  }
  return {};
}

}  // namespace lsm::gui
