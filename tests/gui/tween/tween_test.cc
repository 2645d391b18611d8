#include "gui/tween/tween.h"

#include <gtest/gtest.h>

#include "gui/layout/stage.h"
#include "tests/gui/sample_states.h"

namespace lsm::gui {
namespace {

Item BoxAt(Key key, const Rect& rect) {
  Item item;
  item.key = key;
  item.rect = rect;
  item.fill = Role::kRaised;
  return item;
}

constexpr Key kWriter{Thing::kWriter, 0, 12};
constexpr Key kTable{Thing::kMemTable, 0, 3};
constexpr Key kFile{Thing::kFile, 0, 41};

TEST(EaseOut, IsFastAtFirstAndKeepsTheEnds) {
  EXPECT_EQ(EaseOut(0), 0);
  EXPECT_EQ(EaseOut(1), 1);
  EXPECT_GT(EaseOut(0.5f), 0.8f);
  for (float t = 0; t < 1; t += 0.01f) EXPECT_LE(EaseOut(t), EaseOut(t + 0.01f));
}

TEST(Tween, TheSameThingMovesOnAStraightWay) {
  const Scene from{.items = {BoxAt(kWriter, {0, 0, 10, 10})}};
  const Scene to{.items = {BoxAt(kWriter, {100, 40, 30, 10})}};
  const Scene between = Tween(from, to, 0.5f);
  ASSERT_EQ(between.items.size(), 1u);
  EXPECT_EQ(between.items[0].rect.x, 50);
  EXPECT_EQ(between.items[0].rect.y, 20);
  EXPECT_EQ(between.items[0].rect.w, 20);
  EXPECT_EQ(between.items[0].opacity, 1);
}

TEST(Tween, WhoeverStepsOnBeforeItRestsDoesNotTakeAlongAllThatEverLeft) {
  Scene seen;
  for (uint64_t writer = 1; writer <= 500; writer++) {
    const Scene to{.items = {BoxAt({Thing::kWriter, 0, writer}, {0, 0, 10, 10})}};
    seen = Tween(seen, to, 0.5f);
    ASSERT_LE(seen.items.size(), 12u) << writer;
  }
  EXPECT_GT(seen.items.size(), 2u);  // what left just now is still seen
}

TEST(Tween, AMemtableBecomesItsFile) {
  Item table = BoxAt(kTable, {0, 0, 40, 40});
  table.goes_to = kFile;
  const Scene from{.items = {table}};
  const Scene to{.items = {BoxAt(kFile, {200, 100, 80, 10})}};
  const Scene between = Tween(from, to, 0.5f);
  const Item* flying = Find(between, kTable);
  ASSERT_NE(flying, nullptr);
  EXPECT_EQ(flying->rect.x, 100);
  EXPECT_EQ(flying->rect.y, 50);
  EXPECT_FLOAT_EQ(flying->opacity, 0.5f);
  EXPECT_FALSE(flying->target);
}

TEST(Tween, WhatComesFromAThingGrowsOutOfIt) {
  Item file = BoxAt(kFile, {200, 100, 80, 10});
  file.came_from = kTable;
  const Scene from{.items = {BoxAt(kTable, {0, 0, 40, 40})}};
  const Scene to{.items = {BoxAt(kTable, {0, 0, 40, 40}), file}};
  const Item* growing = Find(Tween(from, to, 0.25f), kFile);
  ASSERT_NE(growing, nullptr);
  const Scene between = Tween(from, to, 0.25f);
  EXPECT_EQ(Find(between, kFile)->rect.x, 50);
  EXPECT_EQ(Find(between, kFile)->opacity, 1);
}

TEST(Tween, StrangersFade) {
  const Scene from{.items = {BoxAt(kTable, {0, 0, 40, 40})}};
  const Scene to{.items = {BoxAt(kFile, {200, 100, 80, 10})}};
  const Scene between = Tween(from, to, 0.25f);
  EXPECT_FLOAT_EQ(Find(between, kTable)->opacity, 0.75f);
  EXPECT_FLOAT_EQ(Find(between, kFile)->opacity, 0.25f);
  EXPECT_EQ(Find(between, kTable)->rect.x, 0);
  EXPECT_EQ(Find(between, kFile)->rect.x, 200);
}

TEST(Tween, EndsExactlyAtTheNewScene) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const Sample a = BusyGroup(), b = StoppedAtTwelve();
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Scene from = LayoutStage(a.state, *a.tables, input, metrics);
  const Scene to = LayoutStage(b.state, *b.tables, input, metrics);
  const Scene end = Tween(from, to, 1);
  ASSERT_EQ(end.items.size(), to.items.size());
  for (size_t i = 0; i < to.items.size(); i++) {
    EXPECT_EQ(end.items[i].key, to.items[i].key);
    EXPECT_EQ(end.items[i].rect.x, to.items[i].rect.x);
    EXPECT_EQ(end.items[i].text, to.items[i].text);
  }
}

// One batch on its way: the group's token keeps its key from the queue to the WAL and on to the
// memtable, so that it is seen moving and never seen twice.
TEST(Tween, TheGroupsBatchKeepsItsIdentityOnItsWay) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  Sample sample = BusyGroup();
  const Key batch{Thing::kGroup, 0, sample.state.group->id};
  std::vector<Rect> places;
  using enum trace::GroupPhase;
  for (const trace::GroupPhase phase : {kClosed, kWritingWal, kInserting}) {
    sample.state.group->phase = phase;
    const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
    const Item* item = Find(scene, batch);
    ASSERT_NE(item, nullptr);
    places.push_back(item->rect);
  }
  EXPECT_LT(places[0].y, places[1].y);  // down to the WAL
  EXPECT_GT(places[2].x, places[1].x);  // right to the memtable
}

TEST(Tween, AFlushedMemtableKnowsItsFile) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  const Sample sample = BusyGroup();
  const Scene scene = LayoutStage(sample.state, *sample.tables, input, metrics);
  const Item* table = Find(scene, {Thing::kMemTable, 0, 13});
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->goes_to, (Key{Thing::kFile, 0, 59}));
}

// As the engine does it: the file is installed while the flush still runs and the memtable is still
// there.
TEST(Tween, AFlushedFileGrowsOutOfItsMemtable) {
  const FixedMetrics metrics;
  const Strings strings(Language::kEnglish);
  const StageInput input{.rect = {0, 0, 940, 620}, .strings = strings};
  Sample sample = BusyGroup();
  const Scene before = LayoutStage(sample.state, *sample.tables, input, metrics);
  trace::FileState file = *sample.state.levels[0].files->front();
  file.number = 59;
  file.made_by_job = 12;
  auto files = std::make_shared<trace::LevelFiles>(*sample.state.levels[0].files);
  files->push_back(std::make_shared<trace::FileState>(file));
  sample.state.levels[0].files = files;
  const Scene after = LayoutStage(sample.state, *sample.tables, input, metrics);
  const Scene start = Tween(before, after, 0.001f);
  const Item* table = Find(start, {Thing::kMemTable, 0, 13});
  const Item* growing = Find(start, {Thing::kFile, 0, 59});
  ASSERT_TRUE(table != nullptr && growing != nullptr);
  EXPECT_NEAR(growing->rect.x, table->rect.x, 2);
  EXPECT_NEAR(growing->rect.y, table->rect.y, 2);
}

}  // namespace
}  // namespace lsm::gui
