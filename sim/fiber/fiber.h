// Fibers: several stacks that take turns on one thread.
#ifndef LSMSCOPE_SIM_FIBER_FIBER_H_
#define LSMSCOPE_SIM_FIBER_FIBER_H_

#include <cxxabi.h>
#include <cerrno>
#include <cstring>

#include "engine/base/check.h"
#include "engine/base/runtime.h"
#include "sim/fiber/machine.h"
#include "sim/fiber/sanitizer_hooks.h"
#include "sim/fiber/stack_pool.h"

namespace lsm::sim {

// One stack with what a thread would have of its own: ThreadContext, errno, and the exceptions that
// are being handled (two words of the C++ library; without swapping them, `throw;` after a switch
// inside a `catch` would throw another fiber's exception).
//
// A fiber belongs to the thread that made it. It may be destroyed while it is suspended; the
// destructors of what stands on its stack are then never run.
template <class Machine>
class BasicFiber {
 public:
  // The thread's own stack, as something to switch back to.
  BasicFiber() { sanitizer_.AdoptThread(); }

  // A fiber that calls entry(arg) when it is first switched to. `entry` never returns; no exception
  // may leave it.
  BasicFiber(StackPool* pool, void (*entry)(void*), void* arg)
      : pool_(pool), stack_(pool->Take()), entry_(entry), arg_(arg) {
    sanitizer_.Create(stack_.bottom, stack_.bytes);
    Machine::Prepare(&machine_, stack_.bottom, stack_.bytes, &Begin, this);
  }

  ~BasicFiber() {
    if (pool_ == nullptr) return;
    sanitizer_.Destroy();
    pool_->GiveBack(stack_);
  }
  BasicFiber(const BasicFiber&) = delete;
  BasicFiber& operator=(const BasicFiber&) = delete;

  // What the fiber finds in t_context when it runs. REQUIRES: it is not running.
  ThreadContext& context() { return context_; }

  // Leaves `from`, which must be running, and goes on with `to`, which must be suspended. Returns
  // when somebody switches back; `last`: nobody will.
  static void Switch(BasicFiber* from, BasicFiber* to, bool last = false) {
    from->context_ = t_context;
    from->errno_ = errno;
    std::memcpy(from->exceptions_, abi::__cxa_get_globals(), kExceptionBytes);
    to->switched_from_ = from;
    SanitizerFiber::Leave(&from->sanitizer_, &to->sanitizer_, last);
    Machine::Switch(&from->machine_, &to->machine_);
    from->Arrive();
  }

 private:
  // Two words; the second is an unsigned int.
  static constexpr size_t kExceptionBytes = 2 * sizeof(void*);

  // The first function on a new stack.
  static void Begin(void* argument) {
    auto* self = static_cast<BasicFiber*>(argument);
    self->Arrive();
    self->entry_(self->arg_);
    LSM_CHECK(!"a fiber's entry returned");
    __builtin_unreachable();
  }

  void Arrive() {
    SanitizerFiber::Arrive(&switched_from_->sanitizer_, &sanitizer_);
    std::memcpy(abi::__cxa_get_globals(), exceptions_, kExceptionBytes);
    errno = errno_;
    t_context = context_;
  }

  StackPool* const pool_ = nullptr;  // null: the thread's own stack
  const FiberStack stack_;
  void (*const entry_)(void*) = nullptr;
  void* const arg_ = nullptr;
  typename Machine::Context machine_;
  SanitizerFiber sanitizer_;
  ThreadContext context_;
  int errno_ = 0;
  alignas(void*) unsigned char exceptions_[kExceptionBytes] = {};
  BasicFiber* switched_from_ = nullptr;
};

using Fiber = BasicFiber<DefaultMachine>;

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FIBER_FIBER_H_
