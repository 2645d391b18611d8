// What every region of the stage uses to put items into a Scene: boxes, fitted texts, lines.
#ifndef LSMSCOPE_GUI_LAYOUT_SCENE_BUILDER_H_
#define LSMSCOPE_GUI_LAYOUT_SCENE_BUILDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "gui/layout/stage.h"

namespace lsm::gui {

struct TextStyle {
  Role role = Role::kText;
  float size = kBodyText;  // at scale 1
  Align align = Align::kLeft;
};

inline constexpr TextStyle kSmallSecondary{.role = Role::kTextSecondary, .size = kSmallText};

class SceneBuilder {
 public:
  // All four outlive the builder.
  SceneBuilder(const trace::State& state, const trace::TraceTables& tables, const StageInput& input,
               const TextMetrics& metrics)
      : state(state), tables(tables), input(input), metrics(metrics) {
    scene.bounds = input.rect;
  }

  // Pixels of a length given at scale 1.
  float Px(float at_scale_1) const { return at_scale_1 * input.scale; }
  float TextWidth(std::string_view text, float size) const { return metrics.Width(text, Px(size)); }

  // The string table's text for "stage.<key>".
  std::string_view Tr(std::string_view key) const;
  template <class... Args>
  std::string Tr(std::string_view key, const Args&... args) const {
    return input.strings.Format(Full(key), std::string_view(args)...);
  }

  // The item is returned to be refined; the reference holds until the next item is added.
  Item& Box(Key key, const Rect& rect, Role fill, Role border = Role::kNone);
  // Shortened to the rectangle's width; an empty text or width adds an item without text.
  Item& Text(Key key, const Rect& rect, std::string_view text, const TextStyle& style = {});
  // The same in the first of these wordings that fits; the longest stands first, and is what one
  // sees on hover. REQUIRES: there is one.
  Item& Text(Key key, const Rect& rect, const std::vector<std::string>& wordings,
             const TextStyle& style = {});
  Item& Line(Key key, float x0, float y0, float x1, float y1, Role role);
  // A sign in a square of `side` pixels centred on (x, y).
  Item& Sign(Key key, Shape shape, float x, float y, float side, Role role);

  // Texts one below another in lines of `line` pixels; returns the y below the last. The lines take
  // parts from key.part on.
  float Paragraph(Key key, const Rect& rect, std::string_view text, const TextStyle& style,
                  size_t max_lines);

  const trace::State& state;
  const trace::TraceTables& tables;
  const StageInput& input;
  const TextMetrics& metrics;
  Scene scene;

 private:
  static std::string Full(std::string_view key) { return std::string("stage.").append(key); }
};

// A stage heading: small, spaced capitals where the language has them.
void Heading(SceneBuilder& out, Key key, float x, float y, std::string_view text_key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_SCENE_BUILDER_H_
