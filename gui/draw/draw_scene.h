// Paints a Scene with an ImDrawList. The only step of the three that knows ImGui.
#ifndef LSMSCOPE_GUI_DRAW_DRAW_SCENE_H_
#define LSMSCOPE_GUI_DRAW_DRAW_SCENE_H_

#include "gui/layout/text_metrics.h"
#include "gui/scene/scene.h"

struct ImDrawList;
struct ImFont;

namespace lsm::gui {

// The loaded font whose size is nearest to `px`. Needs a current ImGui context with fonts.
ImFont* FontFor(float px);

// Measures with the fonts that DrawScene uses. Needs a current ImGui context with fonts built.
class ImGuiTextMetrics : public TextMetrics {
 public:
  float Width(std::string_view text, float px) const override;
};

// Paints all items in order, clipped to scene.bounds.
void DrawScene(const Scene& scene, const Theme& theme, ImDrawList* draw_list);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_DRAW_DRAW_SCENE_H_
