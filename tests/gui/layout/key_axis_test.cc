#include "gui/layout/key_axis.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>

namespace lsm::gui {
namespace {

class KeyAxisTest : public testing::Test {
 protected:
  void AddFile(std::string_view smallest, std::string_view largest) {
    trace::FileState file;
    file.smallest = tables_.texts.Add(smallest);
    file.largest = tables_.texts.Add(largest);
    auto files = std::make_shared<trace::LevelFiles>(*state_.levels[0].files);
    files->push_back(std::make_shared<trace::FileState>(file));
    state_.levels[0].files = files;
  }
  KeyAxis Axis() const { return KeyAxis(FileKeys(state_, tables_)); }

  trace::State state_;
  trace::TraceTables tables_;
};

std::string Decimal(int n) {
  char text[16];
  std::snprintf(text, sizeof(text), "user%04d", n);
  return text;
}

TEST_F(KeyAxisTest, WithoutFilesEverythingLiesAtTheBeginning) {
  EXPECT_TRUE(Axis().empty());
  EXPECT_EQ(Axis().Position("x"), 0);
}

TEST_F(KeyAxisTest, DecimalKeysLieWhereTheirNumberLies) {
  for (int n = 0; n < 1000; n += 37) AddFile(Decimal(n), Decimal(n + 36));
  const KeyAxis axis = Axis();
  for (int n = 0; n <= 999; n += 50) {
    EXPECT_NEAR(axis.Position(Decimal(n)), n / 1035.0, 0.06) << n;
  }
  EXPECT_EQ(axis.Position(Decimal(0)), 0);
  EXPECT_EQ(axis.Position(axis.largest()), 1);
}

TEST_F(KeyAxisTest, KeysOutsideLieAtTheNearerEnd) {
  AddFile("g", "m");
  EXPECT_EQ(Axis().Position("a"), 0);
  EXPECT_EQ(Axis().Position("z"), 1);
}

TEST_F(KeyAxisTest, PositionNeverDecreasesWithTheKey) {
  std::mt19937 random(7);
  std::vector<std::string> keys;
  for (int i = 0; i < 400; i++) {
    std::string key;
    const int length = static_cast<int>(random() % 6);
    for (int c = 0; c < length; c++)
      key += static_cast<char>(
          "\x00\x01"
          "029:azAZ\xfe\xff"[random() % 11]);
    keys.push_back(key);
  }
  // Only some of them are bounds: bytes that occur in no bound have a place, too.
  for (int i = 0; i < 20; i += 2)
    AddFile(std::min(keys[i], keys[i + 1]), std::max(keys[i], keys[i + 1]));
  std::sort(keys.begin(), keys.end());
  const KeyAxis axis = Axis();
  for (size_t i = 1; i < keys.size(); i++) {
    EXPECT_LE(axis.Position(keys[i - 1]), axis.Position(keys[i])) << i;
  }
}

TEST_F(KeyAxisTest, OneKeyIsAnAxisToo) {
  AddFile("same", "same");
  EXPECT_EQ(Axis().Position("same"), 0);
}

}  // namespace
}  // namespace lsm::gui
