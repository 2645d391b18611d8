// One thing of a struct that a scenario can set: what it is called, what it may be, how it is read
// and written. Parsing, printing and help all come from tables of these.
#ifndef LSMSCOPE_SIM_SCENARIO_FIELD_H_
#define LSMSCOPE_SIM_SCENARIO_FIELD_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::sim {

enum class FieldKind : uint8_t {
  kNumber,  // a whole number in min..max
  kFlag,    // true or false
  kName,    // one of `names`; as a number its index
  kText,
};

template <class T>
struct Field {
  std::string_view name;
  FieldKind kind = FieldKind::kNumber;
  std::string_view unit;  // "bytes", "ns"; empty: a bare number
  uint64_t min = 0;
  uint64_t max = 0;
  std::vector<std::string_view> names;
  std::string_view doc;
  std::function<uint64_t(const T&)> get;
  std::function<void(T&, uint64_t)> set;
  std::function<std::string(const T&)> get_text;
  std::function<void(T&, std::string)> set_text;
};

template <class T>
using FieldTable = std::vector<Field<T>>;

// For a member of any whole-number type.
template <class T, class M>
Field<T> Number(std::string_view name, M T::*member, std::string_view unit, uint64_t min,
                uint64_t max, std::string_view doc) {
  Field<T> field;
  field.name = name;
  field.unit = unit;
  field.min = min;
  field.max = max;
  field.doc = doc;
  field.get = [member](const T& t) { return static_cast<uint64_t>(t.*member); };
  field.set = [member](T& t, uint64_t value) { t.*member = static_cast<M>(value); };
  return field;
}

template <class T>
Field<T> Flag(std::string_view name, bool T::*member, std::string_view doc) {
  Field<T> field = Number(name, member, "", 0, 1, doc);
  field.kind = FieldKind::kFlag;
  return field;
}

// For an enum whose values count from 0 in the order of `names`.
template <class T, class M, class N>
Field<T> Name(std::string_view name, M T::*member, const N& names, std::string_view doc) {
  Field<T> field = Number(name, member, "", 0, names.size() - 1, doc);
  field.kind = FieldKind::kName;
  field.names.assign(names.begin(), names.end());
  return field;
}

template <class T>
Field<T> TextField(std::string_view name, std::string T::*member, std::string_view doc) {
  Field<T> field;
  field.name = name;
  field.kind = FieldKind::kText;
  field.doc = doc;
  field.get_text = [member](const T& t) { return t.*member; };
  field.set_text = [member](T& t, std::string text) { t.*member = std::move(text); };
  return field;
}

// A field of a part of T, as one of T.
template <class T, class Part>
Field<T> Of(Part T::*part, const Field<Part>& inner) {
  Field<T> field;
  field.name = inner.name;
  field.kind = inner.kind;
  field.unit = inner.unit;
  field.min = inner.min;
  field.max = inner.max;
  field.names = inner.names;
  field.doc = inner.doc;
  field.get = [part, get = inner.get](const T& t) { return get(t.*part); };
  field.set = [part, set = inner.set](T& t, uint64_t value) { set(t.*part, value); };
  return field;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_FIELD_H_
