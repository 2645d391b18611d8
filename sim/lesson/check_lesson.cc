#include "sim/lesson/check_lesson.h"

#include <algorithm>
#include <memory>

#include "sim/cli/text.h"
#include "sim/lesson/play_lesson.h"

namespace lsm::sim {
namespace {

std::vector<uint64_t> SeedsOf(const Lesson& lesson, uint64_t most) {
  std::vector<uint64_t> seeds = {lesson.scenario.seed};
  for (uint64_t seed = 1; seed <= most; seed++) {
    if (seed != lesson.scenario.seed) seeds.push_back(seed);
  }
  return seeds;
}

void CountAnswers(const Lesson& lesson, const PlayedLesson& played, LessonCheck* check) {
  for (size_t i = 0; i < played.steps.size(); i++) {
    if (lesson.steps[i].choices.empty() || played.steps[i].answer_position == 0) continue;
    const std::string& choice = lesson.steps[i].choices[played.steps[i].answer].id;
    const auto same = [&](const AnswerCount& count) {
      return count.step == lesson.steps[i].id && count.choice == choice;
    };
    const auto found = std::ranges::find_if(check->answers, same);
    if (found != check->answers.end()) {
      found->seeds++;
    } else {
      check->answers.push_back({.step = lesson.steps[i].id, .choice = choice, .seeds = 1});
    }
  }
}

}  // namespace

LessonCheck CheckLesson(const LessonFiles& files, uint64_t seeds) {
  LessonCheck check;
  Lesson lesson;
  check.problems = ParseLesson(files, &lesson);
  check.steps = lesson.steps.size();
  if (!check.problems.empty()) return check;
  for (const uint64_t seed : SeedsOf(lesson, seeds)) {
    check.seeds++;
    const std::string where = files.folder + "lesson.json: seed " + std::to_string(seed) + ": ";
    std::shared_ptr<trace::Trace> trace;
    if (const Status s = RunLesson(lesson, seed, &trace); !s.ok()) {
      check.problems.push_back(where + MessageOf(s));
      continue;
    }
    const PlayedLesson played = PlayLesson(lesson, *trace);
    for (const std::string& problem : played.problems) check.problems.push_back(where + problem);
    CountAnswers(lesson, played, &check);
  }
  return check;
}

}  // namespace lsm::sim
