// QuietEnv: an Env that knows whether background work is left.
#ifndef LSMSCOPE_SIM_RUN_QUIET_ENV_H_
#define LSMSCOPE_SIM_RUN_QUIET_ENV_H_

#include <cstdint>
#include <memory>

#include "engine/base/mutex.h"
#include "lsm/env.h"

namespace lsm::sim {

// The engine schedules its next piece of background work before the one at hand ends. So when
// nothing is scheduled or running, nothing will be until somebody writes or reads.
class QuietEnv final : public EnvWrapper {
 public:
  // `target` is not owned.
  explicit QuietEnv(Env* target) : EnvWrapper(target), pending_(std::make_shared<Pending>()) {}

  void Schedule(void (*function)(void* arg), void* arg) override {
    pending_->Begin();
    auto* call = new Call{function, arg, pending_};
    target()->Schedule(&QuietEnv::RunCall, call);
  }

  // Blocks until no background work is left.
  void WaitUntilQuiet() { pending_->Wait(); }

 private:
  // Shared with calls that run: one may still be leaving End when the Env is gone.
  class Pending {
   public:
    void Begin() {
      MutexLock lock(&mu_);
      count_++;
    }
    void End() {
      MutexLock lock(&mu_);
      if (--count_ == 0) quiet_.SignalAll();
    }
    void Wait() {
      MutexLock lock(&mu_);
      while (count_ > 0) quiet_.Wait();
    }

   private:
    Mutex mu_;
    CondVar quiet_{&mu_};
    uint64_t count_ GUARDED_BY(mu_) = 0;
  };
  struct Call {
    void (*function)(void* arg);
    void* arg;
    std::shared_ptr<Pending> pending;
  };

  static void RunCall(void* argument) {
    const std::unique_ptr<Call> call(static_cast<Call*>(argument));
    call->function(call->arg);
    call->pending->End();
  }

  const std::shared_ptr<Pending> pending_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_QUIET_ENV_H_
