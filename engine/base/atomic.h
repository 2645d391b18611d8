// Atomic<T>: std::atomic with a seam. The protocols (not counters) use it, so that a simulator can
// make every access a place where another fiber may run.
#ifndef LSMSCOPE_ENGINE_BASE_ATOMIC_H_
#define LSMSCOPE_ENGINE_BASE_ATOMIC_H_

#include <atomic>

namespace lsm {

template <class T>
class Atomic {
 public:
  constexpr Atomic() = default;
  constexpr explicit Atomic(T value) : value_(value) {}
  Atomic(const Atomic&) = delete;
  Atomic& operator=(const Atomic&) = delete;

  T load(std::memory_order order = std::memory_order_seq_cst) const { return value_.load(order); }
  void store(T value, std::memory_order order = std::memory_order_seq_cst) {
    value_.store(value, order);
  }
  T exchange(T value, std::memory_order order = std::memory_order_seq_cst) {
    return value_.exchange(value, order);
  }
  bool compare_exchange_strong(T& expected, T desired,
                               std::memory_order order = std::memory_order_seq_cst) {
    return value_.compare_exchange_strong(expected, desired, order);
  }
  bool compare_exchange_weak(T& expected, T desired,
                             std::memory_order order = std::memory_order_seq_cst) {
    return value_.compare_exchange_weak(expected, desired, order);
  }

 private:
  std::atomic<T> value_{};
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_ATOMIC_H_
