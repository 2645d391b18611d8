// Scenario <-> JSON. For .cc files only.
#ifndef LSMSCOPE_SIM_SCENARIO_SCENARIO_JSON_H_
#define LSMSCOPE_SIM_SCENARIO_SCENARIO_JSON_H_

#include "sim/scenario/json_fields.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {

// Throws ScenarioError.
Scenario ScenarioFromJson(const Json& json);
Json ScenarioToJson(const Scenario& scenario);

// Text to JSON without trusting it. Throws ScenarioError, whose text begins with line and column:
// "3:17: not JSON: ...".
Json ParseJsonText(std::string_view text);

// Applies "a.b=c". c is JSON, or else taken as a text; what is not there yet is made. Throws
// ScenarioError.
void ApplySet(const std::string& assignment, Json* json);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_SCENARIO_JSON_H_
