// Fold: State, changed by one event.
#include <type_traits>

#include "traces/state/apply.h"
#include "traces/state/state.h"

namespace lsm::trace {

void Fold(State& state, uint64_t position, const Event& event) {
  const EventContext at{position, event.time_ns, event.thread};
  state.position = position;
  state.time_ns = event.time_ns;
  state.last_kind = event.kind;
  state.last_thread = event.thread;
  // A kind that is new to this program, or 0 (not recorded), changes nothing else.
  VisitEvent(event, [&](const auto& fields) { Apply(state, at, fields); });
  if (ThreadState* thread = FindThread(state, event.thread)) thread->last_event = position;
}

const WriterState* FindWriter(const State& state, uint64_t writer) {
  const auto found = state.writers.find(writer);
  return found == state.writers.end() ? nullptr : &found->second;
}

const GroupState* FindGroup(const State& state, uint64_t group) {
  if (state.group.has_value() && state.group->id == group) return &*state.group;
  for (const GroupState& logged : state.logged_groups) {
    if (logged.id == group) return &logged;
  }
  return nullptr;
}

FileNode FindFile(const State& state, uint64_t file) {
  for (const LevelState& level : state.levels) {
    for (const FileNode& node : *level.files) {
      if (node->number == file) return node;
    }
  }
  return nullptr;
}

std::string WriterLabel(const State& state, uint64_t writer) {
  const WriterState* found = FindWriter(state, writer);
  if (found == nullptr) return "#" + std::to_string(writer);
  const uint16_t number = found->thread;
  if (number < state.threads.size() && state.threads[number].role == ThreadRole::kClient &&
      state.threads[number].number != 0) {
    return "W" + std::to_string(state.threads[number].ordinal);
  }
  return "T" + std::to_string(number);
}

}  // namespace lsm::trace
