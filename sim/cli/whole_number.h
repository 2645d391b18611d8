// The check of options that take a whole number. For .cc files that include CLI11.
#ifndef LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_
#define LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_

#include <CLI/CLI.hpp>
#include <string>

namespace lsm::sim {

// CLI11 itself would read "-1" as 18446744073709551615.
inline CLI::Validator WholeNumber() {
  return CLI::Validator(
      [](std::string& text) -> std::string {
        const bool digits =
            !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        return digits ? "" : text + " is out of range, expected a whole number from 0";
      },
      "");
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_WHOLE_NUMBER_H_
