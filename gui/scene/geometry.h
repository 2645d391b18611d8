// Points and rectangles, in pixels, y downwards.
#ifndef LSMSCOPE_GUI_SCENE_GEOMETRY_H_
#define LSMSCOPE_GUI_SCENE_GEOMETRY_H_

namespace lsm::gui {

struct Size {
  float w = 0;
  float h = 0;
};

struct Rect {
  float x = 0;
  float y = 0;
  float w = 0;
  float h = 0;

  float Right() const { return x + w; }
  float Bottom() const { return y + h; }
  float CentreX() const { return x + w / 2; }
  float CentreY() const { return y + h / 2; }
  bool Contains(float px, float py) const {
    return px >= x && px < Right() && py >= y && py < Bottom();
  }
  Rect Inset(float by) const { return Inset(by, by); }
  Rect Inset(float by_x, float by_y) const {
    return {x + by_x, y + by_y, w > 2 * by_x ? w - 2 * by_x : 0, h > 2 * by_y ? h - 2 * by_y : 0};
  }

  friend bool operator==(const Rect&, const Rect&) = default;
};

// Rectangles that merely touch do not overlap.
inline bool Overlap(const Rect& a, const Rect& b) {
  return a.x < b.Right() && b.x < a.Right() && a.y < b.Bottom() && b.y < a.Bottom();
}

inline float Lerp(float a, float b, float t) { return a + (b - a) * t; }
inline Rect Lerp(const Rect& a, const Rect& b, float t) {
  return {Lerp(a.x, b.x, t), Lerp(a.y, b.y, t), Lerp(a.w, b.w, t), Lerp(a.h, b.h, t)};
}

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SCENE_GEOMETRY_H_
