// Every draw is a statement of its own: the order in which a compiler evaluates arguments is its
// own affair.
#include "sim/scenario/random_scenario.h"

#include <charconv>
#include <string>

#include "sim/base/prng.h"
#include "sim/disk/device_presets.h"
#include "sim/workload/zipf_table.h"

namespace lsm::sim {
namespace {

constexpr std::string_view kPrefix = "random-";

// Any enumerator of E.
template <class E>
E Any(Prng* prng) {
  return static_cast<E>(prng->Below(Names(E{}).size()));
}

// A number of some order of magnitude: 2^shift for a shift that is drawn, and something on top.
uint64_t Sized(Prng* prng, uint32_t least_bits, uint32_t most_bits) {
  const uint64_t unit = uint64_t{1} << prng->Between(least_bits, most_bits);
  return unit + prng->Below(unit);
}

void DrawOptions(Prng* prng, Options* options) {
  options->write_buffer_size = Sized(prng, 9, 13);
  options->max_file_size = Sized(prng, 9, 13);
  options->block_size = Sized(prng, 6, 11);
  options->block_restart_interval = static_cast<int>(prng->Between(1, 16));
  options->max_bytes_for_level_base = Sized(prng, 11, 15);
  options->max_bytes_for_level_multiplier = static_cast<int>(prng->Between(2, 10));
  options->l0_compaction_trigger = static_cast<int>(prng->Between(1, 4));
  options->l0_slowdown_trigger = options->l0_compaction_trigger + static_cast<int>(prng->Below(4));
  options->l0_stop_trigger = options->l0_slowdown_trigger + static_cast<int>(prng->Below(5));
  options->max_mem_compact_level = static_cast<int>(prng->Below(3));
  options->paranoid_checks = prng->Percent(30);
}

void DrawWorld(Prng* prng, WorldOptions* world) {
  world->cores = static_cast<uint32_t>(prng->Between(1, 6));
  world->quantum_ns = Sized(prng, 10, 17);
  Schedule& schedule = world->schedule;
  // Replay and choose need somebody who decides.
  switch (prng->Below(4)) {
    case 0:
      schedule.kind = ScheduleKind::kRandom;
      break;
    case 1:
      schedule.kind = ScheduleKind::kPct;
      break;
    default:
      break;
  }
  schedule.seed = prng->Below(1000);
  schedule.preempt_percent = static_cast<uint32_t>(prng->Below(30));
  schedule.pct_depth = static_cast<uint32_t>(prng->Between(1, 5));
  schedule.pct_steps = Sized(prng, 6, 11);
  schedule.untimed = prng->Percent(15);
}

void DrawCosts(Prng* prng, Scenario* scenario) {
  for (uint64_t& unit_ps : scenario->costs.unit_ps) {
    if (prng->Percent(30)) unit_ps = prng->Below(2 * unit_ps + 1);
  }
  DeviceModel& device = scenario->device;
  device.call_ns = prng->Below(4'000);
  device.read_ns = prng->Below(60'000);
  device.sync_ns = prng->Below(500'000);
  device.sync_byte_ps = prng->Below(10'000);
  device.create_ns = prng->Below(50'000);
  device.sync_cpu_ns = prng->Below(50'000);
  device.remove_ns = prng->Below(100'000);
  device.sync_directory_percent = prng->Below(150);
}

void DrawKeys(Prng* prng, KeySpace* keys) {
  keys->distribution = Any<KeyDistribution>(prng);
  keys->count = Sized(prng, 1, 8);
  keys->order = Any<KeyOrder>(prng);
  keys->theta_percent = static_cast<uint32_t>(prng->Below(ZipfTable::kMostThetaPercent + 1));
  keys->bytes = static_cast<uint32_t>(prng->Between(4, 24));
  keys->hot_keys = prng->Between(1, 10);
  keys->hot_percent = static_cast<uint32_t>(prng->Below(101));
}

// Every third machine has a device of some kind, with so little memory that it matters.
void DrawDevice(Prng* prng, DeviceModel* device) {
  if (!prng->Percent(33)) return;
  *device = DeviceOf(Any<DevicePreset>(prng));
  device->queue_depth = prng->Between(1, 4);
  device->page_cache_bytes = prng->Percent(50) ? Sized(prng, 12, 16) : 0;
  if (prng->Percent(30)) {
    device->dirty_background_bytes = 0;
    device->dirty_bytes = 0;
    return;
  }
  device->dirty_background_bytes = Sized(prng, 8, 12);
  device->dirty_bytes = prng->Percent(70) ? device->dirty_background_bytes + Sized(prng, 8, 12) : 0;
}

ClientGroup DrawClients(Prng* prng) {
  ClientGroup group;
  const bool reads = prng->Percent(30);
  group.name = reads ? "reader" : "writer";
  group.threads = static_cast<uint32_t>(prng->Between(1, 4));
  group.operations = prng->Between(1, 14);
  group.mix.put = reads ? 0 : static_cast<uint32_t>(prng->Between(1, 9));
  group.mix.remove = reads ? 0 : static_cast<uint32_t>(prng->Below(4));
  group.mix.get = static_cast<uint32_t>(reads ? prng->Between(1, 9) : prng->Below(2));
  group.mix.scan = static_cast<uint32_t>(prng->Below(2));
  group.mix.insert = reads ? 0 : static_cast<uint32_t>(prng->Below(4));
  group.mix.read_modify_write = reads ? 0 : static_cast<uint32_t>(prng->Below(2));
  group.batch = prng->Percent(30) ? static_cast<uint32_t>(prng->Between(2, 6)) : 1;
  group.batch_percent = static_cast<uint32_t>(prng->Between(30, 100));
  group.phase = static_cast<uint32_t>(prng->Below(2));
  DrawKeys(prng, &group.keys);
  group.value_bytes.min = static_cast<uint32_t>(prng->Below(100));
  group.value_bytes.max = group.value_bytes.min + static_cast<uint32_t>(prng->Below(400));
  if (prng->Percent(50)) group.sync_percent = static_cast<uint32_t>(prng->Below(101));
  group.scan_entries = static_cast<uint32_t>(prng->Between(1, 8));
  if (prng->Percent(50)) group.start_ns = prng->Below(1'000'000);
  if (prng->Percent(30)) group.think_ns = prng->Below(20'000);
  if (prng->Percent(50)) group.pause_ns = prng->Below(200'000);
  if (prng->Percent(20)) group.burst_operations = prng->Between(1, 5);
  group.burst_pause_ns = prng->Below(1'000'000);
  return group;
}

}  // namespace

Scenario RandomScenario(uint64_t number) {
  Prng prng = Prng::ForPart(number, 0);
  Scenario scenario(Any<Preset>(&prng));
  scenario.name = std::string(kPrefix) + std::to_string(number);
  scenario.about = "Drawn at random from the number in its name.";
  scenario.seed = prng.Between(1, 1'000'000);
  DrawOptions(&prng, &scenario.options);
  DrawWorld(&prng, &scenario.world);
  DrawCosts(&prng, &scenario);
  scenario.filter_bits_per_key = prng.Percent(50) ? 10 : 0;
  scenario.block_cache_bytes = Sized(&prng, 8, 16);
  scenario.end = Any<RunEnd>(&prng);
  scenario.families = kAllFamilies;
  const uint64_t groups = prng.Between(1, 3);
  for (uint64_t i = 0; i < groups; i++) scenario.clients.push_back(DrawClients(&prng));
  if (prng.Percent(20)) {
    scenario.clients.push_back({.name = "script",
                                .script = {"put a *200", "write sync: put b x; delete a", "get a",
                                           "sleep 30us", "flush", "scan a 5", "compact"}});
  }
  // What came later is drawn last: what was drawn before stays as it was.
  DrawDevice(&prng, &scenario.device);
  return scenario;
}

std::optional<uint64_t> RandomScenarioNumber(std::string_view name) {
  if (!name.starts_with(kPrefix)) return std::nullopt;
  name.remove_prefix(kPrefix.size());
  uint64_t number = 0;
  const auto [stopped, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc() || stopped != name.data() + name.size()) return std::nullopt;
  if (std::to_string(number) != name) return std::nullopt;  // one name for each: no leading zeros
  return number;
}

}  // namespace lsm::sim
