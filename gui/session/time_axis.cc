#include "gui/session/time_axis.h"

#include <algorithm>
#include <cmath>

namespace lsm::gui {

double TimeAxis::OfPosition(uint64_t position) const {
  if (mode_ == TimeMode::kClock) return OfTime(session_.TimeAt(position));
  const uint64_t size = session_.size();
  const uint64_t first = session_.first();
  if (size <= first || position <= first) return 0;
  return static_cast<double>(position - first) / static_cast<double>(size - first);
}

double TimeAxis::OfTime(uint64_t time_ns) const {
  if (mode_ == TimeMode::kStory) return OfPosition(PositionAtTime(time_ns));
  const uint64_t begin = session_.index().begin_ns;
  const uint64_t end = session_.index().duration_ns;
  if (end <= begin || time_ns <= begin) return 0;
  return std::min(1.0, static_cast<double>(time_ns - begin) / static_cast<double>(end - begin));
}

uint64_t TimeAxis::PositionAt(double fraction) const {
  const uint64_t size = session_.size();
  if (size == 0) return 0;
  const double place = std::clamp(fraction, 0.0, 1.0);
  if (mode_ == TimeMode::kStory) {
    const uint64_t first = session_.first();
    return first + static_cast<uint64_t>(std::lround(place * static_cast<double>(size - first)));
  }
  const uint64_t begin = session_.index().begin_ns;
  const double time = place * static_cast<double>(session_.index().duration_ns - begin);
  return std::max(session_.first(), PositionAtTime(begin + static_cast<uint64_t>(time)));
}

uint64_t TimeAxis::PositionAtTime(uint64_t time_ns) const {
  uint64_t low = session_.first() - 1;
  uint64_t high = session_.size();
  while (low < high) {
    const uint64_t middle = low + (high - low + 1) / 2;
    if (session_.TimeAt(middle) <= time_ns) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

}  // namespace lsm::gui
