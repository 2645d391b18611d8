#include "sim/calibrate/calibrate.h"

#include <unistd.h>
#include <filesystem>

#include "sim/scenario/field_tables.h"
#include "sim/scenario/json_fields.h"

namespace lsm::sim {

Status Calibrate(const std::string& directory,
                 const std::function<void(std::string_view)>& progress, Calibration* calibration) {
  namespace fs = std::filesystem;
  const fs::path place = fs::path(directory) / ("lsmscope-calibrate-" + std::to_string(getpid()));
  std::error_code error;
  if (!fs::create_directories(place, error)) {
    return Status::IOError(directory + ": nothing can be written there: " + error.message());
  }
  const auto tell = [&](const char* what) {
    if (progress) progress(what);
  };
  tell("files");
  Status status = MeasureDevice(place.string(), &calibration->device);
  tell("threads");
  if (status.ok()) MeasureThreads(&calibration->costs);
  tell("the engine's work");
  if (status.ok()) {
    status = MeasureWork(place.string(), calibration->device, &calibration->costs);
  }
  // A second time, some seconds later: what else the machine does can only make things slower.
  DeviceModel again = calibration->device;
  tell("files, again");
  if (status.ok()) status = MeasureDevice(place.string(), &again);
  if (again.sync_ns < calibration->device.sync_ns) calibration->device = again;
  fs::remove_all(place, error);
  return status;
}

std::string PrintCalibration(const Calibration& calibration, const std::string& about) {
  Json json;
  json["about"] = about;
  WriteFields(CostFields(), calibration.costs, &json["costs"]);
  WriteFields(DeviceFields(), calibration.device, &json["device"]);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace lsm::sim
