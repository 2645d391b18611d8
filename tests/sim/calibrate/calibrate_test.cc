#include "sim/calibrate/calibrate.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "sim/calibrate/compare.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {
namespace {

class CalibrateTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) / ("calibrate_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return (folder_ / name).string();
  }
  static std::string ErrorOf(const std::string& costs) {
    Scenario scenario;
    return ParseScenario("{}", "s", {"costs=" + costs}, &scenario).ToString();
  }

  std::filesystem::path folder_;
};

TEST_F(CalibrateTest, AScenarioTakesTheNumbersOfTheFileThatItNames) {
  Calibration calibration;
  calibration.costs.unit_ps[static_cast<int>(WorkKind::kMergeEntry)] = 4242;
  calibration.costs.thread_wake_ns = 77;
  calibration.device.sync_ns = 99;
  calibration.device.read_ns = 98;
  Write("machine.json", PrintCalibration(calibration, "a test"));
  const std::string scenario_file =
      Write("s.json", R"({"costs": "machine.json", "device": {"read_ns": 5}})");
  Scenario scenario;
  const Status status = LoadScenario(scenario_file, {"costs.thread_wake_ns=78"}, &scenario);
  ASSERT_TRUE(status.ok()) << status.ToString();
  EXPECT_EQ(scenario.costs.unit_ps[static_cast<int>(WorkKind::kMergeEntry)], 4242u);
  EXPECT_EQ(scenario.costs.thread_wake_ns, 78u);
  EXPECT_EQ(scenario.device.sync_ns, 99u);
  EXPECT_EQ(scenario.device.read_ns, 5u);  // its own
  // The printed form needs no file.
  std::filesystem::remove(folder_ / "machine.json");
  Scenario again;
  ASSERT_TRUE(ParseScenario(PrintScenario(scenario), "printed", {}, &again).ok());
  EXPECT_EQ(PrintScenario(again), PrintScenario(scenario));
}

TEST_F(CalibrateTest, MistakesInACostFileSayWhere) {
  EXPECT_EQ(ErrorOf("/no/such.json"),
            "Invalid argument: costs: /no/such.json: cannot be read, expected a cost file (lsmscope"
            " calibrate writes one)");
  const std::string path = Write("bad.json", R"({"costs": {"wal_encode": -1}})");
  EXPECT_EQ(ErrorOf(path),
            "Invalid argument: costs: " + path +
                ": costs.wal_encode: -1 is out of range, expected 0..86400000000000");
  Write("bad.json", R"({"device": {}})");
  EXPECT_EQ(ErrorOf(path),
            "Invalid argument: costs: " + path + ": costs: is missing, expected an object");
  Write("bad.json", "{");
  EXPECT_NE(ErrorOf(path).find(path + ": 1:2: not JSON"), std::string::npos) << ErrorOf(path);
}

// No figure is exact, but none is absurd either, on whatever machine.
TEST_F(CalibrateTest, WhatIsMeasuredIsPlausible) {
#ifdef LSMSCOPE_SANITIZED
  GTEST_SKIP() << "everything is slower there";
#endif
  Calibration calibration;
  const Status status = Calibrate(folder_.string(), {}, &calibration);
  ASSERT_TRUE(status.ok()) << status.ToString();
  for (size_t i = 0; i < kWorkKinds.size(); i++) {
    const uint64_t ps = calibration.costs.unit_ps[i];
    const bool byte = kWorkKinds[i].unit == "byte";
    EXPECT_GT(ps, 0u) << kWorkKinds[i].name;
    EXPECT_LT(ps, byte ? 100'000u : 100'000'000u) << kWorkKinds[i].name;
  }
  EXPECT_GT(calibration.device.call_ns, 20u);
  EXPECT_LT(calibration.device.call_ns, 1'000'000u);
  EXPECT_LT(calibration.device.sync_ns, 1'000'000'000u);
  EXPECT_GT(calibration.device.sync_cpu_ns, 0u);
  EXPECT_LE(calibration.device.sync_directory_percent, 100u);
  EXPECT_GT(calibration.device.create_ns, 0u);
  EXPECT_LT(calibration.device.create_ns, 100'000'000u);
  EXPECT_LT(calibration.device.remove_ns, 1'000'000'000u);
  EXPECT_GT(calibration.costs.signal_ns, 0u);
  EXPECT_LT(calibration.costs.signal_ns, 100'000'000u);
  EXPECT_LE(calibration.costs.busy_percent, 300u);
  EXPECT_LT(calibration.device.read_ns, 1'000'000'000u);
  EXPECT_GE(calibration.device.page_cache_bytes, 8u << 20);
  EXPECT_LE(calibration.device.dirty_background_bytes, calibration.device.dirty_bytes);
  EXPECT_GT(calibration.costs.thread_wake_ns, 100u);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));  // nothing is left behind
}

TEST_F(CalibrateTest, OffByIsTheRatioOfTheLargerToTheSmaller) {
  const auto off = [](double simulated, double real, bool is_time) {
    return ComparedFigure{.figure = "x", .is_time = is_time, .simulated = simulated, .real = real}
        .OffBy();
  };
  EXPECT_DOUBLE_EQ(off(10, 15, false), 1.5);
  EXPECT_DOUBLE_EQ(off(15, 10, true), 1.5);
  EXPECT_DOUBLE_EQ(off(1, 2, false), 1);  // one more or less
  EXPECT_DOUBLE_EQ(off(1, 2, true), 2);
  EXPECT_DOUBLE_EQ(off(0, 0, true), 1);
  EXPECT_GT(off(0, 5, true), 1000);
}

}  // namespace
}  // namespace lsm::sim
