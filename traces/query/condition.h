// A question about a moment of a run, written down: `l0.files >= 12`, `stall.cause == l0_stop`,
// `event.kind == StallEnd and cause.kind == CompactionEnd`. Pictures, breakpoints and lessons wait
// for moments at which it holds.
#ifndef LSMSCOPE_TRACES_QUERY_CONDITION_H_
#define LSMSCOPE_TRACES_QUERY_CONDITION_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"
#include "traces/query/value.h"

namespace lsm::trace {

//   condition  = all { "or" all }
//   all        = one { "and" one }
//   one        = "not" one | "(" condition ")" | value [ comparison operand ]
//   comparison = "==" | "!=" | "<" | "<=" | ">" | ">="
//   operand    = whole number [ ns us ms s KiB MiB ] | a name that the value can be | value
//
// A value alone asks whether there is such a thing and it is not 0: `stall`, `compaction.running`.
// Where a moment has no such value, no comparison with it holds, != included.
//
// Limits: 1,000 characters, 16 levels of brackets and nots.
class Condition {
 public:
  // An error says where and what was expected: "column 7: there is no value l0.file, ...".
  [[nodiscard]] static Status Parse(std::string_view text, Condition* condition);

  // False for a condition that was not parsed.
  bool Holds(const Moment& moment) const;

  const std::string& text() const { return text_; }
  bool empty() const { return nodes_.empty(); }

 private:
  friend class ConditionParser;

  enum class Kind : uint8_t { kOr, kAnd, kNot, kIsThere, kCompare };
  enum class Comparison : uint8_t { kEqual, kUnequal, kLess, kAtMost, kGreater, kAtLeast };
  struct Node {
    Kind kind = Kind::kIsThere;
    Comparison comparison = Comparison::kEqual;
    size_t left = 0;  // nodes, of or, and, not
    size_t right = 0;
    Value value;  // of a comparison or a question for presence
    bool with_value = false;
    Value other;          // compared with, if with_value
    uint64_t number = 0;  // compared with, else
  };

  bool HoldsAt(size_t node, const Moment& moment) const;
  static bool Compare(const Node& node, const Moment& moment);

  std::string text_;
  std::vector<Node> nodes_;  // children before parents: the last one is the whole
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_QUERY_CONDITION_H_
