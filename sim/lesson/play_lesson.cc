#include "sim/lesson/play_lesson.h"

#include <algorithm>
#include <utility>

#include "sim/lesson/quotes.h"
#include "sim/run/simulate_to_trace.h"
#include "traces/format/units.h"

namespace lsm::sim {
namespace {

// Is told every moment of the run, in order, and moves through the lesson.
class Player {
 public:
  explicit Player(const Lesson& lesson) : lesson_(lesson) {}

  // REQUIRES: !Done().
  void OnMoment(uint64_t position, const trace::Moment& moment) {
    if (asking_) {
      if (!Answer(position, moment)) return;
    } else if (Current().until.Holds(moment)) {
      Reach(position, moment);
    }
    // Steps that say more about the same moment.
    while (!Done() && !asking_ && Current().until.empty()) Reach(position, moment);
  }

  bool Done() const { return step_ == lesson_.steps.size(); }

  PlayedLesson Finish(uint64_t events) {
    if (!Done()) ProblemAtEnd(events);
    return std::move(played_);
  }

 private:
  const LessonStep& Current() const { return lesson_.steps[step_]; }

  void Problem(const std::string& what) {
    played_.problems.push_back("step " + Current().id + ": " + what);
  }

  void Reach(uint64_t position, const trace::Moment& moment) {
    PlayedStep played{.position = position};
    played.spotlight = Point(Current().spotlight, "spotlight", moment);
    for (size_t i = 0; i < played.texts.size(); i++) {
      const StepText& text = lesson_.texts[i].steps[step_];
      played.texts[i] = {.title = Fill(i, text.title, moment),
                         .paragraphs = Fill(i, text.paragraphs, moment),
                         .choices = Fill(i, text.choices, moment)};
    }
    played_.steps.push_back(std::move(played));
    asking_ = !Current().choices.empty();
    if (!asking_) step_++;
  }

  // Whether one of the choices has come true.
  bool Answer(uint64_t position, const trace::Moment& moment) {
    std::vector<size_t> held;
    const std::vector<LessonChoice>& choices = Current().choices;
    for (size_t i = 0; i < choices.size(); i++) {
      if (choices[i].when.Holds(moment)) held.push_back(i);
    }
    if (held.empty()) return false;
    if (held.size() > 1) {
      Problem("choices " + choices[held[0]].id + " and " + choices[held[1]].id +
              " come true at the same event " + trace::Grouped(position) +
              ", expected conditions that exclude each other");
    }
    PlayedStep& played = played_.steps.back();
    played.answer = held[0];
    played.answer_position = position;
    played.answer_spotlight = Point(Current().answer_spotlight, "predict: spotlight", moment);
    for (size_t i = 0; i < played.texts.size(); i++) {
      played.texts[i].explanations = Fill(i, lesson_.texts[i].steps[step_].explanations, moment);
    }
    asking_ = false;
    step_++;
    return true;
  }

  SpotlightTarget Point(const Spotlight* spotlight, const std::string& what,
                        const trace::Moment& moment) {
    const auto target = spotlight->find(moment.state, spotlight->argument);
    if (!target) {
      Problem(what + ": at event " + trace::Grouped(moment.state.position) + " there is no " +
              spotlight->name + ", expected something that is there then");
    }
    return target.value_or(SpotlightTarget{});
  }

  std::string Fill(size_t language, const std::string& text, const trace::Moment& moment) {
    std::vector<std::string> missing;
    std::string filled = FillQuotes(text, moment, &missing);
    for (const std::string& name : missing) {
      Problem(std::string(kLessonLanguages[language]) + ".md quotes {" + name + "}, which event " +
              trace::Grouped(moment.state.position) + " does not have");
    }
    return filled;
  }
  std::vector<std::string> Fill(size_t language, const std::vector<std::string>& texts,
                                const trace::Moment& moment) {
    std::vector<std::string> filled;
    for (const std::string& text : texts) filled.push_back(Fill(language, text, moment));
    return filled;
  }

  void ProblemAtEnd(uint64_t events) {
    const PlayedStep* last = played_.steps.empty() ? nullptr : &played_.steps.back();
    if (asking_) {
      return Problem("no choice comes true after event " + trace::Grouped(last->position) +
                     ", expected one before the run ends with event " + trace::Grouped(events));
    }
    uint64_t from = 0;
    if (last != nullptr) from = std::max(last->position, last->answer_position);
    Problem("until: " + Current().until.text() + " does not come true after event " +
            trace::Grouped(from) + ", expected before the run ends with event " +
            trace::Grouped(events));
  }

  const Lesson& lesson_;
  PlayedLesson played_;
  size_t step_ = 0;
  bool asking_ = false;  // the current step was reached and waits for its answer
};

}  // namespace

PlayedLesson PlayLesson(const Lesson& lesson, const trace::Trace& trace) {
  Player player(lesson);
  trace::State state;
  state.tables = &trace.tables;
  const uint64_t size = trace.events.size();
  for (uint64_t position = 1; position <= size && !player.Done(); position++) {
    trace::Fold(state, position, trace.events.At(position));
    player.OnMoment(position, trace::MomentAt(state, position, trace.events, trace.tables));
  }
  return player.Finish(size);
}

Status RunLesson(const Lesson& lesson, uint64_t seed, std::shared_ptr<trace::Trace>* trace,
                 const std::atomic<bool>* cancel) {
  Scenario scenario = lesson.scenario;
  scenario.seed = seed;
  return SimulateToTrace(scenario, cancel, trace);
}

}  // namespace lsm::sim
