#include "gui/session/run_index.h"

#include <algorithm>

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

template <class... E>
bool IsAnyOf(const Event& event) {
  return (event.Is<E>() || ...);
}

}  // namespace

bool IsInteresting(const Event& event) {
  return IsAnyOf<StallBegin, StallEnd, MemTableSwitched, FlushBegin, FlushEnd, CompactionPicked,
                 TrivialMove, CompactionEnd, SeekCompactionDue, RecoveryEnd, BackgroundErrorSet,
                 DatabaseClosed>(event);
}

void RunIndexBuilder::Add(uint64_t position, const Event& event) {
  last_position_ = position;
  index_.events = position;
  index_.duration_ns = std::max(index_.duration_ns, event.time_ns);
  VisitEvent(event, [&]<class E>(const E&) {
    index_.by_family[static_cast<size_t>(E::kInfo.family)].push_back(position);
  });
  if (IsInteresting(event)) index_.interesting.push_back(position);
  if (event.Is<ThreadStarted>()) threads_.push_back(event.As<ThreadStarted>());
  AddWrite(position, event);
  AddStall(position, event);
  AddBackground(position, event);
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
  } else if (event.Is<StallEnd>()) {
    const StallEnd end = event.As<StallEnd>();
    End(position, event, LaneKind::kStalled, end.stall);
    // One leader at a time: only the latest stall can be open.
    if (index_.stalls.empty() || index_.stalls.back().stall != end.stall) return;
    StallSpan& span = index_.stalls.back();
    span.end = position;
    span.end_ns = event.time_ns;
    index_.stalled_ns += span.end_ns - span.begin_ns;
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
  Open open;
  open.thread = event.thread;
  open.span.begin = position;
  open.span.begin_ns = event.time_ns;
  open.span.kind = kind;
  open.span.id = id;
  open.span.cause = cause;
  open_.push_back(open);
}

void RunIndexBuilder::End(uint64_t position, const Event& event, LaneKind kind, uint64_t id) {
  const auto found = std::ranges::find_if(
      open_, [&](const Open& open) { return open.span.kind == kind && open.span.id == id; });
  if (found == open_.end()) return;
  found->span.end = position;
  found->span.end_ns = event.time_ns;
  Close(*found);
  open_.erase(found);
}

void RunIndexBuilder::Close(const Open& open) {
  LaneOf(open.thread, open.span.kind).spans.push_back(open.span);
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
  return index_.lanes.back();
}

void RunIndexBuilder::SortLanes() {
  std::ranges::stable_sort(index_.lanes, [](const Lane& a, const Lane& b) {
    if (LaneRank(a) != LaneRank(b)) return LaneRank(a) < LaneRank(b);
    if (a.role != b.role) return a.role < b.role;
    return a.ordinal != b.ordinal ? a.ordinal < b.ordinal : a.thread < b.thread;
  });
  for (Lane& lane : index_.lanes) {
    std::ranges::stable_sort(lane.spans, {}, [](const LaneSpan& span) { return span.begin; });
  }
}

void RunIndexBuilder::ComputeRate() {
  const uint64_t duration = index_.duration_ns;
  if (duration < kRateSamples || completed_ns_.empty()) return;
  std::vector<uint64_t> counts(kRateSamples);
  for (const uint64_t time : completed_ns_) {
    // duration + 1: the last event belongs to the last slice.
    counts[static_cast<size_t>(static_cast<double>(time) / static_cast<double>(duration + 1) *
                               kRateSamples)]++;
  }
  const double seconds = static_cast<double>(duration) / kRateSamples / 1e9;
  for (int i = 0; i < kRateSamples; i++) {
    RateSample sample;
    sample.begin_ns = duration / kRateSamples * i;
    sample.end_ns = duration / kRateSamples * (i + 1);
    sample.per_second = static_cast<double>(counts[i]) / seconds;
    index_.max_rate = std::max(index_.max_rate, sample.per_second);
    index_.rate.push_back(sample);
  }
}

RunIndex RunIndexBuilder::Finish() {
  for (Open& open : open_) {
    open.span.end = last_position_;
    open.span.end_ns = index_.duration_ns;
    Close(open);
  }
  for (StallSpan& span : index_.stalls) {
    if (span.end != 0) continue;
    span.end = last_position_;
    span.end_ns = index_.duration_ns;
    index_.stalled_ns += span.end_ns - span.begin_ns;
  }
  SortLanes();
  ComputeRate();
  return std::move(index_);
}

}  // namespace lsm::gui
