// Writes per second over the run, on the same axis as the lanes.
#include "gui/panels/panel.h"
#include "gui/panels/timeline_mouse.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {

void DrawChart(const FrameView& view) {
  const PanelWindow window(view, "chart", view.regions.chart, Role::kGround, 0);
  if (!window) return;
  ShowScene(view, view.scenes.chart);
  const Rect track = TrackOf(view.regions.chart, view.scale);
  DrawCursor(view, track, view.model.ui.timeline);
  MoveInTimeline(view, "chart_track", track, view.model.ui.timeline);
}

}  // namespace lsm::gui
