#include "tests/gui/scene_checks.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace lsm::gui {

namespace {

bool IsToken(const Item& item) {
  if (item.key.part != 0 || item.shape != Shape::kBox) return false;
  const Thing thing = item.key.thing;
  return thing == Thing::kWriter || thing == Thing::kFolded || thing == Thing::kGroup ||
         thing == Thing::kMemTable || thing == Thing::kFile || thing == Thing::kJob ||
         thing == Thing::kLog || thing == Thing::kStall;
}

// As Overlap, but a little is forgiven to floating point.
bool Collide(Rect a, const Rect& b) {
  a = a.Inset(std::min(0.02f, a.w / 4), std::min(0.02f, a.h / 4));
  return Overlap(a, b);
}

// Where the letters are, from the top of capitals to the base line.
Rect InkOf(const Item& item, const TextMetrics& metrics) {
  Rect ink = item.rect;
  ink.w = metrics.Width(item.text, item.text_px);
  if (item.align == Align::kRight) ink.x = item.rect.Right() - ink.w;
  if (item.align == Align::kCentre) ink.x = item.rect.CentreX() - ink.w / 2;
  ink.y = item.rect.CentreY() - item.text_px * 0.36f;
  ink.h = item.text_px * 0.72f;
  return ink;
}

// What is painted under the middle of a text.
Role GroundOf(const Scene& scene, size_t text_index) {
  const Item& text = scene.items[text_index];
  if (text.fill != Role::kNone) return text.fill;
  for (size_t i = text_index; i > 0; i--) {
    const Item& item = scene.items[i - 1];
    if (item.shape == Shape::kBox && item.fill != Role::kNone &&
        item.rect.Contains(text.rect.CentreX(), text.rect.CentreY())) {
      return item.fill;
    }
  }
  return Role::kGround;
}

}  // namespace

std::string Show(const Item& item) {
  const Rect& r = item.rect;
  return "thing " + std::to_string(static_cast<int>(item.key.thing)) + " number " +
         std::to_string(item.key.number) + " part " + std::to_string(item.key.part) + " at " +
         std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
         std::to_string(r.h) + " '" + item.text + "'\n";
}

std::string DoubledKeys(const Scene& scene) {
  std::string problems;
  std::set<Key> seen;
  for (const Item& item : scene.items) {
    if (!seen.insert(item.key).second) problems += Show(item);
  }
  return problems;
}

std::string ItemsOutOfBounds(const Scene& scene) {
  std::string problems;
  const Rect& b = scene.bounds;
  for (const Item& item : scene.items) {
    const Rect& r = item.rect;
    const bool inside = r.w >= 0 && r.h >= 0 && r.x >= b.x - 0.1f && r.y >= b.y - 0.1f &&
                        r.Right() <= b.Right() + 0.1f && r.Bottom() <= b.Bottom() + 0.1f;
    if (!inside) problems += Show(item);
  }
  return problems;
}

std::string OverlappingTokens(const Scene& scene) {
  std::vector<const Item*> tokens;
  for (const Item& item : scene.items) {
    if (IsToken(item)) tokens.push_back(&item);
  }
  // In rows, so that only neighbours need to be compared.
  std::sort(tokens.begin(), tokens.end(), [](const Item* a, const Item* b) {
    return std::tie(a->rect.y, a->rect.x) < std::tie(b->rect.y, b->rect.x);
  });
  std::string problems;
  for (size_t i = 0; i < tokens.size(); i++) {
    const Rect& a = tokens[i]->rect;
    for (size_t j = i + 1; j < tokens.size(); j++) {
      const Rect& b = tokens[j]->rect;
      if (b.y >= a.Bottom()) break;
      if (a.y == b.y && b.x > a.Right()) {
        // The rest of this row is further right; what follows it begins lower.
        while (j + 1 < tokens.size() && tokens[j + 1]->rect.y == a.y) j++;
        continue;
      }
      if (Collide(a, b)) problems += Show(*tokens[i]) + "  and " + Show(*tokens[j]);
    }
  }
  return problems;
}

std::string TextsThatDoNotFit(const Scene& scene, const TextMetrics& metrics) {
  std::string problems;
  for (const Item& item : scene.items) {
    if (item.shape != Shape::kText) continue;
    const bool fits = metrics.Width(item.text, item.text_px) <= item.rect.w + 0.01f;
    // Cut, or said in fewer words.
    const bool shortened_well = item.full_text.empty() || item.text.empty() ||
                                item.text.find("…") != std::string::npos ||
                                item.text.size() < item.full_text.size();
    if (!fits || !shortened_well) problems += Show(item);
  }
  return problems;
}

std::string CollidingTexts(const Scene& scene, const TextMetrics& metrics) {
  std::string problems;
  std::vector<std::pair<Rect, const Item*>> inked;
  for (const Item& item : scene.items) {
    if (item.shape != Shape::kText || item.text.empty()) continue;
    const Rect ink = InkOf(item, metrics);
    for (const auto& [other_ink, other] : inked) {
      if (Overlap(ink, other_ink)) problems += Show(item) + "  and " + Show(*other);
    }
    inked.emplace_back(ink, &item);
  }
  return problems;
}

std::string FaintTexts(const Scene& scene) {
  std::string problems;
  for (size_t i = 0; i < scene.items.size(); i++) {
    const Item& text = scene.items[i];
    if (text.shape != Shape::kText || text.text.empty()) continue;
    const Role ground = GroundOf(scene, i);
    for (const Theme* theme : {&DarkTheme(), &LightTheme()}) {
      const double contrast = Contrast((*theme)[text.text_role], (*theme)[ground]);
      if (contrast < 4.5) {
        problems += std::to_string(contrast) + " on role " +
                    std::to_string(static_cast<int>(ground)) + ": " + Show(text);
      }
    }
  }
  return problems;
}

std::string UntranslatedTexts(const Scene& scene) {
  std::string problems;
  for (const Item& item : scene.items) {
    const std::string all = item.text + item.full_text;
    if (all.find("stage.") != std::string::npos || all.find('{') != std::string::npos) {
      problems += Show(item);
    }
  }
  return problems;
}

}  // namespace lsm::gui
