// "Did you mean": the known name nearest to what was written.
#ifndef LSMSCOPE_SIM_SCENARIO_NEAREST_NAME_H_
#define LSMSCOPE_SIM_SCENARIO_NEAREST_NAME_H_

#include <span>
#include <string>
#include <string_view>

namespace lsm::sim {

// One that begins with what was written, else by single-letter changes; the first of several. Empty
// when every name differs in more than a third of the letters written (and in more than one): such
// an offer would be a guess.
std::string_view NearestName(std::string_view written, std::span<const std::string_view> names);
// "; did you mean NAME?" for the end of a message, or "".
std::string DidYouMean(std::string_view written, std::span<const std::string_view> names);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_NEAREST_NAME_H_
