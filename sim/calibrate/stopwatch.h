// How long things take on this machine. Nothing of it goes into a run by itself.
#ifndef LSMSCOPE_SIM_CALIBRATE_STOPWATCH_H_
#define LSMSCOPE_SIM_CALIBRATE_STOPWATCH_H_

#include <time.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace lsm::sim {

inline uint64_t ReadClock(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
}
// Processor time of the calling thread: what others do on a busy machine does not count.
inline uint64_t ThreadNanos() { return ReadClock(CLOCK_THREAD_CPUTIME_ID); }
inline uint64_t WallNanos() { return ReadClock(CLOCK_MONOTONIC); }

inline double Median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.empty() ? 0 : values[values.size() / 2];
}

// Processor nanoseconds of one of the `units` things that `work` does: the median of five times,
// after one that warms up.
template <class Work>
double NanosEach(uint64_t units, Work&& work) {
  std::vector<double> each;
  for (int round = 0; round < 6; round++) {
    const uint64_t begin = ThreadNanos();
    work();
    if (round > 0) {
      each.push_back(static_cast<double>(ThreadNanos() - begin) / static_cast<double>(units));
    }
  }
  return Median(each);
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CALIBRATE_STOPWATCH_H_
