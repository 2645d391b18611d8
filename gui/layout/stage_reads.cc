// One Get on the stage: where it looks, from top to bottom, and what each place answers. It is that
// of a typed key if somebody asked for one, and else the latest that the run has.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "gui/layout/format.h"
#include "gui/layout/look_up_text.h"
#include "gui/layout/regions.h"
#include "sim/inspect/look_up.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using sim::PlaceAnswer;
using trace::ReadState;

constexpr uint16_t kAnswerPart = 1;  // beside a place's mark

bool IsReadEvent(uint16_t kind) {
  const EventInfo* info = FindEventInfo(kind);
  return info != nullptr && info->family == Family::kRead;
}

struct ShownRead {
  sim::KeyLookUp look_up;
  uint64_t id = 0;  // 0: typed
  bool now = true;  // false: it is over, and other things happen
};

std::optional<ShownRead> Shown(const SceneBuilder& out) {
  if (out.input.typed != nullptr) return ShownRead{.look_up = *out.input.typed};
  if (const ReadState* read = SelectedRead(out.state, out.input.selected)) {
    return ShownRead{sim::RecordedLookUp(*read), read->id};
  }
  bool now = false;
  const ReadState* read = LatestRead(out.state, &now);
  if (read == nullptr) return std::nullopt;
  return ShownRead{sim::RecordedLookUp(*read), read->id, now};
}

Shape ShapeOf(const PlaceAnswer& answer) {
  const bool no = answer.table && answer.table->filter == sim::TableSearch::Filter::kNo;
  return no ? Shape::kCross : Shape::kMark;
}

// The room that the text of an item takes.
Rect TextRect(const SceneBuilder& out, const Item& item) {
  const float width = out.metrics.Width(item.text, item.text_px);
  Rect rect = item.rect;
  if (item.align == Align::kRight) rect.x = rect.Right() - width;
  if (item.align == Align::kCentre) rect.x = rect.x + (rect.w - width) / 2;
  rect.w = width;
  return rect;
}

// In a row that is too low for a text to be read, or too narrow, there is only the mark.
void PutAnswer(SceneBuilder& out, const Key& mark, const PlaceAnswer& answer, const Rect& place,
               float x, float y) {
  const std::string word = AnswerWord(out.input.strings, answer);
  const float width = out.TextWidth(word, kSmallText) + out.Px(4);
  const float height = out.Px(kSmallText);
  Rect room{x, y - height / 2, width, height};
  if (place.h < out.Px(9) || room.Right() > place.Right() - out.Px(2)) return;
  // In a high cell it keeps off the lower border.
  const float lowest = place.Bottom() - height - out.Px(2);
  room.y = std::clamp(room.y, place.y, std::max(place.y, lowest));
  const Item* label = Find(out.scene, KeyOf(answer.place).Part(1));
  if (label != nullptr && !label->text.empty()) {
    const Rect taken = TextRect(out, *label).Inset(-out.Px(4), 0);
    const bool beside = room.Right() <= taken.x || room.x >= taken.Right();
    if (!beside) return;
  }
  // A file's hatching does not cross the letters, which need more contrast than the mark.
  const bool on_file = answer.place.kind == sim::ReadPlace::Kind::kFile;
  const Item* file = on_file ? Find(out.scene, KeyOf(answer.place)) : nullptr;
  const Role ground = file != nullptr ? file->fill : Role::kNone;
  Item& text = out.Text(
      mark.Part(kAnswerPart), room, word,
      {.role = on_file ? Role::kText : Role::kRead, .size = kSmallText, .align = Align::kCentre});
  text.fill = ground;
}

// The mark on a place. Answers its height.
float PutMark(SceneBuilder& out, uint64_t number, const PlaceAnswer& answer, const Rect& place,
              float x) {
  const float side = std::min(out.Px(9), std::max(out.Px(6), place.h - out.Px(2)));
  const float left = place.x + side / 2;
  const float mark_x = std::clamp(x, left, std::max(left, place.Right() - side / 2));
  // Under the label of a high cell.
  const float mark_y =
      place.h >= out.Px(20) ? place.Bottom() - side / 2 - out.Px(1) : place.CentreY();
  const Key key{Thing::kProbe, 0, number};
  const bool ends = answer.ends_get();
  const bool wrong = answer.unknown || answer.answer == ProbeAnswer::kError;
  Item& mark =
      out.Sign(key, ShapeOf(answer), mark_x, mark_y, side, wrong ? Role::kStall : Role::kRead);
  if (!ends) mark.fill = Role::kReadFill;
  mark.border_width = out.Px(2);
  PutAnswer(out, key, answer, place, mark_x + side / 2 + out.Px(2), mark_y);
  return mark_y;
}

