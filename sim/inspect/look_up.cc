#include "sim/inspect/look_up.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/version/internal_key.h"
#include "sim/inspect/ask_log.h"
#include "sim/inspect/ask_table.h"
#include "sim/inspect/read_places.h"

namespace lsm::sim {
namespace {

using Kind = ReadPlace::Kind;

// Entries that the group in the making may have inserted: nobody sees them yet.
uint64_t Unpublished(const trace::State& state) {
  if (!state.group || state.group->first_sequence <= state.last_sequence) return 0;
  return state.group->last_sequence - state.group->first_sequence + 1;
}

const trace::MemTableState* FindMemTable(const trace::State& state, uint64_t id) {
  if (state.memtable && state.memtable->id == id) return state.memtable.get();
  for (const trace::MemTableNode& node : state.immutables) {
    if (node->id == id) return node.get();
  }
  return nullptr;
}

// The places of one question, asked one after the other.
class LookingUp {
 public:
  LookingUp(const trace::State& state, const DatabaseFiles& files, std::string_view key,
            uint64_t snapshot)
      : state_(state), files_(files), key_(key), snapshot_(snapshot) {}

  PlaceAnswer Ask(const ReadPlace& place) const {
    return place.kind == Kind::kFile ? AskFile(place) : AskMemTable(place);
  }

  // A Get passes over a file of a deeper level, and asks its neighbour, if the snapshot sees none
  // of what it holds of the key.
  bool PassesOver(const ReadPlace& place) const {
    const trace::FileNode file = trace::FindFile(state_, place.id);
    return file != nullptr && place.id != 0 &&
           EndsBefore(files_, {file->number, file->bytes}, key_, snapshot_);
  }

 private:
  static PlaceAnswer Gone(const ReadPlace& place) {
    return {.place = place, .asked = true, .unknown = Unknown::kFileGone};
  }

  PlaceAnswer AskFile(const ReadPlace& place) const {
    const trace::FileNode file = trace::FindFile(state_, place.id);
    // A damaged trace may say anything; numbers begin at 1.
    if (file == nullptr || place.id == 0) return Gone(place);
    return AskTable(files_, place, {file->number, file->bytes}, key_, snapshot_);
  }

  PlaceAnswer AskMemTable(const ReadPlace& place) const {
    const trace::MemTableState* memtable = FindMemTable(state_, place.id);
    if (memtable == nullptr || memtable->log == 0) return Gone(place);
    const uint64_t unpublished = place.kind == Kind::kMemTable ? Unpublished(state_) : 0;
    return AskLog(files_, place,
                  {.log = memtable->log,
                   .published = state_.last_sequence,
                   .entries = memtable->entries - std::min(memtable->entries, unpublished)},
                  key_, snapshot_);
  }

  const trace::State& state_;
  const DatabaseFiles& files_;
  const std::string_view key_;
  const uint64_t snapshot_;
};

uint64_t SnapshotAt(const trace::State& state, uint64_t snapshot) {
  return std::min({snapshot, state.last_sequence, uint64_t{kMaxSequenceNumber}});
}

// The files of one deeper level stand together, and a Get asks one of them.
size_t EndOfNeighbours(const std::vector<PlaceAnswer>& places, size_t begin) {
  const ReadPlace& first = places[begin].place;
  size_t end = begin + 1;
  if (first.kind != Kind::kFile || first.level == 0) return end;
  while (end < places.size() && places[end].place.level == first.level) end++;
  return end;
}

TableSearch SearchOf(const trace::ProbeState& probe) {
  TableSearch search;
  if (probe.filter == trace::ProbeState::Filter::kMaybe)
    search.filter = TableSearch::Filter::kMaybe;
  if (probe.filter == trace::ProbeState::Filter::kNo) search.filter = TableSearch::Filter::kNo;
  search.filter_was_wrong = probe.filter_was_wrong;
  search.index_searched = probe.index_searched;
  search.past_end = probe.past_end;
  search.block_offset = probe.block_offset;
  search.block_bytes = probe.block_bytes;
  search.block_searched = probe.blocks_from_disk + probe.blocks_from_cache > 0;
  if (search.block_searched) {
    search.source = probe.blocks_from_disk > 0 ? BlockSource::kDisk : BlockSource::kCache;
  }
  return search;
}

Kind PlaceKind(trace::ProbeState::Place place) {
  switch (place) {
    case trace::ProbeState::Place::kMemTable:
      return Kind::kMemTable;
    case trace::ProbeState::Place::kImmutable:
      return Kind::kImmutable;
    case trace::ProbeState::Place::kFile:
      break;
  }
  return Kind::kFile;
}

}  // namespace

KeyLookUp LookUp(const trace::State& state, const trace::TraceTables& tables,
                 const DatabaseFiles& files, std::string_view key, uint64_t snapshot) {
  KeyLookUp found = PlacesOnly(state, tables, key, snapshot);
  const LookingUp asking(state, files, found.key, found.snapshot);
  const std::vector<PlaceAnswer> all = std::exchange(found.places, {});
  bool ended = false;
  for (size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    end = EndOfNeighbours(all, begin);
    size_t chosen = begin;
    while (!ended && chosen + 1 < end && asking.PassesOver(all[chosen].place)) chosen++;
    found.places.push_back(ended ? all[chosen] : asking.Ask(all[chosen].place));
    ended = ended || found.places.back().ends_get();
  }
  return found;
}

KeyLookUp RecordedLookUp(const trace::ReadState& read) {
  KeyLookUp found;
  found.key = read.key.Prefix();
  found.key_is_cut = read.key.length > found.key.size();
  found.snapshot = read.snapshot;
  found.done = read.done;
  for (const trace::ProbeState& probe : read.probes) {
    PlaceAnswer answer{.place = {PlaceKind(probe.place), probe.id, probe.level}, .asked = true};
    answer.running = probe.running;
    answer.answer = probe.answer;
    if (answer.place.kind == Kind::kFile) answer.table = SearchOf(probe);
    if (answer.answer == ProbeAnswer::kFound) answer.value_bytes = read.value_bytes;
    found.places.push_back(std::move(answer));
  }
  return found;
}

KeyLookUp PlacesOnly(const trace::State& state, const trace::TraceTables& tables,
                     std::string_view key, uint64_t snapshot) {
  KeyLookUp found;
  found.key = key;
  found.snapshot = SnapshotAt(state, snapshot);
  ReadPlaces places = PlacesOf(state, tables, key);
  found.levels = std::move(places.levels);
  for (const ReadPlace& place : places.places) found.places.push_back({.place = place});
  return found;
}

}  // namespace lsm::sim
