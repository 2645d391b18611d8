// Mutex and CondVar: native ones outside a world, the world's own inside it.
#ifndef LSMSCOPE_ENGINE_BASE_MUTEX_H_
#define LSMSCOPE_ENGINE_BASE_MUTEX_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "engine/base/check.h"
#include "engine/base/runtime.h"
#include "engine/base/thread_annotations.h"

namespace lsm {

// Not recursive. A mutex that is used in a world is used there only.
class CAPABILITY("mutex") Mutex {
 public:
  Mutex() = default;
  Mutex(const Mutex&) = delete;
  Mutex& operator=(const Mutex&) = delete;

  void Lock() ACQUIRE() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      runtime->Lock(&slot_);
    } else {
      native_.lock();
      slot_.owner = CurrentThread();
    }
  }

  void Unlock() RELEASE() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      runtime->Unlock(&slot_);
    } else {
      slot_.owner = 0;
      native_.unlock();
    }
  }

  // Aborts unless the caller holds the mutex. (Natively the owner is read without the lock by a
  // caller that should hold it; when it does, the value is its own.)
  void AssertHeld() const ASSERT_CAPABILITY(this) {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      LSM_CHECK(runtime->HeldByMe(&slot_));
    } else {
      LSM_CHECK(slot_.owner == CurrentThread());
    }
  }

  // Number of the next fact that becomes true under this lock, from 1. Facts of one lock carry
  // such a ticket, so that a recorder can keep them in the lock's order whatever the clocks say.
  uint64_t NextTicket() REQUIRES(this) { return ++last_ticket_; }

 private:
  friend class CondVar;

  std::mutex native_;
  RuntimeSlot slot_;  // natively only `owner` is used, for AssertHeld
  uint64_t last_ticket_ = 0;
};

class SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex* mutex) ACQUIRE(mutex) : mutex_(mutex) { mutex_->Lock(); }
  ~MutexLock() RELEASE() { mutex_->Unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex* const mutex_;
};

// Bound to one mutex for life, as LevelDB's is. Callers wait in a loop: natively a wait may end
// without a signal.
class CondVar {
 public:
  explicit CondVar(Mutex* mutex) : mutex_(mutex) {}
  CondVar(const CondVar&) = delete;
  CondVar& operator=(const CondVar&) = delete;

  // REQUIRES: the caller holds the mutex. (Not annotated: the analysis cannot see that `mutex_` is
  // the caller's mutex.)
  void Wait() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      runtime->Wait(&slot_, &mutex_->slot_);
    } else {
      std::unique_lock<std::mutex> lock(mutex_->native_, std::adopt_lock);
      mutex_->slot_.owner = 0;
      native_.wait(lock);
      mutex_->slot_.owner = CurrentThread();
      lock.release();
    }
  }

  void Signal() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      runtime->Signal(&slot_);
    } else {
      native_.notify_one();
    }
  }

  void SignalAll() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]] {
      runtime->SignalAll(&slot_);
    } else {
      native_.notify_all();
    }
  }

 private:
  Mutex* const mutex_;
  std::condition_variable native_;
  RuntimeSlot slot_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_MUTEX_H_
