// A scenario: everything that decides how a run goes. Same scenario, same seed: same trace.
#ifndef LSMSCOPE_SIM_SCENARIO_SCENARIO_H_
#define LSMSCOPE_SIM_SCENARIO_SCENARIO_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/events/event.h"
#include "lsm/options.h"
#include "lsm/status.h"
#include "sim/disk/device_model.h"
#include "sim/fault/fault_plan.h"
#include "sim/recording/recording.h"
#include "sim/schedule/schedule.h"
#include "sim/workload/workload.h"
#include "sim/world/cost_model.h"

namespace lsm::sim {

enum class Preset : uint8_t { kDefault, kLevelDb, kTiny };
constexpr auto Names(Preset) {
  return std::to_array<std::string_view>({"default", "leveldb", "tiny"});
}

// What is done when the last client is done.
enum class RunEnd : uint8_t {
  kQuiet,  // wait until the background has nothing left to do, then close
  kClose,  // close at once; a compaction that runs is given up
};
constexpr auto Names(RunEnd) { return std::to_array<std::string_view>({"quiet", "close"}); }

struct WorldOptions {
  uint32_t cores = 2;
  uint64_t quantum_ns = 100'000;                // a core is shared in slices of this length
  uint64_t end_of_time_ns = 3'600'000'000'000;  // a run that takes longer is given up
  Schedule schedule;
  std::string choices;  // as written; PrintChoices(schedule.choices) once it was read
  uint64_t starvation_bound = 100'000;
};

// What a scenario records unless it says otherwise: all but the locks and the schedule, which are
// many events and speak of the machine, not of the engine.
inline constexpr FamilySet kUsualFamilies =
    kAllFamilies & ~(Bit(Family::kLock) | Bit(Family::kSched));

struct Scenario {
  std::string name = "unnamed";
  std::string about;
  uint64_t seed = 1;
  Preset preset = Preset::kDefault;
  // Starts from the preset, without compression. Its pointers stay at their defaults.
  Options options;
  uint32_t filter_bits_per_key = 0;  // Bloom filter; 0: none
  uint64_t block_cache_bytes = 8 << 20;
  WorldOptions world;
  CostModel costs;
  DeviceModel device;
  std::vector<ClientGroup> clients;
  std::vector<FaultPlan> faults;
  RecordingPlan recording;
  RunEnd end = RunEnd::kQuiet;
  FamilySet families = kUsualFamilies;
  uint64_t drop_event = 0;  // the fold is not told of this event, to show that the check works

  Scenario() : Scenario(Preset::kDefault) {}
  explicit Scenario(Preset preset);
};

// Names of the scenarios that the program carries with it, sorted.
std::vector<std::string> BuiltInScenarios();

// `name_or_path`: a built-in scenario's name, "random-17" (see random_scenario.h), or a file.
// `sets` are "a.b=c", applied in order before anything is checked. Errors say where and what was
// expected:
//   stall.json: options.write_buffer_size: 12 is out of range, expected 256..1073741824
[[nodiscard]] Status LoadScenario(const std::string& name_or_path,
                                  const std::vector<std::string>& sets, Scenario* scenario);

// The same from text. `origin` stands at the beginning of messages.
[[nodiscard]] Status ParseScenario(std::string_view text, const std::string& origin,
                                   const std::vector<std::string>& sets, Scenario* scenario);

// The whole scenario with every default, as JSON. Parsing it gives the same scenario.
std::string PrintScenario(const Scenario& scenario);

// One line for each thing that can be set: name, unit, range, default, what it does.
std::string DescribeScenarioFields();

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_SCENARIO_SCENARIO_H_
