#include "gui/app/regions.h"

#include <gtest/gtest.h>

namespace lsm::gui {
namespace {

constexpr std::array<Shown, kNumPanelGroups> kAllAuto = {};
constexpr size_t kLanes = 12;

TEST(RegionsTest, NothingOverlapsAndAllIsCovered) {
  for (const Size size : {Size{1600, 900}, Size{1280, 720}, Size{1920, 1080}, Size{640, 480}}) {
    const Regions r = LayoutRegions(size, 1, kAllAuto, kLanes);
    const Rect parts[] = {r.transport, r.left,  r.stage, r.selection, r.cause,
                          r.events,    r.scrub, r.lanes, r.chart};
    float area = 0;
    for (size_t i = 0; i < std::size(parts); i++) {
      area += parts[i].w * parts[i].h;
      for (size_t j = 0; j < i; j++)
        EXPECT_FALSE(Overlap(parts[i].Inset(0.01f), parts[j])) << i << j;
    }
    EXPECT_NEAR(size.w * size.h, area, size.w);
  }
}

TEST(RegionsTest, PanelsFoldAndTheStageStays) {
  const Regions large = LayoutRegions({1600, 900}, 1, kAllAuto, kLanes);
  EXPECT_TRUE(large.Shows(PanelGroup::kLeft));
  EXPECT_TRUE(large.Shows(PanelGroup::kRight));
  EXPECT_TRUE(large.Shows(PanelGroup::kBottom));
  const Regions small = LayoutRegions({1280, 720}, 1, kAllAuto, kLanes);
  EXPECT_FALSE(small.Shows(PanelGroup::kRight));
  EXPECT_GE(small.stage.w, 880);
  EXPECT_GE(small.stage.h, 500);
  const Regions hall = LayoutRegions({1280, 720}, 1.5f, kAllAuto, kLanes);
  EXPECT_EQ(1280, hall.stage.w);
}

TEST(RegionsTest, WhatIsAskedForIsShown) {
  std::array<Shown, kNumPanelGroups> wanted = {};
  wanted[static_cast<size_t>(PanelGroup::kRight)] = Shown::kYes;
  wanted[static_cast<size_t>(PanelGroup::kLeft)] = Shown::kNo;
  const Regions regions = LayoutRegions({1280, 720}, 1, wanted, kLanes);
  EXPECT_TRUE(regions.Shows(PanelGroup::kRight));
  EXPECT_FALSE(regions.Shows(PanelGroup::kLeft));
}

}  // namespace
}  // namespace lsm::gui
