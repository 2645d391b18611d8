// Moving through a lesson. Each step stands at an event of the run; the answer to a question is
// where the run has gone on to.
#include <algorithm>
#include <cmath>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/lesson_session.h"

namespace lsm::gui {
namespace {

// How long the run takes from a question to its answer, in seconds.
constexpr double kAnswerSeconds = 2.5;

const sim::LessonStep& StepOf(const AppModel& model) {
  return model.session().lesson()->lesson.steps[model.ui.lesson.step];
}
const sim::PlayedStep& PlayedOf(const AppModel& model) {
  return model.session().lesson()->played.steps[model.ui.lesson.step];
}

void ShowAnswer(AppModel& model) {
  LessonProgress& lesson = model.ui.lesson;
  lesson.answered.insert(lesson.step);
  Apply(model, SeekTo{PlayedOf(model).answer_position});
}

void ShowStep(AppModel& model, size_t step) {
  LessonProgress& lesson = model.ui.lesson;
  lesson.step = step;
  const sim::PlayedStep& played = PlayedOf(model);
  const bool answered = lesson.answered.contains(step);
  Apply(model, SeekTo{answered ? played.answer_position : played.position});
}

}  // namespace

void Apply(AppModel& model, const ShowLessonStep& action) {
  const OpenLesson* open = model.session().lesson();
  if (open == nullptr || open->lesson.steps.empty()) return;
  ShowStep(model, std::min(action.step, open->lesson.steps.size() - 1));
}

void Apply(AppModel& model, const LessonNext& action) {
  const OpenLesson* open = model.session().lesson();
  if (open == nullptr) return;
  LessonProgress& lesson = model.ui.lesson;
  if (action.direction < 0) {
    if (lesson.step > 0) ShowStep(model, lesson.step - 1);
    return;
  }
  const bool asks = !StepOf(model).choices.empty() && !lesson.answered.contains(lesson.step);
  if (!asks) {
    if (lesson.step + 1 < open->lesson.steps.size()) ShowStep(model, lesson.step + 1);
  } else if (model.ui.reduced_motion || lesson.run_to != 0) {
    ShowAnswer(model);
  } else {
    Apply(model, SeekTo{PlayedOf(model).position});
    lesson.run_to = PlayedOf(model).answer_position;
  }
}

void Apply(AppModel& model, const ToggleLessonWords&) {
  if (model.session().lesson() == nullptr) return;
  LessonProgress& lesson = model.ui.lesson;
  lesson.words_open = !lesson.words_open;
  lesson.show_words = lesson.words_open ? 3 : 0;
}

void Apply(AppModel& model, const LessonChoose& action) {
  const OpenLesson* open = model.session().lesson();
  if (open == nullptr || action.choice >= StepOf(model).choices.size()) return;
  LessonProgress& lesson = model.ui.lesson;
  // A prediction is made before the answer is known.
  if (lesson.answered.contains(lesson.step) || lesson.run_to != 0) return;
  lesson.chosen[lesson.step] = action.choice;
}

void Apply(AppModel& model, const LessonChooseNext& action) {
  const OpenLesson* open = model.session().lesson();
  if (open == nullptr || StepOf(model).choices.empty()) return;
  const size_t count = StepOf(model).choices.size();
  const auto chosen = model.ui.lesson.chosen.find(model.ui.lesson.step);
  if (chosen == model.ui.lesson.chosen.end()) {
    return Apply(model, LessonChoose{action.direction > 0 ? 0 : count - 1});
  }
  const size_t by = action.direction > 0 ? 1 : count - 1;
  Apply(model, LessonChoose{(chosen->second + by) % count});
}

bool AdvanceLesson(AppModel& model, double seconds) {
  UiState& ui = model.ui;
  if (ui.lesson.run_to == 0) return false;
  const sim::PlayedStep& played = PlayedOf(model);
  const double events = static_cast<double>(played.answer_position - played.position);
  ui.story_carry += seconds * std::max(1.0, events / kAnswerSeconds);
  const double whole = std::floor(ui.story_carry);
  ui.story_carry -= whole;
  ui.position = std::min(ui.position + static_cast<uint64_t>(whole), ui.lesson.run_to);
  if (ui.position == ui.lesson.run_to) ShowAnswer(model);
  return true;
}

}  // namespace lsm::gui
