// A lesson over a run: which event each step stands at, what it then points at and says, and what
// the engine answered.
#ifndef LSMSCOPE_SIM_LESSON_PLAY_LESSON_H_
#define LSMSCOPE_SIM_LESSON_PLAY_LESSON_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lsm/status.h"
#include "sim/lesson/lesson.h"
#include "traces/trace.h"

namespace lsm::sim {

struct PlayedStep {
  uint64_t position = 0;
  SpotlightTarget spotlight;
  // As in the lesson, with the quoted values of this run. Explanations quote the answer's moment.
  std::array<StepText, kLessonLanguages.size()> texts;
  // Of a step that asks: where the run goes on to.
  size_t answer = 0;  // of LessonStep::choices
  uint64_t answer_position = 0;
  SpotlightTarget answer_spotlight;
};

struct PlayedLesson {
  std::vector<PlayedStep> steps;  // fewer than the lesson has if the run never came to the next one
  // What does not fit the run, a line each: "step stop: until: l0.files >= 12 does not ...".
  std::vector<std::string> problems;
};

// One pass over the trace.
PlayedLesson PlayLesson(const Lesson& lesson, const trace::Trace& trace);

// Simulates the lesson's scenario with `seed`. Incomplete once *cancel is true (null: never).
[[nodiscard]] Status RunLesson(const Lesson& lesson, uint64_t seed,
                               std::shared_ptr<trace::Trace>* trace,
                               const std::atomic<bool>* cancel = nullptr);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_PLAY_LESSON_H_
