// Atomic<T>: std::atomic with a seam. The protocols and the skip list (not counters) use it, so
// that a simulator can let another fiber run before every access. Natively it is std::atomic,
// inlined. A simulator runs one fiber at a time: it shows every order of accesses, and no
// reordering of them that the memory order would allow.
#ifndef LSMSCOPE_ENGINE_BASE_ATOMIC_H_
#define LSMSCOPE_ENGINE_BASE_ATOMIC_H_

#include <atomic>

#include "engine/base/runtime.h"

namespace lsm {

template <class T>
class Atomic {
 public:
  constexpr Atomic() = default;
  constexpr explicit Atomic(T value) : value_(value) {}
  Atomic(const Atomic&) = delete;
  Atomic& operator=(const Atomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const {
    BeforeAccess();
    return value_.load(order);
  }
  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    value_.store(value, order);
  }
  // For an object that no other thread can reach yet: nothing that others could come between.
  void StoreUnpublished(T value) { value_.store(value, std::memory_order_relaxed); }
  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    return value_.exchange(value, order);
  }
  bool compare_exchange_strong(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    return value_.compare_exchange_strong(expected, desired, order);
  }
  bool compare_exchange_weak(T& expected, T desired,
                             std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    return value_.compare_exchange_weak(expected, desired, order);
  }

  T fetch_add(T by, std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    return value_.fetch_add(by, order);
  }
  T fetch_sub(T by, std::memory_order order = std::memory_order_seq_cst) {
    BeforeAccess();
    return value_.fetch_sub(by, order);
  }

 private:
  static void BeforeAccess() {
    if (Runtime* runtime = CurrentRuntime()) [[unlikely]]
      runtime->BeforeAccess();
  }

  std::atomic<T> value_{};
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_ATOMIC_H_
