#include "gui/panels/panel.h"

namespace lsm::gui {
namespace {

constexpr Panel kPanels[] = {
    {"stage", DrawStage},         {"scenario", DrawScenario}, {"stalls", DrawStalls},
    {"selection", DrawSelection}, {"cause", DrawCause},       {"events", DrawEvents},
    {"scrub", DrawScrub},         {"lanes", DrawLanes},       {"chart", DrawChart},
    {"transport", DrawTransport}, {"help", DrawHelp},
};

}  // namespace

std::span<const Panel> AllPanels() { return kPanels; }

}  // namespace lsm::gui
