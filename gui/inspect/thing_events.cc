#include "gui/inspect/thing_events.h"

#include <algorithm>
#include <type_traits>

#include "engine/events/all.h"

namespace lsm::gui {
namespace {

Unit UnitOf(Thing thing) {
  switch (thing) {
    case Thing::kWriter:
      return Unit::kWriter;
    case Thing::kGroup:
      return Unit::kGroup;
    case Thing::kLog:
      return Unit::kLog;
    case Thing::kMemTable:
      return Unit::kMemTable;
    case Thing::kFile:
      return Unit::kFile;
    case Thing::kJob:
      return Unit::kJob;
    case Thing::kRead:
      return Unit::kRead;
    case Thing::kStall:
      return Unit::kStall;
    default:
      return Unit::kNone;
  }
}

uint64_t Oldest(const Session& session, uint64_t from) {
  const uint64_t reach = from > kThingReach ? from - kThingReach : 1;
  return std::max(session.first(), reach);
}

// Blocks and filters that are asked on somebody's behalf: they tell of a read, and of nothing else.
bool IsDetail(const Event& event) {
  const EventInfo* info = FindEventInfo(event.kind);
  return info == nullptr || info->family == Family::kRead || info->family == Family::kCache;
}

}  // namespace

bool Names(const Event& event, uint64_t position, const Key& key) {
  if (key.thing == Thing::kRecord) return position == key.number;
  const Unit unit = UnitOf(key.thing);
  if (unit == Unit::kNone) return false;
  bool found = false;
  VisitEvent(event, [&](const auto& fields) {
    using E = std::remove_cvref_t<decltype(fields)>;
    E::ForEachField([&](const auto& field) {
      using T = std::remove_cvref_t<decltype(fields.*field.member)>;
      if constexpr (std::is_integral_v<T>) {
        found = found ||
                (field.unit == unit && static_cast<uint64_t>(fields.*field.member) == key.number);
      }
    });
  });
  return found;
}

uint64_t LastNaming(const Session& session, uint64_t from, const Key& key) {
  const uint64_t oldest = Oldest(session, from);
  for (uint64_t at = from; at >= oldest && at > 0; at--) {
    if (Names(session.EventAt(at), at, key)) return at;
  }
  return 0;
}

uint64_t FirstNaming(const Session& session, uint64_t from, const Key& key) {
  const uint64_t last = std::min(session.size(), from + kThingReach);
  for (uint64_t at = std::max(from + 1, session.first()); at <= last; at++) {
    if (Names(session.EventAt(at), at, key)) return at;
  }
  return 0;
}

uint64_t BirthOf(const Session& session, uint64_t from, const Key& key) {
  uint64_t birth = from;
  const uint64_t oldest = Oldest(session, from);
  for (uint64_t at = from; at >= oldest && at > 0; at--) {
    if (Names(session.EventAt(at), at, key)) birth = at;
  }
  return birth;
}

std::vector<uint64_t> EffectsOfThing(const Session& session, uint64_t birth, const Key& key,
                                     size_t limit) {
  std::vector<uint64_t> own;  // ascending
  std::vector<uint64_t> effects;
  if (birth == 0) return effects;
  const uint64_t last = std::min(session.size(), birth + kThingReach);
  for (uint64_t at = birth; at <= last && effects.size() < limit; at++) {
    const Event& event = session.EventAt(at);
    if (Names(event, at, key)) {
      own.push_back(at);
    } else if (event.cause >= birth && (key.thing == Thing::kRead || !IsDetail(event)) &&
               std::ranges::binary_search(own, event.cause)) {
      effects.push_back(at);
    }
  }
  return effects;
}

}  // namespace lsm::gui
