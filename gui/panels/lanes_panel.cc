// What each thread did over time: waiting, leading, syncing, stalled; flushes and compactions.
#include "gui/panels/panel.h"
#include "gui/panels/timeline_mouse.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {

void DrawLanes(const FrameView& view) {
  const PanelWindow window(view, "lanes", view.regions.lanes, Role::kGround, 0);
  if (!window) return;
  ShowScene(view, view.scenes.lanes);
  const Rect track = TrackOf(view.regions.lanes, view.scale);
  DrawCursor(view, track, view.model.ui.timeline);
  MoveInTimeline(view, "lanes_track", track, view.model.ui.timeline);
}

}  // namespace lsm::gui
