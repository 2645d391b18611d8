// Devices by name.
#ifndef LSMSCOPE_SIM_DISK_DEVICE_PRESETS_H_
#define LSMSCOPE_SIM_DISK_DEVICE_PRESETS_H_

#include <optional>
#include <string_view>

#include "sim/disk/device_model.h"

namespace lsm::sim {

// All that there is to say of a device of this kind. kCustom: the defaults.
DeviceModel DeviceOf(DevicePreset preset);

// By its name or a short one: sata and ssd (sata_ssd), cloud (cloud_volume).
std::optional<DevicePreset> FindDevicePreset(std::string_view name);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DEVICE_PRESETS_H_
