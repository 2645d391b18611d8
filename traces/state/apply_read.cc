// Gets on their way from memtable to file.
#include <utility>

#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

// A read asks a handful of places; a trace that claims more is not followed further.
constexpr size_t kMaxProbes = 4096;

ReadState* FindRead(State& state, uint64_t read) {
  const auto found = state.reads.find(read);
  return found == state.reads.end() ? nullptr : &found->second;
}

void AddProbe(State& state, uint64_t read, const ProbeState& probe) {
  ReadState* found = FindRead(state, read);
  if (found != nullptr && found->probes.size() < kMaxProbes) found->probes.push_back(probe);
}

// The file that the Get of this thread is asking. Index, filter and blocks do not name the Get.
ProbeState* RunningFileProbe(State& state, const EventContext& at, uint64_t file) {
  ThreadState* thread = FindThread(state, at.thread);
  if (thread == nullptr || thread->current_read == 0) return nullptr;
  ReadState* read = FindRead(state, thread->current_read);
  if (read == nullptr || read->probes.empty()) return nullptr;
  ProbeState& last = read->probes.back();
  const bool is_it =
      last.running && last.place == ProbeState::Place::kFile && (last.id == file || file == 0);
  return is_it ? &last : nullptr;
}

}  // namespace

void Apply(State& state, const EventContext& at, const GetBegin& e) {
  if (ThreadState* thread = FindThread(state, at.thread)) thread->current_read = e.read;
  state.reads[e.read] = {.id = e.read,
                         .thread = at.thread,
                         .key = e.key,
                         .snapshot = e.snapshot,
                         .begun = at.position};
}

void Apply(State& state, const EventContext&, const MemTableProbed& e) {
  AddProbe(
      state, e.read,
      {.place = e.immutable != 0 ? ProbeState::Place::kImmutable : ProbeState::Place::kMemTable,
       .id = e.memtable,
       .answer = e.answer});
}

void Apply(State& state, const EventContext&, const FileProbeBegin& e) {
  AddProbe(state, e.read,
           {.place = ProbeState::Place::kFile, .id = e.file, .level = e.level, .running = true});
}

void Apply(State& state, const EventContext& at, const IndexSearched& e) {
  ProbeState* probe = RunningFileProbe(state, at, e.file);
  if (probe == nullptr) return;
  probe->index_searched = true;
  probe->past_end = e.past_end != 0;
  probe->block_offset = probe->past_end ? 0 : e.block_offset;
}

void Apply(State& state, const EventContext& at, const FilterAnswered& e) {
  if (ProbeState* probe = RunningFileProbe(state, at, e.file)) {
    probe->filter = e.maybe != 0 ? ProbeState::Filter::kMaybe : ProbeState::Filter::kNo;
  }
}

void Apply(State& state, const EventContext& at, const BlockRead& e) {
  ProbeState* probe = RunningFileProbe(state, at, e.file);
  if (probe == nullptr) return;
  (e.source == BlockSource::kDisk ? probe->blocks_from_disk : probe->blocks_from_cache)++;
  if (e.offset == probe->block_offset) probe->block_bytes = e.bytes;
}

void Apply(State& state, const EventContext&, const FileProbed& e) {
  ReadState* read = FindRead(state, e.read);
  if (read == nullptr || read->probes.empty()) return;
  ProbeState& probe = read->probes.back();
  if (probe.place != ProbeState::Place::kFile || probe.id != e.file) return;
  probe.running = false;
  probe.answer = e.answer;
  probe.filter_was_wrong = e.filter_was_wrong != 0;
}

void Apply(State& state, const EventContext& at, const GetEnd& e) {
  if (ThreadState* thread = FindThread(state, at.thread)) thread->current_read = 0;
  const auto found = state.reads.find(e.read);
  if (found == state.reads.end()) return;
  ReadState ended = std::move(found->second);
  state.reads.erase(found);
  ended.done = true;
  ended.answer = e.answer;
  ended.level = e.level;
  ended.value_bytes = e.value_bytes;
  state.last_read = std::move(ended);
}

// How many seeks a file has left, tables in the cache and iterators are not part of the picture.
void Apply(State&, const EventContext&, const SeekCharged&) {}
void Apply(State&, const EventContext&, const SeekCompactionDue&) {}
void Apply(State&, const EventContext&, const TableOpened&) {}
void Apply(State&, const EventContext&, const IteratorCreated&) {}
void Apply(State&, const EventContext&, const IteratorSeek&) {}
void Apply(State&, const EventContext&, const IteratorChild&) {}
void Apply(State&, const EventContext&, const IteratorMoved&) {}
void Apply(State&, const EventContext&, const EntryHidden&) {}
void Apply(State&, const EventContext&, const IteratorAtEnd&) {}
void Apply(State&, const EventContext&, const IteratorClosed&) {}

}  // namespace lsm::trace
