// The device of a scenario, as it may be written: a preset's name ("device": "nvme"), a preset with
// changes ({"preset": "nvme", "sync_ns": 5}), or numbers of its own. For .cc files only: it
// includes nlohmann's header.
#ifndef LSMSCOPE_SIM_SCENARIO_DEVICE_JSON_H_
#define LSMSCOPE_SIM_SCENARIO_DEVICE_JSON_H_

#include "sim/disk/device_model.h"
#include "sim/scenario/json_fields.h"

namespace lsm::sim {

// Makes a name into an object, and a short name of a preset into its name. `json` is a whole
// scenario; without a device it stays as it is. Throws ScenarioError.
void SpellOutDevice(Json* json);

// Whether a device, spelled out, starts from something else than the defaults: then nothing of
// another device shows through.
bool HasPreset(const Json& device);

// From its preset, and what is set beside it. `json` is the device. Throws ScenarioError.
void ReadDevice(const Json& json, DeviceModel* device);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_DEVICE_JSON_H_
