#include "engine/events/all.h"

namespace lsm {
namespace {

template <class Match>
const EventInfo* Find(Match&& match) {
  const EventInfo* found = nullptr;
  AllEvents::ForEachKind([&]<class E>() {
    if (match(E::kInfo)) found = &E::kInfo;
  });
  return found;
}

}  // namespace

const EventInfo* FindEventInfo(uint16_t code) {
  return Find([&](const EventInfo& info) { return info.code == code; });
}

const EventInfo* FindEventInfo(std::string_view name) {
  return Find([&](const EventInfo& info) { return info.name == name; });
}

}  // namespace lsm
