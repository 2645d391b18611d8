#include "sim/sweep/grid.h"

#include <algorithm>

namespace lsm::sim {

std::string ParseVariation(std::string_view text, Variation* variation) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
    return std::string(text) + ": expected a.b=value,value,...";
  }
  variation->key = text.substr(0, equals);
  variation->values.assign(1, "");
  int depth = 0;
  bool quoted = false;
  for (const char c : text.substr(equals + 1)) {
    if (c == '"') quoted = !quoted;
    if (!quoted && (c == '[' || c == '{')) depth++;
    if (!quoted && (c == ']' || c == '}')) depth--;
    if (c == ',' && !quoted && depth == 0) {
      variation->values.emplace_back();
    } else {
      variation->values.back() += c;
    }
  }
  for (const std::string& value : variation->values) {
    if (value.empty()) return std::string(text) + ": a value is empty";
    if (std::ranges::count(variation->values, value) > 1) {
      return std::string(text) + ": " + value + " stands there twice";
    }
  }
  return "";
}

uint64_t Grid::size() const {
  uint64_t size = last_seed - first_seed + 1;
  for (const Variation& variation : variations) {
    if (size > UINT64_MAX / variation.values.size()) return UINT64_MAX;
    size *= variation.values.size();
  }
  return size;
}

std::vector<std::string> Grid::At(uint64_t index) const {
  std::vector<std::string> values(variations.size() + 1);
  const uint64_t seeds = last_seed - first_seed + 1;
  values.back() = std::to_string(first_seed + index % seeds);
  index /= seeds;
  for (size_t i = variations.size(); i-- > 0;) {
    const std::vector<std::string>& choices = variations[i].values;
    values[i] = choices[index % choices.size()];
    index /= choices.size();
  }
  return values;
}

std::vector<std::string> Grid::Keys() const {
  std::vector<std::string> keys;
  for (const Variation& variation : variations) keys.push_back(variation.key);
  keys.emplace_back("seed");
  return keys;
}

std::vector<std::string> Grid::SetsAt(uint64_t index) const {
  const std::vector<std::string> keys = Keys();
  std::vector<std::string> sets = At(index);
  for (size_t i = 0; i < sets.size(); i++) sets[i] = keys[i] + "=" + sets[i];
  return sets;
}

}  // namespace lsm::sim
