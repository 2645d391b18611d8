#include "traces/record/recorder.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "engine/base/check.h"
#include "engine/base/runtime.h"

namespace lsm::trace {
namespace {

constexpr int kRunningBits = 48;
constexpr auto kIdleWait = std::chrono::microseconds(500);
constexpr auto kRoomWait = std::chrono::microseconds(50);
// A record that breaks a rule of the order waits this long for what it needs, then goes on.
constexpr uint64_t kForceAfterNs = 50'000'000;
constexpr uint64_t kEver = std::numeric_limits<uint64_t>::max();

EventId TokenOf(uint16_t thread, uint64_t running) {
  return uint64_t{thread} << kRunningBits | running;
}
uint64_t ThreadOf(EventId token) { return token >> kRunningBits; }
uint64_t RunningOf(EventId token) { return token & ((uint64_t{1} << kRunningBits) - 1); }

}  // namespace

uint64_t NewRecorderId() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

Recorder::Recorder(Env* env, TraceTables* tables, EventConsumer* consumer, RecorderOptions options)
    : env_(env),
      tables_(tables),
      consumer_(consumer),
      options_(options),
      id_(NewRecorderId()),
      start_ns_(env->NowNanos()),
      drainer_([this] { DrainLoop(); }) {}

Recorder::~Recorder() { Stop(); }

EventId Recorder::Append(const Event& event, EmitSite site, LockTicket ticket) {
  if (t_context.recorder_id != id_) [[unlikely]]
    return AppendFirst(event, site, ticket);
  return Push(static_cast<ThreadBuffer*>(t_context.recorder_buffer), event, site, ticket);
}

// This thread recorded elsewhere last, or never.
EventId Recorder::AppendFirst(const Event& event, EmitSite site, LockTicket ticket) {
  ThreadBuffer* buffer;
  bool is_new = false;
  {
    std::lock_guard lock(mutex_);
    ThreadBuffer*& slot = buffer_of_thread_[CurrentThread()];
    if (slot == nullptr) {
      LSM_CHECK(buffers_.size() < UINT16_MAX);
      const uint16_t number = static_cast<uint16_t>(buffers_.size() + 1);
      buffers_.push_back(std::make_unique<ThreadBuffer>(number, options_.buffer_events));
      slot = buffers_.back().get();
      is_new = true;
    }
    buffer = slot;
  }
  t_context.recorder_buffer = buffer;
  t_context.recorder_id = id_;
  // RunStarted is the first event of all, before even its own thread.
  if (is_new && !event.Is<RunStarted>()) AnnounceThread(buffer);
  const EventId id = Push(buffer, event, site, ticket);
  if (is_new && event.Is<RunStarted>()) AnnounceThread(buffer);
  return id;
}

void Recorder::AnnounceThread(ThreadBuffer* buffer) {
  ThreadStarted started;
  started.number = buffer->number();
  started.role = ThreadRole::kMain;
  started.ordinal = 1;
  if (const ThreadInfo* info = t_context.thread_info; info != nullptr) {
    started.role = static_cast<ThreadRole>(info->role);
    started.ordinal = static_cast<uint16_t>(info->ordinal);
    started.name = Intern(info->name);
  } else {
    started.name = Intern("main");
  }
  Push(buffer, Event::Of(started), {__FILE__, __LINE__}, {});
}

EventId Recorder::Push(ThreadBuffer* buffer, const Event& event, EmitSite site, LockTicket ticket) {
  if (!buffer->HasRoom() && !WaitForRoom(buffer)) [[unlikely]] {
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return kNoEvent;
  }
  buffer->Announce();
  if (stopped_.load(std::memory_order_seq_cst)) [[unlikely]] {
    buffer->Retire();
    dropped_.fetch_add(1, std::memory_order_relaxed);
    return kNoEvent;
  }
  const uint64_t running = buffer->Write(event, Now(), site, ticket);
  buffer->Retire();
  return TokenOf(buffer->number(), running);
}

// False if the recorder was stopped.
bool Recorder::WaitForRoom(ThreadBuffer* buffer) {
  waits_.fetch_add(1, std::memory_order_relaxed);
  while (!buffer->HasRoom()) {
    if (stopped_.load(std::memory_order_relaxed)) return false;
    wake_.notify_one();
    std::this_thread::sleep_for(kRoomWait);
  }
  return true;
}

void Recorder::Stop() {
  if (!drainer_.joinable()) return;
  stopped_.store(true, std::memory_order_seq_cst);
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  drainer_.join();
}

RecorderCounts Recorder::counts() const {
  return {position_, waits_.load(), dropped_.load(), forced_, lost_causes_};
}

void Recorder::DrainLoop() {
  while (true) {
    if (!options_.late && DrainOnce(/*final=*/false)) continue;
    std::unique_lock lock(mutex_);
    if (stopping_) break;
    if (!options_.late) {
      wake_.wait_for(lock, kIdleWait);
      continue;
    }
    wake_.wait(lock);  // until a buffer is full, or Stop
    lock.unlock();
    DrainOnce(/*final=*/false);
  }
  // `stopped_` is set: whoever is still writing finishes its one record.
  RefreshLanes();
  for (const Lane& lane : lanes_) {
    while (lane.buffer->busy()) std::this_thread::yield();
  }
  while (DrainOnce(/*final=*/true)) {
  }
  consumer_->OnEnd();
}

bool Recorder::DrainOnce(bool final) {
  const uint64_t safe_ns = RefreshLanes();
  const uint64_t before_ns = final ? kEver : safe_ns;
  bool handed_on = false;
  while (true) {
    Choice choice = Choose(before_ns);
    if (choice.earliest == nullptr) return handed_on;
    // With clocks that disagree, what the others need may bear a later time.
    if (choice.lane == nullptr) choice.lane = Choose(kEver).lane;
    if (choice.lane == nullptr) {
      const uint64_t time_ns =
          choice.earliest->buffer->At(choice.earliest->handed_on).event.time_ns;
      if (!final && safe_ns - time_ns < kForceAfterNs) return handed_on;
      forced_++;
      choice.lane = choice.earliest;
    }
    HandOn(choice.lane);
    handed_on = true;
  }
}

// Learns what there is. No record that becomes visible later bears a time before the answer: the
// clock is read first, then who takes part, then who is in the middle of writing a record.
uint64_t Recorder::RefreshLanes() {
  uint64_t safe_ns = Now();
  {
    std::lock_guard lock(mutex_);
    while (lanes_.size() < buffers_.size()) {
      lanes_.push_back({.buffer = buffers_[lanes_.size()].get()});
    }
  }
  for (Lane& lane : lanes_) {
    if (lane.buffer->busy()) safe_ns = std::min(safe_ns, lane.buffer->last_time_ns());
    lane.end = lane.buffer->written();
  }
  return safe_ns;
}

Recorder::Choice Recorder::Choose(uint64_t before_ns) {
  Choice choice;
  uint64_t earliest_ns = kEver;
  uint64_t chosen_ns = kEver;
  for (Lane& lane : lanes_) {
    if (lane.handed_on == lane.end) continue;
    const ThreadRecord& record = lane.buffer->At(lane.handed_on);
    const uint64_t time_ns = record.event.time_ns;
    if (time_ns >= before_ns) continue;
    if (time_ns < earliest_ns) {
      earliest_ns = time_ns;
      choice.earliest = &lane;
    }
    if (time_ns < chosen_ns && MeetsRules(record)) {
      chosen_ns = time_ns;
      choice.lane = &lane;
    }
  }
  return choice;
}

bool Recorder::MeetsRules(const ThreadRecord& record) const {
  if (const uint64_t thread = ThreadOf(record.event.cause); thread != 0) {
    if (thread > lanes_.size()) return false;
    if (lanes_[thread - 1].handed_on < RunningOf(record.event.cause)) return false;
  }
  // A first ticket may also belong to a new lock at an old lock's address.
  if (record.ticket.lock == nullptr || record.ticket.number == 1) return true;
  const auto found = last_tickets_.find(record.ticket.lock);
  return found != last_tickets_.end() && record.ticket.number == found->second + 1;
}

void Recorder::HandOn(Lane* lane) {
  const ThreadRecord& record = lane->buffer->At(lane->handed_on);
  if (record.ticket.lock != nullptr) last_tickets_[record.ticket.lock] = record.ticket.number;
  Event event = record.event;
  event.cause = PositionOf(event.cause);
  event.site = tables_->sites.Add(record.site);
  event.time_ns = last_time_ns_ = std::max(last_time_ns_, event.time_ns);
  position_++;
  if (lane->positions.size() < kCauseWindow) {
    lane->positions.push_back(position_);
  } else {
    lane->positions[lane->handed_on % kCauseWindow] = position_;
  }
  lane->handed_on++;
  lane->buffer->ReleaseBefore(lane->handed_on);
  consumer_->OnEvent(position_, event);
}

EventId Recorder::PositionOf(EventId token) {
  const uint64_t thread = ThreadOf(token);
  if (thread == 0) return kNoEvent;
  if (thread > lanes_.size()) return kNoEvent;  // forced on
  const Lane& lane = lanes_[thread - 1];
  const uint64_t running = RunningOf(token);
  if (running == 0 || running > lane.handed_on) return kNoEvent;  // forced on
  if (lane.handed_on - running >= kCauseWindow) {
    lost_causes_++;
    return kNoEvent;
  }
  return lane.positions[(running - 1) % kCauseWindow];
}

}  // namespace lsm::trace
