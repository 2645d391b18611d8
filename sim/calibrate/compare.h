// How true the simulation is: the same scenarios, simulated and for real, on this machine.
#ifndef LSMSCOPE_SIM_CALIBRATE_COMPARE_H_
#define LSMSCOPE_SIM_CALIBRATE_COMPARE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lsm/status.h"

namespace lsm::sim {

// One figure of one scenario.
struct ComparedFigure {
  std::string scenario;
  std::string figure;
  bool is_time = false;  // otherwise a count or a ratio
  double simulated = 0;  // median of the simulated runs
  double real = 0;       // median of the real runs
  double real_least = 0;
  double real_most = 0;

  // Of the two the larger by the smaller, from 1; 1 if both are 0 (or below a count of 3, where one
  // more or less means nothing).
  double OffBy() const;
};

struct ComparePlan {
  std::string costs;      // a cost file
  std::string directory;  // for databases of real runs; what is made there is removed
  uint32_t rounds = 5;    // real runs of each scenario
};

// Runs six scenarios `rounds` times for real, in turns, so that a busy moment of the machine does
// not hit one scenario alone. How long a sync takes depends on what else the machine does, by a
// factor of fifty. So it is the one cost that each simulated run takes from the real run beside it:
// the mean of its log's syncs or, if it had few, the mean of syncs right before and after it.
[[nodiscard]] Status CompareWithReal(const ComparePlan& plan,
                                     const std::function<void(std::string_view)>& progress,
                                     std::vector<ComparedFigure>* figures);

// A table in Markdown: a row for each scenario and figure.
std::string ComparisonTable(const std::vector<ComparedFigure>& figures);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CALIBRATE_COMPARE_H_
