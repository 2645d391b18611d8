// Shapes that ImGui has not: hatching, dashes, signs. All drawn from lines and triangles, so that
// no font needs to have them.
#ifndef LSMSCOPE_GUI_DRAW_SHAPES_H_
#define LSMSCOPE_GUI_DRAW_SHAPES_H_

#include <imgui.h>

#include "gui/scene/geometry.h"

namespace lsm::gui {

// Parallel lines rising to the right, `step` pixels apart along x, cut off at the rectangle.
void DrawHatch(ImDrawList* list, const Rect& rect, ImU32 colour, float step, float thickness);
void DrawDashedLine(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float thickness);
void DrawDashedRect(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness);
void DrawCrown(ImDrawList* list, const Rect& rect, ImU32 colour);
// An arrow down onto a line: brought down to where it stays.
void DrawSyncSign(ImDrawList* list, const Rect& rect, ImU32 colour);
// From one corner to the other, with a head at the end.
void DrawArrow(ImDrawList* list, ImVec2 from, ImVec2 to, ImU32 colour, float thickness);
void DrawCross(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness);
// The lower edge and two sides: open upwards.
void DrawBracket(ImDrawList* list, const Rect& rect, ImU32 colour, float thickness);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_DRAW_SHAPES_H_
