#include <atomic>
#include <thread>

#include "engine/base/runtime.h"

namespace lsm {

uint32_t CurrentThread() {
  if (Runtime* runtime = CurrentRuntime()) return runtime->CurrentThread();
  if (t_context.native_thread == 0) {
    static std::atomic<uint32_t> last_thread{0};
    t_context.native_thread = last_thread.fetch_add(1, std::memory_order_relaxed) + 1;
  }
  return t_context.native_thread;
}

void Yield() {
  if (Runtime* runtime = CurrentRuntime()) {
    runtime->Yield();
  } else {
    std::this_thread::yield();
  }
}

}  // namespace lsm
