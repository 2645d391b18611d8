#include "sim/fiber/stack_pool.h"

#include <sys/mman.h>
#include <unistd.h>

#include "engine/base/check.h"

#if defined(__SANITIZE_ADDRESS__)
#define LSMSCOPE_STACK_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LSMSCOPE_STACK_ASAN 1
#endif
#endif
#if defined(LSMSCOPE_STACK_ASAN)
#include <sanitizer/asan_interface.h>
#endif

namespace lsm::sim {
namespace {

size_t PageBytes() { return static_cast<size_t>(sysconf(_SC_PAGESIZE)); }

// A fiber that never returned leaves marks of its frames behind, which the next user of the stack
// would stumble over.
void ForgetFrames([[maybe_unused]] const FiberStack& stack) {
#if defined(LSMSCOPE_STACK_ASAN)
  ASAN_UNPOISON_MEMORY_REGION(stack.bottom, stack.bytes);
#endif
}

}  // namespace

StackPool::StackPool(size_t stack_bytes)
    : stack_bytes_((stack_bytes + PageBytes() - 1) / PageBytes() * PageBytes()) {}

StackPool::~StackPool() {
  LSM_CHECK(in_use_ == 0);
  for (const FiberStack& stack : free_) {
    munmap(static_cast<char*>(stack.bottom) - PageBytes(), stack.bytes + PageBytes());
  }
}

FiberStack StackPool::Take() {
  in_use_++;
  if (!free_.empty()) {
    const FiberStack stack = free_.back();
    free_.pop_back();
    return stack;
  }
  void* mapping = mmap(nullptr, stack_bytes_ + PageBytes(), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  LSM_CHECK(mapping != MAP_FAILED);
  LSM_CHECK(mprotect(mapping, PageBytes(), PROT_NONE) == 0);
  return {static_cast<char*>(mapping) + PageBytes(), stack_bytes_};
}

void StackPool::GiveBack(FiberStack stack) {
  ForgetFrames(stack);
  in_use_--;
  free_.push_back(stack);
}

}  // namespace lsm::sim
