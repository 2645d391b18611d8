#include "gui/panels/panel.h"

namespace lsm::gui {
namespace {

constexpr Panel kPanels[] = {
    {"stage", DrawStage},         {"scenario", DrawScenario}, {"stalls", DrawStalls},
    {"selection", DrawSelection}, {"cause", DrawCause},       {"look", DrawLook},
    {"scrub", DrawScrub},         {"lanes", DrawLanes},       {"chart", DrawChart},
    {"transport", DrawTransport}, {"lesson", DrawLesson},     {"run", DrawRun},
    {"palette", DrawPalette},     {"open", DrawOpen},         {"help", DrawHelp},
};

}  // namespace

std::span<const Panel> AllPanels() { return kPanels; }

}  // namespace lsm::gui
