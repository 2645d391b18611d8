// The stage of real States: every so many events of the built-in scenarios.
#include <gtest/gtest.h>

#include <memory>

#include "gui/layout/stage.h"
#include "gui/session/open_session.h"
#include "gui/tween/tween.h"
#include "tests/gui/sample_states.h"
#include "tests/gui/scene_checks.h"

namespace lsm::gui {
namespace {

std::string ProblemsOf(const Scene& scene, const TextMetrics& metrics) {
  return DoubledKeys(scene) + ItemsOutOfBounds(scene) + OverlappingTokens(scene) +
         TextsThatDoNotFit(scene, metrics) + CollidingTexts(scene, metrics) + FaintTexts(scene) +
         UntranslatedTexts(scene);
}

// Lays out after every `step`-th event of a run.
void CheckRun(const std::string& scenario, uint64_t step) {
  std::unique_ptr<Session> session;
  const Status status = OpenSession(scenario, {}, &session);
  ASSERT_TRUE(status.ok()) << status.ToString();
  ASSERT_GT(session->size() / step, 50u);
  const FixedMetrics metrics;
  const Strings english(Language::kEnglish), chinese(Language::kChinese);
  const Rect small{0, 44, 1000, 480}, usual{280, 44, 940, 620};
  Scene before;
  for (uint64_t position = 0; position <= session->size(); position += step) {
    SCOPED_TRACE(scenario + " after event " + std::to_string(position));
    const trace::State& state = session->StateAt(position);
    const StageInput inputs[] = {{.rect = small, .strings = english},
                                 {.rect = usual, .strings = chinese}};
    for (const StageInput& input : inputs) {
      const Scene scene = LayoutStage(state, session->tables(), input, metrics);
      ASSERT_EQ(ProblemsOf(scene, metrics), "");
      if (&input != &inputs[0]) continue;
      // On the way from one to the next nothing is doubled either.
      ASSERT_EQ(DoubledKeys(Tween(before, scene, 0.5f)), "");
      before = scene;
    }
  }
}

TEST(StageOfARun, PutIsWellDrawnAfterEveryEvent) { CheckRun("put", 1); }
TEST(StageOfARun, GroupCommitIsWellDrawnThroughout) { CheckRun("group-commit", 7); }
TEST(StageOfARun, WriteStallIsWellDrawnThroughout) { CheckRun("write-stall", 83); }

}  // namespace
}  // namespace lsm::gui
