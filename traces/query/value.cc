#include "traces/query/value.h"

#include <algorithm>
#include <concepts>
#include <type_traits>

#include "engine/events/all.h"
#include "traces/format/field_types.h"
#include "traces/format/units.h"

namespace lsm::trace {
namespace {

constexpr std::string_view kKindField = "kind";

std::vector<std::string_view> KindNames() {
  std::vector<std::string_view> names;
  AllEvents::ForEachKind([&]<class E>() { names.push_back(E::kInfo.name); });
  return names;
}

void AddName(std::vector<std::string_view>* names, std::string_view name) {
  if (std::ranges::find(*names, name) == names->end()) names->push_back(name);
}

// Fields of that name among all kinds of events. Kinds may give the same name different
// enumerations (`reason`): their names are taken together.
struct FieldFacts {
  bool known = false;
  bool comparable = false;  // some kind has it as a number, a flag or an enumeration
  Unit unit = Unit::kNone;
  std::vector<std::string_view> names;
};

FieldFacts FactsOf(std::string_view name) {
  FieldFacts facts;
  AllEvents::ForEachKind([&]<class E>() {
    E::ForEachField([&]<class T>(const Field<E, T>& field) {
      if (field.name != name) return;
      facts.known = true;
      facts.unit = field.unit;
      if constexpr (std::is_enum_v<T>) {
        for (const std::string_view one : Names(T{})) AddName(&facts.names, one);
      }
      facts.comparable = facts.comparable || std::is_enum_v<T> || std::integral<T>;
    });
  });
  return facts;
}

std::string List(const std::vector<std::string_view>& names) {
  std::string list;
  for (size_t i = 0; i < names.size(); i++) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  return list;
}

std::string_view HeadOf(std::string_view name) { return name.substr(0, name.find('.')); }

// Values that begin as `name` does, or else what values can begin with.
std::string ExpectedInsteadOf(std::string_view name) {
  std::vector<std::string_view> same_head, heads = {"event.kind", "event.FIELD", "cause.kind"};
  for (const StateValue& value : StateValues()) {
    if (HeadOf(value.name) == HeadOf(name)) same_head.push_back(value.name);
    AddName(&heads, HeadOf(value.name));
  }
  return List(same_head.empty() ? heads : same_head);
}

std::string TextOf(uint64_t number, Unit unit, const Moment& moment) {
  switch (unit) {
    case Unit::kBytes:
      return ReadableBytes(number);
    case Unit::kNanoseconds:
      return ReadableNanos(number);
    case Unit::kPermille:
      return Ratio(number, 1000);
    case Unit::kWriter:
      return WriterLabel(moment.state, number);
    case Unit::kLevel:
      return "L" + std::to_string(number);
    case Unit::kFile:
      return "#" + std::to_string(number);
    default:
      return Grouped(number);
  }
}

}  // namespace

Status Value::Find(std::string_view name, Value* value) {
  *value = Value();
  value->name_ = name;
  const std::string_view head = HeadOf(name);
  if ((head == "event" || head == "cause") && name.size() > head.size() + 1) {
    value->source_ = head == "event" ? Source::kEvent : Source::kCause;
    return value->FindField(name.substr(head.size() + 1));
  }
  value->state_value_ = FindStateValue(name);
  if (value->state_value_ == nullptr) {
    return Status::InvalidArgument("there is no value " + value->name_ + ", expected " +
                                   ExpectedInsteadOf(name));
  }
  value->unit_ = value->state_value_->unit;
  value->names_.assign(value->state_value_->names.begin(), value->state_value_->names.end());
  return Status::OK();
}

Status Value::FindField(std::string_view field) {
  field_ = field;
  if (field == kKindField) {
    names_ = KindNames();
    return Status::OK();
  }
  const FieldFacts facts = FactsOf(field);
  if (!facts.known) {
    return Status::InvalidArgument("no kind of event has a field " + field_ +
                                   ", expected one as in event.reason");
  }
  if (!facts.comparable) {
    return Status::InvalidArgument("the field " + field_ +
                                   " of events is a text, expected a number"
                                   " or a name");
  }
  unit_ = facts.unit;
  names_ = facts.names;
  return Status::OK();
}

std::optional<uint64_t> Value::ReadField(const Event& event) const {
  std::optional<uint64_t> result;
  const auto place_of = [&](std::string_view name) {
    return static_cast<uint64_t>(std::ranges::find(names_, name) - names_.begin());
  };
  VisitEvent(event, [&]<class E>(const E& fields) {
    if (field_ == kKindField) {
      result = place_of(E::kInfo.name);
      return;
    }
    E::ForEachField([&]<class T>(const Field<E, T>& field) {
      if (field.name != field_) return;
      const T value = fields.*(field.member);
      if constexpr (std::is_enum_v<T>) {
        result = place_of(NameOf(value));
      } else if constexpr (std::integral<T>) {
        result = static_cast<uint64_t>(value);
      }
    });
  });
  return result;
}

std::optional<uint64_t> Value::Read(const Moment& moment) const {
  if (source_ == Source::kState) {
    return state_value_->read(moment.state, state_value_->argument);
  }
  const Event* event = source_ == Source::kEvent ? moment.event : moment.cause;
  return event == nullptr ? std::nullopt : ReadField(*event);
}

std::optional<std::string> Value::Text(const Moment& moment) const {
  const std::optional<uint64_t> number = Read(moment);
  if (!number) return std::nullopt;
  if (names_.empty()) return TextOf(*number, unit_, moment);
  return std::string(*number < names_.size() ? names_[*number] : "?");
}

}  // namespace lsm::trace
