#include "traces/query/condition.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <utility>

namespace lsm::trace {
namespace {

constexpr size_t kLongest = 1000;
constexpr int kDeepest = 16;

bool IsWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

struct NamedFactor {
  std::string_view name;
  uint64_t factor;
};
constexpr NamedFactor kFactors[] = {{"", 1},         {"ns", 1},         {"us", 1000},
                                    {"ms", 1000000}, {"s", 1000000000}, {"KiB", 1024},
                                    {"MiB", 1 << 20}};

bool ParseNumber(std::string_view word, uint64_t* number) {
  const auto [rest, bad] = std::from_chars(word.data(), word.data() + word.size(), *number);
  if (bad != std::errc()) return false;
  const std::string_view unit(rest, static_cast<size_t>(word.data() + word.size() - rest));
  for (const NamedFactor& one : kFactors) {
    if (one.name == unit && *number <= UINT64_MAX / one.factor) {
      *number *= one.factor;
      return true;
    }
  }
  return false;
}

// Some of the names that a value can be; there are eighty kinds of events.
std::string NamesFor(const std::vector<std::string_view>& names) {
  constexpr size_t kMost = 20;
  if (names.size() > kMost) return "a kind of event as in StallBegin";
  std::string list;
  for (size_t i = 0; i < names.size(); i++) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

}  // namespace

// Descends once through the text. The first error stays.
class ConditionParser {
 public:
  ConditionParser(std::string_view text, Condition* out) : text_(text), out_(out) {}

  Status Parse() {
    if (text_.size() > kLongest) {
      return Status::InvalidArgument("the condition has " + std::to_string(text_.size()) +
                                     " characters, expected at most " + std::to_string(kLongest));
    }
    Either(0);
    SkipSpace();
    if (error_.empty() && at_ < text_.size()) Fail("expected and, or, or the end");
    if (!error_.empty()) return Status::InvalidArgument(error_);
    return Status::OK();
  }

 private:
  using Node = Condition::Node;
  using Kind = Condition::Kind;
  using Comparison = Condition::Comparison;

  void SkipSpace() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) at_++;
  }

  // Without moving: the word, sign or bracket that stands here.
  std::string_view Peek() {
    SkipSpace();
    size_t end = at_;
    while (end < text_.size() && IsWordCharacter(text_[end])) end++;
    if (end > at_) return text_.substr(at_, end - at_);
    for (const std::string_view sign : {"==", "!=", "<=", ">=", "&&", "||"}) {
      if (text_.substr(at_).starts_with(sign)) return sign;
    }
    return text_.substr(at_, 1);
  }

  bool Take(std::string_view word) {
    if (!error_.empty() || Peek() != word) return false;
    at_ += word.size();
    return true;
  }

  void Fail(const std::string& what) { FailAt(at_, what); }
  void FailAt(size_t at, const std::string& what) {
    if (!error_.empty()) return;
    error_ = "column " + std::to_string(at + 1) + ": " + what;
    if (what.starts_with("expected")) {
      const std::string_view found = Peek();
      error_ += found.empty() ? ", found the end" : ", found " + std::string(found.substr(0, 40));
    }
  }

  size_t Add(Node node) {
    out_->nodes_.push_back(std::move(node));
    return out_->nodes_.size() - 1;
  }

  size_t Either(int depth) {
    size_t left = All(depth);
    while (Take("or") || Take("||")) {
      const size_t right = All(depth);
      left = Add({.kind = Kind::kOr, .left = left, .right = right});
    }
    return left;
  }

  size_t All(int depth) {
    size_t left = One(depth);
    while (Take("and") || Take("&&")) {
      const size_t right = One(depth);
      left = Add({.kind = Kind::kAnd, .left = left, .right = right});
    }
    return left;
  }

  size_t One(int depth) {
    if (depth > kDeepest) {
      Fail("nested deeper than " + std::to_string(kDeepest) + " levels");
      return 0;
    }
    if (Take("not") || Take("!")) {
      const size_t inner = One(depth + 1);
      return Add({.kind = Kind::kNot, .left = inner});
    }
    if (Take("(")) {
      const size_t inner = Either(depth + 1);
      if (!Take(")")) Fail("expected )");
      return inner;
    }
    return Question();
  }

  size_t Question() {
    Node node;
    if (!error_.empty() || !ReadValue(&node.value)) return 0;
    if (TakeComparison(&node.comparison)) {
      node.kind = Kind::kCompare;
      Operand(&node);
    }
    return Add(std::move(node));
  }

