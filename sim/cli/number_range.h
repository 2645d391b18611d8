// "1..1000", as options take it.
#ifndef LSMSCOPE_SIM_CLI_NUMBER_RANGE_H_
#define LSMSCOPE_SIM_CLI_NUMBER_RANGE_H_

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lsm::sim {

struct NumberRange {
  uint64_t first = 1;
  uint64_t last = 1;  // included; at least `first`, and below 2^63, so that a loop over it ends
};

// Nothing if the text is no "A..B" with A at least 1 and at most B.
inline std::optional<NumberRange> ParseNumberRange(std::string_view text) {
  NumberRange range;
  const char* const end = text.data() + text.size();
  const auto [dots, bad] = std::from_chars(text.data(), end, range.first);
  if (bad != std::errc() || end - dots < 3 || dots[0] != '.' || dots[1] != '.') return {};
  const auto [stopped, worse] = std::from_chars(dots + 2, end, range.last);
  if (worse != std::errc() || stopped != end) return {};
  if (range.first < 1 || range.first > range.last || range.last >= UINT64_MAX / 2) return {};
  return range;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_NUMBER_RANGE_H_
