// Scenarios that nobody thought of: options, clients, cores, costs and schedules drawn from a
// number.
#ifndef LSMSCOPE_SIM_SCENARIO_RANDOM_SCENARIO_H_
#define LSMSCOPE_SIM_SCENARIO_RANDOM_SCENARIO_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/scenario/scenario.h"

namespace lsm::sim {

// The same number gives the same scenario: small (some hundreds to some thousands of events),
// valid, and anywhere in what a scenario can say. Its name is "random-NUMBER", by which
// LoadScenario knows it.
Scenario RandomScenario(uint64_t number);

// The number in "random-17"; nothing if that is no such name.
std::optional<uint64_t> RandomScenarioNumber(std::string_view name);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_RANDOM_SCENARIO_H_