  bool ReadValue(Value* value) {
    const std::string_view word = Peek();
    const bool is_name = !word.empty() && std::isalpha(static_cast<unsigned char>(word[0])) != 0;
    if (!is_name) {
      Fail("expected a value as in l0.files");
      return false;
    }
    if (const Status status = Value::Find(word, value); !status.ok()) {
      FailAt(at_, Reason(status));
      return false;
    }
    at_ += word.size();
    return true;
  }

  bool TakeComparison(Comparison* comparison) {
    constexpr std::pair<std::string_view, Comparison> kSigns[] = {
        {"==", Comparison::kEqual},   {"!=", Comparison::kUnequal}, {"<=", Comparison::kAtMost},
        {">=", Comparison::kAtLeast}, {"<", Comparison::kLess},     {">", Comparison::kGreater}};
    if (Peek() == "=") Fail("expected ==");
    for (const auto& [sign, meaning] : kSigns) {
      if (!Take(sign)) continue;
      *comparison = meaning;
      return true;
    }
    return false;
  }

  // What stands on the right side: a number for numbers, a name for enumerations.
  void Operand(Node* node) {
    const std::string_view word = Peek();
    const std::vector<std::string_view>& names = node->value.names();
    if (!names.empty()) return Name(node, word);
    if (word.empty() || !IsWordCharacter(word[0])) return Fail("expected a number or a value");
    if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
      if (!ParseNumber(word, &node->number)) {
        return FailAt(at_, std::string(word.substr(0, 40)) +
                               " is no whole number, expected one as in 8, 4KiB or 1ms");
      }
      at_ += word.size();
      return;
    }
    node->with_value = true;
    const size_t at = at_;
    if (ReadValue(&node->other) && !node->other.names().empty()) {
      FailAt(at, node->other.name() + " is no number, " + node->value.name() + " is one");
    }
  }

  void Name(Node* node, std::string_view word) {
    const std::vector<std::string_view>& names = node->value.names();
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) {
      return FailAt(at_, node->value.name() + " is never " +
                             (word.empty() ? "nothing" : std::string(word.substr(0, 40))) +
                             ", expected " + NamesFor(names));
    }
    if (node->comparison != Comparison::kEqual && node->comparison != Comparison::kUnequal) {
      return FailAt(at_, node->value.name() + " is a name, it can only be == or !=");
    }
    node->number = static_cast<uint64_t>(found - names.begin());
    at_ += word.size();
  }

  static std::string Reason(const Status& status) {
    const std::string text = status.ToString();
    const size_t colon = text.find(": ");
    return colon == std::string::npos ? text : text.substr(colon + 2);
  }

  const std::string_view text_;
  Condition* const out_;
  size_t at_ = 0;
  std::string error_;
};

Status Condition::Parse(std::string_view text, Condition* condition) {
  *condition = Condition();
  Status status = ConditionParser(text, condition).Parse();
  if (!status.ok()) {
    condition->nodes_.clear();
    return status;
  }
  condition->text_ = text;
  return status;
}

bool Condition::Holds(const Moment& moment) const {
  return !nodes_.empty() && HoldsAt(nodes_.size() - 1, moment);
}

bool Condition::HoldsAt(size_t index, const Moment& moment) const {
  const Node& node = nodes_[index];
  switch (node.kind) {
    case Kind::kOr:
      return HoldsAt(node.left, moment) || HoldsAt(node.right, moment);
    case Kind::kAnd:
      return HoldsAt(node.left, moment) && HoldsAt(node.right, moment);
    case Kind::kNot:
      return !HoldsAt(node.left, moment);
    case Kind::kIsThere:
      return node.value.Read(moment).value_or(0) != 0;
    case Kind::kCompare:
      break;
  }
  return Compare(node, moment);
}

bool Condition::Compare(const Node& node, const Moment& moment) {
  const std::optional<uint64_t> a = node.value.Read(moment);
  const std::optional<uint64_t> b = node.with_value ? node.other.Read(moment) : node.number;
  if (!a || !b) return false;
  switch (node.comparison) {
    case Comparison::kEqual:
      return *a == *b;
    case Comparison::kUnequal:
      return *a != *b;
    case Comparison::kLess:
      return *a < *b;
    case Comparison::kAtMost:
      return *a <= *b;
    case Comparison::kGreater:
      return *a > *b;
    case Comparison::kAtLeast:
      break;
  }
  return *a >= *b;
}

}  // namespace lsm::trace
