#include "sim/world/world.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/base/check.h"

namespace lsm::sim {
namespace {

// Without time nobody waits for a core, and nothing is late.
World::Config Checked(World::Config config) {
  if (!config.untimed) return config;
  config.cores = UINT32_MAX;
  config.costs.thread_wake_ns = 0;
  config.costs.signal_ns = 0;
  config.costs.lock_barging = false;
  config.costs.busy_percent = 0;
  config.costs.lock_handover_ns = 0;
  config.costs.timer_slack_ns = 0;
  return config;
}

}  // namespace

World::World(const Config& config, std::unique_ptr<SchedulePolicy> policy, StackPool* stacks)
    : config_(Checked(config)),
      policy_(std::move(policy)),
      preempts_(config.untimed || policy_->preempts()),
      stacks_(stacks != nullptr ? stacks : &own_stacks_),
      free_cores_(config_.cores),
      now_ns_(config.start_ns),
      choices_(config.choices_before) {
  LSM_CHECK(config.cores > 0 && config.quantum_ns > 0);
}

World::~World() { LSM_CHECK(running_ == nullptr); }

// ---- Running and switching ----

Status World::Run(const ThreadInfo& info, std::function<void()> body) {
  LSM_CHECK(!has_run_);
  has_run_ = true;
  Spawn(info, std::move(body));
  running_ = PickNext();
  Fiber::Switch(&host_, running_->fiber.get());
  running_ = nullptr;
  // Those that still wait are freed now, while their stack pool lives.
  if (status_.ok()) status_ = policy_->Verdict();
  threads_.clear();
  return status_;
}

uint32_t World::Spawn(const ThreadInfo& info, std::function<void()> body) {
  auto thread = std::make_unique<Thread>();
  thread->world = this;
  thread->number = ++spawned_;
  thread->info = info;
  thread->body = std::move(body);
  thread->fiber = std::make_unique<Fiber>(stacks_, &World::FiberMain, thread.get());
  thread->fiber->context().runtime = this;
  thread->fiber->context().thread_info = &thread->info;
  WantCore(thread.get());
  threads_.push_back(std::move(thread));
  return threads_.back()->number;
}

void World::FiberMain(void* argument) {
  auto* thread = static_cast<Thread*>(argument);
  thread->world->ReapEnded();
  thread->body();
  thread->body = nullptr;
  thread->phase = Thread::Phase::kEnded;
  World* world = thread->world;
  world->free_cores_++;
  world->ended_ = thread;
  world->Reschedule();
}

void World::Reschedule() { SwitchTo(PickNext()); }

void World::SwitchTo(Thread* to) {
  Thread* from = running_;
  if (to != nullptr) to->passed_over = 0;
  if (to != from) {
    running_ = to;
    Fiber* target = to == nullptr ? &host_ : to->fiber.get();
    Fiber::Switch(from->fiber.get(), target, from->phase == Thread::Phase::kEnded);
  }
  ReapEnded();
}

void World::ReapEnded() {
  if (ended_ != nullptr) std::exchange(ended_, nullptr)->fiber.reset();
}

World::Thread* World::PickNext() {
  do {
    if (!status_.ok() || !MoveClock()) return nullptr;
  } while (due_.empty());
  return ChooseNext();
}

bool World::MoveClock() {
  WakeSleepers();
  GiveOutCores();
  uint64_t earliest = UINT64_MAX;
  bool any = false;
  for (const auto& thread : threads_) {
    if (thread->phase != Thread::Phase::kOnCore && thread->phase != Thread::Phase::kAsleep) {
      continue;
    }
    earliest = std::min(earliest, thread->due_ns);
    any = true;
  }
  if (!any) {
    const bool all_ended = std::ranges::all_of(
        threads_, [](const auto& thread) { return thread->phase == Thread::Phase::kEnded; });
    if (!all_ended) status_ = Status::Incomplete("deadlock in the simulated world", WhoWaits());
    return false;
  }
  if (earliest > config_.end_of_time_ns) {
    status_ = Status::Incomplete(
        "the simulated world came to the end of its time",
        std::to_string(config_.end_of_time_ns) + " ns (world.end_of_time_ns); " + WhoWaits());
    return false;
  }
  if (choices_ > config_.max_choices) {
    status_ = Status::Incomplete("the simulated world came to the end of its choices", WhoWaits());
    return false;
  }
  now_ns_ = earliest;
  WakeSleepers();
  GiveOutCores();
  due_.clear();
  for (const auto& thread : threads_) {
    if (thread->phase == Thread::Phase::kOnCore && thread->due_ns == now_ns_) {
      due_.push_back(thread.get());
    }
  }
  return true;
}

World::Thread* World::ChooseNext() {
  if (!preempts_) {
    // The usual world: whoever is not due cannot be chosen, and need not be looked for.
    if (config_.cores - free_cores_ > 1) choices_++;
    if (due_.size() == 1) return due_.front();
    Thread* chosen = due_[Ask(ChoiceKind::kNext, due_, due_.size())];
    CountPassedOver(due_, due_.size(), chosen);
    return chosen;
  }
  CollectEligible(false);
  if (eligible_.size() == 1) return eligible_.front();
  choices_++;
  Thread* chosen = eligible_[Ask(ChoiceKind::kNext, eligible_, due_.size())];
  CountPassedOver(eligible_, eligible_.size(), chosen);
  Preempt(chosen);
  return chosen;
}

bool World::IsEligible(const Thread& thread) const {
  return thread.phase == Thread::Phase::kOnCore ||
         (config_.untimed && thread.phase == Thread::Phase::kAsleep);
}

void World::CollectEligible(bool running_first) {
  eligible_.clear();
  for (const auto& thread : threads_) {
    if (IsEligible(*thread)) eligible_.push_back(thread.get());
  }
  std::ranges::sort(eligible_, {}, [&](const Thread* thread) {
    const bool first = running_first && thread == running_;
    return std::tuple(!first, thread->due_ns, thread->number);
  });
}

void World::Preempt(Thread* chosen) {
  if (chosen->phase == Thread::Phase::kAsleep) {
    TellRunnable(chosen);
    chosen->phase = Thread::Phase::kOnCore;
    free_cores_--;
    chosen->due_ns = std::max(chosen->due_ns, now_ns_);
  }
  now_ns_ = std::max(now_ns_, chosen->due_ns);
  for (Thread* thread : eligible_) thread->due_ns = std::max(thread->due_ns, now_ns_);
}

void World::OfferAccess() {
  running_->due_ns = now_ns_;
  CollectEligible(true);
  if (eligible_.size() == 1) return;
  choices_++;
  Thread* chosen = eligible_[Ask(ChoiceKind::kNext, eligible_, 1)];
  if (chosen == running_) return;
  CountPassedOver(eligible_, eligible_.size(), chosen);
  Preempt(chosen);
  SwitchTo(chosen);
}

void World::WakeSleepers() {
  for (const auto& thread : threads_) {
    if (thread->phase != Thread::Phase::kAsleep || thread->due_ns > now_ns_) continue;
    if (std::exchange(thread->woken, false)) {
      MoveToMutex(thread.get());
      continue;
    }
    TellRunnable(thread.get());
    WantCore(thread.get());
  }
}

void World::GiveOutCores() {
  while (free_cores_ > 0 && !want_core_.empty()) {
    size_t index = 0;
    if (want_core_.size() > 1) {
      choices_++;
      index = Ask(ChoiceKind::kFreeCore, want_core_, want_core_.size());
      CountPassedOver(want_core_, index, want_core_[index]);
    }
    Thread* thread = want_core_[index];
    want_core_.erase(want_core_.begin() + static_cast<std::ptrdiff_t>(index));
    GiveCore(thread);
  }
}

void World::GiveCore(Thread* thread) {
  free_cores_--;
  thread->phase = Thread::Phase::kOnCore;
  thread->due_ns = now_ns_ + std::exchange(thread->late_ns, 0);
  thread->slice_ns = 0;
}

size_t World::Ask(ChoiceKind what, const std::vector<Thread*>& threads, size_t equals) {
  numbers_.clear();
  for (const Thread* thread : threads) numbers_.push_back(thread->number);
  const size_t index =
      preempts_ || equals > 1 ? policy_->Choose({choices_, what, numbers_, equals}) : 0;
  LSM_CHECK(index < threads.size());
  if (equals > 1 || index >= equals) TellChosen(what, threads[index], equals, index);
  return index;
}

// The first `count` of `threads` could have been chosen with the same right or a better one, and
// somebody else goes in their place. Whether anybody was asked about it makes no difference: the
// same schedule counts the same, whatever policy it comes from. So a fiber that merely goes on at
// an access, where only a policy that preempts is asked, passes nobody over.
void World::CountPassedOver(const std::vector<Thread*>& threads, size_t count,
                            const Thread* chosen) {
  for (size_t i = 0; i < count; i++) {
    Thread* thread = threads[i];
    if (thread == chosen || thread->due_ns > now_ns_) continue;
    thread->passed_over++;
    if (config_.starvation_bound == 0 || thread->passed_over <= config_.starvation_bound) continue;
    if (!status_.ok()) continue;
    status_ =
        Status::Incomplete("starvation in the simulated world",
                           "fiber " + std::to_string(thread->number) + " (" + thread->info.name +
                               ") was passed over " + std::to_string(thread->passed_over) +
                               " times in a row; " + WhoWaits());
  }
}

// ---- Time ----

void World::Work(WorkKind kind, uint64_t units) { Charge(config_.costs.CostNs(kind, units)); }

void World::Charge(uint64_t nanos) {
  Thread* self = running_;
  const uint64_t busy_percent = config_.cores - free_cores_ > 1 ? config_.costs.busy_percent : 0;
  nanos += nanos / 100 * busy_percent + nanos % 100 * busy_percent / 100;
  while (nanos > 0) {
    if (self->slice_ns >= config_.quantum_ns) {
      self->slice_ns = 0;
      if (!want_core_.empty()) {
        GiveBackCore();
        WantCore(self);
        Reschedule();
      }
    }
    const uint64_t slice = std::min(nanos, config_.quantum_ns - self->slice_ns);
    self->due_ns = now_ns_ + slice;
    self->slice_ns += slice;
    nanos -= slice;
    Reschedule();
  }
}

void World::Sleep(uint64_t nanos) {
  const uint64_t longest = UINT64_MAX - now_ns_ - config_.costs.timer_slack_ns;
  BlockUntil(now_ns_ + std::min(nanos, longest) + config_.costs.timer_slack_ns,
             BlockReason::kSleep);
}

void World::BlockUntil(uint64_t until_ns, BlockReason reason) {
  GiveBackCore();
  running_->phase = Thread::Phase::kAsleep;
  running_->due_ns = until_ns;
  TellBlocked(running_, reason, until_ns);
  Reschedule();
}

void World::Yield() {
  policy_->OnYield(running_->number);
  Charge(kYieldNs);  // or a loop that only yields would stop the clock
  if (want_core_.empty()) return;
  GiveBackCore();
  WantCore(running_);
  Reschedule();
}

void World::OfferTie() {
  running_->due_ns = now_ns_;
  Reschedule();
}

void World::GiveBackCore() { free_cores_++; }

void World::WantCore(Thread* thread) {
  if (config_.untimed) return GiveCore(thread);
  thread->phase = Thread::Phase::kWantsCore;
  want_core_.push_back(thread);
}

// ---- Locks and conditions ----

namespace {

void Append(RuntimeSlot* slot, SimThread* thread) {
  thread->next_waiter = nullptr;
  if (slot->last_waiter == nullptr) {
    slot->first_waiter = thread;
  } else {
    static_cast<SimThread*>(slot->last_waiter)->next_waiter = thread;
  }
  slot->last_waiter = thread;
}

void Remove(RuntimeSlot* slot, SimThread* thread) {
  SimThread* before = nullptr;
  for (auto* each = static_cast<SimThread*>(slot->first_waiter); each != thread;
       each = each->next_waiter) {
    before = each;
  }
  if (before == nullptr) {
    slot->first_waiter = thread->next_waiter;
  } else {
    before->next_waiter = thread->next_waiter;
  }
  if (slot->last_waiter == thread) slot->last_waiter = before;
  thread->next_waiter = nullptr;
}

uint16_t CountWaiters(const RuntimeSlot& slot) {
  uint16_t count = 0;
  for (auto* each = static_cast<SimThread*>(slot.first_waiter); each != nullptr;
       each = each->next_waiter) {
    count++;
  }
  return count;
}

}  // namespace

void World::Lock(RuntimeSlot* mutex) {
  OfferTie();
  LSM_CHECK(mutex->owner != running_->number);  // not recursive
  TakeMutex(mutex);
}

// More than once around only if others may come in between.
void World::TakeMutex(RuntimeSlot* mutex) {
  while (mutex->owner != 0 && mutex->owner != running_->number) {
    Append(mutex, running_);
    TellWanted(running_, mutex);
    BlockOn(Thread::Phase::kWaitsMutex, mutex);
  }
  mutex->owner = running_->number;
  if (running_->wanted_event != kNoEvent) TellTaken(running_, mutex);
}

void World::Unlock(RuntimeSlot* mutex) {
  if (ReleaseMutex(mutex)) Charge(config_.costs.signal_ns);
}

bool World::HeldByMe(const RuntimeSlot* mutex) const { return mutex->owner == running_->number; }

void World::Wait(RuntimeSlot* condition, RuntimeSlot* mutex) {
  running_->mutex = mutex;
  Append(condition, running_);
  ReleaseMutex(mutex);
  BlockOn(Thread::Phase::kWaitsCondition, condition);
  TakeMutex(mutex);
}

void World::Signal(RuntimeSlot* condition) {
  if (condition->first_waiter == nullptr) return;
  Wake(TakeWaiter(condition, ChoiceKind::kSignal));
  Charge(config_.costs.signal_ns);
}

void World::SignalAll(RuntimeSlot* condition) {
  uint64_t woken = 0;
  while (condition->first_waiter != nullptr) {
    auto* first = static_cast<Thread*>(condition->first_waiter);
    Remove(condition, first);
    Wake(first);
    woken++;
  }
  Charge(woken * config_.costs.signal_ns);
}

void World::BlockOn(Thread::Phase phase, RuntimeSlot* slot) {
  running_->phase = phase;
  running_->waits_for = slot;
  if (phase == Thread::Phase::kWaitsCondition) TellBlocked(running_, BlockReason::kCondition, 0);
  GiveBackCore();
  Reschedule();
}

bool World::ReleaseMutex(RuntimeSlot* mutex) {
  LSM_CHECK(HeldByMe(mutex));
  mutex->owner = 0;
  if (mutex->first_waiter == nullptr) return false;
  Thread* next = TakeWaiter(mutex, ChoiceKind::kHandOver);
  TellHandedOn(mutex, next);
  if (config_.costs.lock_barging) {
    next->mutex = mutex;
    Wake(next);
    return true;
  }
  // The mutex goes straight to a waiter: nobody can come in between, so that nobody starves.
  mutex->owner = next->number;
  next->waits_for = nullptr;
  next->late_ns = config_.costs.lock_handover_ns;
  WantCore(next);
  return false;
}

World::Thread* World::TakeWaiter(RuntimeSlot* slot, ChoiceKind what) {
  waiters_.clear();
  for (auto* each = static_cast<Thread*>(slot->first_waiter); each != nullptr;
       each = each->next_waiter) {
    waiters_.push_back(each);
  }
  size_t index = 0;
  if (waiters_.size() > 1) {
    choices_++;
    index = Ask(what, waiters_, waiters_.size());
    // Whoever came later was not passed over.
    CountPassedOver(waiters_, index, waiters_[index]);
  }
  Thread* chosen = waiters_[index];
  Remove(slot, chosen);
  return chosen;
}

void World::Wake(Thread* thread) {
  if (config_.costs.thread_wake_ns == 0) return MoveToMutex(thread);
  thread->phase = Thread::Phase::kAsleep;
  thread->due_ns = now_ns_ + config_.costs.thread_wake_ns;
  thread->woken = true;
}

void World::MoveToMutex(Thread* thread) {
  RuntimeSlot* mutex = std::exchange(thread->mutex, nullptr);
  if (mutex->owner == 0 || config_.costs.lock_barging) {
    // With barging it tries once it has a core.
    if (!config_.costs.lock_barging) mutex->owner = thread->number;
    thread->waits_for = nullptr;
    TellRunnable(thread);
    WantCore(thread);
    return;
  }
  thread->phase = Thread::Phase::kWaitsMutex;
  thread->waits_for = mutex;
  Append(mutex, thread);
  TellWanted(thread, mutex);
}

std::string World::WhoWaits() const {
  std::string text;
  for (const auto& thread : threads_) {
    std::string what;
    switch (thread->phase) {
      case Thread::Phase::kEnded:
        continue;
      case Thread::Phase::kWaitsMutex:
        what = "waits for a mutex held by fiber " + std::to_string(thread->waits_for->owner);
        break;
      case Thread::Phase::kWaitsCondition:
        what = "waits for a signal";
        break;
      case Thread::Phase::kAsleep:
        what = "sleeps until " + std::to_string(thread->due_ns) + " ns";
        break;
      case Thread::Phase::kOnCore:
      case Thread::Phase::kWantsCore:
        what = "could run";
        break;
    }
    if (!text.empty()) text += "; ";
    text += "fiber " + std::to_string(thread->number) + " (" + thread->info.name + ") " + what;
  }
  return text + "; at " + std::to_string(now_ns_) + " ns";
}

// ---- Events ----

void World::TellChosen(ChoiceKind what, const Thread* chosen, size_t equals, size_t index) {
  if (listener_ == nullptr) return;
  ThreadChosen event;
  // Whoever could only have come by a preemption is not told of a choice that was none: a policy
  // that does not preempt does not know them.
  const bool preempted = index >= equals;
  const size_t count = preempted ? numbers_.size() : equals;
  for (size_t i = 0; i < count; i++) event.candidates.Add(numbers_[i]);
  event.choice = choices_;
  event.chosen = static_cast<uint16_t>(chosen->number);
  event.count = static_cast<uint16_t>(count);
  event.what = what;
  event.preempted = preempted;
  listener_->OnScheduled(Event::Of(event), CurrentThread());
}

void World::TellBlocked(Thread* thread, BlockReason reason, uint64_t until_ns) {
  if (listener_ == nullptr) return;
  thread->blocked_on = reason;
  thread->blocked_ns = now_ns_;
  thread->blocked_event = listener_->OnScheduled(
      Event::Of(ThreadBlocked{.reason = reason, .until_ns = until_ns}), thread->number);
}

void World::TellRunnable(Thread* thread) {
  if (listener_ == nullptr || thread->blocked_event == kNoEvent) return;
  Event event = Event::Of(ThreadRunnable{.runnable = static_cast<uint16_t>(thread->number),
                                         .reason = thread->blocked_on,
                                         .waited_ns = now_ns_ - thread->blocked_ns});
  event.cause = std::exchange(thread->blocked_event, kNoEvent);
  listener_->OnScheduled(event, CurrentThread());
}

void World::TellWanted(Thread* thread, RuntimeSlot* mutex) {
  if (mutex->number == 0) mutex->number = ++mutexes_;
  if (listener_ == nullptr) return;
  thread->wanted_ns = now_ns_;
  thread->wanted_event =
      listener_->OnScheduled(Event::Of(MutexWanted{.mutex = static_cast<uint32_t>(mutex->number),
                                                   .holder = static_cast<uint16_t>(mutex->owner),
                                                   .waiting = CountWaiters(*mutex)}),
                             thread->number);
}

void World::TellHandedOn(RuntimeSlot* mutex, Thread* next) {
  if (listener_ == nullptr) return;
  Event event = Event::Of(MutexReleased{.mutex = static_cast<uint32_t>(mutex->number),
                                        .next = static_cast<uint16_t>(next->number),
                                        .waiting = CountWaiters(*mutex)});
  event.cause = next->wanted_event;
  next->handed_event = listener_->OnScheduled(event, running_->number);
}

void World::TellTaken(Thread* thread, const RuntimeSlot* mutex) {
  if (listener_ == nullptr) return;
  Event event = Event::Of(MutexTaken{.mutex = static_cast<uint32_t>(mutex->number),
                                     .waited_ns = now_ns_ - thread->wanted_ns});
  event.cause = std::exchange(thread->handed_event, kNoEvent);
  thread->wanted_event = kNoEvent;
  listener_->OnScheduled(event, thread->number);
}

}  // namespace lsm::sim
