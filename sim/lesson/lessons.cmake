# The folders of lessons/ and the glossary, which the program carries with it:
# LSMSCOPE_LESSONS_SOURCE.
set(LESSONS_FOLDER ${CMAKE_SOURCE_DIR}/lessons)
file(GLOB LESSON_FILES CONFIGURE_DEPENDS ${LESSONS_FOLDER}/*/lesson.json)
list(SORT LESSON_FILES)
set(LESSON_ROWS "")
foreach(file IN LISTS LESSON_FILES)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  lsmscope_embed_file(json ${file})
  lsmscope_embed_file(english ${folder}/en.md)
  lsmscope_embed_file(chinese ${folder}/zh.md)
  string(APPEND LESSON_ROWS
    "      {\"${name}\", ${json},\n       ${english},\n       ${chinese}},\n")
endforeach()
lsmscope_embed_file(LESSON_GLOSSARY ${LESSONS_FOLDER}/glossary.json)
set(LSMSCOPE_LESSONS_SOURCE ${CMAKE_CURRENT_BINARY_DIR}/built_in_lessons.cc)
lsmscope_embed_source(${LSMSCOPE_LESSONS_SOURCE} sim/lesson/built_in_lessons.h
"std::span<const BuiltInLesson> BuiltInLessons() {
  static constexpr BuiltInLesson kLessons[] = {
${LESSON_ROWS}  };
  return kLessons;
}

std::string_view BuiltInGlossary() {
  return ${LESSON_GLOSSARY};
}")
