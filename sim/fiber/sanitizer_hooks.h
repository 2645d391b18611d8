// Tells AddressSanitizer and ThreadSanitizer that the stack changes. Without them: nothing.
#ifndef LSMSCOPE_SIM_FIBER_SANITIZER_HOOKS_H_
#define LSMSCOPE_SIM_FIBER_SANITIZER_HOOKS_H_

#include <cstddef>

#if defined(__SANITIZE_ADDRESS__)
#define LSMSCOPE_FIBER_ASAN 1
#elif defined(__SANITIZE_THREAD__)
#define LSMSCOPE_FIBER_TSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LSMSCOPE_FIBER_ASAN 1
#elif __has_feature(thread_sanitizer)
#define LSMSCOPE_FIBER_TSAN 1
#endif
#endif

#if defined(LSMSCOPE_FIBER_ASAN)
#include <sanitizer/common_interface_defs.h>
#elif defined(LSMSCOPE_FIBER_TSAN)
#include <sanitizer/tsan_interface.h>
#endif

namespace lsm::sim {

// What the sanitizers remember of one fiber.
class SanitizerFiber {
 public:
#if defined(LSMSCOPE_FIBER_ASAN)
  void Create(const void* bottom, size_t bytes) {
    bottom_ = bottom;
    bytes_ = bytes;
  }
  void AdoptThread() {}
  void Destroy() {}
  // Before the switch. `last`: the fiber that is left will never run again.
  static void Leave(SanitizerFiber* from, SanitizerFiber* to, bool last) {
    __sanitizer_start_switch_fiber(last ? nullptr : &from->fake_stack_, to->bottom_, to->bytes_);
  }
  // After it, on the new stack. `from` is the fiber that was left: if it is the thread's own
  // stack, its bounds become known here.
  static void Arrive(SanitizerFiber* from, SanitizerFiber* to) {
    __sanitizer_finish_switch_fiber(to->fake_stack_, &from->bottom_, &from->bytes_);
  }

 private:
  void* fake_stack_ = nullptr;
  const void* bottom_ = nullptr;
  size_t bytes_ = 0;
#elif defined(LSMSCOPE_FIBER_TSAN)
  void Create(const void*, size_t) { fiber_ = __tsan_create_fiber(0); }
  void AdoptThread() { fiber_ = __tsan_get_current_fiber(); }
  void Destroy() { __tsan_destroy_fiber(fiber_); }
  // Inlined always: it keeps a list of the functions on each stack, and this one would be entered
  // on one stack and left on another.
  [[gnu::always_inline]] static inline void Leave(SanitizerFiber*, SanitizerFiber* to, bool) {
    __tsan_switch_to_fiber(to->fiber_, 0);
  }
  static void Arrive(SanitizerFiber*, SanitizerFiber*) {}

 private:
  void* fiber_ = nullptr;
#else
  void Create(const void*, size_t) {}
  void AdoptThread() {}
  void Destroy() {}
  static void Leave(SanitizerFiber*, SanitizerFiber*, bool) {}
  static void Arrive(SanitizerFiber*, SanitizerFiber*) {}
#endif
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FIBER_SANITIZER_HOOKS_H_
