// The whole run in one bar, stalls hatched: drag to move through it.
#include "gui/panels/panel.h"
#include "gui/panels/timeline_mouse.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {

void DrawScrub(const FrameView& view) {
  const PanelWindow window(view, "scrub", view.regions.scrub, Role::kGround, 0);
  if (!window) return;
  constexpr TimelineWindow kWhole;
  ShowScene(view, view.scenes.scrub);
  const Rect track = TrackOf(view.regions.scrub, view.scale);
  DrawWindowMark(view, track.Inset(0, view.Px(10)));
  DrawCursor(view, track, kWhole);
  MoveInTimeline(view, "scrub_track", track, kWhole);
}

}  // namespace lsm::gui
