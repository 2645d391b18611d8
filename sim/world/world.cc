#include "sim/world/world.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"

namespace lsm::sim {

World::World(const Config& config, std::unique_ptr<SchedulePolicy> policy)
    : config_(config), policy_(std::move(policy)), free_cores_(config.cores) {
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
  threads_.clear();
  return status_;
}

uint32_t World::Spawn(const ThreadInfo& info, std::function<void()> body) {
  auto thread = std::make_unique<Thread>();
  thread->world = this;
  thread->number = static_cast<uint32_t>(threads_.size()) + 1;
  thread->info = info;
  thread->body = std::move(body);
  thread->fiber = std::make_unique<Fiber>(&stacks_, &World::FiberMain, thread.get());
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

void World::Reschedule() {
  Thread* from = running_;
  Thread* to = PickNext();
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
  WakeSleepers();
  GiveOutCores();
  while (true) {
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
      return nullptr;
    }
    if (earliest > config_.end_of_time_ns) {
      status_ = Status::Incomplete("the simulated world came to the end of its time", WhoWaits());
      return nullptr;
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
    // Nobody is due if all who woke must wait for a core.
    if (!due_.empty()) return due_[Ask(Choice::kTie, due_)];
  }
}

void World::WakeSleepers() {
  for (const auto& thread : threads_) {
    if (thread->phase == Thread::Phase::kAsleep && thread->due_ns <= now_ns_) {
      WantCore(thread.get());
    }
  }
}

void World::GiveOutCores() {
  while (free_cores_ > 0 && !want_core_.empty()) {
    const size_t index = Ask(Choice::kFreeCore, want_core_);
    Thread* thread = want_core_[index];
    want_core_.erase(want_core_.begin() + static_cast<std::ptrdiff_t>(index));
    free_cores_--;
    thread->phase = Thread::Phase::kOnCore;
    thread->due_ns = now_ns_;
    thread->slice_ns = 0;
  }
}

size_t World::Ask(Choice choice, const std::vector<Thread*>& threads) {
  if (threads.size() == 1) return 0;
  numbers_.clear();
  for (const Thread* thread : threads) numbers_.push_back(thread->number);
  const size_t index = policy_->Choose(choice, numbers_);
  LSM_CHECK(index < threads.size());
  return index;
}

// ---- Time ----

void World::Work(WorkKind kind, uint64_t units) { Charge(config_.costs.CostNs(kind, units)); }

void World::Charge(uint64_t nanos) {
  Thread* self = running_;
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
  GiveBackCore();
  running_->phase = Thread::Phase::kAsleep;
  running_->due_ns = now_ns_ + nanos;
  Reschedule();
}

void World::UseDevice(uint64_t nanos) {
  device_free_ns_ = std::max(device_free_ns_, now_ns_) + nanos;
  Sleep(device_free_ns_ - now_ns_);
}

void World::Yield() {
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

}  // namespace

void World::Lock(RuntimeSlot* mutex) {
  OfferTie();
  LSM_CHECK(mutex->owner != running_->number);  // not recursive
  if (mutex->owner == 0) {
    mutex->owner = running_->number;
    return;
  }
  Append(mutex, running_);
  BlockOn(Thread::Phase::kWaitsMutex, mutex);
  LSM_CHECK(mutex->owner == running_->number);
}

void World::Unlock(RuntimeSlot* mutex) { ReleaseMutex(mutex); }

bool World::HeldByMe(const RuntimeSlot* mutex) const { return mutex->owner == running_->number; }

void World::Wait(RuntimeSlot* condition, RuntimeSlot* mutex) {
  running_->mutex = mutex;
  Append(condition, running_);
  ReleaseMutex(mutex);
  BlockOn(Thread::Phase::kWaitsCondition, condition);
  LSM_CHECK(mutex->owner == running_->number);
}

void World::Signal(RuntimeSlot* condition) {
  if (condition->first_waiter != nullptr) MoveToMutex(TakeWaiter(condition, Choice::kSignal));
}

void World::SignalAll(RuntimeSlot* condition) {
  while (condition->first_waiter != nullptr) {
    auto* first = static_cast<Thread*>(condition->first_waiter);
    Remove(condition, first);
    MoveToMutex(first);
  }
}

void World::BlockOn(Thread::Phase phase, RuntimeSlot* slot) {
  running_->phase = phase;
  running_->waits_for = slot;
  GiveBackCore();
  Reschedule();
}

void World::ReleaseMutex(RuntimeSlot* mutex) {
  LSM_CHECK(HeldByMe(mutex));
  if (mutex->first_waiter == nullptr) {
    mutex->owner = 0;
    return;
  }
  // The mutex goes straight to a waiter: nobody can come in between, so that nobody starves.
  Thread* next = TakeWaiter(mutex, Choice::kHandOver);
  mutex->owner = next->number;
  next->waits_for = nullptr;
  WantCore(next);
}

World::Thread* World::TakeWaiter(RuntimeSlot* slot, Choice choice) {
  due_.clear();
  for (auto* each = static_cast<Thread*>(slot->first_waiter); each != nullptr;
       each = each->next_waiter) {
    due_.push_back(each);
  }
  Thread* chosen = due_[Ask(choice, due_)];
  Remove(slot, chosen);
  return chosen;
}

void World::MoveToMutex(Thread* thread) {
  RuntimeSlot* mutex = std::exchange(thread->mutex, nullptr);
  if (mutex->owner == 0) {
    mutex->owner = thread->number;
    thread->waits_for = nullptr;
    WantCore(thread);
    return;
  }
  thread->phase = Thread::Phase::kWaitsMutex;
  thread->waits_for = mutex;
  Append(mutex, thread);
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

}  // namespace lsm::sim
