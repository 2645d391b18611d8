#include "sim/lesson/lesson_json.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "sim/cli/text.h"
#include "sim/scenario/scenario_json.h"

namespace lsm::sim {
namespace {

constexpr size_t kMostSteps = 64;
constexpr size_t kMostChoices = 8;
constexpr size_t kLongestId = 40;

bool IsId(std::string_view id) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !id.empty() && id.size() <= kLongestId && std::ranges::all_of(id, fits);
}

// Reads one object after the other; what is wrong is noted and reading goes on.
class Reader {
 public:
  Reader(Lesson* lesson, std::vector<std::string>* problems)
      : lesson_(lesson), problems_(problems) {}

  void Read(const Json& json) {
    if (!Object(json, {"scenario", "set", "steps"})) return;
    ReadScenario(json);
    if (!json.contains("steps") || !json["steps"].is_array() || json["steps"].empty()) {
      return Problem("steps: expected a list of steps");
    }
    if (json["steps"].size() > kMostSteps) {
      return Problem("steps: there are " + std::to_string(json["steps"].size()) +
                     ", expected at most " + std::to_string(kMostSteps));
    }
    for (const Json& step : json["steps"]) ReadStep(step);
  }

 private:
  void Problem(const std::string& what) { problems_->push_back(where_ + what); }

  bool Object(const Json& json, std::span<const std::string_view> keys) {
    if (!json.is_object()) {
      Problem("expected an object, found " + KindOf(json));
      return false;
    }
    for (const auto& [key, value] : json.items()) {
      if (std::ranges::find(keys, key) != keys.end()) continue;
      Problem(key.substr(0, 80) + ": unknown key" + DidYouMean(key, keys));
    }
    return true;
  }
  bool Object(const Json& json, std::initializer_list<std::string_view> keys) {
    return Object(json, std::span(keys.begin(), keys.size()));
  }

  // A text, or a problem that says what was expected.
  std::string Text(const Json& json, const char* key, const std::string& expected) {
    if (json.contains(key) && json[key].is_string()) return json[key].get<std::string>();
    Problem(std::string(key) + ": expected " + expected +
            (json.contains(key) ? ", found " + KindOf(json[key]) : ", found nothing"));
    return "";
  }

  void ReadScenario(const Json& json) {
    std::vector<std::string> sets;
    if (json.contains("set")) {
      for (const Json& set : json["set"]) {
        if (!set.is_string()) return Problem("set: expected a list of texts as in \"seed=7\"");
        sets.push_back(set.get<std::string>());
      }
    }
    Status status;
    if (json.contains("scenario") && json["scenario"].is_object()) {
      status = ParseScenario(json["scenario"].dump(-1, ' ', false, Json::error_handler_t::replace),
                             "scenario", sets, &lesson_->scenario);
    } else {
      const std::string name = Text(json, "scenario", "a built-in scenario's name, or a scenario");
      if (name.empty()) return;
      // Only names: a lesson does not make the program read other files.
      const std::vector<std::string> known = BuiltInScenarios();
      if (std::ranges::find(known, name) == known.end()) {
        const std::vector<std::string_view> names(known.begin(), known.end());
        return Problem("scenario: there is no built-in scenario " + name.substr(0, 80) +
                       DidYouMean(name, names));
      }
      status = LoadScenario(name, sets, &lesson_->scenario);
    }
    if (!status.ok()) return Problem(MessageOf(status));
    lesson_->scenario.families = kAllFamilies;  // steps may wait for any of them
  }

  std::string Id(const Json& json, std::set<std::string>* taken) {
    const std::string id = Text(json, "id", "an id as in memtable-full");
    if (!id.empty() && !IsId(id)) {
      Problem("id: " + id.substr(0, kLongestId) + " is no id, expected at most " +
              std::to_string(kLongestId) + " of a-z, 0-9, - and _");
      return "";
    }
    if (!id.empty() && !taken->insert(id).second) Problem("id: there is another " + id);
    return id;
  }

  void ReadCondition(const Json& json, const char* key, trace::Condition* condition) {
    const std::string text = Text(json, key, "a condition as in \"l0.files >= 8\"");
    if (text.empty()) return;
    if (const Status s = trace::Condition::Parse(text, condition); !s.ok()) {
      Problem(std::string(key) + ": " + MessageOf(s));
    }
  }

  const Spotlight* ReadSpotlight(const Json& json) {
    const std::string name = Text(json, "spotlight", "what to point at, as in \"memtable\"");
    const Spotlight* found = FindSpotlight(name);
    if (found == nullptr && !name.empty()) {
      std::vector<std::string_view> names;
      for (const Spotlight& each : Spotlights()) names.push_back(each.name);
      Problem("spotlight: there is no " + name.substr(0, kLongestId) + DidYouMean(name, names));
    }
    return found;
  }

  void ReadStep(const Json& json) {
    LessonStep step;
    where_ = "step " + std::to_string(lesson_->steps.size() + 1) + ": ";
    if (!Object(json, {"id", "until", "spotlight", "predict"})) return;
    step.id = Id(json, &step_ids_);
    if (!step.id.empty()) where_ = "step " + step.id + ": ";
    if (json.contains("until")) {
      ReadCondition(json, "until", &step.until);
    } else if (lesson_->steps.empty()) {
      Problem("until: expected a condition, the first step has no moment before it");
    }
    step.spotlight = ReadSpotlight(json);
    if (json.contains("predict")) ReadPrediction(json["predict"], &step);
    lesson_->steps.push_back(std::move(step));
    where_.clear();
  }

  void ReadPrediction(const Json& json, LessonStep* step) {
    const std::string step_where = where_;
    where_ += "predict: ";
    if (!Object(json, {"choices", "spotlight"})) return;
    step->answer_spotlight = ReadSpotlight(json);
    if (!json.contains("choices") || !json["choices"].is_array() || json["choices"].size() < 2 ||
        json["choices"].size() > kMostChoices) {
      return Problem("choices: expected a list of 2 to " + std::to_string(kMostChoices) +
                     " choices");
    }
    std::set<std::string> ids;
    for (const Json& each : json["choices"]) {
      LessonChoice choice;
      where_ = step_where + "choice " + std::to_string(step->choices.size() + 1) + ": ";
      if (!Object(each, {"id", "when"})) continue;
      choice.id = Id(each, &ids);
      if (!choice.id.empty()) where_ = step_where + "choice " + choice.id + ": ";
      ReadCondition(each, "when", &choice.when);
      step->choices.push_back(std::move(choice));
    }
  }

  Lesson* const lesson_;
  std::vector<std::string>* const problems_;
  std::string where_;  // "step delay: "
  std::set<std::string> step_ids_;
};

}  // namespace

void ParseLessonJson(std::string_view text, Lesson* lesson, std::vector<std::string>* problems) {
  try {
    Reader(lesson, problems).Read(ParseJsonText(text));
  } catch (const ScenarioError& error) {  // it begins with line and column
    problems->push_back(error.text);
  }
}

}  // namespace lsm::sim
