// What to say of a run that goes on: for the left column, below the run's facts.
#ifndef LSMSCOPE_GUI_PANELS_LIVE_LINES_H_
#define LSMSCOPE_GUI_PANELS_LIVE_LINES_H_

#include <string>
#include <vector>

#include "gui/app/frame_view.h"

namespace lsm::gui {

struct LiveLine {
  Role role = Role::kText;
  std::string text;
  bool in_one_line = false;  // shortened rather than wrapped
};

// Whether the engine runs or stands and who stands at the gate; what the recording has forgotten;
// how a run went wrong.
std::vector<LiveLine> LiveLinesOf(const FrameView& view);

// Pixels that they take in the current window; and there they are.
float HeightOf(const std::vector<LiveLine>& lines);
void ShowLiveLines(const FrameView& view, const std::vector<LiveLine>& lines);

// The buttons to start and to stop a run, in one line.
void LiveButtons(const FrameView& view);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_LIVE_LINES_H_
