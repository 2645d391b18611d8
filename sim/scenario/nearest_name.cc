#include "sim/scenario/nearest_name.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace lsm::sim {
namespace {

constexpr size_t kLongest = 64;  // of what is compared: a hostile name costs no more

// Levenshtein's distance, one row at a time.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); i++) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); j++) {
      const size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view NearestName(std::string_view written, std::span<const std::string_view> names) {
  const std::string_view shortened = written.substr(0, kLongest);
  if (shortened.empty()) return "";
  std::string_view nearest;
  size_t nearest_distance = std::max<size_t>(1, shortened.size() / 3) + 1;
  for (const std::string_view name : names) {
    const size_t distance =
        name.starts_with(shortened) ? 0 : Distance(shortened, name.substr(0, kLongest));
    if (distance >= nearest_distance) continue;
    nearest = name;
    nearest_distance = distance;
  }
  return nearest;
}

std::string DidYouMean(std::string_view written, std::span<const std::string_view> names) {
  const std::string_view nearest = NearestName(written, names);
  return nearest.empty() ? "" : "; did you mean " + std::string(nearest) + "?";
}

}  // namespace lsm::sim
