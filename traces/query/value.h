// A value by its name: `l0.files` of the State, `event.kind` or `event.reason` of the event that
// has just happened, `cause.kind` of the event that it answers.
#ifndef LSMSCOPE_TRACES_QUERY_VALUE_H_
#define LSMSCOPE_TRACES_QUERY_VALUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"
#include "traces/query/moment.h"
#include "traces/query/state_values.h"

namespace lsm::trace {

class Value {
 public:
  // An error names what was expected instead.
  [[nodiscard]] static Status Find(std::string_view name, Value* value);

  const std::string& name() const { return name_; }
  // What it can be, if it is an enumeration or a kind of event; empty: a number.
  const std::vector<std::string_view>& names() const { return names_; }

  // A number, or a place in names(). Nothing if the moment has no such value: there is no stall, or
  // the event's kind has no such field.
  std::optional<uint64_t> Read(const Moment& moment) const;

  // As people read it: "8,431", "3.9 KiB", "W4", "l0_stop". Nothing as above.
  std::optional<std::string> Text(const Moment& moment) const;

 private:
  enum class Source : uint8_t { kState, kEvent, kCause };

  Status FindField(std::string_view field);
  std::optional<uint64_t> ReadField(const Event& event) const;

  std::string name_;
  Source source_ = Source::kState;
  const StateValue* state_value_ = nullptr;
  std::string field_;  // of the event or its cause; "kind" is its kind
  Unit unit_ = Unit::kNone;
  std::vector<std::string_view> names_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_QUERY_VALUE_H_
