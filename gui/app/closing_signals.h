// The signals by which a terminal or a session manager ends a program, taken as a wish to close: so
// that a run that goes on is ended properly, and its temporary directory is removed.
#ifndef LSMSCOPE_GUI_APP_CLOSING_SIGNALS_H_
#define LSMSCOPE_GUI_APP_CLOSING_SIGNALS_H_

#include <array>
#include <atomic>
#include <csignal>

namespace lsm::gui {

// While it lives, SIGINT, SIGTERM and SIGHUP only set a flag, the first time; the second one ends
// the program as ever, in case closing takes too long. At most one at a time, in the main thread.
class ClosingSignals {
 public:
  ClosingSignals();
  ~ClosingSignals();
  ClosingSignals(const ClosingSignals&) = delete;
  ClosingSignals& operator=(const ClosingSignals&) = delete;

  // One has come.
  static bool Came() { return Flag()->load(std::memory_order_relaxed); }
  // The same, for what wants to be told where to look.
  static const std::atomic<bool>* Flag();

 private:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> before_ = {};
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_APP_CLOSING_SIGNALS_H_
