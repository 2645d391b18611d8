// What the places of a Get answered, in words: for the stage and for the list of the read path.
#ifndef LSMSCOPE_GUI_LAYOUT_LOOK_UP_TEXT_H_
#define LSMSCOPE_GUI_LAYOUT_LOOK_UP_TEXT_H_

#include <cstddef>
#include <string>

#include "gui/scene/scene.h"
#include "gui/strings/strings.h"
#include "sim/inspect/place_answer.h"

namespace lsm::gui {

// The thing that the place is.
Key KeyOf(const sim::ReadPlace& place);
// "mem 21", "L0 #57".
std::string NameOf(const Strings& strings, const sim::ReadPlace& place);

// A word or two: "found", "filter says no".
std::string AnswerWord(const Strings& strings, const sim::PlaceAnswer& answer);
// All that is known: "found at 1,043 · 87 B "abc…" · filter says maybe · block 3 of 8, 1,021 B".
std::string AnswerText(const Strings& strings, const sim::PlaceAnswer& answer);
// Whether it is what the reader should see first, in the colour for that.
Role RoleOf(const sim::PlaceAnswer& answer);

// Of the places from `shown` on, without the one that has the answer: those that are asked (all, if
// none has it), and those behind the answer, which nobody asks.
struct PlacesLeft {
  size_t before = 0;
  size_t behind = 0;
};
PlacesLeft LeftOut(const sim::KeyLookUp& look_up, size_t shown);

// "value found", "not found: it was deleted".
std::string ResultText(const Strings& strings, const sim::KeyLookUp& look_up);
// The key as it is shown; it ends in … if only its beginning is known.
std::string KeyText(const sim::KeyLookUp& look_up);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_LOOK_UP_TEXT_H_
