// The timeline as pictures: the whole run in one bar, lanes of the threads over time, the rate of
// writes. Pure functions; nothing here knows ImGui. One axis through all three.
#ifndef LSMSCOPE_GUI_PANELS_TIMELINE_SCENE_H_
#define LSMSCOPE_GUI_PANELS_TIMELINE_SCENE_H_

#include <string>

#include "gui/app/ui_state.h"
#include "gui/layout/text_metrics.h"
#include "gui/scene/scene.h"
#include "gui/session/session.h"
#include "gui/session/time_axis.h"
#include "gui/strings/strings.h"

namespace lsm::gui {

struct TimelineInput {
  const Session& session;
  TimeMode mode = TimeMode::kStory;
  TimelineWindow window;  // of lanes and chart; the scrub bar always shows the whole run
  const Strings& strings;
  float scale = 1;
};

// The part of a row beside its name, where time runs from left to right.
Rect TrackOf(const Rect& row, float scale);

// Which of the clients' lanes have room beside those of the background work.
struct LaneRows {
  size_t first = 0;  // as near to the window's as there are lanes
  size_t shown = 0;
  size_t clients = 0;
};
LaneRows LaneRowsOf(const TimelineInput& input, const Rect& rect);

// The place of the note that not all lanes are shown, in the legend's row.
Rect LaneNoteOf(const Rect& rect, float scale);

// What a bar of the lanes says when one points at it: "leader of a group", from when, how long.
// Empty if the key is not that of a span.
std::string SpanText(const TimelineInput& input, const Key& key);

// All return an empty scene for a rectangle without area.
Scene LayoutScrub(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics);
// `used`: one that is not needed any more; its memory is, for there may be ten thousand bars.
Scene LayoutLanes(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics,
                  Scene used = {});
Scene LayoutChart(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_TIMELINE_SCENE_H_
