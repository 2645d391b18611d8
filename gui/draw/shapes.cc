#include "gui/draw/shapes.h"

#include <algorithm>
#include <cmath>

namespace lsm::gui {

void DrawHatch(ImDrawList* list, const Rect& rect, ImU32 colour, float step, float thickness) {
  if (rect.w <= 0 || rect.h <= 0 || step <= 0) return;
  // Lines go through (rect.x + c, bottom) and rise by 45 degrees. They hang on the window's
  // coordinates and not on the rectangle, so that neighbours' hatching joins.
  const float phase = std::fmod(rect.x + rect.Bottom(), step);
  for (float c = -rect.h - phase; c < rect.w; c += step) {
    const float begin = std::max(0.0f, -c);
    const float end = std::min(rect.h, rect.w - c);
    if (end <= begin) continue;
    list->AddLine({rect.x + c + begin, rect.Bottom() - begin},
                  {rect.x + c + end, rect.Bottom() - end}, colour, thickness);
  }
}

void DrawDashedLine(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0) return;
  const float dash = 4 * std::max(1.0f, thickness), gap = 3 * std::max(1.0f, thickness);
  for (float at = 0; at < length; at += dash + gap) {
    const float a = at / length, b = std::min(at + dash, length) / length;
    list->AddLine({from.x + dx * a, from.y + dy * a}, {from.x + dx * b, from.y + dy * b}, colour,
                  thickness);
  }
}

void DrawDashedRect(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness) {
  const ImVec2 a(rect.x, rect.y), b(rect.Right(), rect.y);
  const ImVec2 c(rect.Right(), rect.Bottom()), d(rect.x, rect.Bottom());
  DrawDashedLine(list, a, b, colour, thickness);
  DrawDashedLine(list, b, c, colour, thickness);
  DrawDashedLine(list, d, c, colour, thickness);
  DrawDashedLine(list, a, d, colour, thickness);
}

void DrawCrown(ImDrawList* list, const Rect& rect, ImU32 colour) {
  const float left = rect.x, right = rect.Right();
  const float top = rect.y + rect.h * 0.15f, base = rect.y + rect.h * 0.72f;
  const float third = rect.w / 3;
  for (int spike = 0; spike < 3; spike++) {
    const float x0 = left + third * static_cast<float>(spike);
    // The outer spikes lean outwards.
    const float tip = spike == 0 ? left : spike == 2 ? right : rect.CentreX();
    list->AddTriangleFilled({x0 - third * 0.15f, base}, {tip, spike == 1 ? rect.y : top},
                            {x0 + third * 1.15f, base}, colour);
  }
  list->AddRectFilled({left, base}, {right, rect.Bottom()}, colour);
}

void DrawSyncSign(ImDrawList* list, const Rect& rect, ImU32 colour) {
  const float thickness = std::max(1.5f, rect.w / 7), head = rect.w * 0.3f;
  const float tip = rect.Bottom() - thickness * 1.6f;
  list->AddLine({rect.CentreX(), rect.y}, {rect.CentreX(), tip - head * 0.6f}, colour, thickness);
  list->AddTriangleFilled({rect.CentreX() - head, tip - head}, {rect.CentreX() + head, tip - head},
                          {rect.CentreX(), tip}, colour);
  list->AddRectFilled({rect.x, rect.Bottom() - thickness}, {rect.Right(), rect.Bottom()}, colour);
}

void DrawArrow(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float thickness) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float length = std::sqrt(dx * dx + dy * dy);
  if (length <= 0) return;
  const float head = std::min(length, 5 * thickness);
  const float ux = dx / length, uy = dy / length;
  const ImVec2 neck(to.x - ux * head, to.y - uy * head);
  list->AddLine(from, neck, colour, thickness);
  list->AddTriangleFilled({neck.x - uy * head * 0.6f, neck.y + ux * head * 0.6f}, to,
                          {neck.x + uy * head * 0.6f, neck.y - ux * head * 0.6f}, colour);
}

void DrawCross(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness) {
  list->AddLine({rect.x, rect.y}, {rect.Right(), rect.Bottom()}, colour, thickness);
  list->AddLine({rect.x, rect.Bottom()}, {rect.Right(), rect.y}, colour, thickness);
}

void DrawBracket(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness) {
  list->AddRectFilled({rect.x, rect.y}, {rect.x + thickness, rect.Bottom()}, colour);
  list->AddRectFilled({rect.Right() - thickness, rect.y}, {rect.Right(), rect.Bottom()}, colour);
  list->AddRectFilled({rect.x, rect.Bottom() - thickness}, {rect.Right(), rect.Bottom()}, colour);
}

}  // namespace lsm::gui
