// lesson.json -> Lesson, without its texts.
#ifndef LSMSCOPE_SIM_LESSON_LESSON_JSON_H_
#define LSMSCOPE_SIM_LESSON_LESSON_JSON_H_

#include <string>
#include <string_view>
#include <vector>

#include "sim/lesson/lesson.h"

namespace lsm::sim {

//   {"scenario": "write-stall",              a built-in scenario's name, or a whole scenario
//    "set": ["seed=7"],                      changes it, as `run --set` does
//    "steps": [{"id": "full", "until": "...", "spotlight": "memtable",
//               "predict": {"choices": [{"id": "flush", "when": "..."}, ...], "spotlight": "l0"}}]}
//
// Problems are lines "step full: until: column 7: ...", without the file's name.
void ParseLessonJson(std::string_view text, Lesson* lesson, std::vector<std::string>* problems);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_LESSON_JSON_H_
