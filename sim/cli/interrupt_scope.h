// Ctrl+C for commands that have something to finish first.
#ifndef LSMSCOPE_SIM_CLI_INTERRUPT_SCOPE_H_
#define LSMSCOPE_SIM_CLI_INTERRUPT_SCOPE_H_

#include <atomic>
#include <csignal>

namespace lsm::sim {

// While it lives, the first interrupt sets a flag and does not end the program; a second one does.
class InterruptScope {
 public:
  InterruptScope() : before_(std::signal(SIGINT, &OnInterrupt)) { interrupted_ = false; }
  ~InterruptScope() { std::signal(SIGINT, before_); }
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

  static const std::atomic<bool>* flag() { return &interrupted_; }

 private:
  static void OnInterrupt(int) {
    interrupted_ = true;
    std::signal(SIGINT, SIG_DFL);
  }
  static inline std::atomic<bool> interrupted_{false};  // a handler can reach nothing else

  void (*const before_)(int);
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CLI_INTERRUPT_SCOPE_H_
