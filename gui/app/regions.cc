#include "gui/app/regions.h"

#include <algorithm>

namespace lsm::gui {
namespace {

// At scale 1, on the 8-pixel grid.
constexpr float kTransport = 44;
constexpr float kLeft = 280;
constexpr float kRight = 380;
constexpr float kScrub = 40;
constexpr float kLane = 18;
constexpr float kLanesMargin = 8;
constexpr float kChart = 48;
// What the stage asks for before the columns and the lanes get anything.
constexpr float kStageWidth = 880;
constexpr float kStageHeight = 520;
constexpr float kFewestLanes = 3;

bool Fits(Shown wanted, float room, float need) {
  return wanted == Shown::kYes || (wanted == Shown::kAuto && room >= need);
}

}  // namespace

bool Regions::Shows(PanelGroup group) const {
  switch (group) {
    case PanelGroup::kLeft:
      return left.w > 0;
    case PanelGroup::kRight:
      return right.w > 0;
    case PanelGroup::kBottom:
      return lanes.h > 0;
  }
  return false;
}

Regions LayoutRegions(Size window, float scale, const std::array<Shown, kNumPanelGroups>& wanted,
                      size_t lanes) {
  Regions regions;
  const float top = kTransport * scale;
  regions.transport = {0, 0, window.w, top};

  float left = 0;
  float right = 0;
  const float spare = window.w - kStageWidth * scale;
  if (Fits(wanted[static_cast<size_t>(PanelGroup::kLeft)], spare, kLeft * scale)) {
    left = std::min(kLeft * scale, window.w / 3);
  }
  if (Fits(wanted[static_cast<size_t>(PanelGroup::kRight)], spare - left, kRight * scale)) {
    right = std::min(kRight * scale, window.w / 3);
  }

  const float scrub = kScrub * scale;
  const float below = window.h - top - scrub;
  float chart = 0;
  float lane_rows = 0;
  const Shown bottom = wanted[static_cast<size_t>(PanelGroup::kBottom)];
  if (bottom != Shown::kNo && lanes > 0) {
    const float room = bottom == Shown::kYes ? std::max(below - kStageHeight * scale, below * 0.35f)
                                             : below - kStageHeight * scale;
    const float need = static_cast<float>(lanes) * kLane * scale + kLanesMargin * scale;
    const float least =
        std::min(need, (kFewestLanes * kLane + kLanesMargin) * scale);
    if (room >= least) {
      chart = room >= least + kChart * scale ? kChart * scale : 0;
      lane_rows = std::min(need, room - chart);
    }
  }

  const float bottom_height = scrub + lane_rows + chart;
  const float middle = window.h - top - bottom_height;
  regions.left = {0, top, left, middle};
  regions.stage = {left, top, window.w - left - right, middle};
  regions.right = {window.w - right, top, right, middle};
  const float selection = middle * 0.36f;
  const float cause = middle * 0.36f;
  regions.selection = {regions.right.x, top, right, selection};
  regions.cause = {regions.right.x, top + selection, right, cause};
  regions.events = {regions.right.x, top + selection + cause, right, middle - selection - cause};
  float y = top + middle;
  regions.scrub = {0, y, window.w, scrub};
  y += scrub;
  regions.lanes = {0, y, window.w, lane_rows};
  y += lane_rows;
  regions.chart = {0, y, window.w, chart};
  return regions;
}

}  // namespace lsm::gui
