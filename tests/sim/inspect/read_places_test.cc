#include "sim/inspect/read_places.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>

namespace lsm::sim {
namespace {

class ReadPlacesTest : public testing::Test {
 protected:
  void AddFile(uint8_t level, uint64_t number, std::string_view smallest,
               std::string_view largest) {
    trace::FileState file;
    file.number = number;
    file.level = level;
    file.smallest = tables_.texts.Add(smallest);
    file.largest = tables_.texts.Add(largest);
    files_[level].push_back(std::make_shared<trace::FileState>(file));
    state_.levels[level].files =
        std::make_shared<const std::vector<trace::FileNode>>(files_[level]);
  }

  trace::TraceTables tables_;
  trace::State state_;
  std::array<std::vector<trace::FileNode>, trace::kMaxLevels> files_;
};

TEST_F(ReadPlacesTest, L0FromTheNewestThenOneFileALevel) {
  AddFile(0, 3, "a", "m");
  AddFile(0, 5, "a", "z");
  AddFile(0, 7, "x", "z");
  AddFile(1, 1, "a", "f");
  AddFile(1, 2, "g", "p");
  const ReadPlaces path = PlacesOf(state_, tables_, "g");
  using Kind = ReadPlace::Kind;
  EXPECT_EQ((std::vector<ReadPlace>{{Kind::kFile, 5, 0}, {Kind::kFile, 3, 0}, {Kind::kFile, 2, 1}}),
            path.places);
  ASSERT_EQ(2u, path.levels.size());
  EXPECT_EQ(2u, path.levels[0].covering);
  EXPECT_EQ(3u, path.levels[0].files);
}

TEST_F(ReadPlacesTest, AKeyOutsideEveryRangeIsSoughtInNoFile) {
  AddFile(1, 1, "a", "f");
  EXPECT_TRUE(PlacesOf(state_, tables_, "q").places.empty());
}

TEST_F(ReadPlacesTest, ALargestKeyThatWasCutMayGoOn) {
  const std::string cut(1024, 'k');
  AddFile(1, 1, "a", cut);
  EXPECT_EQ(PlacesOf(state_, tables_, cut + "more").places.size(), 1u);
  EXPECT_TRUE(PlacesOf(state_, tables_, std::string(1023, 'k') + "l").places.empty());
}

}  // namespace
}  // namespace lsm::sim
