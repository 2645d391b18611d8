#include "sim/lesson/markdown.h"

namespace lsm::sim {
namespace {

std::string_view Trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A broken line goes on with a space, but not between two Chinese characters.
void AddLine(std::string* text, std::string_view line) {
  if (!text->empty() && (IsAscii(text->back()) || IsAscii(line.front()))) *text += ' ';
  text->append(line);
}

class MarkdownReader {
 public:
  explicit MarkdownReader(std::vector<std::string>* problems) : problems_(problems) {}

  void Line(std::string_view raw) {
    line_++;
    const std::string_view line = Trimmed(raw);
    if (line.empty()) {
      open_ = nullptr;
    } else if (line.starts_with("## ")) {
      BeginStep(line.substr(3));
    } else if (line.starts_with("# ")) {
      BeginLesson(line.substr(2));
    } else if (line.starts_with("- ")) {
      Item(line.substr(2), &MarkdownStep::choices);
    } else if (line.starts_with("> ")) {
      Item(line.substr(2), &MarkdownStep::explanations);
    } else {
      Words(line);
    }
  }

  MarkdownLesson Take() { return std::move(lesson_); }

 private:
  void Problem(const std::string& what) {
    problems_->push_back(std::to_string(line_) + ": " + what);
  }

  void BeginLesson(std::string_view title) {
    if (!lesson_.title.empty()) return Problem("a second title, expected ## step-id: Title");
    lesson_.title = Trimmed(title);
    open_ = nullptr;
  }

  // "id: text"; false, and a problem, if there is no id or no text.
  bool SplitId(std::string_view line, std::string_view what, std::string* id, std::string* text) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      Problem("expected " + std::string(what));
      return false;
    }
    *id = Trimmed(line.substr(0, colon));
    *text = Trimmed(line.substr(colon + 1));
    if (!text->empty()) return true;
    Problem("nothing after " + *id + ":, expected " + std::string(what));
    return false;
  }

  void BeginStep(std::string_view line) {
    MarkdownStep step{.line = line_};
    open_ = nullptr;
    if (!SplitId(line, "## step-id: Title", &step.id, &step.title)) return;
    lesson_.steps.push_back(std::move(step));
  }

  void Item(std::string_view line, std::vector<MarkdownItem> MarkdownStep::*list) {
    MarkdownItem item{.line = line_};
    open_ = nullptr;
    if (lesson_.steps.empty()) return Problem("a choice before the first step");
    if (!SplitId(line, "choice-id: text", &item.id, &item.text)) return;
    std::vector<MarkdownItem>& items = lesson_.steps.back().*list;
    items.push_back(std::move(item));
    open_ = &items.back().text;
  }

  void Words(std::string_view line) {
    if (open_ != nullptr) return AddLine(open_, line);
    if (lesson_.steps.empty()) {
      if (lesson_.title.empty()) return Problem("text before the title, expected # Title");
      return AddLine(&lesson_.about, line);
    }
    lesson_.steps.back().paragraphs.emplace_back(line);
    open_ = &lesson_.steps.back().paragraphs.back();
  }

  std::vector<std::string>* const problems_;
  MarkdownLesson lesson_;
  std::string* open_ = nullptr;  // the text that the next line goes on with
  size_t line_ = 0;
};

}  // namespace

MarkdownLesson ParseMarkdown(std::string_view text, std::vector<std::string>* problems) {
  MarkdownReader reader(problems);
  while (!text.empty()) {
    const size_t end = text.find('\n');
    reader.Line(text.substr(0, end));
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  return reader.Take();
}

}  // namespace lsm::sim
