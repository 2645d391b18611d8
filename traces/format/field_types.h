// What the types of event fields have in common, for code that is made from the fields' listing.
#ifndef LSMSCOPE_TRACES_FORMAT_FIELD_TYPES_H_
#define LSMSCOPE_TRACES_FORMAT_FIELD_TYPES_H_

#include <string_view>
#include <type_traits>

#include "engine/events/event.h"

namespace lsm::trace {

// The name of an enumerator; "?" for a value that has none.
template <class T>
requires std::is_enum_v<T>
constexpr std::string_view NameOf(T value) {
  const auto index = static_cast<size_t>(value);
  const auto names = Names(T{});
  return index < names.size() ? names[index] : std::string_view("?");
}

// Calls `visit(value)` with the field's value: KeyRef, Text, bool (flags), an enum or an integer.
template <class E, class T, class V>
constexpr void VisitField(const E& event, const Field<E, T>& field, V&& visit) {
  const T value = event.*(field.member);
  if constexpr (std::is_same_v<T, uint8_t>) {
    if (field.unit == Unit::kFlag) return visit(value != 0);
  }
  visit(value);
}

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_FIELD_TYPES_H_
