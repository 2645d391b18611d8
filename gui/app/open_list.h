// The rows of the Open panel, as data: what is open, what was opened last, what the program brings
// along, and a folder.
#ifndef LSMSCOPE_GUI_APP_OPEN_LIST_H_
#define LSMSCOPE_GUI_APP_OPEN_LIST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"

namespace lsm::gui {

struct OpenRow {
  enum class Section : uint8_t { kOpenNow, kRecent, kBuiltIn, kFolder };
  Section section = Section::kOpenNow;
  std::string label;
  std::string_view kind;  // key of the text that says what it is
  uint64_t bytes = 0;     // of a file whose size is known
  size_t session = 0;     // of kOpenNow
  bool shown = false;     // of kOpenNow: the one that is on the stage
  Action action;          // what choosing it does
};

// Those that fit the filter, in the order in which they are shown.
std::vector<OpenRow> OpenRows(const AppModel& model);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_OPEN_LIST_H_
