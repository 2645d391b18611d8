// What a colour means, and what it looks like in each theme. Layout knows roles only; drawing turns
// them into colours. The hues are Okabe and Ito's, told apart by colour-blind people; no meaning is
// carried by colour alone (leader: crown; compaction inputs and stalls: hatching; sync: a sign).
#ifndef LSMSCOPE_GUI_SCENE_THEME_H_
#define LSMSCOPE_GUI_SCENE_THEME_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace lsm::gui {

// What has two colours (a strong one for borders, marks and texts, a quiet one to fill areas) has
// two roles, the second with the ending Fill.
enum class Role : uint8_t {
  kNone,  // not drawn
  kGround,
  kPanel,
  kRaised,  // a token, a box on the ground
  kLine,
  kTrack,  // the empty part of a bar
  kText,
  kTextSecondary,
  kLeader,
  kLeaderFill,
  kWaiting,
  kDurable,
  kDurableFill,
  kOsFill,
  kBufferFill,
  kMemTable,
  kMemTableFill,
  kFlush,
  kFlushFill,
  kCompaction,
  kCompactionFill,
  kStall,
  kStallFill,
  kRead,
  kReadFill,
  kFile,
  kFileFill,
  kSelected,
  kSpotlight,  // of a lesson
  kCount,
};

struct Rgba {
  uint8_t r = 0;
  uint8_t g = 0;
  uint8_t b = 0;
  uint8_t a = 255;
};

struct Theme {
  std::array<Rgba, static_cast<size_t>(Role::kCount)> colours;

  Rgba operator[](Role role) const { return colours[static_cast<size_t>(role)]; }
};

const Theme& DarkTheme();
const Theme& LightTheme();

// The contrast of two opaque colours as WCAG 2 defines it: 1 (the same) to 21 (black on white).
double Contrast(Rgba a, Rgba b);

// Heights of type in pixels at scale 1 (a window of 1600x900).
inline constexpr float kSmallText = 11;
inline constexpr float kBodyText = 13;
inline constexpr float kHeadText = 16;

// How much larger than at 1600x900 everything is drawn: grows with the window, is never below 1,
// so that the smallest type keeps its 11 pixels.
float ScaleFor(float window_width, float window_height);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SCENE_THEME_H_
