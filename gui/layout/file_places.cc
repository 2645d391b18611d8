#include "gui/layout/file_places.h"

#include <algorithm>

namespace lsm::gui {

void FilePlaces::Update(const trace::State& state, const trace::TraceTables& tables) {
  const bool same = std::ranges::equal(files_, state.levels, {}, {}, &trace::LevelState::files);
  if (same) return;
  const std::vector<std::string_view> keys = FileKeys(state, tables);
  axis_ = KeyAxis(keys);
  auto key = keys.begin();
  const auto next = [&] { return static_cast<float>(axis_.Position(*key++)); };
  for (size_t level = 0; level < files_.size(); level++) {
    files_[level] = state.levels[level].files;
    places_[level].resize(files_[level]->size());
    for (Place& place : places_[level]) {
      place.smallest = next();
      place.largest = next();
    }
  }
}

}  // namespace lsm::gui
