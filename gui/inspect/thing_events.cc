#include "gui/inspect/thing_events.h"

#include <algorithm>
#include <span>

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

// Positions of the events that name the thing, ascending. Of a record that is the one event that
// it is known by.
std::span<const uint64_t> Naming(const Session& session, uint64_t near, const Key& key) {
  if (key.thing != Thing::kRecord)
    return session.index().names.Naming(UnitOf(key.thing), key.number, near);
  const bool there = key.number >= session.first() && key.number <= session.size();
  return there ? std::span<const uint64_t>(&key.number, 1) : std::span<const uint64_t>();
}

// Blocks and filters that are asked on somebody's behalf: they tell of a read, and of nothing else.
bool IsDetail(const Event& event) {
  const EventInfo* info = FindEventInfo(event.kind);
  return info == nullptr || info->family == Family::kRead || info->family == Family::kCache;
}

}  // namespace

bool Names(const Event& event, uint64_t position, const Key& key) {
  if (key.thing == Thing::kRecord) return position == key.number;
  return NamesThing(event, UnitOf(key.thing), key.number);
}

uint64_t LastNaming(const Session& session, uint64_t from, const Key& key) {
  const std::span<const uint64_t> naming = Naming(session, from, key);
  const auto after = std::ranges::upper_bound(naming, from);
  return after == naming.begin() ? 0 : *(after - 1);
}

uint64_t FirstNaming(const Session& session, uint64_t from, const Key& key) {
  const std::span<const uint64_t> naming = Naming(session, from, key);
  const auto after = std::ranges::upper_bound(naming, from);
  return after == naming.end() ? 0 : *after;
}

uint64_t BirthOf(const Session& session, uint64_t near, const Key& key) {
  const std::span<const uint64_t> naming = Naming(session, near, key);
  return naming.empty() ? 0 : naming.front();
}

std::vector<uint64_t> EffectsOfThing(const Session& session, uint64_t near, const Key& key,
                                     size_t limit) {
  constexpr size_t kMostNaming = 4096;  // more would be felt in a frame
  const NamingIndex& names = session.index().names;
  std::span<const uint64_t> naming = Naming(session, near, key);
  naming = naming.first(std::min(naming.size(), kMostNaming));
  std::vector<uint64_t> effects;
  for (const uint64_t own : naming) {
    for (uint64_t at = names.FirstAnswer(own); at != 0; at = names.NextAnswer(at)) {
      const Event& event = session.EventAt(at);
      if (Names(event, at, key) || (key.thing != Thing::kRead && IsDetail(event))) continue;
      effects.push_back(at);
    }
  }
  // An early event may have late answers.
  std::ranges::sort(effects);
  effects.resize(std::min(effects.size(), limit));
  return effects;
}

}  // namespace lsm::gui
