// How the files of sim/scenario/ report what is wrong with a scenario. Nothing thrown leaves them.
#ifndef LSMSCOPE_SIM_SCENARIO_PARSE_ERROR_H_
#define LSMSCOPE_SIM_SCENARIO_PARSE_ERROR_H_

#include <string>
#include <string_view>

namespace lsm::sim {

// "options.write_buffer_size: 12 is out of range, expected 256..1073741824".
struct ScenarioError {
  std::string text;
};

// Where in a scenario something stands: "options.write_buffer_size", "clients.0.mix".
inline std::string Join(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : path + "." + std::string(name);
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_PARSE_ERROR_H_
