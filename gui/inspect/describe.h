// What the inspector says about a thing, as data: made from State, drawn by the selection panel.
#ifndef LSMSCOPE_GUI_INSPECT_DESCRIBE_H_
#define LSMSCOPE_GUI_INSPECT_DESCRIBE_H_

#include <optional>
#include <string>
#include <vector>

#include "gui/scene/scene.h"
#include "gui/strings/strings.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

struct SelectionField {
  std::string name;
  std::string value;
  Key target;  // the thing that the value names, for a link to it; nothing: it names none
};

struct SelectionText {
  std::string title;  // "W4"
  std::string what;   // "writer, leads"
  Role role = Role::kText;
  std::vector<SelectionField> fields;
};

// Nothing if the State has no such thing.
std::optional<SelectionText> DescribeSelection(const trace::State& state,
                                               const trace::TraceTables& tables,
                                               const Strings& strings, const Key& key);

// A name for a thing whether it is there or not: "#41", "W4".
std::string NameOf(const trace::State& state, const Key& key);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_INSPECT_DESCRIBE_H_
