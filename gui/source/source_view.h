// What the source panel shows of one site: the function around the line, as data.
#ifndef LSMSCOPE_GUI_SOURCE_SOURCE_VIEW_H_
#define LSMSCOPE_GUI_SOURCE_SOURCE_VIEW_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "gui/source/function_extent.h"
#include "traces/record/tables.h"

namespace lsm::gui {

struct SourceView {
  enum class Found : uint8_t {
    kNoSite,     // the event does not say who emitted it
    kNotEngine,  // a file that the program does not carry
    kNoLine,     // the file is shorter
    kShown,
  };
  Found found = Found::kNoSite;
  LineRange range;                      // of the function, or of some lines around the site
  std::vector<std::string_view> lines;  // of `range`; they live as long as the program
};

SourceView ViewSource(const trace::Site& site);

// How the sources of a trace relate to the program's own.
enum class SourceMatch : uint8_t { kSame, kOther, kUnknown };
SourceMatch CompareSources(uint64_t hash_of_trace);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SOURCE_SOURCE_VIEW_H_
