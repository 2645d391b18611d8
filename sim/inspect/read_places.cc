#include "sim/inspect/read_places.h"

#include <algorithm>
#include <functional>

#include "engine/events/events.h"

namespace lsm::sim {
namespace {

bool Covers(const trace::FileState& file, const trace::TraceTables& tables, std::string_view key) {
  if (key < tables.texts.Get(file.smallest)) return false;
  const std::string_view largest = tables.texts.Get(file.largest);
  // Events hold the beginning of a long key: it may go on in any way.
  return key <= largest || (largest.size() >= Events::kMaxTextBytes && key.starts_with(largest));
}

}  // namespace

ReadPlaces PlacesOf(const trace::State& state, const trace::TraceTables& tables,
                    std::string_view key) {
  using Kind = ReadPlace::Kind;
  ReadPlaces found;
  if (state.memtable) found.places.push_back({Kind::kMemTable, state.memtable->id, 0});
  for (auto table = state.immutables.rbegin(); table != state.immutables.rend(); ++table) {
    found.places.push_back({Kind::kImmutable, (*table)->id, 0});
  }
  for (size_t i = 0; i < state.levels.size(); i++) {
    const auto level = static_cast<uint8_t>(i);
    std::vector<uint64_t> covering;
    for (const trace::FileNode& file : *state.levels[i].files) {
      if (Covers(*file, tables, key)) covering.push_back(file->number);
    }
    // Files of L0 overlap: the newest is asked first.
    if (level == 0) std::ranges::sort(covering, std::greater<>());
    for (const uint64_t file : covering) found.places.push_back({Kind::kFile, file, level});
    const uint64_t files = state.levels[i].files->size();
    if (files > 0) found.levels.push_back({level, files, covering.size()});
  }
  return found;
}

}  // namespace lsm::sim