// The way of the Get in words, from all of it to the least: places in its middle become a number
// first, the last one and what came of it are told to the end.
std::vector<std::string> WayTexts(const SceneBuilder& out, const std::string& begin,
                                  const sim::KeyLookUp& look_up) {
  std::vector<std::string> steps;
  for (const PlaceAnswer& answer : look_up.places) {
    if (!answer.asked) continue;
    steps.push_back(" → " + NameOf(out.input.strings, answer.place) + " " +
                    AnswerWord(out.input.strings, answer));
  }
  const std::string end = look_up.done ? " → " + ResultText(out.input.strings, look_up) : "";
  std::string whole = begin;
  for (const std::string& step : steps) whole += step;
  std::vector<std::string> texts{whole + end};
  if (steps.empty()) return texts;
  constexpr size_t kMostSteps = 12;  // that could fit into a line
  const size_t middle = steps.size() - 1;
  for (size_t told = std::min(middle, kMostSteps) + 1; told-- > 0;) {
    const size_t folded = middle - told;
    if (folded < 2) continue;  // one place would take as much room as its number
    std::string text = begin;
    for (size_t i = 0; i < told; i++) text += steps[i];
    text += " → " + out.Tr("read.places", trace::Grouped(folded));
    texts.push_back(text + steps.back() + end);
  }
  texts.push_back(begin + end);
  return texts;
}

}  // namespace

const ReadState* LatestRead(const trace::State& state, bool* happens_now) {
  *happens_now = true;
  if (!state.reads.empty()) return &state.reads.rbegin()->second;
  if (!state.last_read.has_value()) return nullptr;
  *happens_now = IsReadEvent(state.last_kind);
  return &*state.last_read;
}

const ReadState* SelectedRead(const trace::State& state, const Key& selected) {
  if (selected.thing != Thing::kRead) return nullptr;
  const auto running = state.reads.find(selected.number);
  if (running != state.reads.end()) return &running->second;
  const bool is_last = state.last_read.has_value() && state.last_read->id == selected.number;
  return is_last ? &*state.last_read : nullptr;
}

void LayoutReadLine(SceneBuilder& out, const Rect& rect) {
  const std::optional<ShownRead> read = Shown(out);
  if (!read) return;
  const sim::KeyLookUp& look_up = read->look_up;
  const std::string_view how = read->id == 0 ? "read.typed" : read->now ? "read.now" : "read.last";
  const std::string begin = out.Tr(how, KeyText(look_up), trace::Grouped(look_up.snapshot));
  const std::vector<std::string> texts = WayTexts(out, begin, look_up);
  const float side = out.Px(9);
  Item& mark = out.Sign(RegionKey(Region::kReads, 1), Shape::kMark, rect.x + side / 2,
                        rect.CentreY(), side, read->now ? Role::kRead : Role::kWaiting);
  mark.fill = read->now ? Role::kRead : Role::kNone;
  const float x = rect.x + side + out.Px(6);
  Item& line =
      out.Text(RegionKey(Region::kReads, 2), {x, rect.y, rect.Right() - x, rect.h}, texts,
               {.role = read->now ? Role::kRead : Role::kTextSecondary, .size = kSmallText});
  if (read->id != 0) line.target = {Thing::kRead, 0, read->id};
}

std::optional<std::string> ShownReadKey(const SceneBuilder& out) {
  std::optional<ShownRead> read = Shown(out);
  if (!read || !read->now) return std::nullopt;
  return std::move(read->look_up.key);
}

void PutFileProbes(SceneBuilder& out, const Rect& levels, float key_x) {
  const std::optional<ShownRead> read = Shown(out);
  if (!read || !read->now) return;
  float last_y = levels.y;
  const size_t items_before = out.scene.items.size();
  for (size_t i = 0; i < read->look_up.places.size(); i++) {
    const PlaceAnswer& answer = read->look_up.places[i];
    if (answer.place.kind != sim::ReadPlace::Kind::kFile || !answer.asked) continue;
    const Item* file = Find(out.scene, KeyOf(answer.place));
    if (file == nullptr) continue;  // a compaction has taken it, or it is folded
    // A copy: the scene grows.
    const Rect place = file->rect;
    last_y = std::max(last_y, PutMark(out, i, answer, place, key_x));
  }
  if (out.scene.items.size() == items_before) return;
  out.Line({Thing::kRead, 1, read->id}, key_x, levels.y, key_x, last_y, Role::kRead).dashed = true;
  // Under the marks.
  const auto begin = out.scene.items.begin() + static_cast<std::ptrdiff_t>(items_before);
  std::rotate(begin, out.scene.items.end() - 1, out.scene.items.end());
}

void PutMemTableProbes(SceneBuilder& out) {
  const std::optional<ShownRead> read = Shown(out);
  if (!read || !read->now) return;
  for (size_t i = 0; i < read->look_up.places.size(); i++) {
    const PlaceAnswer& answer = read->look_up.places[i];
    if (answer.place.kind == sim::ReadPlace::Kind::kFile || !answer.asked) continue;
    const Item* table = Find(out.scene, KeyOf(answer.place));
    if (table == nullptr) continue;  // flushed meanwhile
    // Above its right corner; beside the heading, if there is room for words.
    const float width = out.TextWidth(AnswerWord(out.input.strings, answer), kSmallText);
    const float heading = out.Px(62);
    const float wanted = width + out.Px(18);
    const float room = table->rect.w - heading >= wanted ? wanted : out.Px(9);
    const Rect place{table->rect.Right() - room, table->rect.y - out.Px(18), room, out.Px(14)};
    PutMark(out, i, answer, place, place.x);
  }
}

}  // namespace lsm::gui
