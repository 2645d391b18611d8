// Where the parts of the window are. The stage keeps its room: when the window is small or the type
// large, the right column folds away first, then the left one, then the chart and the lanes.
#ifndef LSMSCOPE_GUI_APP_REGIONS_H_
#define LSMSCOPE_GUI_APP_REGIONS_H_

#include <array>

#include "gui/app/ui_state.h"
#include "gui/scene/geometry.h"

namespace lsm::gui {

// Pixels. A part that is folded has width or height 0.
struct Regions {
  Rect transport;
  Rect left;
  Rect stage;
  Rect right;
  // Parts of the right column, from above.
  Rect selection;
  Rect cause;
  Rect events;
  Rect scrub;
  Rect lanes;
  Rect chart;

  bool Shows(PanelGroup group) const;
};

// The part of the right column's height that the list of events takes, or the other tabs.
inline constexpr float kEventsShare = 0.28f;
inline constexpr float kLookShare = 0.46f;

// `scale`: of type and distances, 1 at 1600x900. `lanes`: how many rows the run has.
Regions LayoutRegions(Size window, float scale, const std::array<Shown, kNumPanelGroups>& wanted,
                      size_t lanes, float lower_share = kEventsShare);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_REGIONS_H_
