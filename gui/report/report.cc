#include "gui/report/report.h"

#include <array>
#include <nlohmann/json.hpp>

#include "engine/events/all.h"
#include "gui/session/lesson_session.h"
#include "traces/state/state_json.h"

namespace lsm::gui {
namespace {

using Json = nlohmann::ordered_json;

// By Thing.
constexpr std::array<std::string_view, 15> kThings = {
    "nothing", "region", "writer", "folded", "group", "log",       "memtable", "file",
    "level",   "job",    "read",   "probe",  "stall", "condition", "record"};

std::string_view NameOf(Thing thing) {
  const auto index = static_cast<size_t>(thing);
  return index < kThings.size() ? kThings[index] : "other";
}

Json OfRect(const Rect& rect) { return {rect.x, rect.y, rect.w, rect.h}; }

Json OfSession(const AppModel& model) {
  const Session& session = model.session();
  return {{"index", model.ui.session},
          {"of", model.num_sessions()},
          {"number", model.session_number()},
          {"name", session.name()},
          {"real", session.header().real},
          {"live", const_cast<Session&>(session).live() != nullptr},
          {"growing", session.growing()},
          {"first", session.first()},
          {"size", session.size()}};
}

Json OfEvent(const AppModel& model) {
  const uint64_t position = model.ui.position;
  if (position == 0) return nullptr;
  const Event& event = model.session().EventAt(position);
  const EventInfo* info = FindEventInfo(event.kind);
  return {{"kind", info == nullptr ? "" : info->name},
          {"thread", event.thread},
          {"cause", event.cause}};
}

Json OfLesson(const AppModel& model) {
  const OpenLesson* open = model.session().lesson();
  if (open == nullptr) return nullptr;
  const LessonProgress& progress = model.ui.lesson;
  const sim::LessonStep& step = open->lesson.steps[progress.step];
  const auto chosen = progress.chosen.find(progress.step);
  const bool asks = !step.choices.empty();
  Json json{{"step", progress.step + 1},
            {"of", open->lesson.steps.size()},
            {"id", step.id},
            {"asks", asks},
            {"answered", progress.answered.contains(progress.step)},
            {"running", progress.run_to != 0}};
  json["chosen"] = chosen == progress.chosen.end() ? "" : step.choices[chosen->second].id;
  json["answer"] = asks ? step.choices[open->played.steps[progress.step].answer].id : "";
  return json;
}

Json OfForm(const RunForm& form) {
  Json json{{"scenario", form.scenario},
            {"real", form.real},
            {"directory", form.directory},
            {"endless", form.endless}};
  for (const RunNumber& number : RunNumbers()) json[std::string(number.name)] = form.*number.value;
  return json;
}

Json OfUi(const UiState& ui) {
  constexpr std::array kTabs = {"events", "source", "breakpoints", "stalls", "read", "machine"};
  static_assert(kTabs.size() == static_cast<size_t>(LookTab::kWorld) + 1);
  Json json{{"playing", ui.playing},
            {"time", ui.time_mode == TimeMode::kStory ? "story" : "clock"},
            {"events_per_second", ui.events_per_second},
            {"language", LanguageCode(ui.language)},
            {"theme", ui.theme == ThemeName::kDark ? "dark" : "light"},
            {"tab", kTabs[static_cast<size_t>(ui.look)]},
            {"help", ui.help_open},
            {"palette", ui.palette.open},
            {"open_panel", ui.open.panel_open},
            {"run_panel", ui.live.panel_open},
            {"read_key", ui.read_key},
            {"find", ui.find.text},
            {"error", ui.live.error.empty() ? ui.open.error : ui.live.error}};
  json["selected"] = {NameOf(ui.selected.thing), ui.selected.number};
  json["breakpoints"] = Json::array();
  for (const uint16_t kind : ui.breakpoints) {
    if (const EventInfo* info = FindEventInfo(kind)) json["breakpoints"].push_back(info->name);
  }
  json["run"] = OfForm(ui.live.form);
  return json;
}

Json OfWidgets(const WidgetPlaces& widgets) {
  Json json = Json::object();
  for (const WidgetPlace& widget : widgets) json[widget.id] = OfRect(widget.rect);
  return json;
}

std::string ActiveOf(const WidgetPlaces& widgets) {
  for (const WidgetPlace& widget : widgets) {
    if (widget.active) return widget.id;
  }
  return "";
}

// Tokens that can be clicked: [thing, number, x, y, w, h].
Json OfThings(const Scene& stage) {
  Json json = Json::array();
  for (const Item& item : stage.items) {
    if (!item.target || item.key.part != 0) continue;
    json.push_back({NameOf(item.target.thing), item.target.number, item.rect.x, item.rect.y,
                    item.rect.w, item.rect.h});
  }
  return json;
}

}  // namespace

std::string ReportLine(const AppModel& model, const WidgetPlaces& widgets, const Scene& stage) {
  const Json json{
      {"position", model.ui.position}, {"time_ns", model.time_ns()},  {"event", OfEvent(model)},
      {"session", OfSession(model)},   {"lesson", OfLesson(model)},   {"ui", OfUi(model.ui)},
      {"widgets", OfWidgets(widgets)}, {"active", ActiveOf(widgets)}, {"things", OfThings(stage)}};
  std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  line.pop_back();  // the last brace: the State comes as it is printed elsewhere
  return line + ",\"state\":" + trace::StateJson(model.state(), model.session().tables()) + "}";
}

}  // namespace lsm::gui
