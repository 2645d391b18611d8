// What must be true of every Scene of the stage, whatever the State.
#ifndef LSMSCOPE_TESTS_GUI_SCENE_CHECKS_H_
#define LSMSCOPE_TESTS_GUI_SCENE_CHECKS_H_

#include <string>

#include "gui/layout/text_metrics.h"
#include "gui/scene/scene.h"

namespace lsm::gui {

// An item for messages.
std::string Show(const Item& item);

// Each answers a line per violation; empty: all is well.
std::string DoubledKeys(const Scene& scene);
std::string ItemsOutOfBounds(const Scene& scene);
std::string OverlappingTokens(const Scene& scene);
std::string TextsThatDoNotFit(const Scene& scene, const TextMetrics& metrics);
std::string CollidingTexts(const Scene& scene, const TextMetrics& metrics);
// Texts with a contrast below 4.5 to what is beneath them, in either theme.
std::string FaintTexts(const Scene& scene);
// Texts that show a key of the string table or a placeholder.
std::string UntranslatedTexts(const Scene& scene);

}  // namespace lsm::gui

#endif  // LSMSCOPE_TESTS_GUI_SCENE_CHECKS_H_
