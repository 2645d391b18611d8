#include "gui/layout/key_axis.h"

#include <algorithm>

namespace lsm::gui {

namespace {

constexpr size_t kDigits = 12;  // more do not change a pixel

size_t CommonPrefix(std::string_view a, std::string_view b) {
  const auto end = std::mismatch(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin());
  return static_cast<size_t>(end.first - a.begin());
}

}  // namespace

std::vector<std::string_view> FileKeys(const trace::State& state,
                                       const trace::TraceTables& tables) {
  std::vector<std::string_view> keys;
  for (const trace::LevelState& level : state.levels) {
    for (const trace::FileNode& file : *level.files) {
      keys.push_back(tables.texts.Get(file->smallest));
      keys.push_back(tables.texts.Get(file->largest));
    }
  }
  return keys;
}

KeyAxis::KeyAxis(std::span<const std::string_view> keys) {
  if (keys.empty()) return;
  empty_ = false;
  const auto [smallest, largest] = std::ranges::minmax(keys);
  smallest_ = smallest;
  largest_ = largest;
  common_ = CommonPrefix(smallest_, largest_);
  for (const std::string_view key : keys) {
    const size_t end = std::min(key.size(), common_ + kDigits);
    for (size_t i = common_; i < end; i++) occurs_[static_cast<uint8_t>(key[i])] = true;
  }
  uint16_t rank = 0;
  for (size_t byte = 0; byte < occurs_.size(); byte++) {
    rank_[byte] = rank;
    if (occurs_[byte]) rank++;
  }
  base_ = std::max<uint16_t>(rank, 2);
  low_ = Number(smallest_);
  span_ = Number(largest_) - low_;
}

double KeyAxis::Number(std::string_view key) const {
  double number = 0, place = 1;
  for (size_t i = common_; i < std::min(key.size(), common_ + kDigits); i++) {
    const auto byte = static_cast<uint8_t>(key[i]);
    place /= base_;
    number += place * rank_[byte];
    if (!occurs_[byte]) break;  // it lies where the next byte that occurs begins
  }
  return number;
}

double KeyAxis::Position(std::string_view key) const {
  if (empty_ || key <= smallest_) return 0;
  if (key >= largest_) return 1;
  // Between the ends, so it begins with their common prefix.
  return span_ > 0 ? std::clamp((Number(key) - low_) / span_, 0.0, 1.0) : 0;
}

}  // namespace lsm::gui
