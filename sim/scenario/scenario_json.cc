#include "sim/scenario/scenario_json.h"

#include <utility>

#include "sim/disk/survival.h"
#include "sim/scenario/device_json.h"
#include "sim/scenario/field_tables.h"
#include "sim/workload/operation_source.h"
#include "sim/workload/script.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kMaxZipfKeys = 10'000'000;
constexpr uint32_t kMaxThreads = 10'000;

void ReadFamilies(const Json& json, FamilySet* families) {
  if (json.is_string() && json == "all") {
    *families = kAllFamilies;
    return;
  }
  if (json.is_string() && json == "usual") {
    *families = kUsualFamilies;
    return;
  }
  if (!json.is_array()) {
    throw ScenarioError{"families: expected \"usual\", \"all\" or a list of names, found " +
                        KindOf(json)};
  }
  *families = Bit(Family::kRun);
  for (const Json& name : json) {
    int found = -1;
    for (int i = 0; i < kNumFamilies; i++) {
      if (name.is_string() && name.get_ref<const std::string&>() == kFamilyNames[i]) found = i;
    }
    if (found < 0) {
      std::string nearest;
      if (name.is_string()) {
        nearest = DidYouMean(name.get_ref<const std::string&>(), kFamilyNames);
      }
      throw ScenarioError{"families: " + AsWritten(name) + " is not known" +
                          ExpectedOneOf(kFamilyNames) + nearest};
    }
    *families |= FamilySet{1} << found;
  }
}

void ReadScript(const Json& json, const std::string& path, std::vector<std::string>* script) {
  if (!json.is_array()) {
    throw ScenarioError{path + ": expected a list of lines, found " + KindOf(json)};
  }
  for (size_t i = 0; i < json.size(); i++) {
    const std::string place = Join(path, std::to_string(i));
    if (!json[i].is_string()) {
      throw ScenarioError{place + ": expected a line of text, found " + KindOf(json[i])};
    }
    script->push_back(json[i].get<std::string>());
    if (const std::string wrong = CheckScriptLine(script->back()); !wrong.empty()) {
      throw ScenarioError{place + ": " + wrong};
    }
  }
}

ClientGroup ReadClient(const Json& json, const std::string& path) {
  ClientGroup group;
  ReadFields(json, path, ClientFields(), {"script", "mix", "keys", "value_bytes"}, &group);
  if (json.contains("script")) ReadScript(json["script"], Join(path, "script"), &group.script);
  if (json.contains("mix")) {
    group.mix = {.put = 0};  // what is not named is not done
    ReadFields(json["mix"], Join(path, "mix"), MixFields(), {}, &group.mix);
  }
  if (json.contains("keys")) {
    ReadFields(json["keys"], Join(path, "keys"), KeyFields(), {}, &group.keys);
  }
  if (json.contains("value_bytes")) {
    ReadFields(json["value_bytes"], Join(path, "value_bytes"), ValueFields(), {},
               &group.value_bytes);
  }
  if (group.mix.Total() == 0) {
    throw ScenarioError{Join(path, "mix") + ": all parts are 0, expected at least one operation"};
  }
  if (group.value_bytes.min > group.value_bytes.max) {
    throw ScenarioError{Join(path, "value_bytes.min") + ": " +
                        std::to_string(group.value_bytes.min) + " is out of range, expected 0.." +
                        std::to_string(group.value_bytes.max)};
  }
  if (group.scan_entries_min > group.scan_entries) {
    throw ScenarioError{Join(path, "scan_entries_min") + ": " +
                        std::to_string(group.scan_entries_min) + " is out of range, expected 0.." +
                        std::to_string(group.scan_entries)};
  }
  if (NeedsZipfTable(group.keys) && group.keys.count > kMaxZipfKeys) {
    throw ScenarioError{Join(path, "keys.count") + ": " + std::to_string(group.keys.count) +
                        " is out of range, expected 1.." + std::to_string(kMaxZipfKeys)};
  }
  return group;
}

void ReadClients(const Json& json, std::vector<ClientGroup>* clients) {
  if (!json.is_array()) {
    throw ScenarioError{"clients: expected a list, found " + KindOf(json)};
  }
  uint64_t threads = 0;
  for (size_t i = 0; i < json.size(); i++) {
    clients->push_back(ReadClient(json[i], "clients." + std::to_string(i)));
    threads += clients->back().threads;
  }
  if (threads > kMaxThreads) {
    throw ScenarioError{"clients: " + std::to_string(threads) +
                        " threads in all are out of range, expected 0.." +
                        std::to_string(kMaxThreads)};
  }
}

