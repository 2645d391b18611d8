#include "gui/settings/settings.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

#include "gui/app/recent_files.h"
#include "gui/app/window_size.h"

namespace lsm::gui {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> kThemes = {"dark", "light"};
constexpr std::array<std::string_view, 2> kLanguages = {"en", "zh"};
constexpr std::array<std::string_view, 2> kTimes = {"story", "clock"};
constexpr std::array<std::string_view, 3> kShown = {"auto", "yes", "no"};
constexpr std::array<std::string_view, kNumPanelGroups> kGroups = {"left", "right", "bottom"};

// Reads members of one object and remembers what was wrong first.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  template <class E, size_t N>
  void Name(std::string_view key, const std::array<std::string_view, N>& names, E* value) {
    const Json* member = Find(key);
    if (member == nullptr) return;
    for (size_t i = 0; i < N; i++) {
      if (member->is_string() && member->get_ref<const std::string&>() == names[i]) {
        *value = static_cast<E>(i);
        return;
      }
    }
    std::string expected;
    for (const std::string_view name : names)
      expected.append(expected.empty() ? "" : " or ") += name;
    Wrong(key, expected);
  }
  void Flag(std::string_view key, bool* value) {
    const Json* member = Find(key);
    if (member == nullptr) return;
    if (!member->is_boolean()) return Wrong(key, "true or false");
    *value = member->get<bool>();
  }
  template <class T>
  void Number(std::string_view key, T least, T most, T* value) {
    const Json* member = Find(key);
    if (member == nullptr) return;
    const double number = member->is_number() ? member->get<double>() : std::nan("");
    if (!(number >= static_cast<double>(least) && number <= static_cast<double>(most))) {
      return Wrong(key, "a number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    *value = static_cast<T>(number);
  }
  void Texts(std::string_view key, std::vector<std::string>* value) {
    const Json* member = Find(key);
    if (member == nullptr) return;
    if (!member->is_array()) return Wrong(key, "a list of texts");
    for (const Json& each : *member) {
      if (!each.is_string()) return Wrong(key, "a list of texts");
      value->push_back(each.get<std::string>());
    }
  }
  const Json* Object(std::string_view key) {
    const Json* member = Find(key);
    if (member != nullptr && !member->is_object()) Wrong(key, "an object");
    return member != nullptr && member->is_object() ? member : nullptr;
  }

  const std::string& wrong() const { return wrong_; }
  void Wrong(std::string_view key, const std::string& expected) {
    if (wrong_.empty()) wrong_ = std::string(key) + ": expected " + expected;
  }

 private:
  const Json* Find(std::string_view key) const {
    const auto found = json_.find(std::string(key));
    return found == json_.end() ? nullptr : &*found;
  }

  const Json& json_;
  std::string wrong_;
};

template <class E, size_t N>
std::string NameOf(const std::array<std::string_view, N>& names, E value) {
  return std::string(names[static_cast<size_t>(value)]);
}

}  // namespace

void UseSettings(const Settings& settings, UiState* ui) {
  ui->language = settings.language;
  ui->theme = settings.theme;
  ui->text_scale = settings.text_scale;
  ui->reduced_motion = settings.reduced_motion;
  ui->panels = settings.panels;
  ui->time_mode = settings.time_mode;
  ui->events_per_second = settings.events_per_second;
  ui->ns_per_second = settings.ns_per_second;
  ui->open.recent = settings.recent;
}

Settings SettingsOf(const UiState& ui, Size window) {
  return {.language = ui.language,
          .theme = ui.theme,
          .text_scale = ui.text_scale,
          .reduced_motion = ui.reduced_motion,
          .panels = ui.panels,
          .time_mode = ui.time_mode,
          .events_per_second = ui.events_per_second,
          .ns_per_second = ui.ns_per_second,
          .width = static_cast<int>(window.w),
          .height = static_cast<int>(window.h),
          .recent = ui.open.recent};
}

std::string PrintSettings(const Settings& settings) {
  Json json;
  json["language"] = NameOf(kLanguages, settings.language);
  json["theme"] = NameOf(kThemes, settings.theme);
  json["text_scale"] = settings.text_scale;
  json["reduced_motion"] = settings.reduced_motion;
  for (size_t i = 0; i < kGroups.size(); i++) {
    json["panels"][std::string(kGroups[i])] = NameOf(kShown, settings.panels[i]);
  }
  json["time"] = NameOf(kTimes, settings.time_mode);
  json["events_per_second"] = settings.events_per_second;
  json["ns_per_second"] = settings.ns_per_second;
  json["width"] = settings.width;
  json["height"] = settings.height;
  json["recent"] = settings.recent;
  // A file's name can be any bytes; those that are no text are replaced.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Status ParseSettings(std::string_view text, Settings* settings) {
  *settings = {};
  const Json json = Json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return Status::Corruption("no settings; expected one JSON object");
  Reader reader(json);
  reader.Name("language", kLanguages, &settings->language);
  reader.Name("theme", kThemes, &settings->theme);
  reader.Number("text_scale", kSmallestTextScale, kLargestTextScale, &settings->text_scale);
  reader.Flag("reduced_motion", &settings->reduced_motion);
  std::string wrong_panels;
  if (const Json* panels = reader.Object("panels"); panels != nullptr) {
    Reader groups(*panels);
    for (size_t i = 0; i < kGroups.size(); i++) {
      groups.Name(kGroups[i], kShown, &settings->panels[i]);
    }
    wrong_panels = groups.wrong();
  }
  reader.Name("time", kTimes, &settings->time_mode);
  reader.Number("events_per_second", 0.01, 1e7, &settings->events_per_second);
  reader.Number("ns_per_second", 1.0, 1e12, &settings->ns_per_second);
  reader.Number("width", kLeastWindowWidth, kLargestWindowSide, &settings->width);
  reader.Number("height", kLeastWindowHeight, kLargestWindowSide, &settings->height);
  reader.Texts("recent", &settings->recent);
  if (settings->recent.size() > kMostRecent) settings->recent.resize(kMostRecent);
  std::string wrong = reader.wrong();
  if (wrong.empty() && !wrong_panels.empty()) wrong = "panels." + wrong_panels;
  return wrong.empty() ? Status::OK() : Status::InvalidArgument(wrong);
}

}  // namespace lsm::gui
