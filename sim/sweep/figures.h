// The columns of a sweep's table that say how a run was.
#ifndef LSMSCOPE_SIM_SWEEP_FIGURES_H_
#define LSMSCOPE_SIM_SWEEP_FIGURES_H_

#include <string>
#include <string_view>
#include <vector>

#include "traces/metrics/summary.h"

namespace lsm::sim {

// A new figure is a line in figures.cc.
std::vector<std::string> FigureNames();
// In the order of FigureNames.
std::vector<std::string> FiguresOf(const trace::Summary& summary);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SWEEP_FIGURES_H_
