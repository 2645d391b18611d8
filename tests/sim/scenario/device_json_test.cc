#include "sim/scenario/device_json.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/disk/device_presets.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {
namespace {

DeviceModel Device(const std::string& text, const std::vector<std::string>& sets = {}) {
  Scenario scenario;
  const Status status = ParseScenario(text, "s.json", sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return scenario.device;
}

std::string ErrorOf(const std::string& text, const std::vector<std::string>& sets = {}) {
  Scenario scenario;
  return ParseScenario(text, "s.json", sets, &scenario).ToString();
}

std::string Printed(const DeviceModel& device) {
  Scenario scenario;
  scenario.device = device;
  return PrintScenario(scenario);
}

TEST(DeviceJsonTest, ADeviceCanBeAName) {
  EXPECT_EQ(Printed(Device(R"({"device": "nvme"})")), Printed(DeviceOf(DevicePreset::kNvme)));
  EXPECT_EQ(Printed(Device(R"({"device": "cloud"})")),
            Printed(DeviceOf(DevicePreset::kCloudVolume)));
  EXPECT_EQ(Printed(Device("{}", {"device=hdd"})), Printed(DeviceOf(DevicePreset::kHdd)));
  EXPECT_EQ(Printed(Device("{}", {"device=custom"})), Printed(DeviceModel{}));
}

TEST(DeviceJsonTest, ANameTakesThePlaceOfAllThatWasSaidBefore) {
  EXPECT_EQ(Printed(Device(R"({"device": {"sync_ns": 5}})", {"device=hdd"})),
            Printed(DeviceOf(DevicePreset::kHdd)));
}

TEST(DeviceJsonTest, APresetCanBeChanged) {
  DeviceModel expected = DeviceOf(DevicePreset::kSataSsd);
  expected.sync_ns = 5'000;
  expected.queue_depth = 2;
  EXPECT_EQ(Printed(Device(R"({"device": {"sync_ns": "5us", "queue_depth": 2, "preset": "ssd"}})")),
            Printed(expected));
  EXPECT_EQ(Printed(Device("{}", {"device=sata", "device.sync_ns=5us", "device.queue_depth=2"})),
            Printed(expected));
  // What is set beside a preset stays.
  EXPECT_EQ(Printed(Device(
                "{}", {"device.sync_ns=5us", "device.queue_depth=2", "device.preset=sata_ssd"})),
            Printed(expected));
}

TEST(DeviceJsonTest, ThePrintedFormHasAllNumbersAndIsReadAgain) {
  const std::string printed = Printed(Device("{}", {"device=nvme", "device.sync_ns=7us"}));
  EXPECT_NE(printed.find("\"preset\": \"nvme\""), std::string::npos);
  EXPECT_NE(printed.find("\"sync_ns\": 7000,"), std::string::npos);
  EXPECT_NE(printed.find("\"queue_depth\": 64,"), std::string::npos);
  EXPECT_EQ(Printed(Device(printed)), printed);
}

TEST(DeviceJsonTest, MistakesSayWhatWasExpected) {
  const std::string expected = "expected one of custom, hdd, sata_ssd, nvme, cloud_volume";
  EXPECT_EQ(ErrorOf(R"({"device": "nvm"})"),
            "Invalid argument: s.json: device: \"nvm\" is not known, " + expected +
                "; did you mean nvme?");
  EXPECT_EQ(ErrorOf("{}", {"device=floppy"}),
            "Invalid argument: device: \"floppy\" is not known, " + expected);
  EXPECT_EQ(ErrorOf(R"({"device": {"preset": "hd"}})"),
            "Invalid argument: s.json: device.preset: \"hd\" is not known, " + expected +
                "; did you mean hdd?");
  EXPECT_EQ(ErrorOf(R"({"device": {"preset": 3}})"),
            "Invalid argument: s.json: device.preset: 3: " + expected);
  EXPECT_EQ(ErrorOf(R"({"device": 3})"),
            "Invalid argument: s.json: device: expected an object, found a number");
  EXPECT_EQ(ErrorOf(R"({"device": {"queue_depth": 0}})"),
            "Invalid argument: s.json: device.queue_depth: 0 is out of range, expected 1..1024");
}

TEST(DeviceJsonTest, WritersMustNotWaitForEver) {
  EXPECT_EQ(ErrorOf("{}", {"device.dirty_bytes=64K"}),
            "Invalid argument: s.json: device.dirty_bytes: 65536 needs a dirty_background_bytes of"
            " 1 to as many, found 0: writers would wait for ever");
  EXPECT_EQ(ErrorOf("{}", {"device=hdd", "device.dirty_bytes=100M"}),
            "Invalid argument: s.json: device.dirty_bytes: 104857600 needs a"
            " dirty_background_bytes of 1 to as many, found 106954752: writers would wait for"
            " ever");
}

// A preset is all that there is to say of the device; numbers alone change those of the file.
TEST(DeviceJsonTest, APresetLeavesNothingOfACostFilesDevice) {
  const std::string path =
      (std::filesystem::path(testing::TempDir()) / ("device_json_" + std::to_string(getpid())))
          .string();
  std::ofstream(path) << R"({"costs": {"wal_encode": 11},
                             "device": {"sync_ns": 99, "read_ns": 98}})";
  const std::string costs = R"("costs": ")" + path + "\"";
  EXPECT_EQ(Printed(Device("{" + costs + R"(, "device": "hdd"})")).find("\"sync_ns\": 99,"),
            std::string::npos);
  Scenario scenario;
  ASSERT_TRUE(ParseScenario("{}", "s", {"device=nvme", "costs=" + path}, &scenario).ok());
  EXPECT_EQ(scenario.device.read_ns, DeviceOf(DevicePreset::kNvme).read_ns);
  EXPECT_EQ(scenario.costs.unit_ps[static_cast<int>(WorkKind::kWalEncode)], 11u);
  const DeviceModel mixed = Device("{" + costs + R"(, "device": {"read_ns": 5}})");
  EXPECT_EQ(mixed.sync_ns, 99u);
  EXPECT_EQ(mixed.read_ns, 5u);
  std::ofstream(path) << R"({"costs": {}, "device": "nvme"})";
  EXPECT_EQ(Device("{" + costs + "}").preset, DevicePreset::kNvme);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace lsm::sim
