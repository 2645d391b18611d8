// Values quoted in a lesson's text: "L0 has {l0.files} files".
#ifndef LSMSCOPE_SIM_LESSON_QUOTES_H_
#define LSMSCOPE_SIM_LESSON_QUOTES_H_

#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"
#include "traces/query/moment.h"

namespace lsm::sim {

// Whether all braces close and all names are values. The error says what was expected.
[[nodiscard]] Status CheckQuotes(std::string_view text);

// The text with its quotes filled in. A value that the moment does not have becomes "?" and is
// added to `missing`.
std::string FillQuotes(std::string_view text, const trace::Moment& moment,
                       std::vector<std::string>* missing);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_QUOTES_H_
