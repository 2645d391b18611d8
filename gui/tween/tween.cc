#include "gui/tween/tween.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace lsm::gui {

namespace {

constexpr float kInvisible = 0.5f / 255;  // less is drawn as nothing

// Items of a scene by key; of several with the same one, the first. A table with open places: it is
// made anew for each picture between two scenes, and takes one allocation for a thousand items.
class Index {
 public:
  explicit Index(const Scene& scene)
      : places_(std::bit_ceil(2 * scene.items.size() + 1)), mask_(places_.size() - 1) {
    for (const Item& item : scene.items) {
      const Item*& place = places_[PlaceOf(item.key)];
      if (place == nullptr) place = &item;
    }
  }

  bool Contains(const Key& key) const { return places_[PlaceOf(key)] != nullptr; }
  // Null: none. What has no key is nobody's counterpart.
  const Item* Find(const Key& key) const { return key ? places_[PlaceOf(key)] : nullptr; }

 private:
  // Where the item with this key is, or belongs.
  size_t PlaceOf(const Key& key) const {
    uint64_t hash = key.number * 0x9e3779b97f4a7c15u + static_cast<uint64_t>(key.thing) * 65599;
    hash = (hash + key.part) * 0x9e3779b97f4a7c15u;
    size_t at = static_cast<size_t>(hash >> 32) & mask_;
    while (places_[at] != nullptr && places_[at]->key != key) at = (at + 1) & mask_;
    return at;
  }

  std::vector<const Item*> places_;  // a power of two of them, at least half of them null
  const size_t mask_;
};

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
  const Item* source = old_index.Find(new_item.came_from);
  if (source != nullptr) {
    const Item* token = new_index.Find(new_item.key.Whole());
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
  if (const Item* sink = new_index.Find(old_item.goes_to)) {
    const Item* token = old_index.Find(old_item.key.Whole());
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
  const Index old_index(from);
  const Index new_index(to);
  Scene scene;
  scene.bounds = to.bounds;
  scene.items.reserve(to.items.size() + 64);
  for (const Item& item : to.items) {
    const Item* before = old_index.Find(item.key);
    scene.items.push_back(before != nullptr ? Moving(*before, item, progress)
                                            : Arriving(item, old_index, new_index, progress));
  }
  for (const Item& item : from.items) {
    if (new_index.Contains(item.key)) continue;
    // Whoever steps on before things came to rest would take along all that ever left.
    if (item.opacity * (1 - progress) < kInvisible) continue;
    scene.items.push_back(Leaving(item, old_index, new_index, progress));
  }
  return scene;
}

}  // namespace lsm::gui
