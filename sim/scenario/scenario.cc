#include "sim/scenario/scenario.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "sim/scenario/built_in.h"
#include "sim/scenario/device_json.h"
#include "sim/scenario/field_tables.h"
#include "sim/scenario/random_scenario.h"
#include "sim/scenario/scenario_json.h"

namespace lsm::sim {
namespace {

constexpr uint64_t kLargestFile = 16 << 20;  // bytes

Options OptionsOf(Preset preset) {
  Options options = preset == Preset::kLevelDb ? Options::LevelDB()
                    : preset == Preset::kTiny  ? Options::Tiny()
                                               : Options();
  // Bytes written must not depend on the version of a compressor.
  options.compression = kNoCompression;
  return options;
}

const BuiltInScenario* FindBuiltIn(std::string_view name) {
  for (const BuiltInScenario& each : BuiltInScenarioTexts()) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

Status NoSuchScenario(const std::string& name) {
  if (name.find_first_of("/.") != std::string::npos) {
    return Status::InvalidArgument(name + ": no such file; expected a scenario");
  }
  std::vector<std::string_view> names;
  for (const BuiltInScenario& each : BuiltInScenarioTexts()) names.push_back(each.name);
  return Status::InvalidArgument(name + ": neither a file nor a built-in scenario" +
                                 DidYouMean(name, names));
}

Status ReadWholeFile(const std::string& path, std::string* text) {
  std::error_code error;
  const std::filesystem::file_status found = std::filesystem::status(path, error);
  if (!std::filesystem::exists(found)) return NoSuchScenario(path);
  if (std::filesystem::is_directory(found)) {
    return Status::InvalidArgument(path + ": is a directory, expected a scenario file");
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (file == nullptr) return Status::InvalidArgument(path + ": cannot be read");
  char buffer[65536];
  size_t count = 0;
  while ((count = std::fread(buffer, 1, sizeof(buffer), file.get())) > 0) {
    text->append(buffer, count);
    if (text->size() > kLargestFile) {
      return Status::InvalidArgument(path + ": larger than 16 MiB, expected a scenario");
    }
  }
  if (std::ferror(file.get()) != 0) return Status::InvalidArgument(path + ": cannot be read");
  return Status::OK();
}

// The name of a file in json[part][key] or json[part] itself; null if there is none.
Json* FileName(Json* json, const char* part, const char* key) {
  if (!json->is_object() || !json->contains(part)) return nullptr;
  Json* place = &(*json)[part];
  if (key != nullptr) {
    if (!place->is_object() || !place->contains(key)) return nullptr;
    place = &(*place)[key];
  }
  return place->is_string() && !place->get_ref<const std::string&>().empty() ? place : nullptr;
}

// Files that a scenario's file names lie beside it, unless their names are absolute. (Those of
// --set, as on every command line, are looked for from where the program runs.)
void ResolveFiles(const std::string& origin, Json* json) {
  const std::filesystem::path folder = std::filesystem::path(origin).parent_path();
  for (Json* name : {FileName(json, "recording", "file"), FileName(json, "costs", nullptr)}) {
    if (name != nullptr) *name = (folder / name->get<std::string>()).string();
  }
}

// "costs": "machine.json" stands for what that file says of costs and device; what the scenario
// itself says of its device is kept, and a preset in it leaves nothing of the file's. From here on
// the scenario is as if it had been written out.
void ReadCostFile(Json* json) {
  const Json* name = FileName(json, "costs", nullptr);
  if (name == nullptr) return;
  const std::string path = name->get<std::string>();
  std::string text;
  if (Status status = ReadWholeFile(path, &text); !status.ok()) {
    throw ScenarioError{"costs: " + path +
                        ": cannot be read, expected a cost file (lsmscope"
                        " calibrate writes one)"};
  }
  try {
    Json file = ParseJsonText(text);
    SpellOutDevice(&file);
    ExpectObject(file, "");
    Scenario checked;
    ReadFields(file, "", FieldTable<Scenario>(), {"about", "costs", "device"}, &checked);
    if (!file.contains("costs")) throw ScenarioError{"costs: is missing, expected an object"};
    ReadFields(file["costs"], "costs", CostFields(), {}, &checked.costs);
    (*json)["costs"] = file["costs"];
    if (!file.contains("device")) return;
    ReadDevice(file["device"], &checked.device);
    if (!json->contains("device")) {
      (*json)["device"] = file["device"];
      return;
    }
    const Json own = (*json)["device"];
    if (!own.is_object() || HasPreset(own)) return;
    (*json)["device"] = file["device"];
    (*json)["device"].update(own);
  } catch (const ScenarioError& error) {
    throw ScenarioError{"costs: " + path + ": " + error.text};
  }
}

template <class T>
void Describe(const std::string& prefix, const FieldTable<T>& table, const T& defaults,
              std::string* out) {
  for (const Field<T>& field : table) {
    *out += prefix + std::string(field.name) + "  ";
    switch (field.kind) {
      case FieldKind::kText:
        *out += "text, default \"" + field.get_text(defaults) + "\"";
        break;
      case FieldKind::kFlag:
        *out += std::string("true|false, default ") + (field.get(defaults) != 0 ? "true" : "false");
        break;
      case FieldKind::kName: {
        for (std::string_view name : field.names) {
          if (name != field.names.front()) *out += "|";
          *out += name;
        }
        *out += ", default " + std::string(field.names[field.get(defaults)]);
        break;
      }
      case FieldKind::kNumber:
        *out += std::to_string(field.min) + ".." + std::to_string(field.max);
        if (!field.unit.empty()) *out += " " + std::string(field.unit);
        *out += ", default " + std::to_string(field.get(defaults));
        break;
    }
    *out += ": " + std::string(field.doc) + "\n";
  }
}

}  // namespace

Scenario::Scenario(Preset chosen) : preset(chosen), options(OptionsOf(chosen)) {}

std::vector<std::string> BuiltInScenarios() {
  std::vector<std::string> names;
  for (const BuiltInScenario& each : BuiltInScenarioTexts()) names.emplace_back(each.name);
  return names;
}

Status LoadScenario(const std::string& name_or_path, const std::vector<std::string>& sets,
                    Scenario* scenario) {
  if (const BuiltInScenario* built_in = FindBuiltIn(name_or_path)) {
    return ParseScenario(built_in->text, name_or_path, sets, scenario);
  }
  if (const std::optional<uint64_t> number = RandomScenarioNumber(name_or_path)) {
    return ParseScenario(PrintScenario(RandomScenario(*number)), name_or_path, sets, scenario);
  }
  std::string text;
  if (Status status = ReadWholeFile(name_or_path, &text); !status.ok()) return status;
  return ParseScenario(text, name_or_path, sets, scenario);
}

Status ParseScenario(std::string_view text, const std::string& origin,
                     const std::vector<std::string>& sets, Scenario* scenario) {
  std::string where = origin + ":";  // line and column follow
  try {
    Json json = ParseJsonText(text);
    where = origin + ": ";
    ResolveFiles(origin, &json);
    SpellOutDevice(&json);
    ReadCostFile(&json);
    for (const std::string& set : sets) {
      where.clear();
      ApplySet(set, &json);
      SpellOutDevice(&json);
      ReadCostFile(&json);
    }
    where = origin + ": ";
    *scenario = ScenarioFromJson(json);
    if (scenario->recording.file.empty()) return Status::OK();
    // The scenario may be printed, or stand in a trace, and be read elsewhere.
    std::error_code ignored;
    scenario->recording.file =
        std::filesystem::absolute(scenario->recording.file, ignored).lexically_normal().string();
    return ExamineRecording(&scenario->recording);
  } catch (const ScenarioError& error) {
    return Status::InvalidArgument(where + error.text);
  }
}

std::string PrintScenario(const Scenario& scenario) {
  return ScenarioToJson(scenario).dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string DescribeScenarioFields() {
  std::string out;
  const Scenario defaults;
  const ClientGroup client;
  Describe("", ScenarioFields(), defaults, &out);
  Describe("options.", OptionFields(), defaults.options, &out);
  Describe("world.", WorldFields(), defaults.world, &out);
  Describe("costs.", CostFields(), defaults.costs, &out);
  Describe("device.", DeviceFields(), defaults.device, &out);
  Describe("clients.N.", ClientFields(), client, &out);
  Describe("clients.N.mix.", MixFields(), client.mix, &out);
  Describe("clients.N.keys.", KeyFields(), client.keys, &out);
  Describe("clients.N.value_bytes.", ValueFields(), client.value_bytes, &out);
  out +=
      "clients.N.script  list of lines, default []: exactly these operations, by each thread: put,"
      " delete, write, get, scan, flush, compact, sleep (see sim/README.md)\n";
  Describe("recording.", RecordingFields(), defaults.recording, &out);
  Describe("faults.N.", FaultFields(), FaultPlan(), &out);
  return out;
}

}  // namespace lsm::sim
