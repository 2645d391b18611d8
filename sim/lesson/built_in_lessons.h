// The lessons that the program carries with it: the folders of lessons/, turned into this table by
// CMake.
#ifndef LSMSCOPE_SIM_LESSON_BUILT_IN_LESSONS_H_
#define LSMSCOPE_SIM_LESSON_BUILT_IN_LESSONS_H_

#include <span>
#include <string_view>

namespace lsm::sim {

struct BuiltInLesson {
  std::string_view name;  // of the folder
  std::string_view json;
  std::string_view english;
  std::string_view chinese;
};

// By name.
std::span<const BuiltInLesson> BuiltInLessons();

// lessons/glossary.json.
std::string_view BuiltInGlossary();

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_BUILT_IN_LESSONS_H_
