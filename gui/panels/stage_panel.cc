// The stage: memory above, disk below, drawn from State alone.
#include "gui/panels/panel.h"
#include "gui/panels/spotlight.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {

void DrawStage(const FrameView& view) {
  const PanelWindow window(view, "stage", view.regions.stage, Role::kGround, 0);
  if (!window) return;
  ShowScene(view, *view.scenes.stage);
  DrawSpotlight(view, *view.scenes.stage);
}

}  // namespace lsm::gui
