// A panel reads the frame's view, draws into its region, and pushes actions. It computes nothing
// and remembers nothing. One file a panel; the list stands in panel_list.cc.
#ifndef LSMSCOPE_GUI_PANELS_PANEL_H_
#define LSMSCOPE_GUI_PANELS_PANEL_H_

#include <span>
#include <string_view>

#include "gui/app/frame_view.h"

namespace lsm::gui {

struct Panel {
  std::string_view name;  // stable: tests and ids use it
  void (*draw)(const FrameView& view);
};

// In the order of drawing: later ones lie above.
std::span<const Panel> AllPanels();

void DrawTransport(const FrameView& view);
void DrawScenario(const FrameView& view);
void DrawLesson(const FrameView& view);
void DrawStalls(const FrameView& view);
void DrawStage(const FrameView& view);
void DrawSelection(const FrameView& view);
void DrawCause(const FrameView& view);
void DrawLook(const FrameView& view);
void DrawScrub(const FrameView& view);
void DrawLanes(const FrameView& view);
void DrawChart(const FrameView& view);
void DrawPalette(const FrameView& view);
void DrawRun(const FrameView& view);
void DrawOpen(const FrameView& view);
void DrawHelp(const FrameView& view);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_PANEL_H_
