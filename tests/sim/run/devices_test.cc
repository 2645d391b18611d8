// The same run on different devices.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/events/fault.h"
#include "engine/events/sched.h"
#include "sim/run/run_scenario.h"
#include "sim/scenario/scenario.h"

namespace lsm::sim {
namespace {

RunResult RunOn(const std::string& name, const std::vector<std::string>& sets,
                trace::EventConsumer* consumer = nullptr) {
  Scenario scenario;
  const Status status = LoadScenario(name, sets, &scenario);
  EXPECT_TRUE(status.ok()) << status.ToString();
  RunOptions options;
  if (consumer != nullptr) options.consumers = {consumer};
  RunResult result = RunScenario(scenario, options);
  EXPECT_TRUE(result.status.ok()) << result.status.ToString();
  EXPECT_TRUE(result.state_matches_engine) << result.mismatch;
  return result;
}

// Time that threads spent waiting for the device.
class DeviceTime final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t, const Event& event) override {
    if (event.Is<ThreadBlocked>() && event.As<ThreadBlocked>().reason == BlockReason::kDevice) {
      waits++;
    }
  }
  uint64_t waits = 0;
};

TEST(DevicesTest, WritingIsSlowerTheSlowerASyncIs) {
  const auto time = [](const std::string& device, const std::vector<std::string>& more = {}) {
    std::vector<std::string> sets = {"device=" + device};
    sets.insert(sets.end(), more.begin(), more.end());
    return RunOn("group-commit", sets).summary.duration_ns;
  };
  const uint64_t nvme = time("nvme");
  const uint64_t cloud = time("cloud");
  const uint64_t sata = time("sata");
  const uint64_t hdd = time("hdd");
  EXPECT_LT(nvme, cloud);
  EXPECT_LT(cloud, sata);
  EXPECT_LT(sata, hdd);
  EXPECT_GT(hdd, nvme * 8);
  // The reason: with the syncs (and the head) of the fast one, the slow one is nearly as fast.
  const uint64_t quick = time("hdd", {"device.sync_ns=300us", "device.seek_ns=0",
                                      "device.seek_far_ns=0", "device.sync_byte_ps=333"});
  EXPECT_LT(quick, nvme * 105 / 100);
}

TEST(DevicesTest, WithLittleMemoryForWritingTheDeviceHoldsWritersBack) {
  const auto sets = [](const std::string& background, const std::string& most) {
    return std::vector<std::string>{"device=nvme",
                                    "device.write_ns=1ms",
                                    "device.queue_depth=1",
                                    "clients.0.sync_percent=0",
                                    "clients.1.sync_percent=0",
                                    "device.dirty_background_bytes=" + background,
                                    "device.dirty_bytes=" + most};
  };
  const uint64_t held_back = RunOn("group-commit", sets("1K", "4K")).summary.duration_ns;
  const uint64_t free = RunOn("group-commit", sets("1M", "2M")).summary.duration_ns;
  EXPECT_GT(held_back, free * 2);
}

TEST(DevicesTest, APowerCutEmptiesTheMemoryAndACrashDoesNot) {
  const auto waits = [](const std::string& fault) {
    DeviceTime device;
    RunOn("recovery",
          {"families=all", "device=hdd",
           R"(faults=[{"when": "event.kind == FlushEnd", "count": 2, "do": )" + fault + "}]"},
          &device);
    return device.waits;
  };
  // Reads of the log and the tables, in recovery.
  EXPECT_GT(waits(R"("power_cut", "survives": "everything")"), waits(R"("process_crash")"));
}

// The device is another one after a power cut: what it was busy with, and how slowly, is over.
TEST(DevicesTest, ASlowDeviceIsSlowAfterACrashAndNotAfterAPowerCut) {
  const auto time = [](const std::string& fault) {
    const std::string slow =
        R"({"when": "event.kind == FlushBegin", "do": "slow_disk", "for_ns": 100000000000})";
    const std::string end = R"({"when": "event.kind == FlushEnd", "do": ")" + fault + "\"}";
    return RunOn("recovery", {"faults=[" + slow + ", " + end + "]"}).summary.duration_ns;
  };
  EXPECT_GT(time("process_crash"), 3 * time("power_cut"));
}

TEST(DevicesTest, EveryDeviceAndScenarioGivesTheSameRunAgain) {
  for (const char* device : {"hdd", "sata_ssd", "nvme", "cloud_volume"}) {
    for (const char* name : {"write-stall", "recovery", "ycsb-a"}) {
      const std::vector<std::string> sets = {
          std::string("device=") + device, "device.page_cache_bytes=32K",
          "device.dirty_background_bytes=4K", "device.dirty_bytes=16K"};
      const RunResult one = RunOn(name, sets);
      const RunResult two = RunOn(name, sets);
      EXPECT_EQ(one.events, two.events) << name << " on " << device;
      EXPECT_EQ(one.summary.duration_ns, two.summary.duration_ns) << name << " on " << device;
    }
  }
}

}  // namespace
}  // namespace lsm::sim
