#include "gui/app/demonstration.h"

#include <algorithm>

namespace lsm::gui {

uint64_t DemonstrationStart(const Session& session) {
  constexpr uint64_t kBefore = 300;  // events: half a minute of playing
  const std::vector<StallSpan>& stalls = session.index().stalls;
  const auto stop = std::ranges::find(stalls, StallCause::kL0Stop, &StallSpan::cause);
  if (stop == stalls.end()) return 0;
  return stop->begin > kBefore ? stop->begin - kBefore : 0;
}

}  // namespace lsm::gui
