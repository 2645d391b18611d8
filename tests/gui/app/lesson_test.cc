// A lesson played in the app, driven without a window.
#include <gtest/gtest.h>
#include <imgui.h>

#include "gui/layout/spotlight.h"
#include "gui/session/lesson_session.h"
#include "gui/session/open_session.h"
#include "tests/gui/app/sample_run.h"

namespace lsm::gui {
namespace {

std::vector<std::unique_ptr<Session>> TheLesson(const std::string& name) {
  std::vector<std::unique_ptr<Session>> sessions(1);
  const Status status = OpenSession(name, {}, &sessions[0]);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return sessions;
}

class LessonTest : public testing::Test {
 protected:
  const OpenLesson& lesson() { return *app_.app().model().session().lesson(); }
  const sim::PlayedStep& step(size_t i) { return lesson().played.steps[i]; }
  // The first step that asks.
  size_t Question() {
    size_t i = 0;
    while (lesson().lesson.steps[i].choices.empty()) i++;
    return i;
  }
  void Enter() { app_.Key(HeadlessApp::Named(ImGuiKey_Enter)); }

  HeadlessApp app_{TheLesson("01_write_stall"), {1280, 720}};
};

TEST_F(LessonTest, BeginsAtItsFirstStep) {
  EXPECT_EQ(app_.ui().lesson.step, 0u);
  EXPECT_EQ(app_.ui().position, step(0).position);
  EXPECT_FALSE(app_.ui().playing);
}

TEST_F(LessonTest, KeysPlayItToItsEndAndBack) {
  for (size_t i = 1; i < lesson().lesson.steps.size(); i++) {
    Enter();
    while (app_.ui().lesson.run_to != 0) app_.Frame(0.1);
    if (app_.ui().lesson.step < i) Enter();  // it was a question; its answer is known now
    EXPECT_EQ(app_.ui().lesson.step, i);
    EXPECT_EQ(app_.ui().position, step(i).position);
  }
  Enter();
  EXPECT_EQ(app_.ui().lesson.step, lesson().lesson.steps.size() - 1) << "the end is the end";
  app_.Key(HeadlessApp::Named(ImGuiKey_PageUp));
  EXPECT_EQ(app_.ui().lesson.step, lesson().lesson.steps.size() - 2);
}

TEST_F(LessonTest, TheRunAnswersThePrediction) {
  const size_t question = Question();
  app_.app().Do(ShowLessonStep{question});
  app_.Frame();
  app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow));
  EXPECT_EQ(app_.ui().lesson.chosen[question], 0u);
  app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow));
  EXPECT_EQ(app_.ui().lesson.chosen[question], 1u);
  Enter();
  EXPECT_NE(app_.ui().lesson.run_to, 0u);
  EXPECT_FALSE(app_.ui().lesson.answered.contains(question)) << "not before the run is there";
  app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow));
  EXPECT_EQ(app_.ui().lesson.chosen[question], 1u) << "no second guess while the run goes on";
  for (int i = 0; i < 100 && app_.ui().lesson.run_to != 0; i++) app_.Frame(0.1);
  EXPECT_TRUE(app_.ui().lesson.answered.contains(question));
  EXPECT_EQ(app_.ui().position, step(question).answer_position);
}

TEST_F(LessonTest, GoingElsewhereStopsTheRunAndLeavesTheStep) {
  const size_t question = Question();
  app_.app().Do(ShowLessonStep{question});
  Enter();
  app_.app().Do(SeekTo{5});
  EXPECT_EQ(app_.ui().lesson.run_to, 0u);
  app_.Frame(10);
  EXPECT_EQ(app_.ui().position, 5u);
  EXPECT_EQ(app_.ui().lesson.step, question);
}

TEST_F(LessonTest, WordsThatAreAskedForComeIntoSightAndCanBeScrolledByKey) {
  app_.app().KeepWidgetPlaces();
  const auto words_y = [&] {
    app_.Frame();
    app_.Frame();
    const auto found = std::ranges::find(app_.app().widgets(), "lesson_words", &WidgetPlace::id);
    return found == app_.app().widgets().end() ? -1000.0f : found->rect.y;
  };
  app_.Key('V');
  const float top = words_y();
  EXPECT_GT(top, 0);
  EXPECT_LT(top, 200) << "at the top of the column, so that what they mean has room";
  app_.Key(HeadlessApp::Named(ImGuiKey_UpArrow), /*shift=*/true);
  const float scrolled = words_y();
  EXPECT_NE(scrolled, top);
  app_.Key(HeadlessApp::Named(ImGuiKey_DownArrow), /*shift=*/true);
  EXPECT_EQ(words_y(), top);
}

TEST_F(LessonTest, EveryStepDrawsInBothLanguages) {
  for (const Language language : {Language::kEnglish, Language::kChinese}) {
    app_.app().Do(SetLanguage{language});
    for (size_t i = 0; i < lesson().lesson.steps.size(); i++) {
      app_.app().Do(ShowLessonStep{i});
      app_.Frame();
      EXPECT_GT(app_.Vertices(), 1000) << i;
    }
  }
}

TEST(SpotlightRect, IsAroundAllThatBelongsToTheThing) {
  Scene scene{.bounds = {0, 0, 100, 100}};
  scene.items.resize(3);
  scene.items[0].key = {Thing::kMemTable, 0, 4};
  scene.items[0].rect = {10, 10, 20, 20};
  scene.items[1].key = {Thing::kMemTable, 2, 4};
  scene.items[1].rect = {30, 10, 10, 40};
  scene.items[2].key = {Thing::kMemTable, 0, 5};
  scene.items[2].rect = {80, 80, 10, 10};
  const trace::State state;
  const auto rect = SpotlightRect(scene, state, {sim::SpotlightTarget::Thing::kMemTable, 4}, 5);
  ASSERT_TRUE(rect.has_value());
  EXPECT_EQ(rect->x, 5);
  EXPECT_EQ(rect->y, 5);
  EXPECT_EQ(rect->Right(), 45);
  EXPECT_EQ(rect->Bottom(), 55);
  EXPECT_FALSE(SpotlightRect(scene, state, {sim::SpotlightTarget::Thing::kMemTable, 6}, 5));
}

TEST(SpotlightRect, DoesNotRunThroughTheWordsAtAThingsSides) {
  Scene scene{.bounds = {0, 0, 100, 100}};
  scene.items.resize(1);
  scene.items[0].key = {Thing::kLevel, 1, 0};
  scene.items[0].rect = {20, 10, 60, 20};
  const auto rect =
      SpotlightRect(scene, trace::State(), {sim::SpotlightTarget::Thing::kLevel, 0}, 2);
  ASSERT_TRUE(rect.has_value());
  EXPECT_LE(rect->x, 15);
  EXPECT_GE(rect->Right(), 85);
}

TEST(OpenSession, OnALessonWithSettingsOfOnesOwnIsRefused) {
  std::unique_ptr<Session> session;
  const Status status = OpenSession("01_write_stall", {.sets = {"seed=3"}}, &session);
  EXPECT_NE(status.ToString().find("--set is for scenarios"), std::string::npos);
}

}  // namespace
}  // namespace lsm::gui
