// The words of the lessons, with what they mean, in every language of the lessons.
#ifndef LSMSCOPE_SIM_LESSON_GLOSSARY_H_
#define LSMSCOPE_SIM_LESSON_GLOSSARY_H_

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/lesson/lesson.h"

namespace lsm::sim {

struct GlossaryText {
  std::string term;
  std::string meaning;
};

struct GlossaryTerm {
  std::string id;
  std::array<GlossaryText, kLessonLanguages.size()> texts;
};

// Problems are lines "term wal: zh: ...", without the file's name.
std::vector<GlossaryTerm> ParseGlossary(std::string_view json, std::vector<std::string>* problems);

// Those whose term stands in the text, in the order in which it first does. Capitals do not count;
// what a term has in brackets is no part of it ("合并（compaction）"). `language` indexes texts.
std::vector<GlossaryTerm> TermsIn(std::string_view text, std::span<const GlossaryTerm> glossary,
                                  size_t language);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_GLOSSARY_H_
