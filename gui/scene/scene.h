// A Scene is a picture as data: rectangles, texts and lines with keys, in painter's order. Layout
// makes it from State, tween moves between two, draw paints it.
#ifndef LSMSCOPE_GUI_SCENE_SCENE_H_
#define LSMSCOPE_GUI_SCENE_SCENE_H_

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "gui/scene/geometry.h"
#include "gui/scene/theme.h"

namespace lsm::gui {

// What an item stands for.
enum class Thing : uint8_t {
  kNothing,
  kRegion,     // number: a Region
  kWriter,     // number: id of the Write call
  kFolded,     // the writers that did not fit
  kGroup,      // number: id of the group; part 0 is its batch on the way to WAL and memtable
  kLog,        // number: file number
  kMemTable,   // number: id
  kFile,       // number: file number
  kLevel,      // number: level
  kJob,        // number: id
  kRead,       // number: id
  kProbe,      // number: running number within the read
  kStall,      // number: id
  kCondition,  // number: StallConditionKind
  kRecord,     // of the WAL; number: position of its WalAppended
  kLaneSpan,   // part: the lane; number: which of its spans. Whoever shows it tells what it is
};

// Keeps an item's identity from scene to scene. Part 0 is the thing itself (its token); other parts
// are what is drawn on it.
struct Key {
  Thing thing = Thing::kNothing;
  uint16_t part = 0;
  uint64_t number = 0;

  friend auto operator<=>(const Key&, const Key&) = default;
  explicit operator bool() const { return thing != Thing::kNothing; }
  Key Part(uint16_t other) const { return {thing, other, number}; }
  Key Whole() const { return Part(0); }
};

enum class Shape : uint8_t {
  kBox,      // fill, then hatch, then border
  kText,     // one line in `rect`, centred vertically
  kLine,     // from the left top to the right bottom corner of `rect`
  kArrow,    // a line as above with a head at its end
  kBracket,  // the lower edge of `rect` and its two sides: open upwards
  kCrown,    // fills `rect`
  kSync,     // the sign of a sync: an arrow down onto a line
  kMark,     // a filled disc in `rect`, or a ring if it has only a border
  kCross,    // two diagonals of `rect`
};

enum class Align : uint8_t { kLeft, kCentre, kRight };

struct Item {
  Key key;
  Shape shape = Shape::kBox;
  Rect rect;
  Role fill = Role::kNone;
  Role hatch = Role::kNone;
  Role border = Role::kNone;  // colour of lines, too
  float border_width = 1;
  float rounding = 0;
  bool dashed = false;
  float opacity = 1;

  Role text_role = Role::kText;
  Align align = Align::kLeft;
  float text_px = kBodyText;
  std::string text;
  std::string full_text;  // the whole of it if `text` was shortened: shown on hover

  Key target;  // what a click selects; nothing: not clickable
  // Where an item that is new comes from, and where one that is gone went, if that thing is in the
  // other scene: a memtable goes to its file. Nothing: it fades.
  Key came_from;
  Key goes_to;
};

struct Scene {
  Rect bounds;
  std::vector<Item> items;
};

// The topmost item at a point that is clickable or has a hidden full text; null: none. It stays
// valid as long as the scene is not changed.
const Item* HitTest(const Scene& scene, float x, float y);

// The item with this key; null: none.
const Item* Find(const Scene& scene, const Key& key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SCENE_SCENE_H_
