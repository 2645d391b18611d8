// Where the log's bytes are, and which logs are still needed.
#include <algorithm>
#include <utility>

#include "traces/state/apply.h"

namespace lsm::trace {

LogState* FindLog(State& state, uint64_t log) {
  if (state.log.has_value() && state.log->number == log) return &*state.log;
  if (state.next_log.has_value() && state.next_log->number == log) return &*state.next_log;
  for (LogState& older : state.older_logs) {
    if (older.number == log) return &older;
  }
  return nullptr;
}

// WalPosition follows and tells where the bytes are.
void Apply(State& state, const EventContext& at, const WalAppended& e) {
  LogState* log = FindLog(state, e.log);
  if (log == nullptr || e.outcome != Outcome::kOk) return;
  if (log->records.size() == kKeptRecords) log->records.erase(log->records.begin());
  log->records.push_back({.appended = at.position,
                          .offset = e.offset,
                          .bytes = e.bytes,
                          .group = e.group,
                          .fragments = e.fragments});
}

void Apply(State& state, const EventContext& at, const WalSyncEnd& e) {
  LogState* log = FindLog(state, e.log);
  if (log == nullptr) return;
  log->syncing = false;
  if (e.outcome != Outcome::kOk) return;
  log->last_sync = at.position;
  log->last_sync_ns = at.time_ns;
}

void Apply(State& state, const EventContext&, const WalPosition& e) {
  LogState* log = FindLog(state, e.log);
  if (log == nullptr) return;
  log->appended = e.appended;
  log->flushed = e.flushed;
  log->durable = e.durable;
  if (log->durable >= log->appended) log->acknowledged_not_durable = 0;
}

void Apply(State& state, const EventContext&, const WalCreated& e) {
  state.next_log = LogState{.number = e.log};
}

void Apply(State& state, const EventContext&, const WalSwitched& e) {
  LogState fresh{.number = e.new_log};
  if (state.next_log.has_value() && state.next_log->number == e.new_log) fresh = *state.next_log;
  if (state.log.has_value()) state.older_logs.push_back(*std::move(state.log));
  // A log that is continued was among those that were replayed.
  std::erase_if(state.older_logs, [&](const LogState& log) { return log.number == e.new_log; });
  state.log = fresh;
  state.next_log.reset();
}

// A log that an earlier run left: all that is known of it is what could be read.
void Apply(State& state, const EventContext&, const LogReplayBegin& e) {
  if (FindLog(state, e.log) == nullptr) state.older_logs.push_back({.number = e.log});
}

void Apply(State& state, const EventContext&, const LogReplayed& e) {
  LogState* log = FindLog(state, e.log);
  if (log != nullptr) log->appended = log->flushed = e.bytes;
}

}  // namespace lsm::trace
