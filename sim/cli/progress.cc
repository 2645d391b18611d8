#include "sim/cli/progress.h"

#include <unistd.h>

#include <cstdio>

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

}  // namespace lsm::sim
