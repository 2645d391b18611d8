#include "gui/session/run_index.h"

#include <algorithm>
#include <utility>

namespace lsm::gui {
namespace {

constexpr int kRateSamples = 200;

bool IsBackground(LaneKind kind) {
  return kind == LaneKind::kFlush || kind == LaneKind::kCompaction;
}

// Clients in their order, then what works behind them.
int LaneRank(const Lane& lane) {
  if (lane.work == LaneKind::kFlush) return 1;
  if (lane.work == LaneKind::kCompaction) return 2;
  return 0;
}

// Drops what is gone from the front, once it is a good part of the whole: a shift of all the rest
// costs more than it frees.
template <class T, class Gone>
void ForgetInPieces(std::vector<T>& items, const Gone& gone) {
  const size_t probe = items.size() / 8;
  if (items.size() < 64 || !gone(items[probe])) return;
  items.erase(items.begin(), std::find_if_not(items.begin(), items.end(), gone));
}

template <class... E>
bool IsAnyOf(const Event& event) {
  return (event.Is<E>() || ...);
}

}  // namespace

bool IsInteresting(const Event& event) {
  return IsAnyOf<StallBegin, StallEnd, MemTableSwitched, FlushBegin, FlushEnd, CompactionPicked,
                 TrivialMove, CompactionEnd, SeekCompactionDue, RecoveryEnd, BackgroundErrorSet,
                 FaultInjected, PowerCut, DatabaseClosed>(event);
}

size_t ClientLanes(const RunIndex& index) {
  return static_cast<size_t>(std::ranges::count_if(
      index.lanes, [](const Lane& lane) { return !IsBackground(lane.work); }));
}

void RunIndexBuilder::Add(uint64_t position, const Event& event) {
  // What was left out comes as an event of kind 0, or not at all.
  const bool gap = event.kind == 0 || position != index_.events + 1;
  if (gap && !std::exchange(has_gaps_, true)) {
    for (uint64_t before = index_.first; before <= index_.events; before++) {
      index_.recorded.push_back(before);
    }
  }
  if (has_gaps_ && event.kind != 0) index_.recorded.push_back(position);
  index_.events = position;
  index_.duration_ns = std::max(index_.duration_ns, event.time_ns);
  VisitEvent(event, [&]<class E>(const E&) {
    index_.by_family[static_cast<size_t>(E::kInfo.family)].push_back(position);
  });
  if (IsInteresting(event)) index_.interesting.push_back(position);
  index_.names.Add(position, event);
  if (event.Is<ThreadStarted>()) AddThread(event.As<ThreadStarted>());
  if (event.Is<PowerCut>()) AddPowerCut(position, event);
  AddWrite(position, event);
  AddStall(position, event);
  AddBackground(position, event);
}

void RunIndexBuilder::AddThread(const ThreadStarted& started) {
  std::erase_if(threads_, [&](const ThreadStarted& t) { return t.number == started.number; });
  threads_.push_back(started);
  for (Lane& lane : index_.lanes) {
    if (IsBackground(lane.work)) continue;
    const bool same = lane.role == started.role && lane.ordinal == started.ordinal;
    if (same && started.role == ThreadRole::kClient) {
      lane.thread = started.number;
    } else if (lane.thread == started.number && !same) {
      lane.thread = 0;
    }
  }
}

void RunIndexBuilder::AddPowerCut(uint64_t position, const Event& event) {
  for (const Open& open : open_) SetEnd(open, position, event.time_ns);
  open_.clear();
  threads_.clear();
  if (!std::exchange(stall_is_open_, false)) return;
  StallSpan& span = index_.stalls.back();
  span.end = position;
  span.end_ns = event.time_ns;
  ended_stalls_ns_ += span.end_ns - span.begin_ns;
}

void RunIndexBuilder::AddWrite(uint64_t position, const Event& event) {
  if (event.Is<WriterWaitBegin>()) {
    Begin(position, event, LaneKind::kWaiting, event.As<WriterWaitBegin>().writer);
  } else if (event.Is<WriterWoken>()) {
    End(position, event, LaneKind::kWaiting, event.As<WriterWoken>().writer);
  } else if (event.Is<LeaderElected>()) {
    Begin(position, event, LaneKind::kLeading, event.As<LeaderElected>().writer);
  } else if (event.Is<WriterCompleted>()) {
    End(position, event, LaneKind::kLeading, event.As<WriterCompleted>().writer);
    completed_ns_.push_back(event.time_ns);
  } else if (event.Is<WriterInsertBegin>()) {
    index_.has_inserts = true;
    Begin(position, event, LaneKind::kInserting, event.As<WriterInsertBegin>().writer);
  } else if (event.Is<WriterInserted>()) {
    End(position, event, LaneKind::kInserting, event.As<WriterInserted>().writer);
  } else if (event.Is<WalSyncBegin>()) {
    Begin(position, event, LaneKind::kSync, event.As<WalSyncBegin>().log);
  } else if (event.Is<WalSyncEnd>()) {
    End(position, event, LaneKind::kSync, event.As<WalSyncEnd>().log);
  } else if (event.Is<GetBegin>()) {
    Begin(position, event, LaneKind::kReading, event.As<GetBegin>().read);
  } else if (event.Is<GetEnd>()) {
    End(position, event, LaneKind::kReading, event.As<GetEnd>().read);
  }
}

void RunIndexBuilder::AddStall(uint64_t position, const Event& event) {
  if (event.Is<StallBegin>()) {
    const StallBegin begin = event.As<StallBegin>();
    Begin(position, event, LaneKind::kStalled, begin.stall, begin.cause);
    StallSpan span;
    span.begin = position;
    span.begin_ns = event.time_ns;
    span.stall = begin.stall;
    span.writer = begin.writer;
    span.cause = begin.cause;
    index_.stalls.push_back(span);
    stall_is_open_ = true;
  } else if (event.Is<StallEnd>()) {
    const StallEnd end = event.As<StallEnd>();
    End(position, event, LaneKind::kStalled, end.stall);
    // One leader at a time: only the latest stall can be open.
    if (!stall_is_open_ || index_.stalls.back().stall != end.stall) return;
    StallSpan& span = index_.stalls.back();
    span.end = position;
    span.end_ns = event.time_ns;
    stall_is_open_ = false;
    ended_stalls_ns_ += span.end_ns - span.begin_ns;
  }
}

void RunIndexBuilder::AddBackground(uint64_t position, const Event& event) {
  if (event.Is<FlushBegin>()) {
    Begin(position, event, LaneKind::kFlush, event.As<FlushBegin>().job);
  } else if (event.Is<FlushEnd>()) {
    End(position, event, LaneKind::kFlush, event.As<FlushEnd>().job);
  } else if (event.Is<CompactionBegin>()) {
    Begin(position, event, LaneKind::kCompaction, event.As<CompactionBegin>().job);
  } else if (event.Is<CompactionEnd>()) {
    End(position, event, LaneKind::kCompaction, event.As<CompactionEnd>().job);
  }
}

void RunIndexBuilder::Begin(uint64_t position, const Event& event, LaneKind kind, uint64_t id,
                            StallCause cause) {
  LaneSpan span;
  span.begin = position;
  span.begin_ns = event.time_ns;
  span.kind = kind;
  span.id = id;
  span.cause = cause;
  LaneOf(event.thread, kind).spans.push_back(span);
  open_.push_back({event.thread, kind, id, position});
}

void RunIndexBuilder::End(uint64_t position, const Event& event, LaneKind kind, uint64_t id) {
  const auto found = std::ranges::find_if(
      open_, [&](const Open& open) { return open.kind == kind && open.id == id; });
  if (found == open_.end()) return;
  SetEnd(*found, position, event.time_ns);
  open_.erase(found);
}

void RunIndexBuilder::SetEnd(const Open& open, uint64_t end, uint64_t end_ns) {
  std::vector<LaneSpan>& spans = LaneOf(open.thread, open.kind).spans;
  // Among the last ones of its lane; it may have been forgotten, too.
  for (size_t i = spans.size(); i > 0 && spans[i - 1].begin >= open.begin; i--) {
    LaneSpan& span = spans[i - 1];
    if (span.begin != open.begin || span.kind != open.kind || span.id != open.id) continue;
    span.end = end;
    span.end_ns = end_ns;
  }
}

Lane& RunIndexBuilder::LaneOf(uint16_t thread, LaneKind kind) {
  const LaneKind work = IsBackground(kind) ? kind : LaneKind::kWaiting;
  for (Lane& lane : index_.lanes) {
    if (lane.work == work && (IsBackground(kind) || lane.thread == thread)) return lane;
  }
  Lane lane;
  lane.thread = thread;
  lane.work = work;
  for (const ThreadStarted& started : threads_) {
    if (started.number != thread) continue;
    lane.role = started.role;
    lane.ordinal = started.ordinal;
  }
  index_.lanes.push_back(std::move(lane));
  SortLanes();
  return LaneOf(thread, kind);
}

void RunIndexBuilder::SortLanes() {
  std::ranges::stable_sort(index_.lanes, [](const Lane& a, const Lane& b) {
    if (LaneRank(a) != LaneRank(b)) return LaneRank(a) < LaneRank(b);
    if (a.role != b.role) return a.role < b.role;
    return a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.thread < b.thread;
  });
}

// Counted anew as a run grows, but not for every few events of a long one.
void RunIndexBuilder::ComputeRate() {
  const size_t grown = completed_ns_.size() - completed_at_rate_;
  const bool stale = index_.duration_ns - duration_at_rate_ > index_.duration_ns / 100;
  if (!stale && grown <= completed_ns_.size() / 100) return;
  completed_at_rate_ = completed_ns_.size();
  duration_at_rate_ = index_.duration_ns;
  index_.rate.clear();
  index_.max_rate = 0;
  const uint64_t duration = index_.duration_ns - index_.begin_ns;
  if (duration < kRateSamples || completed_ns_.empty()) return;
  std::vector<uint64_t> counts(kRateSamples);
  for (const uint64_t time : completed_ns_) {
    if (time < index_.begin_ns) continue;
    // duration + 1: the last event belongs to the last slice.
    counts[static_cast<size_t>(static_cast<double>(time - index_.begin_ns) /
                               static_cast<double>(duration + 1) * kRateSamples)]++;
  }
  const double seconds = static_cast<double>(duration) / kRateSamples / 1e9;
  for (int i = 0; i < kRateSamples; i++) {
    RateSample sample;
    sample.begin_ns = index_.begin_ns + duration / kRateSamples * i;
    sample.end_ns = index_.begin_ns + duration / kRateSamples * (i + 1);
    sample.per_second = static_cast<double>(counts[i]) / seconds;
    index_.max_rate = std::max(index_.max_rate, sample.per_second);
    index_.rate.push_back(sample);
  }
}

void RunIndexBuilder::ForgetBefore(uint64_t first, uint64_t begin_ns) {
  index_.first = first;
  index_.begin_ns = begin_ns;
  const auto forget = [&](std::deque<uint64_t>& positions) {
    positions.erase(positions.begin(), std::ranges::lower_bound(positions, first));
  };
  for (std::deque<uint64_t>& positions : index_.by_family) forget(positions);
  forget(index_.interesting);
  forget(index_.recorded);
  index_.names.ForgetBefore(first);
  for (Lane& lane : index_.lanes) {
    ForgetInPieces(lane.spans, [&](const LaneSpan& span) { return span.end < first; });
  }
  const size_t stalls = index_.stalls.size() - (stall_is_open_ ? 1 : 0);
  ForgetInPieces(index_.stalls, [&](const StallSpan& span) {
    return span.end < first && &span < index_.stalls.data() + stalls;
  });
  ForgetInPieces(completed_ns_, [&](uint64_t time_ns) { return time_ns < begin_ns; });
  completed_at_rate_ = std::min(completed_at_rate_, completed_ns_.size());
}

const RunIndex& RunIndexBuilder::Current() {
  for (const Open& open : open_) SetEnd(open, index_.events, index_.duration_ns);
  index_.stalled_ns = ended_stalls_ns_;
  if (stall_is_open_) {
    StallSpan& span = index_.stalls.back();
    span.end = index_.events;
    span.end_ns = index_.duration_ns;
    index_.stalled_ns += span.end_ns - span.begin_ns;
  }
  ComputeRate();
  return index_;
}

RunIndex RunIndexBuilder::Finish() {
  Current();
  return std::move(index_);
}

}  // namespace lsm::gui