// What a kind of fault pays no attention to stays as it is by default.
void CheckCanHappen(const FaultPlan& fault, const std::string& path) {
  const std::string kind(Names(FaultKind{})[static_cast<size_t>(fault.kind)]);
  const bool of_calls = IsOfCalls(fault.kind);
  if (of_calls && !CanMeet(fault.kind, fault.call)) {
    std::vector<std::string_view> can;
    for (size_t i = 0; i < Names(OsCall{}).size(); i++) {
      if (CanMeet(fault.kind, static_cast<OsCall>(i))) can.push_back(Names(OsCall{})[i]);
    }
    throw ScenarioError{Join(path, "call") + ": " +
                        std::string(Names(OsCall{})[static_cast<size_t>(fault.call)]) +
                        " never meets " + kind + ExpectedOneOf(can)};
  }
  std::vector<std::string_view> files;  // on which it can happen
  for (size_t i = 0; i < Names(FileClass{}).size(); i++) {
    const auto file = static_cast<FileClass>(i);
    bool can = file == FileClass::kAny;
    if (fault.kind == FaultKind::kBitRot) can = file != FileClass::kDirectory;
    for (size_t call = 1; of_calls && call < Names(OsCall{}).size(); call++) {
      const auto each = static_cast<OsCall>(call);
      const bool meant = fault.call == OsCall::kAny || fault.call == each;
      can = can || (meant && CanMeet(fault.kind, each) && CanBeOn(each, file));
    }
    if (can) files.push_back(Names(FileClass{})[i]);
  }
  const std::string_view file = Names(FileClass{})[static_cast<size_t>(fault.file)];
  if (std::ranges::find(files, file) == files.end()) {
    const bool one_call = of_calls && fault.call != OsCall::kAny;
    throw ScenarioError{
        Join(path, "file") + ": " + std::string(file) + " never meets " + kind +
        (one_call ? " of " + std::string(Names(OsCall{})[static_cast<size_t>(fault.call)]) : "") +
        ExpectedOneOf(files)};
  }
  const FaultPlan usual;
  const auto only = [&](const char* key, bool changed, bool counts, const char* expected) {
    if (!changed || counts) return;
    throw ScenarioError{Join(path, key) + ": means nothing for " + kind + ", expected it for " +
                        expected + " only"};
  };
  const char* const calls = "faults of calls (io_error and those behind it)";
  only("call", fault.call != usual.call, of_calls, calls);
  only("after_calls", fault.after_calls != usual.after_calls, of_calls, calls);
  only("call_ppm", fault.call_ppm != usual.call_ppm, of_calls, calls);
  only("calls", fault.calls != usual.calls, of_calls, calls);
  only("survives", fault.survives != usual.survives, fault.kind == FaultKind::kPowerCut,
       "power_cut");
  only("bytes", fault.bytes != usual.bytes, fault.kind == FaultKind::kDiskFull, "disk_full");
  const bool slow = fault.kind == FaultKind::kSlowDisk;
  only("factor", fault.factor != usual.factor, slow, "slow_disk");
  only("for_ns", fault.for_ns != usual.for_ns, slow, "slow_disk");
}

FaultPlan ReadFault(const Json& json, const std::string& path) {
  FaultPlan fault;
  ReadFields(json, path, FaultFields(), {}, &fault);
  if (fault.when.empty()) {
    throw ScenarioError{Join(path, "when") + ": expected a condition"};
  }
  if (const Status s = trace::Condition::Parse(fault.when, &fault.condition); !s.ok()) {
    const std::string text = s.ToString();
    throw ScenarioError{Join(path, "when") + ": " + text.substr(text.find(": ") + 2)};
  }
  if (FindSurvival(fault.survives) == nullptr) {
    std::vector<std::string_view> names;
    for (const Survival& survival : Survivals()) names.push_back(survival.name);
    throw ScenarioError{Join(path, "survives") + ": \"" + fault.survives + "\" is not known" +
                        ExpectedOneOf(names) + DidYouMean(fault.survives, names)};
  }
  CheckCanHappen(fault, path);
  return fault;
}

