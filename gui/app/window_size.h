// How large the window can be and still lay out cleanly, and how large its type.
#ifndef LSMSCOPE_GUI_APP_WINDOW_SIZE_H_
#define LSMSCOPE_GUI_APP_WINDOW_SIZE_H_

namespace lsm::gui {

// Pixels. In a smaller one panels would cover each other.
inline constexpr int kLeastWindowWidth = 960;
inline constexpr int kLeastWindowHeight = 540;
inline constexpr int kLargestWindowSide = 16384;

// Of UiState::text_scale.
inline constexpr float kSmallestTextScale = 0.75f;
inline constexpr float kLargestTextScale = 2.5f;

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_WINDOW_SIZE_H_
