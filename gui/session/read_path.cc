#include "gui/session/read_path.h"

#include <algorithm>

namespace lsm::gui {
namespace {

bool Covers(const trace::FileState& file, const trace::TraceTables& tables, std::string_view key) {
  return tables.texts.Get(file.smallest) <= key && key <= tables.texts.Get(file.largest);
}

}  // namespace

ReadPath PathOf(const trace::State& state, const trace::TraceTables& tables, std::string_view key) {
  ReadPath path;
  if (state.memtable) path.stops.push_back({ReadStop::Place::kMemTable, state.memtable->id, 0});
  for (auto table = state.immutables.rbegin(); table != state.immutables.rend(); ++table) {
    path.stops.push_back({ReadStop::Place::kImmutable, (*table)->id, 0});
  }
  for (size_t i = 0; i < state.levels.size(); i++) {
    const auto level = static_cast<uint8_t>(i);
    LevelPass pass{level, state.levels[i].files->size(), 0};
    std::vector<uint64_t> covering;
    for (const trace::FileNode& file : *state.levels[i].files) {
      if (Covers(*file, tables, key)) covering.push_back(file->number);
    }
    // Files of L0 overlap: the newest is asked first.
    if (level == 0) std::ranges::sort(covering, std::greater<>());
    for (const uint64_t file : covering) {
      path.stops.push_back({ReadStop::Place::kFile, file, level});
    }
    pass.covering = covering.size();
    if (pass.files > 0) path.levels.push_back(pass);
  }
  return path;
}

}  // namespace lsm::gui
