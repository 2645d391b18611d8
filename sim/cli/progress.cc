#include "sim/cli/progress.h"

#include <unistd.h>

#include <cstdio>
#include <string>

#include "traces/format/units.h"

namespace lsm::sim {

bool IsTerminal() { return isatty(STDERR_FILENO) == 1; }

Progress::Progress() : on_terminal_(IsTerminal()) {}

void Progress::OnEvent(uint64_t position, const Event& event) {
  if (!on_terminal_ || position % kEvery != 0) return;
  shown_ = true;
  std::fprintf(stderr, "\r%s events, t = %s ", trace::Grouped(position).c_str(),
               trace::ReadableNanos(event.time_ns).c_str());
}

void Progress::OnEnd() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::Show(uint64_t done, uint64_t all, uint64_t skipped) {
  if (!on_terminal_ || all == 0) return;
  shown_ = true;
  constexpr uint64_t kWidth = 30;
  const uint64_t filled = done * kWidth / all;
  std::string text = "\r[" + std::string(filled, '#') + std::string(kWidth - filled, '.') + "] " +
                     trace::Grouped(done) + " of " + trace::Grouped(all);
  if (done > skipped && done < all) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begun_;
    const double each = spent.count() / static_cast<double>(done - skipped);
    const auto left = static_cast<uint64_t>(each * static_cast<double>(all - done) + 0.5);
    text += ", " + trace::Grouped(left) + " s left";
  }
  std::fprintf(stderr, "%s\033[K", text.c_str());
}

void ProgressBar::Wipe() const {
  if (shown_) std::fputs("\r\033[K", stderr);
}

}  // namespace lsm::sim
