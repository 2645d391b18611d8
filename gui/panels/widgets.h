// What several panels draw with: a region as an ImGui window, texts in a role's colour, rows of
// name and value, scenes with hover and click.
#ifndef LSMSCOPE_GUI_PANELS_WIDGETS_H_
#define LSMSCOPE_GUI_PANELS_WIDGETS_H_

#include <imgui.h>

#include <functional>
#include <string>
#include <string_view>

#include "gui/app/frame_view.h"

namespace lsm::gui {

ImVec4 ColourOf(const FrameView& view, Role role);

// Sets ImGui's colours and distances to the theme and scale. Once a frame, before the panels.
void ApplyStyle(const Theme& theme, float scale);

// A borderless window that fills `rect`; ends in its destructor. Bool-convertible: false if the
// region is folded away, then nothing may be drawn.
class PanelWindow {
 public:
  PanelWindow(const FrameView& view, const char* name, const Rect& rect, Role ground = Role::kPanel,
              float padding = 16, bool above_all = false);
  ~PanelWindow();
  PanelWindow(const PanelWindow&) = delete;
  PanelWindow& operator=(const PanelWindow&) = delete;
  explicit operator bool() const { return open_; }

 private:
  bool open_;
};

// Outlines the boxes and rings that are drawn as long as it lives: an empty one is seen on any
// ground.
class BoxOutline {
 public:
  explicit BoxOutline(const FrameView& view);
  ~BoxOutline();
  BoxOutline(const BoxOutline&) = delete;
  BoxOutline& operator=(const BoxOutline&) = delete;
};

// A line around the current window, for one that lies above the others.
void BorderIn(const FrameView& view, const Rect& place);

// The words of the left column, above `below` pixels that keep their place: where they do not fit,
// they scroll with the wheel and with ScrollLeft. `name`: one scroll position each.
class ScrolledWords {
 public:
  ScrolledWords(const FrameView& view, const std::string& name, float below);
  ~ScrolledWords();
  ScrolledWords(const ScrolledWords&) = delete;
  ScrolledWords& operator=(const ScrolledWords&) = delete;
};

// This many whole lines still fit into the region.
bool LinesFit(int lines = 1);
void TextIn(const FrameView& view, Role role, std::string_view text);
// Broken into lines at the region's width.
inline constexpr size_t kMostWrappedLines = 40;
void WrappedIn(const FrameView& view, Role role, std::string_view text);
// A heading, in the larger size.
void HeadingIn(const FrameView& view, Role role, std::string_view text);
// Shortened in the middle to the room that is left in the line; whole on hover.
void FittedIn(const FrameView& view, Role role, std::string_view text);
// A field's name in a column of its own and its value beside it, both fitted; nothing where no
// whole line fits any more.
void FieldRow(const FrameView& view, std::string_view name, std::string_view value,
              std::string_view hover = {});
// The same where whatever does not fit is scrolled.
void ScrolledFieldRow(const FrameView& view, std::string_view name, std::string_view value,
                      std::string_view hover = {});
// A field's row with a value that selects `target` when it is clicked, and is underlined to say so.
void LinkRow(const FrameView& view, std::string_view name, std::string_view value,
             const Key& target);
void Tooltip(const FrameView& view, std::string_view text);

// Draws a scene in the current window; a click on an item with a target selects it, hovering shows
// what was shortened or what the thing is. `tell`: of an item that says neither.
void ShowScene(const FrameView& view, const Scene& scene,
               const std::function<std::string(const Item&)>& tell = nullptr);

// Notes where the last item is, under a name that is the same in every language.
void NotePlace(const FrameView& view, std::string id);

// A button that tells what it does on hover. `id` is stable whatever the language.
bool Button(const FrameView& view, const char* id, std::string_view label_key,
            std::string_view tip_key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_PANELS_WIDGETS_H_
