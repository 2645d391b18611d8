// State as JSON (all of it) and as text for people.
#ifndef LSMSCOPE_TRACES_STATE_STATE_JSON_H_
#define LSMSCOPE_TRACES_STATE_STATE_JSON_H_

#include <string>

#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::trace {

// One line without its end. Two States are equal if and only if their JSON is.
std::string StateJson(const State& state, const TraceTables& tables);

// Some lines, each with its end: what a person wants to know first.
std::string StateText(const State& state, const TraceTables& tables);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_STATE_STATE_JSON_H_
