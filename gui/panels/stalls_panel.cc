// Every stall condition against its threshold, at the foot of the left column.
#include "gui/panels/panel.h"
#include "gui/panels/spotlight.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {

void DrawStalls(const FrameView& view) {
  const Rect& left = view.regions.left;
  const float height = view.scenes.stalls.bounds.h + view.Px(24);
  const Rect rect{left.x, left.Bottom() - height, left.w, left.w > 0 ? height : 0};
  const PanelWindow window(view, "stalls", rect, Role::kPanel, 0);
  if (!window) return;
  ShowScene(view, view.scenes.stalls);
  DrawSpotlight(view, view.scenes.stalls);
}

}  // namespace lsm::gui
