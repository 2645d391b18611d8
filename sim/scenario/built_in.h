// The scenarios that the program carries with it: the files of sim/scenarios/, turned into this
// table by CMake.
#ifndef LSMSCOPE_SIM_SCENARIO_BUILT_IN_H_
#define LSMSCOPE_SIM_SCENARIO_BUILT_IN_H_

#include <span>
#include <string_view>

namespace lsm::sim {

struct BuiltInScenario {
  std::string_view name;  // of the file, without .json
  std::string_view text;
};

// By name.
std::span<const BuiltInScenario> BuiltInScenarioTexts();

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_BUILT_IN_H_
