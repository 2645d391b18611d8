// The stage of real States: every so many events of the built-in scenarios.
#include <gtest/gtest.h>

#include <memory>

#include "gui/layout/look_up_text.h"
#include "gui/layout/stage.h"
#include "gui/session/key_reader.h"
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

Rect TextRectOf(const Item& item, const TextMetrics& metrics) {
  Rect rect = item.rect;
  rect.w = metrics.Width(item.text, item.text_px);
  if (item.align == Align::kRight) rect.x = item.rect.Right() - rect.w;
  if (item.align == Align::kCentre) rect.x = item.rect.CentreX() - rect.w / 2;
  return rect;
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
TEST(StageOfARun, WriteGroupsAreWellDrawnThroughout) {
  for (const char* mode : {"write-group", "concurrent", "pipelined", "unordered"}) {
    CheckRun(mode, 61);
  }
}
TEST(StageOfARun, WriteStallIsWellDrawnThroughout) { CheckRun("write-stall", 83); }

// A typed key: each place that is asked and drawn has its mark, and all is still well drawn.
TEST(StageOfARun, TheWayOfATypedKeyIsWellDrawn) {
  std::unique_ptr<Session> session;
  ASSERT_TRUE(OpenSession("write-stall", {}, &session).ok());
  const FixedMetrics metrics;
  const Strings english(Language::kEnglish), chinese(Language::kChinese);
  KeyReader reader;
  size_t marks = 0;
  size_t words = 0;
  size_t covered = 0;  // labels, by a mark
  for (uint64_t position = 1000; position <= session->size(); position += 1711) {
    for (const char* key : {"key000000017", "key000001500", "key000002990", "zz"}) {
      SCOPED_TRACE(std::string(key) + " after event " + std::to_string(position));
      const KeyReading& reading = reader.Read(*session, 1, position, {.key = key, .wait = true});
      ASSERT_EQ(reading.status, ReadingStatus::kAnswered);
      const Rect small{0, 44, 1000, 480}, usual{280, 44, 940, 620};
      for (const StageInput& input :
           {StageInput{.rect = small, .strings = english, .typed = &reading.look_up},
            StageInput{.rect = usual, .strings = chinese, .typed = &reading.look_up}}) {
        const Scene scene =
            LayoutStage(session->StateAt(position), session->tables(), input, metrics);
        ASSERT_EQ(ProblemsOf(scene, metrics), "");
        for (size_t i = 0; i < reading.look_up.places.size(); i++) {
          const sim::PlaceAnswer& place = reading.look_up.places[i];
          const Key mark{Thing::kProbe, 0, i};
          const bool drawn = Find(scene, KeyOf(place.place)) != nullptr;
          EXPECT_EQ(Find(scene, mark) != nullptr, place.asked && drawn) << i;
          if (const Item* sign = Find(scene, mark); sign != nullptr) {
            const Item* label = Find(scene, KeyOf(place.place).Part(1));
            covered += label != nullptr && Overlap(sign->rect, TextRectOf(*label, metrics));
          }
          marks += Find(scene, mark) != nullptr;
          words += Find(scene, mark.Part(1)) != nullptr;
        }
      }
    }
  }
  EXPECT_GT(marks, 300u);
  EXPECT_GT(words, marks / 2);
  EXPECT_LT(covered, marks / 50);  // where a file is hardly wider than its number
}

}  // namespace
}  // namespace lsm::gui
