// What scrub bar, lanes and chart share: the cursor, and moving with the mouse.
#ifndef LSMSCOPE_GUI_PANELS_TIMELINE_MOUSE_H_
#define LSMSCOPE_GUI_PANELS_TIMELINE_MOUSE_H_

#include "gui/app/frame_view.h"
#include "gui/panels/timeline_scene.h"

namespace lsm::gui {

// The line at the current event, through the whole height of the track.
void DrawCursor(const FrameView& view, const Rect& track, const TimelineWindow& window);

// A frame around the part of the run that the lanes show; nothing if they show all of it.
void DrawWindowMark(const FrameView& view, const Rect& track);

// Left drag goes to that place, the wheel zooms around it, right drag moves the lanes' window.
void MoveInTimeline(const FrameView& view, const char* id, const Rect& track,
                    const TimelineWindow& window);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_TIMELINE_MOUSE_H_
