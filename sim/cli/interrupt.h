// An interrupt (Ctrl+C) that ends what a command does, and not the program.
#ifndef LSMSCOPE_SIM_CLI_INTERRUPT_H_
#define LSMSCOPE_SIM_CLI_INTERRUPT_H_

#include <atomic>
#include <csignal>

namespace lsm::sim {

// While it lives, an interrupt sets the flag. One at a time.
class InterruptScope {
 public:
  InterruptScope() {
    interrupted = false;
    before_ = std::signal(SIGINT, [](int) { interrupted = true; });
  }
  ~InterruptScope() { std::signal(SIGINT, before_); }
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

  // By the signal handler, which can reach nothing else.
  static inline std::atomic<bool> interrupted{false};

 private:
  void (*before_)(int);
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_INTERRUPT_H_
