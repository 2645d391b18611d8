// "A..B": the seeds from A to B.
#ifndef LSMSCOPE_SIM_CLI_SEED_RANGE_H_
#define LSMSCOPE_SIM_CLI_SEED_RANGE_H_

#include <charconv>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace lsm::sim {

// False unless 1 <= A <= B.
inline bool ParseSeedRange(std::string_view text, uint64_t* first, uint64_t* last) {
  const char* const end = text.data() + text.size();
  const auto [dots, bad] = std::from_chars(text.data(), end, *first);
  if (bad != std::errc() || end - dots < 3 || dots[0] != '.' || dots[1] != '.') return false;
  const auto [stopped, worse] = std::from_chars(dots + 2, end, *last);
  return worse == std::errc() && stopped == end && *first >= 1 && *first <= *last &&
         *last < UINT64_MAX / 2;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_SEED_RANGE_H_
