# Turns the folders of lessons/ and the glossary into C++ tables, so that the program needs no path
# to find them. Run by CMake at configure time; a changed file configures again.
set(LESSONS_FOLDER ${CMAKE_SOURCE_DIR}/lessons)
file(GLOB LESSON_FILES CONFIGURE_DEPENDS ${LESSONS_FOLDER}/*/lesson.json)
list(SORT LESSON_FILES)
set(LESSON_ROWS "")
foreach(file IN LISTS LESSON_FILES)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
    ${file} ${folder}/en.md ${folder}/zh.md)
  file(READ ${file} json)
  file(READ ${folder}/en.md english)
  file(READ ${folder}/zh.md chinese)
  string(APPEND LESSON_ROWS "    {\"${name}\", R\"lesson(${json})lesson\",\n"
    "     R\"lesson(${english})lesson\",\n     R\"lesson(${chinese})lesson\"},\n")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${LESSONS_FOLDER}/glossary.json)
file(READ ${LESSONS_FOLDER}/glossary.json LESSON_GLOSSARY)
set(LSMSCOPE_LESSONS_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/built_in_lessons.cc)
file(CONFIGURE OUTPUT ${LSMSCOPE_LESSONS_SOURCE} CONTENT
"// Made by sim/lesson/lessons.cmake.
#include \"sim/lesson/built_in_lessons.h\"

namespace lsm::sim {
namespace {

constexpr BuiltInLesson kLessons[] = {
@LESSON_ROWS@};

}  // namespace

std::span<const BuiltInLesson> BuiltInLessons() { return kLessons; }

std::string_view BuiltInGlossary() {
  return R\"lesson(@LESSON_GLOSSARY@)lesson\";
}

}  // namespace lsm::sim
" @ONLY)
