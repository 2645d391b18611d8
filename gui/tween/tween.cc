#include "gui/tween/tween.h"

#include <algorithm>
#include <unordered_map>

namespace lsm::gui {

namespace {

struct KeyHash {
  size_t operator()(const Key& key) const {
    return std::hash<uint64_t>()(key.number * 0x9e3779b97f4a7c15u +
                                 static_cast<uint64_t>(key.thing) * 65599 + key.part);
  }
};

using Index = std::unordered_map<Key, const Item*, KeyHash>;

Index IndexOf(const Scene& scene) {
  Index index;
  index.reserve(scene.items.size());
  for (const Item& item : scene.items) index.emplace(item.key, &item);
  return index;
}

const Item* Lookup(const Index& index, const Key& key) {
  if (!key) return nullptr;
  const auto found = index.find(key);
  return found == index.end() ? nullptr : found->second;
}

// A part of a thing flies with it: it is placed in `place` as it stands in its own token.
Rect Within(const Rect& place, const Item& item, const Item* token) {
  if (token == nullptr || token->rect.w <= 0 || token->rect.h <= 0) return place;
  const Rect& t = token->rect;
  const float sx = place.w / t.w, sy = place.h / t.h;
  return {place.x + (item.rect.x - t.x) * sx, place.y + (item.rect.y - t.y) * sy, item.rect.w * sx,
          item.rect.h * sy};
}

bool IsText(const Item& item) { return item.shape == Shape::kText; }

Item Moving(const Item& old_item, const Item& new_item, float t) {
  Item item = new_item;
  item.rect = Lerp(old_item.rect, new_item.rect, t);
  item.opacity = Lerp(old_item.opacity, new_item.opacity, t);
  return item;
}

Item Arriving(const Item& new_item, const Index& old_index, const Index& new_index, float t) {
  Item item = new_item;
  item.opacity *= t;
  const Item* source = Lookup(old_index, new_item.came_from);
  if (source != nullptr) {
    const Item* token = Lookup(new_index, new_item.key.Whole());
    item.rect = Lerp(Within(source->rect, new_item, token), new_item.rect, t);
    if (!IsText(item)) item.opacity = new_item.opacity;  // it was there, in its source
  }
  return item;
}

Item Leaving(const Item& old_item, const Index& old_index, const Index& new_index, float t) {
  Item item = old_item;
  item.opacity *= 1 - t;
  item.target = Key{};  // what is gone cannot be chosen
  item.full_text.clear();
  if (const Item* sink = Lookup(new_index, old_item.goes_to)) {
    const Item* token = Lookup(old_index, old_item.key.Whole());
    item.rect = Lerp(old_item.rect, Within(sink->rect, old_item, token), t);
  }
  return item;
}

}  // namespace

float EaseOut(float t) {
  const float left = 1 - std::clamp(t, 0.0f, 1.0f);
  return 1 - left * left * left;
}

Scene Tween(const Scene& from, const Scene& to, float progress) {
  if (progress >= 1) return to;
  if (progress <= 0) return from;
  const Index old_index = IndexOf(from);
  const Index new_index = IndexOf(to);
  Scene scene;
  scene.bounds = to.bounds;
  scene.items.reserve(to.items.size() + 64);
  for (const Item& item : to.items) {
    const Item* before = Lookup(old_index, item.key);
    scene.items.push_back(before != nullptr ? Moving(*before, item, progress)
                                            : Arriving(item, old_index, new_index, progress));
  }
  for (const Item& item : from.items) {
    if (!new_index.contains(item.key)) {
      scene.items.push_back(Leaving(item, old_index, new_index, progress));
    }
  }
  return scene;
}

}  // namespace lsm::gui
