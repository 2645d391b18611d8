#include "gui/layout/file_places.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

namespace lsm::gui {
namespace {

class FilePlacesTest : public testing::Test {
 protected:
  void AddFile(int level, std::string_view smallest, std::string_view largest) {
    trace::FileState file;
    file.smallest = tables_.texts.Add(smallest);
    file.largest = tables_.texts.Add(largest);
    auto files = std::make_shared<trace::LevelFiles>(*state_.levels[level].files);
    files->push_back(std::make_shared<trace::FileState>(file));
    state_.levels[level].files = files;
  }
  // "0.00-0.50 0.25-1.00": the level's files.
  std::string Shown(const FilePlaces& places, size_t level) {
    std::string text;
    for (const FilePlaces::Place& place : places.OfLevel(level)) {
      char range[32];
      std::snprintf(range, sizeof(range), "%.2f-%.2f ", static_cast<double>(place.smallest),
                    static_cast<double>(place.largest));
      text += range;
    }
    return text;
  }

  trace::State state_;
  trace::TraceTables tables_;
};

TEST_F(FilePlacesTest, EveryFileLiesWhereItsKeysLie) {
  AddFile(0, "a", "e");
  AddFile(2, "b", "c");
  AddFile(2, "d", "e");
  const FilePlaces places(state_, tables_);
  EXPECT_EQ(Shown(places, 0), "0.00-1.00 ");
  EXPECT_EQ(Shown(places, 1), "");
  EXPECT_EQ(Shown(places, 2), "0.25-0.50 0.75-1.00 ");
  EXPECT_EQ(places.axis().largest(), "e");
}

TEST_F(FilePlacesTest, FollowsTheStateItIsGiven) {
  AddFile(0, "a", "c");
  AddFile(1, "b", "b");
  FilePlaces places(state_, tables_);
  EXPECT_EQ(Shown(places, 1), "0.50-0.50 ");
  const trace::State before = state_;
  AddFile(0, "d", "e");  // the axis is longer now: files of all levels lie elsewhere
  places.Update(state_, tables_);
  EXPECT_EQ(Shown(places, 0), "0.00-0.50 0.75-1.00 ");
  EXPECT_EQ(Shown(places, 1), "0.25-0.25 ");
  places.Update(before, tables_);
  EXPECT_EQ(Shown(places, 0), "0.00-1.00 ");
  EXPECT_EQ(Shown(places, 1), "0.50-0.50 ");
}

}  // namespace
}  // namespace lsm::gui
