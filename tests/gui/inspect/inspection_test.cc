// The inspector on the built-in scenarios: whatever can be clicked is told about, and what is gone
// is told as it was.
#include "gui/inspect/inspection.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string>

#include "engine/events/all.h"
#include "gui/inspect/thing_events.h"
#include "gui/layout/stage.h"
#include "gui/session/open_session.h"
#include "gui/session/recorded_session.h"
#include "tests/gui/sample_states.h"
#include "tests/traces/trace_script.h"

namespace lsm::gui {
namespace {

std::unique_ptr<AppModel> OpenModel(const std::string& scenario) {
  std::vector<std::unique_ptr<Session>> sessions(1);
  const Status status = OpenSession(scenario, {}, &sessions[0]);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return std::make_unique<AppModel>(std::move(sessions));
}

template <class E>
uint64_t Nth(const AppModel& model, int n) {
  for (uint64_t at = 1; at <= model.session().size(); at++) {
    if (model.session().EventAt(at).Is<E>() && --n == 0) return at;
  }
  ADD_FAILURE() << "no such event";
  return 1;
}

Inspection At(AppModel& model, uint64_t position, const Key& key) {
  model.ui.position = position;
  model.ui.selected = key;
  return Inspector().Inspect(model);
}

std::string ValueOf(const Inspection& shown, std::string_view name) {
  if (!shown.text) return "no text";
  for (const SelectionField& field : shown.text->fields) {
    if (field.name == name) return field.value;
  }
  return "no field";
}

TEST(InspectionTest, WhateverCanBeClickedOnTheStageIsToldAboutInBothLanguages) {
  const auto model = OpenModel("write-stall");
  const FixedMetrics metrics;
  std::set<Thing> met;
  for (uint64_t position = 400; position <= model->session().size(); position += 911) {
    for (const Language language : {Language::kEnglish, Language::kChinese}) {
      model->ui.language = language;
      model->ui.position = position;
      const StageInput input{.rect = {280, 44, 940, 620}, .strings = model->strings()};
      const Scene scene = LayoutStage(model->state(), model->session().tables(), input, metrics);
      for (const Item& item : scene.items) {
        if (!item.target) continue;
        const Inspection shown = At(*model, position, item.target);
        met.insert(item.target.thing);
        EXPECT_TRUE(shown.text.has_value())
            << "thing " << static_cast<int>(item.target.thing) << " number " << item.target.number
            << " after event " << position;
        if (!shown.text) continue;
        EXPECT_GE(shown.text->fields.size(), 3u);
        for (const SelectionField& field : shown.text->fields) {
          // A text that is missing shows its key.
          EXPECT_EQ((field.name + field.value).find("selection."), std::string::npos)
              << field.name << " " << field.value;
        }
      }
    }
  }
  for (const Thing thing : {Thing::kWriter, Thing::kMemTable, Thing::kLog, Thing::kRecord,
                            Thing::kFile, Thing::kLevel, Thing::kJob, Thing::kStall}) {
    EXPECT_TRUE(met.contains(thing)) << static_cast<int>(thing);
  }
}

TEST(InspectionTest, AWriterThatIsDoneIsShownAsItWasLast) {
  const auto model = OpenModel("group-commit");
  const uint64_t done = Nth<WriterCompleted>(*model, 30);
  const uint64_t writer = model->session().EventAt(done).As<WriterCompleted>().writer;
  const Key key{Thing::kWriter, 0, writer};
  EXPECT_EQ(At(*model, done - 1, key).gone_since, 0u);
  const Inspection gone = At(*model, done + 200, key);
  ASSERT_TRUE(gone.text.has_value());
  EXPECT_GE(gone.gone_since, done);
  EXPECT_LT(gone.as_of, gone.gone_since);
  ASSERT_FALSE(gone.came_from.empty());
  EXPECT_TRUE(model->session().EventAt(gone.came_from.front()).Is<WriterEnqueued>());
  // Before it came, its first event is named.
  const Inspection to_come = At(*model, gone.came_from.front() - 1, key);
  EXPECT_FALSE(to_come.text.has_value());
  EXPECT_EQ(to_come.comes_at, gone.came_from.front());
}

TEST(InspectionTest, AFileComesFromItsFlushAndIsGoneAfterItsCompaction) {
  const auto model = OpenModel("write-stall");
  const uint64_t flushed = Nth<FlushEnd>(*model, 1);
  const FlushEnd flush = model->session().EventAt(flushed).As<FlushEnd>();
  const Key key{Thing::kFile, 0, flush.file};
  const Inspection there = At(*model, flushed, key);
  ASSERT_TRUE(there.text.has_value());
  EXPECT_EQ(ValueOf(there, "level"), "L0");
  EXPECT_EQ(ValueOf(there, "made by"), "job " + std::to_string(flush.job));
  const Inspection gone = At(*model, model->session().size(), key);
  // Long ago: either its last event is in reach, or the panel says that it is not there.
  EXPECT_FALSE(gone.text.has_value() && gone.gone_since == 0);
}

TEST(InspectionTest, AStallTellsEveryConditionAndWhatItCaused) {
  const auto model = OpenModel("write-stall");
  const uint64_t begin = Nth<StallBegin>(*model, 3);
  const StallBegin stall = model->session().EventAt(begin).As<StallBegin>();
  const Key key{Thing::kStall, 0, stall.stall};
  const Inspection shown = At(*model, begin + 4, key);
  ASSERT_TRUE(shown.text.has_value());
  EXPECT_EQ(shown.text->role, Role::kStall);
  EXPECT_NE(ValueOf(shown, "L0 stop").find("threshold 12"), std::string::npos);
  EXPECT_NE(ValueOf(shown, "held back"), "no field");
  ASSERT_FALSE(shown.came_from.empty());
  EXPECT_EQ(shown.came_from.front(), begin);
}

TEST(InspectionTest, ARecordSaysWhereItsBytesAre) {
  const auto model = OpenModel("put");
  const uint64_t synced = Nth<WalSyncEnd>(*model, 1);
  uint64_t appended = 0;
  for (uint64_t at = 1; at < synced; at++) {
    if (model->session().EventAt(at).Is<WalAppended>()) appended = at;
  }
  ASSERT_NE(appended, 0u);
  const Key key{Thing::kRecord, 0, appended};
  EXPECT_EQ(ValueOf(At(*model, appended + 1, key), "its bytes are"), "in the OS");
  EXPECT_EQ(ValueOf(At(*model, model->session().size() - 3, key), "its bytes are"), "durable");
}

TEST(ThingEventsTest, AnEventNamesWhatItsFieldsNumber) {
  const Event event = Event::Of(WriterJoined{.group = 5, .writer = 9});
  EXPECT_TRUE(Names(event, 1, {Thing::kGroup, 0, 5}));
  EXPECT_TRUE(Names(event, 1, {Thing::kWriter, 0, 9}));
  EXPECT_FALSE(Names(event, 1, {Thing::kWriter, 0, 5}));
  EXPECT_FALSE(Names(event, 1, {Thing::kFile, 0, 5}));
}

TEST(InspectionTest, ThingsThatNothingWasSaidOfForLongHaveALifeToo) {
  std::vector<std::unique_ptr<Session>> sessions;
  sessions.push_back(
      std::make_unique<RecordedSession>(trace::MakeRun({.clients = 4, .rounds = 8000}), "long"));
  AppModel model(std::move(sessions));
  const uint64_t end = model.session().size();
  const uint64_t added = Nth<FileAdded>(model, 1);
  const uint64_t file = model.session().EventAt(added).As<FileAdded>().file;
  const Inspection shown = At(model, end, {Thing::kFile, 0, file});
  ASSERT_FALSE(shown.came_from.empty());
  EXPECT_LE(shown.came_from.front(), added + 2);  // the VersionInstalled that brings it
  EXPECT_GT(end - shown.gone_since, 20'000u);
  EXPECT_NE(shown.gone_since, 0u);
  EXPECT_TRUE(shown.text.has_value());
}

TEST(InspectionTest, NamesOfOtherThingsAreLinksToThem) {
  const auto model = OpenModel("write-stall");
  const uint64_t added = Nth<FlushEnd>(*model, 3);
  const uint64_t file = model->session().EventAt(added).As<FlushEnd>().file;
  const Inspection shown = At(*model, added + 200, {Thing::kFile, 0, file});
  ASSERT_TRUE(shown.text.has_value());
  Key job;
  for (const SelectionField& field : shown.text->fields) {
    if (field.target.thing == Thing::kJob) job = field.target;
  }
  ASSERT_TRUE(static_cast<bool>(job));
  EXPECT_EQ(job.number, model->session().EventAt(added).As<FlushEnd>().job);
}

}  // namespace
}  // namespace lsm::gui
