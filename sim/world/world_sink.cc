#include "sim/world/world_sink.h"

#include "engine/events/run.h"

namespace lsm::sim {
EventId WorldSink::Append(const Event& event, EmitSite site, LockTicket) {
  const uint32_t thread = world_->CurrentThread();
  // The run's own beginning stands before everything else.
  if (!Announced(thread) && !event.Is<RunStarted>()) Announce(thread);
  return Pass(event, site, thread);
}

bool WorldSink::Announced(uint32_t thread) const {
  return thread < announced_.size() && announced_[thread];
}

void WorldSink::Announce(uint32_t thread) {
  if (announced_.size() <= thread) announced_.resize(thread + 1);
  announced_[thread] = true;
  const ThreadInfo& info = world_->CurrentInfo();
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
  last_++;
  consumer_->OnEvent(last_, event);
  return last_;
}

}  // namespace lsm::sim
