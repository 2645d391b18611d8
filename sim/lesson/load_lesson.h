// Reads lessons: those that the program carries with it, and folders with the same three files.
#ifndef LSMSCOPE_SIM_LESSON_LOAD_LESSON_H_
#define LSMSCOPE_SIM_LESSON_LOAD_LESSON_H_

#include <string>
#include <string_view>
#include <vector>

#include "sim/lesson/lesson.h"

namespace lsm::sim {

// The three files of a lesson, as text.
struct LessonFiles {
  std::string name;    // of the folder
  std::string folder;  // stands before the files' names in messages: "lessons/01_write_stall/"
  std::string json;
  std::string english;
  std::string chinese;
};

// Names of the lessons that the program carries with it, sorted.
std::vector<std::string> BuiltInLessonNames();

// Whether this is a built-in lesson's name or a folder with a lesson.json.
bool IsLesson(const std::string& name_or_folder);

// Errors name the file, or the lessons that there are.
[[nodiscard]] Status ReadLessonFiles(const std::string& name_or_folder, LessonFiles* files);

// Everything that is wrong, a line each: "FOLDER/lesson.json: step delay: until: column 7: ...".
// Empty: *lesson is whole. The files may be hostile.
//
// Limits: 256 KiB a file, 64 steps, 8 choices.
std::vector<std::string> ParseLesson(const LessonFiles& files, Lesson* lesson);

// Both; the error is the first line.
[[nodiscard]] Status LoadLesson(const std::string& name_or_folder, Lesson* lesson);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_LOAD_LESSON_H_
