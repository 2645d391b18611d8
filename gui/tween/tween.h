// The way from one scene to the next. Pure: the same scenes and progress give the same picture.
#ifndef LSMSCOPE_GUI_TWEEN_TWEEN_H_
#define LSMSCOPE_GUI_TWEEN_TWEEN_H_

#include "gui/scene/scene.h"

namespace lsm::gui {

inline constexpr double kTweenSeconds = 0.25;

// Fast at first, slow at the end. t and the result are in 0..1.
float EaseOut(float t);

// The picture at `progress` (0: `from`, 1: exactly `to`; eased already). Items with the same key
// move; an item that is new grows out of the thing it came from, or fades in where it will be; one
// that is gone shrinks into the thing it went to, or fades out where it was.
Scene Tween(const Scene& from, const Scene& to, float progress);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_TWEEN_TWEEN_H_
