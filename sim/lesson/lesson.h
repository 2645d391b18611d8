// A lesson: a scenario and steps. Each step waits for a moment of the run, points at something, and
// says a few sentences; some ask the learner what will happen next.
#ifndef LSMSCOPE_SIM_LESSON_LESSON_H_
#define LSMSCOPE_SIM_LESSON_LESSON_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/lesson/spotlight.h"
#include "sim/scenario/scenario.h"
#include "traces/query/condition.h"

namespace lsm::sim {

// In the order of Lesson::texts.
inline constexpr std::array<std::string_view, 2> kLessonLanguages = {"en", "zh"};

struct LessonChoice {
  std::string id;
  trace::Condition when;  // the first of a step's choices that comes true is the answer
};

struct LessonStep {
  std::string id;
  trace::Condition until;  // empty: at the same moment as the step before
  const Spotlight* spotlight = nullptr;
  std::vector<LessonChoice> choices;            // empty: the step asks nothing
  const Spotlight* answer_spotlight = nullptr;  // where to look once the answer is known
};

// What one step says, in one language. Texts may quote values of the moment: {l0.files}.
struct StepText {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<std::string> choices;       // in the order of LessonStep::choices
  std::vector<std::string> explanations;  // why it is, or is not, the answer
};

struct LessonText {
  std::string title;
  std::string about;
  std::vector<StepText> steps;  // in the order of Lesson::steps
};

struct Lesson {
  std::string name;  // of the folder
  Scenario scenario;
  std::vector<LessonStep> steps;
  std::array<LessonText, kLessonLanguages.size()> texts;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_LESSON_H_