void ReadFaults(const Json& json, std::vector<FaultPlan>* faults) {
  constexpr size_t kMostFaults = 1000;
  if (!json.is_array()) {
    throw ScenarioError{"faults: expected a list, found " + KindOf(json)};
  }
  if (json.size() > kMostFaults) {
    throw ScenarioError{"faults: " + std::to_string(json.size()) +
                        " are out of range, expected 0.." + std::to_string(kMostFaults)};
  }
  for (size_t i = 0; i < json.size(); i++) {
    faults->push_back(ReadFault(json[i], "faults." + std::to_string(i)));
  }
}

// What no single field can tell.
void CheckTogether(const Options& options) {
  if (options.l0_stop_trigger < options.l0_compaction_trigger) {
    throw ScenarioError{"options.l0_stop_trigger: " + std::to_string(options.l0_stop_trigger) +
                        " is below l0_compaction_trigger " +
                        std::to_string(options.l0_compaction_trigger) +
                        ": writers would wait for a compaction that never comes"};
  }
}

void ReadChoices(WorldOptions* world) {
  if (const std::string wrong = ParseChoices(world->choices, &world->schedule.choices);
      !wrong.empty()) {
    throw ScenarioError{"world.choices: " + wrong};
  }
  if (!world->schedule.choices.empty() && world->schedule.kind != ScheduleKind::kReplay) {
    throw ScenarioError{"world.choices: are only for world.schedule replay"};
  }
  world->choices = PrintChoices(world->schedule.choices);
}

Preset ReadPreset(const Json& json) {
  Scenario preset_only;
  for (const Field<Scenario>& field : ScenarioFields()) {
    if (field.name == "preset" && json.contains("preset")) {
      SetField(field, json["preset"], "preset", &preset_only);
    }
  }
  return preset_only.preset;
}

}  // namespace

Scenario ScenarioFromJson(const Json& json) {
  ExpectObject(json, "");
  Scenario scenario(ReadPreset(json));
  ReadFields(json, "", ScenarioFields(),
             {"options", "world", "costs", "device", "clients", "recording", "faults", "families",
              "check"},
             &scenario);
  const auto part = [&json](const char* name, const auto& table, auto* target) {
    if (json.contains(name)) ReadFields(json[name], name, table, {}, target);
  };
  part("options", OptionFields(), &scenario.options);
  part("world", WorldFields(), &scenario.world);
  part("costs", CostFields(), &scenario.costs);
  if (json.contains("device")) ReadDevice(json["device"], &scenario.device);
  // Not printed and not described: it makes a correct run look wrong.
  const FieldTable<Scenario> check = {
      Number("drop_event", &Scenario::drop_event, "event", 0, UINT64_MAX, "kept from the fold")};
  part("check", check, &scenario);
  if (json.contains("clients")) ReadClients(json["clients"], &scenario.clients);
  part("recording", RecordingFields(), &scenario.recording);
  if (json.contains("faults")) ReadFaults(json["faults"], &scenario.faults);
  if (json.contains("families")) ReadFamilies(json["families"], &scenario.families);
  CheckTogether(scenario.options);
  ReadChoices(&scenario.world);
  return scenario;
}

Json ScenarioToJson(const Scenario& scenario) {
  Json json;
  WriteFields(ScenarioFields(), scenario, &json);
  WriteFields(OptionFields(), scenario.options, &json["options"]);
  WriteFields(WorldFields(), scenario.world, &json["world"]);
  WriteFields(CostFields(), scenario.costs, &json["costs"]);
  WriteFields(DeviceFields(), scenario.device, &json["device"]);
  json["clients"] = Json::array();
  for (const ClientGroup& group : scenario.clients) {
    Json client;
    WriteFields(ClientFields(), group, &client);
    client["script"] = group.script;
    WriteFields(MixFields(), group.mix, &client["mix"]);
    WriteFields(KeyFields(), group.keys, &client["keys"]);
    WriteFields(ValueFields(), group.value_bytes, &client["value_bytes"]);
    json["clients"].push_back(std::move(client));
  }
  WriteFields(RecordingFields(), scenario.recording, &json["recording"]);
  json["faults"] = Json::array();
  for (const FaultPlan& fault : scenario.faults) {
    Json printed;
    WriteFields(FaultFields(), fault, &printed);
    json["faults"].push_back(std::move(printed));
  }
  if (scenario.families == kAllFamilies) {
    json["families"] = "all";
  } else if (scenario.families == kUsualFamilies) {
    json["families"] = "usual";
  } else {
    json["families"] = Json::array();
    for (int i = 0; i < kNumFamilies; i++) {
      if ((scenario.families >> i & 1) != 0) json["families"].push_back(kFamilyNames[i]);
    }
  }
  return json;
}

}  // namespace lsm::sim
