#include "gui/scene/scene.h"

namespace lsm::gui {

namespace {

bool TellsSomething(const Item& item) {
  return item.target || !item.full_text.empty() || item.key.thing == Thing::kLaneSpan;
}

}  // namespace

const Item* HitTest(const Scene& scene, float x, float y) {
  for (size_t i = scene.items.size(); i > 0; i--) {
    const Item& item = scene.items[i - 1];
    if (TellsSomething(item) && item.rect.Contains(x, y)) return &item;
  }
  return nullptr;
}

const Item* Find(const Scene& scene, const Key& key) {
  for (const Item& item : scene.items) {
    if (item.key == key) return &item;
  }
  return nullptr;
}

}  // namespace lsm::gui
