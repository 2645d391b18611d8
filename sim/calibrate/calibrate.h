// Measures what things cost on this machine, for the cost model of a scenario.
#ifndef LSMSCOPE_SIM_CALIBRATE_CALIBRATE_H_
#define LSMSCOPE_SIM_CALIBRATE_CALIBRATE_H_

#include <functional>
#include <string>
#include <string_view>

#include "lsm/status.h"
#include "sim/disk/device_model.h"
#include "sim/world/cost_model.h"

namespace lsm::sim {

struct Calibration {
  CostModel costs;
  DeviceModel device;
};

// Takes some seconds. `directory` is where the files that are measured lie; what is made there is
// removed. `progress` is told what is measured next; may be empty.
//
// Work is measured in processor time, as the median of several rounds, where the engine does it:
// memtables, logs, tables, compactions, and a whole database whose events are recorded (as those of
// every run of this program are). What a step consists of besides what is looked for was measured
// before and is taken off. Reads, wake-ups, sleeps and the removal of files are medians by the clock,
// syncs means.
[[nodiscard]] Status Calibrate(const std::string& directory,
                               const std::function<void(std::string_view)>& progress,
                               Calibration* calibration);

// A cost file, which a scenario can name ("costs": "machine.json").
std::string PrintCalibration(const Calibration& calibration, const std::string& about);

// The parts of Calibrate.
[[nodiscard]] Status MeasureDevice(const std::string& directory, DeviceModel* device);
// Only the mean time of a small sync, quickly.
[[nodiscard]] Status MeasureSync(const std::string& directory, uint64_t* sync_ns);
void MeasureThreads(CostModel* costs);
// Needs device's call_ns and cached_byte_ps.
[[nodiscard]] Status MeasureWork(const std::string& directory, const DeviceModel& device,
                                 CostModel* costs);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_CALIBRATE_CALIBRATE_H_
