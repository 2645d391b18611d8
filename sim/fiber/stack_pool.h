// Stacks for fibers. The page below each stack may not be touched, so that an overflow is a crash
// at the right place and not somebody else's damaged data.
#ifndef LSMSCOPE_SIM_FIBER_STACK_POOL_H_
#define LSMSCOPE_SIM_FIBER_STACK_POOL_H_

#include <cstddef>
#include <vector>

namespace lsm::sim {

struct FiberStack {
  void* bottom = nullptr;  // lowest usable address
  size_t bytes = 0;
};

// Keeps stacks that are no longer used: a fresh mapping costs a thousand times a switch. Used by
// one thread at a time.
class StackPool {
 public:
  explicit StackPool(size_t stack_bytes = kDefaultStackBytes);
  // All stacks must have been given back.
  ~StackPool();
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  // Aborts if there is no memory.
  FiberStack Take();
  void GiveBack(FiberStack stack);

  // Address space; memory is taken as it is touched.
  static constexpr size_t kDefaultStackBytes = 1 << 20;

 private:
  const size_t stack_bytes_;  // whole pages
  size_t in_use_ = 0;
  std::vector<FiberStack> free_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_FIBER_STACK_POOL_H_
