// What to say of a run that goes on: for the left column, below the run's facts.
#ifndef LSMSCOPE_GUI_PANELS_LIVE_LINES_H_
#define LSMSCOPE_GUI_PANELS_LIVE_LINES_H_

#include "gui/app/frame_view.h"

namespace lsm::gui {

// Whether the engine runs or stands and who stands at the gate; what the recording has forgotten;
// how a run went wrong. The buttons to start and to stop one.
void LiveLines(const FrameView& view);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_LIVE_LINES_H_
