#include "gui/layout/scene_builder.h"

#include <utility>

#include "gui/layout/text_fit.h"

namespace lsm::gui {

std::string_view SceneBuilder::Tr(std::string_view key) const {
  return input.strings.Get(Full(key));
}

Item& SceneBuilder::Box(Key key, const Rect& rect, Role fill, Role border) {
  Item item;
  item.key = key;
  item.rect = rect;
  item.fill = fill;
  item.border = border;
  item.border_width = input.scale;
  return scene.items.emplace_back(std::move(item));
}

Item& SceneBuilder::Text(Key key, const Rect& rect, std::string_view text, const TextStyle& style) {
  Item item;
  item.key = key;
  item.shape = Shape::kText;
  item.rect = rect;
  item.text_role = style.role;
  item.text_px = Px(style.size);
  item.align = style.align;
  item.text = ShortenMiddle(text, item.text_px, rect.w, metrics);
  if (item.text != text) item.full_text = text;
  return scene.items.emplace_back(std::move(item));
}

Item& SceneBuilder::Text(Key key, const Rect& rect, const std::vector<std::string>& wordings,
                         const TextStyle& style) {
  Item& item = Text(key, rect, FirstThatFits(wordings, Px(style.size), rect.w, metrics), style);
  if (item.text != wordings.front()) item.full_text = wordings.front();
  return item;
}

Item& SceneBuilder::Line(Key key, float x0, float y0, float x1, float y1, Role role) {
  Item item;
  item.key = key;
  item.shape = Shape::kLine;
  item.rect = {x0, y0, x1 - x0, y1 - y0};
  item.border = role;
  item.border_width = input.scale;
  return scene.items.emplace_back(std::move(item));
}

Item& SceneBuilder::Sign(Key key, Shape shape, float x, float y, float side, Role role) {
  Item& item = Box(key, {x - side / 2, y - side / 2, side, side}, role, role);
  item.shape = shape;
  return item;
}

float SceneBuilder::Paragraph(Key key, const Rect& rect, std::string_view text,
                              const TextStyle& style, size_t max_lines) {
  const float line = Px(style.size + 4);
  float y = rect.y;
  for (const std::string& words : Wrap(text, Px(style.size), rect.w, max_lines, metrics)) {
    Text(key, {rect.x, y, rect.w, line}, words, style);
    key.part++;
    y += line;
  }
  return y;
}

void Heading(SceneBuilder& out, Key key, float x, float y, std::string_view text_key) {
  const std::string_view text = out.Tr(text_key);
  out.Text(key, {x, y, out.TextWidth(text, kSmallText) + 1, out.Px(16)}, text, kSmallSecondary);
}

}  // namespace lsm::gui
