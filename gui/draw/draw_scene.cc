#include "gui/draw/draw_scene.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "gui/draw/shapes.h"

namespace lsm::gui {

namespace {

ImU32 Colour(Rgba c, float opacity) {
  const float alpha = std::clamp(opacity, 0.0f, 1.0f) * c.a;
  return IM_COL32(c.r, c.g, c.b, static_cast<int>(alpha + 0.5f));
}

ImVec2 TopLeft(const Rect& rect) { return {rect.x, rect.y}; }
ImVec2 BottomRight(const Rect& rect) { return {rect.Right(), rect.Bottom()}; }

void DrawBox(const Item& item, const Theme& theme, ImDrawList* list) {
  if (item.rect.w <= 0 || item.rect.h <= 0) return;
  if (item.fill != Role::kNone) {
    list->AddRectFilled(TopLeft(item.rect), BottomRight(item.rect),
                        Colour(theme[item.fill], item.opacity), item.rounding);
  }
  if (item.hatch != Role::kNone) {
    // Weaker than the border, so that what is written on it stays readable.
    DrawHatch(list, item.rect, Colour(theme[item.hatch], item.opacity * 0.6f),
              7 * item.border_width, 1.3f * item.border_width);
  }
  if (item.border == Role::kNone) return;
  const ImU32 border = Colour(theme[item.border], item.opacity);
  if (item.dashed) {
    DrawDashedRect(list, item.rect, border, item.border_width);
    return;
  }
  // Inside of the rectangle: neighbours do not run into each other.
  const Rect inner = item.rect.Inset(item.border_width / 2);
  list->AddRect(TopLeft(inner), BottomRight(inner), border, item.rounding, 0, item.border_width);
}

void DrawText(const Item& item, const Theme& theme, ImDrawList* list) {
  if (item.text.empty()) return;
  ImFont* font = FontFor(item.text_px);
  const char* begin = item.text.data();
  const char* end = begin + item.text.size();
  const float width = font->CalcTextSizeA(item.text_px, 1e9f, 0, begin, end).x;
  float x = item.rect.x;
  if (item.align == Align::kCentre) x += (item.rect.w - width) / 2;
  if (item.align == Align::kRight) x += item.rect.w - width;
  // Whole pixels: blurred otherwise.
  x = std::floor(x + 0.5f);
  const float y = std::floor(item.rect.CentreY() - item.text_px / 2 + 0.5f);
  if (item.fill != Role::kNone) {
    // Behind the letters, but not beyond the text's place.
    const float top = std::max(y - 1, item.rect.y);
    const float bottom = std::min(y + item.text_px + 1, item.rect.Bottom());
    list->AddRectFilled({x - 3, top}, {x + width + 3, bottom},
                        Colour(theme[item.fill], item.opacity), 2);
  }
  list->AddText(font, item.text_px, {x, y}, Colour(theme[item.text_role], item.opacity), begin,
                end);
}

void DrawMark(const Item& item, const Theme& theme, ImDrawList* list) {
  const ImVec2 centre(item.rect.CentreX(), item.rect.CentreY());
  const float radius = std::min(item.rect.w, item.rect.h) / 2;
  if (item.fill != Role::kNone) {
    list->AddCircleFilled(centre, radius, Colour(theme[item.fill], item.opacity), 16);
  }
  if (item.border != Role::kNone) {
    list->AddCircle(centre, radius - item.border_width / 2,
                    Colour(theme[item.border], item.opacity), 16, item.border_width);
  }
}

void DrawItem(const Item& item, const Theme& theme, ImDrawList* list) {
  const ImU32 line = Colour(theme[item.border], item.opacity);
  const ImVec2 from = TopLeft(item.rect), to = BottomRight(item.rect);
  switch (item.shape) {
    case Shape::kBox:
      return DrawBox(item, theme, list);
    case Shape::kText:
      return DrawText(item, theme, list);
    case Shape::kMark:
      return DrawMark(item, theme, list);
    case Shape::kLine:
      if (item.dashed) return DrawDashedLine(list, from, to, line, item.border_width);
      return list->AddLine(from, to, line, item.border_width);
    case Shape::kArrow:
      return DrawArrow(list, from, to, line, item.border_width);
    case Shape::kBracket:
      return DrawBracket(list, item.rect, line, item.border_width);
    case Shape::kCrown:
      return DrawCrown(list, item.rect, line);
    case Shape::kSync:
      return DrawSyncSign(list, item.rect, line);
    case Shape::kCross:
      return DrawCross(list, item.rect, line, item.border_width);
  }
}

// Nothing but a filled rectangle: there are thousands of them in the lanes.
bool IsPlain(const Item& item) {
  return item.shape == Shape::kBox && item.hatch == Role::kNone && item.border == Role::kNone &&
         item.fill != Role::kNone && item.rounding == 0 && item.rect.w > 0 && item.rect.h > 0;
}

// As DrawItem would, one after the other, but with one reservation for all of them.
void DrawPlain(std::span<const Item> items, const Theme& theme, ImDrawList* list) {
  const auto count = static_cast<int>(items.size());
  list->PrimReserve(6 * count, 4 * count);
  for (const Item& item : items) {
    list->PrimRect(TopLeft(item.rect), BottomRight(item.rect),
                   Colour(theme[item.fill], item.opacity));
  }
}

}  // namespace

ImFont* FontFor(float px) {
  ImFont* nearest = ImGui::GetFont();
  for (ImFont* font : ImGui::GetIO().Fonts->Fonts) {
    if (std::fabs(font->FontSize - px) < std::fabs(nearest->FontSize - px)) nearest = font;
  }
  return nearest;
}

float ImGuiTextMetrics::Width(std::string_view text, float px) const {
  return FontFor(px)->CalcTextSizeA(px, 1e9f, 0, text.data(), text.data() + text.size()).x;
}

void DrawScene(const Scene& scene, const Theme& theme, ImDrawList* draw_list) {
  const Rect& bounds = scene.bounds;
  draw_list->PushClipRect(TopLeft(bounds), BottomRight(bounds), /*intersect=*/true);
  constexpr size_t kMostAtOnce = 1024;  // ImGui numbers corners with 16 bits
  const std::span<const Item> items = scene.items;
  for (size_t i = 0; i < items.size();) {
    size_t end = i;
    while (end < items.size() && end - i < kMostAtOnce && IsPlain(items[end])) end++;
    if (end > i) {
      DrawPlain(items.subspan(i, end - i), theme, draw_list);
      i = end;
    } else {
      DrawItem(items[i++], theme, draw_list);
    }
  }
  draw_list->PopClipRect();
}

}  // namespace lsm::gui
