#include "gui/layout/spotlight.h"

#include <algorithm>

#include "gui/layout/regions.h"

namespace lsm::gui {
namespace {

using Target = sim::SpotlightTarget;

bool InRegion(const Key& key, Region region) {
  return key.thing == Thing::kRegion && key.number == static_cast<uint64_t>(region);
}

bool IsFileOf(const trace::State& state, uint64_t level, const Key& key) {
  if (key.thing != Thing::kFile || level >= state.levels.size()) return false;
  const trace::LevelFiles& files = *state.levels[level].files;
  return std::ranges::any_of(files,
                             [&](const trace::FileNode& f) { return f->number == key.number; });
}

bool Belongs(const trace::State& state, const Target& target, const Key& key) {
  const auto is = [&](Thing thing) { return key.thing == thing && key.number == target.number; };
  switch (target.thing) {
    case Target::Thing::kQueue:
      return key.thing == Thing::kWriter || key.thing == Thing::kFolded ||
             InRegion(key, Region::kQueue);
    case Target::Thing::kWriter:
      return is(Thing::kWriter);
    case Target::Thing::kGroup:
      return is(Thing::kGroup);
    case Target::Thing::kLog:
      return is(Thing::kLog);
    case Target::Thing::kMemTable:
      return is(Thing::kMemTable);
    case Target::Thing::kLevel:
      return is(Thing::kLevel) || IsFileOf(state, target.number, key);
    case Target::Thing::kFile:
      return is(Thing::kFile);
    case Target::Thing::kJob:
      return is(Thing::kJob);
    case Target::Thing::kRead:
      return is(Thing::kRead) || key.thing == Thing::kProbe || InRegion(key, Region::kReads);
    case Target::Thing::kStall:
      return is(Thing::kStall);
    case Target::Thing::kCondition:
      return is(Thing::kCondition);
    case Target::Thing::kConditions:
      return key.thing == Thing::kCondition || InRegion(key, Region::kStallPanel);
  }
  return false;
}

// It has words at its sides, without a border of its own around them.
bool IsMadeOfWords(Target::Thing thing) {
  return thing == Target::Thing::kLevel || thing == Target::Thing::kCondition ||
         thing == Target::Thing::kConditions || thing == Target::Thing::kQueue ||
         thing == Target::Thing::kRead;
}

Rect Around(const Rect& a, const Rect& b) {
  const float x = std::min(a.x, b.x);
  const float y = std::min(a.y, b.y);
  return {x, y, std::max(a.Right(), b.Right()) - x, std::max(a.Bottom(), b.Bottom()) - y};
}

Rect Within(const Rect& rect, const Rect& bounds) {
  const float x = std::max(rect.x, bounds.x);
  const float y = std::max(rect.y, bounds.y);
  return {x, y, std::min(rect.Right(), bounds.Right()) - x,
          std::min(rect.Bottom(), bounds.Bottom()) - y};
}

}  // namespace

std::optional<Rect> SpotlightRect(const Scene& scene, const trace::State& state,
                                  const sim::SpotlightTarget& target, float margin) {
  std::optional<Rect> around;
  for (const Item& item : scene.items) {
    if (!Belongs(state, target, item.key)) continue;
    around = around ? Around(*around, item.rect) : item.rect;
  }
  if (!around) return std::nullopt;
  const float sideways = IsMadeOfWords(target.thing) ? 3 * margin : margin;
  return Within(around->Inset(-sideways, -margin), scene.bounds.Inset(-sideways, -margin));
}

}  // namespace lsm::gui
