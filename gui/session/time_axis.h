// From positions and times to fractions of the run's length and back, as the two ways of showing
// time have it: in the story each event gets the same room, on the clock as long as it took.
#ifndef LSMSCOPE_GUI_SESSION_TIME_AXIS_H_
#define LSMSCOPE_GUI_SESSION_TIME_AXIS_H_

#include <cstdint>

#include "gui/session/session.h"

namespace lsm::gui {

enum class TimeMode : uint8_t { kStory, kClock };

// Cheap to make; borrows the session, and is of its length at that moment. Fractions are 0..1;
// position 0 and the first event are at 0.
class TimeAxis {
 public:
  TimeAxis(const Session& session, TimeMode mode);

  double OfPosition(uint64_t position) const;
  double OfTime(uint64_t time_ns) const;
  // The last event at or before that place; never 0 unless the run is empty.
  uint64_t PositionAt(double fraction) const;
  // The last event at or before that time; 0: none.
  uint64_t PositionAtTime(uint64_t time_ns) const;

 private:
  const Session& session_;
  const TimeMode mode_;
  const uint64_t first_;  // position
  const uint64_t size_;
  const uint64_t begin_ns_;
  const uint64_t end_ns_;
};

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_SESSION_TIME_AXIS_H_
