#include "sim/world/world_sink.h"

#include "engine/events/run.h"
#include "engine/events/sched.h"

namespace lsm::sim {

EventId WorldSink::Append(const Event& event, EmitSite site, LockTicket) {
  const uint32_t thread = world_->CurrentThread();
  // The run's own beginning stands before everything else.
  if (!event.Is<RunStarted>()) Announce(thread);
  if (event.Is<RunEnded>()) run_ended_ = true;
  return Pass(event, site, thread);
}

EventId WorldSink::OnScheduled(const Event& event, uint32_t thread) {
  if (run_ended_) return kNoEvent;  // how the last fibers end is of no interest
  Announce(thread);
  if (event.Is<ThreadChosen>()) {
    const ThreadChosen chosen = event.As<ThreadChosen>();
    for (uint32_t i = 1; i <= world_->fibers() && i <= ThreadSet::kMost; i++) {
      if (chosen.candidates.Has(i)) Announce(i);
    }
    Announce(chosen.chosen);
  } else if (event.Is<ThreadRunnable>()) {
    Announce(event.As<ThreadRunnable>().runnable);
  }
  return Pass(event, {}, thread);
}

bool WorldSink::Announced(uint32_t thread) const {
  return thread < announced_.size() && announced_[thread];
}

void WorldSink::Announce(uint32_t thread) {
  if (thread == 0 || Announced(thread)) return;
  if (announced_.size() <= thread) announced_.resize(thread + 1);
  announced_[thread] = true;
  const ThreadInfo& info = world_->InfoOf(thread);
  ThreadStarted started;
  started.number = static_cast<uint16_t>(thread);
  switch (info.role) {
    case ThreadInfo::Role::kClient:
      started.role = ThreadRole::kClient;
      break;
    case ThreadInfo::Role::kBackground:
      started.role = ThreadRole::kBackground;
      break;
    case ThreadInfo::Role::kMain:
      started.role = ThreadRole::kMain;
      break;
  }
  started.ordinal = static_cast<uint16_t>(info.ordinal);
  started.name = Intern(info.name);
  Pass(Event::Of(started), {}, thread);
}

EventId WorldSink::Pass(Event event, EmitSite site, uint32_t thread) {
  event.time_ns = world_->NowNanos();
  event.thread = static_cast<uint16_t>(thread);
  event.site = tables_->sites.Add(site);
  // Who is told may emit in turn.
  const EventId position = ++last_;
  consumer_->OnEvent(position, event);
  return position;
}

}  // namespace lsm::sim
