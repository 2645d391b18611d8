// Who runs, and databases that come and go.
#include <utility>

#include "traces/state/apply.h"

namespace lsm::trace {
namespace {

// Threads are numbered densely; a number beyond this is not believed.
constexpr uint16_t kMaxThreads = 4096;

}  // namespace

void ForgetDatabase(State& state) {
  State fresh;
  fresh.tables = state.tables;
  fresh.position = state.position;
  fresh.time_ns = state.time_ns;
  fresh.last_kind = state.last_kind;
  fresh.last_thread = state.last_thread;
  fresh.run_started = state.run_started;
  fresh.real = state.real;
  fresh.seed = state.seed;
  fresh.scenario = state.scenario;
  fresh.threads = std::move(state.threads);
  for (ThreadState& thread : fresh.threads) thread.current_writer = thread.current_read = 0;
  fresh.stalls_begun = state.stalls_begun;
  fresh.stalled_ns = state.stalled_ns;
  fresh.account = std::move(state.account);
  fresh.power_cut = state.power_cut;
  state = std::move(fresh);
}

void Apply(State& state, const EventContext&, const RunStarted& e) {
  state.run_started = true;
  state.real = e.real != 0;
  state.seed = e.seed;
  state.scenario = e.scenario;
}

void Apply(State& state, const EventContext& at, const ThreadStarted& e) {
  if (e.number == 0 || e.number > kMaxThreads) return;
  if (state.threads.size() <= e.number) state.threads.resize(size_t{e.number} + 1);
  state.threads[e.number] = {.number = e.number,
                             .role = e.role,
                             .ordinal = e.ordinal,
                             .name = e.name,
                             .last_event = at.position};
}

void Apply(State& state, const EventContext&, const DatabaseOpened& e) {
  ForgetDatabase(state);
  state.limits = {.write_buffer_bytes = e.write_buffer_bytes,
                  .max_file_bytes = e.max_file_bytes,
                  .l0_compaction_trigger = e.l0_compaction_trigger,
                  .l0_slowdown_trigger = e.l0_slowdown_trigger,
                  .l0_stop_trigger = e.l0_stop_trigger,
                  .max_immutable_memtables = e.max_immutable_memtables,
                  .num_levels = e.num_levels};
}

void Apply(State& state, const EventContext&, const LevelTarget& e) {
  if (e.level < kMaxLevels) state.levels[e.level].target_bytes = e.max_bytes;
}

// The picture of what was there stays; nothing of it changes any more.
void Apply(State& state, const EventContext&, const DatabaseClosed&) {
  state.database_open = false;
  state.background_scheduled = false;
}

void Apply(State& state, const EventContext&, const RunEnded&) { state.run_ended = true; }

ThreadState* FindThread(State& state, uint16_t thread) {
  if (thread == 0 || thread >= state.threads.size()) return nullptr;
  return state.threads[thread].number == 0 ? nullptr : &state.threads[thread];
}

}  // namespace lsm::trace
