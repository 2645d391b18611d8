#include "gui/scene/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lsm::gui {

namespace {

using Entry = std::pair<Role, uint32_t>;  // 0xRRGGBB

constexpr Entry kDark[] = {
    {Role::kGround, 0x14171C},        {Role::kPanel, 0x1B2027},
    {Role::kRaised, 0x232933},        {Role::kLine, 0x3A4350},
    {Role::kTrack, 0x262D37},         {Role::kText, 0xE6E9EE},
    {Role::kTextSecondary, 0x9AA4B2}, {Role::kLeader, 0xE69F00},
    {Role::kLeaderFill, 0x3A2A0A},    {Role::kWaiting, 0x6B7684},
    {Role::kDurable, 0x6FA4FF},       {Role::kDurableFill, 0x1E4A8A},
    {Role::kOsFill, 0x66500F},        {Role::kBufferFill, 0x5B4160},
    {Role::kMemTable, 0x56B4E9},      {Role::kMemTableFill, 0x183E55},
    {Role::kFlush, 0x56B4E9},         {Role::kFlushFill, 0x17303F},
    {Role::kCompaction, 0x1DB789},    {Role::kCompactionFill, 0x12302A},
    {Role::kStall, 0xF07A52},         {Role::kStallFill, 0x3A1E18},
    {Role::kRead, 0xE08FBA},          {Role::kReadFill, 0x402A38},
    {Role::kFile, 0x566579},          {Role::kFileFill, 0x2B3645},
    {Role::kSelected, 0xFFFFFF},      {Role::kSpotlight, 0xF0E442},
};

constexpr Entry kLight[] = {
    {Role::kGround, 0xFAFBFC},        {Role::kPanel, 0xF0F2F5},
    {Role::kRaised, 0xFFFFFF},        {Role::kLine, 0xC3CAD3},
    {Role::kTrack, 0xE1E5EA},         {Role::kText, 0x1A1F26},
    {Role::kTextSecondary, 0x4E5866}, {Role::kLeader, 0x8A5A00},
    {Role::kLeaderFill, 0xFFF0CC},    {Role::kWaiting, 0x8B95A2},
    {Role::kDurable, 0x1F5BC4},       {Role::kDurableFill, 0xBCD5FF},
    {Role::kOsFill, 0xF6DE9C},        {Role::kBufferFill, 0xE6CFEA},
    {Role::kMemTable, 0x0F6C9E},      {Role::kMemTableFill, 0xD2EBF9},
    {Role::kFlush, 0x0F6C9E},         {Role::kFlushFill, 0xE0F1FA},
    {Role::kCompaction, 0x006E51},    {Role::kCompactionFill, 0xD3F1E7},
    {Role::kStall, 0xB33A12},         {Role::kStallFill, 0xFFE3D8},
    {Role::kRead, 0x97417A},          {Role::kReadFill, 0xF8E1EF},
    {Role::kFile, 0x7D8DA1},          {Role::kFileFill, 0xCBD5E0},
    {Role::kSelected, 0x000000},      {Role::kSpotlight, 0x6F6500},
};

template <size_t N>
Theme Make(const Entry (&entries)[N]) {
  static_assert(N == static_cast<size_t>(Role::kCount) - 1, "every role but kNone has a colour");
  Theme theme = {};
  theme.colours[0].a = 0;
  for (const auto& [role, rgb] : entries) {
    theme.colours[static_cast<size_t>(role)] = {static_cast<uint8_t>(rgb >> 16),
                                                static_cast<uint8_t>(rgb >> 8),
                                                static_cast<uint8_t>(rgb), 255};
  }
  return theme;
}

double Linear(uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double Luminance(Rgba c) {
  return 0.2126 * Linear(c.r) + 0.7152 * Linear(c.g) + 0.0722 * Linear(c.b);
}

}  // namespace

const Theme& DarkTheme() {
  static const Theme theme = Make(kDark);
  return theme;
}

const Theme& LightTheme() {
  static const Theme theme = Make(kLight);
  return theme;
}

double Contrast(Rgba a, Rgba b) {
  const auto [dark, light] = std::minmax({Luminance(a), Luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

float ScaleFor(float window_width, float window_height) {
  return std::max(1.0f, std::min(window_width / 1600, window_height / 900));
}

}  // namespace lsm::gui
