// The tabs of the lower right: each fills the region below the tabs' names. One file a tab; the
// list stands in look_panel.cc.
#ifndef LSMSCOPE_GUI_PANELS_LOOK_TABS_H_
#define LSMSCOPE_GUI_PANELS_LOOK_TABS_H_

#include "gui/app/frame_view.h"

namespace lsm::gui {

void EventsTab(const FrameView& view);
void SourceTab(const FrameView& view);
void BreakpointsTab(const FrameView& view);
void StallHistoryTab(const FrameView& view);
void ReadPathTab(const FrameView& view);
void WorldTab(const FrameView& view);

// One line that goes to an event when it is clicked, upon which it is true; whole on hover.
bool EventLine(const FrameView& view, uint64_t position, std::string_view text, Role role);

// A field for text, `width` pixels wide or as wide as there is room. True while it changes; then
// *text is what stands in it now. `entered`: Enter.
bool TextField(const FrameView& view, const char* id, std::string_view hint, bool take_focus,
               std::string* text, bool* entered, float width = 0);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_LOOK_TABS_H_
