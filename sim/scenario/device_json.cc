#include "sim/scenario/device_json.h"

#include <optional>
#include <string>

#include "sim/disk/device_presets.h"
#include "sim/scenario/field_tables.h"

namespace lsm::sim {
namespace {

DevicePreset PresetOf(const Json& json, const std::string& path) {
  const auto names = Names(DevicePreset{});
  std::string expected = "expected one of ";
  for (const std::string_view name : names) {
    if (name != names.front()) expected += ", ";
    expected += name;
  }
  if (!json.is_string()) throw ScenarioError{path + ": " + AsWritten(json) + ": " + expected};
  const std::string& written = json.get_ref<const std::string&>();
  const std::optional<DevicePreset> preset = FindDevicePreset(written);
  if (!preset) {
    throw ScenarioError{path + ": " + AsWritten(json) + " is not known, " + expected +
                        DidYouMean(written, names)};
  }
  return *preset;
}

std::string NameOf(DevicePreset preset) {
  return std::string(Names(DevicePreset{})[static_cast<size_t>(preset)]);
}

}  // namespace

void SpellOutDevice(Json* json) {
  if (!json->is_object() || !json->contains("device")) return;
  Json& device = (*json)["device"];
  if (device.is_string()) {
    const std::string name = NameOf(PresetOf(device, "device"));
    device = Json::object();
    device["preset"] = name;
  } else if (device.is_object() && device.contains("preset")) {
    device["preset"] = NameOf(PresetOf(device["preset"], "device.preset"));
  }
}

bool HasPreset(const Json& device) {
  return device.is_object() && device.contains("preset") &&
         device["preset"] != NameOf(DevicePreset::kCustom);
}

void ReadDevice(const Json& json, DeviceModel* device) {
  ExpectObject(json, "device");
  if (json.contains("preset")) *device = DeviceOf(PresetOf(json["preset"], "device.preset"));
  ReadFields(json, "device", DeviceFields(), {}, device);
  const uint64_t background = device->dirty_background_bytes;
  if (device->dirty_bytes == 0) return;
  if (background == 0 || background > device->dirty_bytes) {
    throw ScenarioError{"device.dirty_bytes: " + std::to_string(device->dirty_bytes) +
                        " needs a dirty_background_bytes of 1 to as many, found " +
                        std::to_string(background) + ": writers would wait for ever"};
  }
}

}  // namespace lsm::sim
