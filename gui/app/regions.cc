#include "gui/app/regions.h"

#include <algorithm>
#include <cmath>

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
constexpr float kStageShare = 0.72f;  // of the height below the transport bar, if that is more
constexpr float kFewestLanes = 4;     // their key counts as one

// Whole pixels: no seams between neighbours.
float Whole(float length) { return std::round(length); }

bool Fits(Shown wanted, float room, float need) {
  return wanted == Shown::kYes || (wanted == Shown::kAuto && room >= need);
}

struct Columns {
  float left = 0;
  float right = 0;
};

Columns LayoutColumns(float width, float scale, Shown left, Shown right) {
  Columns columns;
  const float spare = width - kStageWidth * scale;
  if (Fits(left, spare, kLeft * scale)) {
    columns.left = Whole(std::min(kLeft * scale, width / 3));
  }
  if (Fits(right, spare - columns.left, kRight * scale)) {
    columns.right = Whole(std::min(kRight * scale, width / 3));
  }
  return columns;
}

struct Rows {
  float lanes = 0;
  float chart = 0;
};

// `below`: the height that stage, lanes and chart share.
Rows LayoutRows(float below, float scale, Shown wanted, size_t lanes) {
  if (wanted == Shown::kNo || lanes == 0) return {};
  const float stage = std::max(kStageHeight * scale, kStageShare * below);
  const float room = wanted == Shown::kYes ? std::max(below - stage, below * 0.35f) : below - stage;
  const float margin = kLanesMargin * scale;
  const float lane = kLane * scale;
  const float need = static_cast<float>(lanes + 1) * lane + margin;  // one row for their key
  const float least = std::min(need, kFewestLanes * lane + margin);
  if (room < least) return {};
  Rows rows;
  const float chart = kChart * scale;
  rows.chart = room >= std::min(need, 2 * kFewestLanes * lane) + chart ? Whole(chart) : 0;
  rows.lanes = Whole(std::min(need, room - rows.chart));
  return rows;
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
                      size_t lanes, float lower_share) {
  const auto shown = [&](PanelGroup group) { return wanted[static_cast<size_t>(group)]; };
  const float top = Whole(kTransport * scale);
  const float scrub = Whole(kScrub * scale);
  const Columns columns =
      LayoutColumns(window.w, scale, shown(PanelGroup::kLeft), shown(PanelGroup::kRight));
  const Rows rows = LayoutRows(window.h - top - scrub, scale, shown(PanelGroup::kBottom), lanes);
  const float middle = std::max(0.0f, window.h - top - scrub - rows.lanes - rows.chart);
  const float right_x = window.w - columns.right;
  // The selected thing, the current event, and the list of events below them.
  const float selection = Whole(middle * (1 - lower_share) * 0.54f);
  const float cause = Whole(middle * (1 - lower_share) * 0.46f);

  Regions regions;
  regions.transport = {0, 0, window.w, top};
  regions.left = {0, top, columns.left, middle};
  regions.stage = {columns.left, top, right_x - columns.left, middle};
  regions.right = {right_x, top, columns.right, middle};
  regions.selection = {right_x, top, columns.right, selection};
  regions.cause = {right_x, top + selection, columns.right, cause};
  regions.events = {right_x, top + selection + cause, columns.right, middle - selection - cause};
  regions.scrub = {0, top + middle, window.w, scrub};
  regions.lanes = {0, regions.scrub.Bottom(), window.w, rows.lanes};
  regions.chart = {0, regions.lanes.Bottom(), window.w, rows.chart};
  return regions;
}

}  // namespace lsm::gui
