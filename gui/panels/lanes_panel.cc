// What each thread did over time: waiting, leading, syncing, stalled; flushes and compactions.
#include <imgui.h>

#include "gui/panels/panel.h"
#include "gui/panels/timeline_mouse.h"
#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

TimelineInput InputOf(const FrameView& view) {
  const AppModel& model = view.model;
  return {model.session(), model.ui.time_mode, model.ui.timeline, model.strings(), view.scale};
}

// A click on the note that not all lanes have room goes on to the next ones.
void TurnToOtherLanes(const FrameView& view) {
  const LaneRows rows = LaneRowsOf(InputOf(view), view.regions.lanes);
  if (rows.shown == 0 || rows.shown == rows.clients) return;
  const Rect note = LaneNoteOf(view.regions.lanes, view.scale);
  ImGui::SetCursorScreenPos({note.x, note.y});
  if (ImGui::InvisibleButton("other_lanes", {note.w, note.h})) {
    // The last ones are shown with those before them, so that all rows are used.
    const bool at_end = rows.first + rows.shown == rows.clients;
    const size_t by = at_end ? rows.clients : rows.shown;
    view.actions.push_back(ScrollLanes{static_cast<int>(by)});
  }
  NotePlace(view, "other_lanes");
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

}  // namespace

void DrawLanes(const FrameView& view) {
  const PanelWindow window(view, "lanes", view.regions.lanes, Role::kGround, 0);
  if (!window) return;
  ShowScene(view, view.scenes.lanes,
            [&](const Item& bar) { return SpanText(InputOf(view), bar.key); });
  const Rect track = TrackOf(view.regions.lanes, view.scale);
  const float legend = LaneNoteOf(view.regions.lanes, view.scale).Bottom() - track.y;
  DrawCursor(view, {track.x, track.y + legend, track.w, track.h - legend}, view.model.ui.timeline);
  MoveInTimeline(view, "lanes_track", track, view.model.ui.timeline);
  TurnToOtherLanes(view);
}

}  // namespace lsm::gui
