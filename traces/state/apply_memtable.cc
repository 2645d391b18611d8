// Memtables: one active, the immutable ones from the oldest on.
#include <utility>

#include "traces/state/apply.h"

namespace lsm::trace {

void Apply(State& state, const EventContext& at, const MemTableCreated& e) {
  state.memtable = std::make_shared<MemTableState>(
      MemTableState{.id = e.memtable, .log = e.log, .usage = e.usage, .created = at.position});
}

void Apply(State& state, const EventContext&, const MemTableInserted& e) {
  ChangeMemTable(state, e.memtable, [&](MemTableState& memtable) {
    memtable.entries = e.total_entries;
    memtable.usage = e.usage;
    memtable.inserting_group = 0;
  });
}

void Apply(State& state, const EventContext&, const MemTableSwitchDue& e) {
  ChangeMemTable(state, e.memtable, [](MemTableState& memtable) { memtable.full = true; });
}

void Apply(State& state, const EventContext&, const MemTableFull& e) {
  ChangeMemTable(state, e.memtable, [](MemTableState& memtable) { memtable.full = true; });
}

void Apply(State& state, const EventContext& at, const MemTableSwitched& e) {
  if (state.memtable != nullptr) {
    MemTableState old = *state.memtable;
    old.immutable = true;
    old.became_immutable = at.position;
    state.immutables.push_back(std::make_shared<MemTableState>(old));
  }
  state.memtable = std::make_shared<MemTableState>(MemTableState{
      .id = e.new_memtable, .log = e.new_log, .usage = e.new_usage, .created = at.position});
}

void Apply(State& state, const EventContext& at, const MemTableImmutable& e) {
  ChangeMemTable(state, e.memtable, [&](MemTableState& memtable) {
    memtable.immutable = true;
    memtable.became_immutable = at.position;
    memtable.entries = e.entries;
    memtable.usage = e.usage;
  });
}

void Apply(State& state, const EventContext&, const MemTableReleased& e) {
  std::erase_if(state.immutables, [&](const MemTableNode& node) { return node->id == e.memtable; });
  // While a database is opened, an active memtable may be written out and let go.
  if (state.memtable != nullptr && state.memtable->id == e.memtable) state.memtable.reset();
}

}  // namespace lsm::trace
