// The check of options that take a whole number. For .cc files that include CLI11.
#ifndef LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_
#define LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <string>

namespace lsm::sim {

// CLI11 itself would read "-1" as 18446744073709551615.
inline CLI::Validator WholeNumber() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        uint64_t number = 0;
        const char* end = text.data() + text.size();
        const auto [stopped, error] = std::from_chars(text.data(), end, number);
        if (error == std::errc() && stopped == end) return "";
        return text + ": expected a whole number, 0.." + std::to_string(UINT64_MAX);
      },
      "");
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_
