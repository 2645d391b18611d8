// Whether a lesson holds with many seeds: every step is reached, points at something, and quotes
// values that are there.
#ifndef LSMSCOPE_SIM_LESSON_CHECK_LESSON_H_
#define LSMSCOPE_SIM_LESSON_CHECK_LESSON_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/lesson/lesson.h"
#include "sim/lesson/load_lesson.h"

namespace lsm::sim {

// How often each choice of a step was the answer.
struct AnswerCount {
  std::string step;
  std::string choice;
  uint64_t seeds = 0;
};

struct LessonCheck {
  // A line each: the file, the step, what was expected, and with which seeds. Empty: it holds.
  std::vector<std::string> problems;
  size_t steps = 0;
  size_t seeds = 0;  // that it was played with
  std::vector<AnswerCount> answers;
};

// Plays the lesson with its own seed and with 1 to `seeds`. What is wrong with the files is found
// first; then nothing is run.
LessonCheck CheckLesson(const LessonFiles& files, uint64_t seeds);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_CHECK_LESSON_H_
