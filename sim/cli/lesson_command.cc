// lsmscope lesson: the lessons, headless. `list` names them, `check` holds them against many seeds,
// `run` prints what each step says, `words` tells what conditions, quotes and spotlights can name,
// `glossary` what the words of the lessons mean.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/cli/commands.h"
#include "sim/cli/text.h"
#include "sim/cli/whole_number.h"
#include "sim/lesson/built_in_lessons.h"
#include "sim/lesson/check_lesson.h"
#include "sim/lesson/glossary.h"
#include "sim/lesson/load_lesson.h"
#include "sim/lesson/play_lesson.h"
#include "traces/format/units.h"
#include "traces/query/state_values.h"

namespace lsm::sim {
namespace {

using Json = nlohmann::ordered_json;
using trace::Grouped;

int PrintOrFail(const std::string& text) {
  return Print(text) ? kDone : Fail("cannot write to standard output");
}

int PrintJson(const Json& json) {
  return PrintOrFail(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
}

class LessonCommand final : public Command {
 public:
  std::string_view name() const override { return "lesson"; }
  std::string_view about() const override { return "List, check and run the lessons"; }

  void Declare(CLI::App* app) override {
    app->add_option("ACTION", action_,
                    "list: name the lessons; check: hold them against many seeds; run: print what "
                    "each step says; words: what conditions, quotes and spotlights can name; "
                    "glossary: the words of the lessons")
        ->required();
    app->add_option("LESSON", lessons_,
                    "A built-in lesson's name, or a folder; check without any checks all built-in "
                    "ones");
    app->add_option("--lang", language_, "en or zh, for list and run")->capture_default_str();
    app->add_option("--seeds", seeds_, "check: with seeds 1 to N and the lesson's own")
        ->check(WholeNumber())
        ->type_name("N")
        ->capture_default_str();
    app->add_option("--seed", seed_, "run: another seed")->check(WholeNumber())->type_name("N");
    app->add_flag("--json", json_, "Print one JSON object");
  }

  int Run() override {
    const auto found = std::ranges::find(kLessonLanguages, language_);
    if (found == kLessonLanguages.end()) {
      return Fail("--lang: there is no " + language_ + ", expected en or zh", kWrongUsage);
    }
    text_ = static_cast<size_t>(found - kLessonLanguages.begin());
    if (seeds_ < 1 || seeds_ > 10000) {
      return Fail("--seeds: " + std::to_string(seeds_) + " is out of range, expected 1..10000",
                  kWrongUsage);
    }
    if (action_ == "list") return List();
    if (action_ == "check") return Check();
    if (action_ == "run") return RunOne();
    if (action_ == "words") return Words();
    if (action_ == "glossary") return Glossary();
    return Fail("lesson: there is no " + action_ + ", expected list, check, run, words or glossary",
                kWrongUsage);
  }

 private:
  int List() const {
    std::string text;
    Json all = Json::array();
    for (const std::string& name : BuiltInLessonNames()) {
      Lesson lesson;
      if (const Status s = LoadLesson(name, &lesson); !s.ok()) return Fail(MessageOf(s));
      const LessonText& words = lesson.texts[text_];
      text += name + "  " + words.title + ", " + Grouped(lesson.steps.size()) + " steps\n    " +
              words.about + "\n";
      all.push_back({{"name", name},
                     {"title", words.title},
                     {"about", words.about},
                     {"steps", lesson.steps.size()}});
    }
    return json_ ? PrintJson({{"lessons", all}}) : PrintOrFail(text);
  }

  int Check() {
    bool good = true;
    if (lessons_.empty()) {
      lessons_ = BuiltInLessonNames();
      good = CheckGlossary();
    }
    Json all = Json::array();
    for (const std::string& name : lessons_) {
      LessonFiles files;
      if (const Status s = ReadLessonFiles(name, &files); !s.ok()) {
        return Fail(MessageOf(s), kWrongUsage);
      }
      const LessonCheck check = CheckLesson(files, seeds_);
      good = good && check.problems.empty();
      if (json_) {
        all.push_back(AsJson(name, check));
      } else if (!Tell(name, check)) {
        return kFailed;
      }
    }
    if (json_ && PrintJson({{"ok", good}, {"lessons", all}}) != kDone) return kFailed;
    return good ? kDone : kFailed;
  }

  static bool CheckGlossary() {
    std::vector<std::string> problems;
    ParseGlossary(BuiltInGlossary(), &problems);
    for (const std::string& problem : problems) Fail("glossary.json: " + problem);
    return problems.empty();
  }

  int Glossary() const {
    std::vector<std::string> problems;
    std::string text;
    Json all = Json::object();
    for (const GlossaryTerm& term : ParseGlossary(BuiltInGlossary(), &problems)) {
      const GlossaryText& words = term.texts[text_];
      text += words.term + "\n    " + words.meaning + "\n";
      all[term.id] = {{"term", words.term}, {"meaning", words.meaning}};
    }
    return json_ ? PrintJson(all) : PrintOrFail(text);
  }

  // Problems go to standard error, as compilers do it.
  bool Tell(const std::string& name, const LessonCheck& check) const {
    for (const std::string& problem : check.problems) Fail(problem);
    if (!check.problems.empty()) return true;
    std::string text = name + ": " + Grouped(check.steps) + " steps in " +
                       std::to_string(kLessonLanguages.size()) + " languages hold with " +
                       Grouped(check.seeds) + " seeds\n";
    for (const AnswerCount& answer : check.answers) {
      text += "  " + answer.step + ": the answer was " + answer.choice + " " +
              Grouped(answer.seeds) + (answer.seeds == 1 ? " time\n" : " times\n");
    }
    return Print(text);
  }

  static Json AsJson(const std::string& name, const LessonCheck& check) {
    Json answers = Json::array();
    for (const AnswerCount& answer : check.answers) {
      answers.push_back(
          {{"step", answer.step}, {"choice", answer.choice}, {"seeds", answer.seeds}});
    }
    return {{"name", name},         {"ok", check.problems.empty()}, {"steps", check.steps},
            {"seeds", check.seeds}, {"answers", answers},           {"problems", check.problems}};
  }

  int RunOne() const {
    if (lessons_.size() != 1) {
      return Fail("lesson run needs one lesson (lesson list names the built-in ones)", kWrongUsage);
    }
    Lesson lesson;
    if (const Status s = LoadLesson(lessons_.front(), &lesson); !s.ok()) {
      return Fail(MessageOf(s), kWrongUsage);
    }
    std::shared_ptr<trace::Trace> trace;
    const uint64_t seed = seed_.value_or(lesson.scenario.seed);
    if (const Status s = RunLesson(lesson, seed, &trace); !s.ok()) return Fail(MessageOf(s));
    const PlayedLesson played = PlayLesson(lesson, *trace);
    const int printed = json_ ? PrintJson(AsJson(lesson, played, seed))
                              : PrintOrFail(AsText(lesson, played, *trace));
    for (const std::string& problem : played.problems) {
      Fail(lesson.name + ": seed " + std::to_string(seed) + ": " + problem);
    }
    return played.problems.empty() ? printed : kFailed;
  }

  std::string AsText(const Lesson& lesson, const PlayedLesson& played,
                     const trace::Trace& trace) const {
    const LessonText& words = lesson.texts[text_];
    std::string text = words.title + "\n" + words.about + "\n";
    for (size_t i = 0; i < played.steps.size(); i++) {
      const PlayedStep& step = played.steps[i];
      const StepText& says = step.texts[text_];
      text += "\n" + std::to_string(i + 1) + "/" + std::to_string(lesson.steps.size()) + "  " +
              says.title + "\n     " + Where(trace, step.position) + ", " +
              lesson.steps[i].spotlight->name + "\n";
      for (const std::string& paragraph : says.paragraphs) text += "  " + paragraph + "\n";
      if (!lesson.steps[i].choices.empty()) text += Question(lesson.steps[i], step, trace);
    }
    return text;
  }

  std::string Question(const LessonStep& step, const PlayedStep& played,
                       const trace::Trace& trace) const {
    const StepText& says = played.texts[text_];
    std::string text;
    for (size_t i = 0; i < step.choices.size(); i++) {
      const bool answer = played.answer_position != 0 && i == played.answer;
      text += std::string(answer ? "  * " : "  - ") + says.choices[i] + "\n";
      if (!says.explanations.empty()) text += "      " + says.explanations[i] + "\n";
    }
    if (played.answer_position != 0) {
      text += "     " + Where(trace, played.answer_position) + ", " + step.answer_spotlight->name +
              "\n";
    }
    return text;
  }

  static std::string Where(const trace::Trace& trace, uint64_t position) {
    return "event " + Grouped(position) + ", " +
           trace::ReadableNanos(trace.events.At(position).time_ns);
  }

  Json AsJson(const Lesson& lesson, const PlayedLesson& played, uint64_t seed) const {
    Json steps = Json::array();
    for (size_t i = 0; i < played.steps.size(); i++) {
      const PlayedStep& step = played.steps[i];
      const StepText& says = step.texts[text_];
      Json json = {{"id", lesson.steps[i].id},
                   {"position", step.position},
                   {"spotlight", lesson.steps[i].spotlight->name},
                   {"title", says.title},
                   {"text", says.paragraphs}};
      if (step.answer_position != 0) {
        json["answer"] = lesson.steps[i].choices[step.answer].id;
        json["answer_position"] = step.answer_position;
        json["choices"] = says.choices;
        json["explanations"] = says.explanations;
      }
      steps.push_back(std::move(json));
    }
    return {{"name", lesson.name},
            {"title", lesson.texts[text_].title},
            {"seed", seed},
            {"steps", steps},
            {"problems", played.problems}};
  }

  int Words() const {
    std::string text = "Values, for conditions and for quotes in texts\n";
    Json values = Json::object(), spotlights = Json::object();
    for (const trace::StateValue& value : trace::StateValues()) {
      text += "  " + value.name + "  " + std::string(value.doc) + "\n";
      values[value.name] = std::string(value.doc);
    }
    text +=
        "  event.kind  kind of the event that has just happened\n"
        "  event.FIELD  one of its fields (lsmscope events shows them)\n"
        "  cause.kind, cause.FIELD  the same of the event that it answers\n"
        "\nSpotlights\n";
    for (const Spotlight& spotlight : Spotlights()) {
      text += "  " + spotlight.name + "  " + std::string(spotlight.doc) + "\n";
      spotlights[spotlight.name] = std::string(spotlight.doc);
    }
    return json_ ? PrintJson({{"values", values}, {"spotlights", spotlights}}) : PrintOrFail(text);
  }

  std::string action_;
  std::vector<std::string> lessons_;
  std::string language_ = "en";
  size_t text_ = 0;  // of a lesson's texts
  uint64_t seeds_ = 20;
  std::optional<uint64_t> seed_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> NewLessonCommand() { return std::make_unique<LessonCommand>(); }

}  // namespace lsm::sim
