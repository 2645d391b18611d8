// Which lines of a C++ file belong to one function: enough of a scanner for sources that are laid
// out as ours are. It knows comments, strings and braces; it does not know macros or templates.
#ifndef LSMSCOPE_GUI_SOURCE_FUNCTION_EXTENT_H_
#define LSMSCOPE_GUI_SOURCE_FUNCTION_EXTENT_H_

#include <optional>
#include <string_view>
#include <vector>

namespace lsm::gui {

// Lines, from 1, both included.
struct LineRange {
  int first = 0;
  int last = 0;

  friend bool operator==(const LineRange&, const LineRange&) = default;
};

// The bodies of all functions with their headings, in order: lambdas and local types belong to the
// function around them.
std::vector<LineRange> FunctionsIn(std::string_view source);

// The function that has this line, with the comment right above it; nothing if there is none.
std::optional<LineRange> FunctionAround(std::string_view source, int line);

// The text of each line, without its end.
std::vector<std::string_view> LinesOf(std::string_view source);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SOURCE_FUNCTION_EXTENT_H_
