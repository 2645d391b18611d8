// Reads and writes a struct by its table of fields. For .cc files only: it includes nlohmann's
// header.
#ifndef LSMSCOPE_SIM_SCENARIO_JSON_FIELDS_H_
#define LSMSCOPE_SIM_SCENARIO_JSON_FIELDS_H_

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/scenario/field.h"
#include "sim/scenario/nearest_name.h"
#include "sim/scenario/parse_error.h"

namespace lsm::sim {

using Json = nlohmann::ordered_json;

// "a number", "a list", ...: what a value is, for messages.
inline std::string KindOf(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return "a list";
  if (json.is_string()) return "a text";
  if (json.is_boolean()) return "true or false";
  if (json.is_null()) return "null";
  return "a number";
}

// A value as it was written, shortened.
inline std::string AsWritten(const Json& json) {
  if (json.is_structured()) return KindOf(json);
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > 40) text = text.substr(0, 37) + "...";
  return text;
}

inline void ExpectObject(const Json& json, const std::string& path) {
  if (!json.is_object()) {
    const std::string where = path.empty() ? "" : path + ": ";
    throw ScenarioError{where + "expected an object, found " + KindOf(json)};
  }
}

// ", expected one of a, b, c".
template <class Names>
std::string ExpectedOneOf(const Names& names) {
  std::string text;
  for (const std::string_view name : names) {
    text += (text.empty() ? ", expected one of " : ", ") + std::string(name);
  }
  return text;
}

// `written`: what stands in the place of what was expected.
template <class T>
std::string ExpectedBy(const Field<T>& field, const Json& written) {
  switch (field.kind) {
    case FieldKind::kNumber:
      return "expected " + std::to_string(field.min) + ".." + std::to_string(field.max) +
             (written.is_string() ? std::string(QuantityHint(field.unit)) : "");
    case FieldKind::kFlag:
      return "expected true or false";
    case FieldKind::kText:
      return "expected a text";
    case FieldKind::kName:
      break;
  }
  std::string text = "expected one of ";
  for (std::string_view name : field.names) {
    if (name != field.names.front()) text += ", ";
    text += name;
  }
  return text;
}

template <class T>
void SetField(const Field<T>& field, const Json& json, const std::string& path, T* target) {
  const auto fail = [&](const std::string& what) {
    throw ScenarioError{path + ": " + AsWritten(json) + what + ExpectedBy(field, json)};
  };
  switch (field.kind) {
    case FieldKind::kText:
      if (!json.is_string()) fail(": ");
      field.set_text(*target, json.get<std::string>());
      return;
    case FieldKind::kFlag:
      if (!json.is_boolean()) fail(": ");
      field.set(*target, json.get<bool>() ? 1 : 0);
      return;
    case FieldKind::kName:
      for (size_t i = 0; i < field.names.size(); i++) {
        if (json.is_string() && json.get_ref<const std::string&>() == field.names[i]) {
          field.set(*target, i);
          return;
        }
      }
      fail(" is not known, ");
      return;
    case FieldKind::kNumber:
      if (json.is_string()) {
        const auto number = ParseQuantity(json.get_ref<const std::string&>(), field.unit);
        if (!number || QuantityHint(field.unit).empty()) fail(": ");
        if (*number < field.min || *number > field.max) fail(" is out of range, ");
        field.set(*target, *number);
        return;
      }
      if (!json.is_number()) fail(": ");
      if (json.is_number_float()) fail(" is not a whole number, ");
      if (!json.is_number_unsigned() || json.get<uint64_t>() < field.min ||
          json.get<uint64_t>() > field.max) {
        fail(" is out of range, ");
      }
      field.set(*target, json.get<uint64_t>());
      return;
  }
}

// Sets what the object has. `nested` are keys that somebody else reads; any other is an error.
template <class T>
void ReadFields(const Json& json, const std::string& path, const FieldTable<T>& table,
                const std::vector<std::string_view>& nested, T* target) {
  ExpectObject(json, path);
  std::vector<std::string_view> known = nested;
  for (const Field<T>& field : table) known.push_back(field.name);
  for (const auto& [key, value] : json.items()) {
    bool found = std::ranges::find(nested, key) != nested.end();
    for (const Field<T>& field : table) {
      if (field.name != key) continue;
      SetField(field, value, Join(path, key), target);
      found = true;
    }
    if (!found) {
      // A name that is near says what was expected; the list of all may be long.
      const std::string near = DidYouMean(key, known);
      throw ScenarioError{Join(path, key.substr(0, 80)) + ": unknown key" +
                          (near.empty() ? ExpectedOneOf(known) : near)};
    }
  }
}

template <class T>
void WriteFields(const FieldTable<T>& table, const T& source, Json* json) {
  for (const Field<T>& field : table) {
    Json& value = (*json)[std::string(field.name)];
    switch (field.kind) {
      case FieldKind::kNumber:
        value = field.get(source);
        break;
      case FieldKind::kFlag:
        value = field.get(source) != 0;
        break;
      case FieldKind::kName:
        value = std::string(field.names[field.get(source)]);
        break;
      case FieldKind::kText:
        value = field.get_text(source);
        break;
    }
  }
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_JSON_FIELDS_H_
