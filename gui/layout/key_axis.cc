#include "gui/layout/key_axis.h"

#include <algorithm>

namespace lsm::gui {

namespace {

constexpr size_t kDigits = 12;  // more do not change a pixel

template <class F>
void ForEachBound(const trace::State& state, const trace::TraceTables& tables, F&& visit) {
  for (const trace::LevelState& level : state.levels) {
    for (const trace::FileNode& file : *level.files) {
      visit(tables.texts.Get(file->smallest));
      visit(tables.texts.Get(file->largest));
    }
  }
}

size_t CommonPrefix(std::string_view a, std::string_view b) {
  const auto end = std::mismatch(a.begin(), a.begin() + std::min(a.size(), b.size()), b.begin());
  return static_cast<size_t>(end.first - a.begin());
}

}  // namespace

KeyAxis::KeyAxis(const trace::State& state, const trace::TraceTables& tables) {
  ForEachBound(state, tables, [&](std::string_view key) {
    if (empty_ || key < smallest_) smallest_ = key;
    if (empty_ || key > largest_) largest_ = key;
    empty_ = false;
  });
  common_ = CommonPrefix(smallest_, largest_);
  ForEachBound(state, tables, [&](std::string_view key) {
    const size_t end = std::min(key.size(), common_ + kDigits);
    for (size_t i = common_; i < end; i++) occurs_[static_cast<uint8_t>(key[i])] = true;
  });
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
