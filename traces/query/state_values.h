// The values of a State that have names: what conditions compare and lessons quote.
#ifndef LSMSCOPE_TRACES_QUERY_STATE_VALUES_H_
#define LSMSCOPE_TRACES_QUERY_STATE_VALUES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "traces/state/state.h"

namespace lsm::trace {

struct StateValue {
  std::string name;  // "l0.files"
  Unit unit = Unit::kNone;
  std::string_view doc;
  std::optional<uint64_t> (*read)(const State& state, int argument) = nullptr;
  int argument = 0;                              // which level, say
  std::span<const std::string_view> names = {};  // of an enumeration; empty: a number
};

// All of them. A new one is a line in state_values.cc.
std::span<const StateValue> StateValues();

// Null if there is none of that name.
const StateValue* FindStateValue(std::string_view name);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_QUERY_STATE_VALUES_H_
