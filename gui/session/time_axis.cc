#include "gui/session/time_axis.h"

#include <algorithm>
#include <cmath>

namespace lsm::gui {

TimeAxis::TimeAxis(const Session& session, TimeMode mode)
    : session_(session),
      mode_(mode),
      first_(session.first()),
      size_(session.size()),
      begin_ns_(session.index().begin_ns),
      end_ns_(session.index().duration_ns) {}

double TimeAxis::OfPosition(uint64_t position) const {
  if (mode_ == TimeMode::kClock) return OfTime(session_.TimeAt(position));
  if (size_ <= first_ || position <= first_) return 0;
  return static_cast<double>(position - first_) / static_cast<double>(size_ - first_);
}

double TimeAxis::OfTime(uint64_t time_ns) const {
  if (mode_ == TimeMode::kStory) return OfPosition(PositionAtTime(time_ns));
  if (end_ns_ <= begin_ns_ || time_ns <= begin_ns_) return 0;
  return std::min(
      1.0, static_cast<double>(time_ns - begin_ns_) / static_cast<double>(end_ns_ - begin_ns_));
}

uint64_t TimeAxis::PositionAt(double fraction) const {
  if (size_ == 0) return 0;
  const double place = std::clamp(fraction, 0.0, 1.0);
  if (mode_ == TimeMode::kStory) {
    return first_ + static_cast<uint64_t>(std::lround(place * static_cast<double>(size_ - first_)));
  }
  const double time = place * static_cast<double>(end_ns_ - begin_ns_);
  return std::max(first_, PositionAtTime(begin_ns_ + static_cast<uint64_t>(time)));
}

uint64_t TimeAxis::PositionAtTime(uint64_t time_ns) const {
  uint64_t low = first_ - 1;
  uint64_t high = size_;
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
