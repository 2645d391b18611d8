#include "gui/app/closing_signals.h"

namespace lsm::gui {
namespace {

// A handler can reach nothing but globals.
std::atomic<bool> came{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // what a handler may touch

}  // namespace

const std::atomic<bool>* ClosingSignals::Flag() { return &came; }

ClosingSignals::ClosingSignals() {
  came.store(false, std::memory_order_relaxed);
  struct sigaction action = {};
  action.sa_handler = [](int) { came.store(true, std::memory_order_relaxed); };
  action.sa_flags = SA_RESETHAND;
  sigemptyset(&action.sa_mask);
  for (size_t i = 0; i < kSignals.size(); i++) sigaction(kSignals[i], &action, &before_[i]);
}

ClosingSignals::~ClosingSignals() {
  for (size_t i = 0; i < kSignals.size(); i++) sigaction(kSignals[i], &before_[i], nullptr);
}

}  // namespace lsm::gui
