#include "gui/scene/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "gui/scene/scene.h"

namespace lsm::gui {
namespace {

TEST(Contrast, IsWhatWcagDefines) {
  EXPECT_NEAR(Contrast({0, 0, 0}, {255, 255, 255}), 21, 0.01);
  EXPECT_NEAR(Contrast({0x77, 0x77, 0x77}, {255, 255, 255}), 4.48, 0.01);
  EXPECT_EQ(Contrast({9, 99, 199}, {9, 99, 199}), 1);
}

TEST(Theme, StrongColoursCanBeReadOnEveryGround) {
  const Role strong[] = {Role::kText,       Role::kTextSecondary, Role::kLeader,
                         Role::kDurable,    Role::kFlush,         Role::kMemTable,
                         Role::kCompaction, Role::kStall,         Role::kRead,
                         Role::kSpotlight};
  for (const Theme* theme : {&DarkTheme(), &LightTheme()}) {
    for (const Role role : strong) {
      for (const Role ground : {Role::kGround, Role::kPanel, Role::kRaised}) {
        EXPECT_GE(Contrast((*theme)[role], (*theme)[ground]), 4.5)
            << static_cast<int>(role) << " on " << static_cast<int>(ground);
      }
    }
  }
}

TEST(Theme, LinesAndMarksStandOutFromTheGround) {
  for (const Theme* theme : {&DarkTheme(), &LightTheme()}) {
    for (const Role role : {Role::kWaiting, Role::kFile}) {
      EXPECT_GE(Contrast((*theme)[role], (*theme)[Role::kGround]), 2.8) << static_cast<int>(role);
    }
  }
}

TEST(ScaleFor, GrowsWithTheWindowAndNeverShrinksType) {
  EXPECT_EQ(ScaleFor(1600, 900), 1);
  EXPECT_EQ(ScaleFor(1280, 720), 1);
  EXPECT_FLOAT_EQ(ScaleFor(1920, 1080), 1.2f);
  EXPECT_EQ(ScaleFor(3840, 900), 1);
}

TEST(HitTest, FindsTheTopmostThing) {
  Item below;
  below.key = below.target = {Thing::kMemTable, 0, 1};
  below.rect = {0, 0, 100, 100};
  Item above = below;
  above.key = above.target = {Thing::kGroup, 0, 2};
  above.rect = {10, 10, 20, 20};
  Item mute;
  mute.key = {Thing::kGroup, 1, 2};
  mute.rect = {0, 0, 100, 100};
  const Scene scene{.items = {below, above, mute}};
  EXPECT_EQ(HitTest(scene, 15, 15)->target.thing, Thing::kGroup);
  EXPECT_EQ(HitTest(scene, 50, 50)->target.thing, Thing::kMemTable);
  EXPECT_EQ(HitTest(scene, 150, 50), nullptr);
}

}  // namespace
}  // namespace lsm::gui
