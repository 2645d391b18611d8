// The text of a lesson in one language: a small part of Markdown.
//
//   # Title of the lesson
//   What it is about.
//
//   ## step-id: Title of the step
//   Sentences. {l0.files} quotes a value.
//
//   - choice-id: what the learner can choose
//   > choice-id: what to say about it when the answer is known
#ifndef LSMSCOPE_SIM_LESSON_MARKDOWN_H_
#define LSMSCOPE_SIM_LESSON_MARKDOWN_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::sim {

struct MarkdownItem {
  size_t line = 0;
  std::string id;
  std::string text;
};

struct MarkdownStep {
  size_t line = 0;
  std::string id;
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<MarkdownItem> choices;
  std::vector<MarkdownItem> explanations;
};

struct MarkdownLesson {
  std::string title;
  std::string about;
  std::vector<MarkdownStep> steps;
};

// Problems are lines "12: expected ...", without the file's name.
MarkdownLesson ParseMarkdown(std::string_view text, std::vector<std::string>* problems);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_LESSON_MARKDOWN_H_
