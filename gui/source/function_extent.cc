#include "gui/source/function_extent.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace lsm::gui {
namespace {

// The source's characters that are neither comment, literal nor preprocessor line, one at a time.
class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) { SkipNoise(); }

  bool done() const { return at_ >= source_.size(); }
  char now() const { return source_[at_]; }
  int line() const { return line_; }
  void Next() {
    Step();
    SkipNoise();
  }

 private:
  bool Starts(std::string_view text) const { return source_.substr(at_).starts_with(text); }
  void Step() {
    if (source_[at_] == '\n') line_++;
    at_++;
  }
  void StepPast(std::string_view end) {
    const size_t found = source_.find(end, at_);
    const size_t stop = found == std::string_view::npos ? source_.size() : found + end.size();
    while (at_ < stop) Step();
  }
  bool AtLineStart() const {
    for (size_t i = at_; i > 0 && source_[i - 1] != '\n'; i--) {
      if (std::isspace(static_cast<unsigned char>(source_[i - 1])) == 0) return false;
    }
    return true;
  }
  void SkipDirective() {
    while (!done() && source_[at_] != '\n') {
      if (Starts("\\\n")) Step();  // goes on in the next line
      Step();
    }
  }
  void SkipQuoted(char quote) {
    Step();
    while (!done() && source_[at_] != quote && source_[at_] != '\n') {
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) Step();
      Step();
    }
    if (!done()) Step();
  }
  void SkipRawString() {
    const size_t open = source_.find('(', at_);
    if (open == std::string_view::npos) return StepPast(")\"");
    StepPast(")" + std::string(source_.substr(at_ + 2, open - at_ - 2)) + "\"");
  }
  // 1'000 has a mark that opens nothing.
  bool IsDigitSeparator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(source_[at_ - 1])) != 0;
  }
  void SkipNoise() {
    while (!done()) {
      if (Starts("//")) {
        StepPast("\n");
      } else if (Starts("/*")) {
        StepPast("*/");
      } else if (Starts("R\"")) {
        SkipRawString();
      } else if (now() == '"') {
        SkipQuoted('"');
      } else if (now() == '\'' && !IsDigitSeparator()) {
        SkipQuoted('\'');
      } else if (now() == '#' && AtLineStart()) {
        SkipDirective();
      } else {
        return;
      }
    }
  }

  const std::string_view source_;
  size_t at_ = 0;
  int line_ = 1;
};

// What has been read since the last statement or block ended.
struct HeadOfBlock {
  std::string text;
  int first_line = 0;
};

bool HasWord(std::string_view text, std::string_view word) {
  const auto is_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !is_name(text[at - 1])) && (end == text.size() || !is_name(text[end]))) {
      return true;
    }
  }
  return false;
}

// A namespace or a type: functions may stand in it.
bool OpensScope(const HeadOfBlock& heading) {
  if (HasWord(heading.text, "namespace") || HasWord(heading.text, "extern")) return true;
  // `class Mutex CAPABILITY("mutex") {` has brackets, `struct Pair Make() {` is a function; a
  // type's name and its attributes end before any of a function's brackets begin.
  const bool type = HasWord(heading.text, "class") || HasWord(heading.text, "struct") ||
                    HasWord(heading.text, "union") || HasWord(heading.text, "enum");
  return type &&
         (heading.text.find(')') == std::string::npos || HasWord(heading.text, "CAPABILITY") ||
          HasWord(heading.text, "alignas") || HasWord(heading.text, "SCOPED_CAPABILITY"));
}

bool OpensFunction(const HeadOfBlock& heading) {
  const size_t bracket = heading.text.find('(');
  if (bracket == std::string::npos) return false;
  // `const auto x = Make({` is a variable, `operator=(` is not.
  const std::string_view before = std::string_view(heading.text).substr(0, bracket);
  return before.find('=') == std::string_view::npos || HasWord(before, "operator");
}

class FunctionFinder {
 public:
  explicit FunctionFinder(std::string_view source) : scanner_(source) {}

  std::vector<LineRange> Find() {
    while (!scanner_.done()) Take(scanner_.now());
    return std::move(found_);
  }

 private:
  void Take(char c) {
    if (c == '{') {
      if (OpensScope(heading_)) {
        heading_ = {};
      } else {
        return SkipBlock();
      }
    } else if (c == '}' || c == ';') {
      heading_ = {};
    } else if (std::isspace(static_cast<unsigned char>(c)) == 0 || !heading_.text.empty()) {
      if (heading_.text.empty()) heading_.first_line = scanner_.line();
      heading_.text.push_back(c);
      if (IsAccessLabel()) heading_ = {};
    }
    scanner_.Next();
  }

  bool IsAccessLabel() const {
    return heading_.text == "public:" || heading_.text == "private:" ||
           heading_.text == "protected:";
  }

  // At a brace that opens no scope. What follows it tells a body from a member's initialiser.
  void SkipBlock() {
    int depth = 0;
    int last_line = 0;
    do {
      if (scanner_.now() == '{') depth++;
      if (scanner_.now() == '}') depth--;
      last_line = scanner_.line();
      scanner_.Next();
    } while (!scanner_.done() && depth > 0);
    while (!scanner_.done() && std::isspace(static_cast<unsigned char>(scanner_.now())) != 0) {
      scanner_.Next();
    }
    const bool goes_on = !scanner_.done() &&
                         (scanner_.now() == ',' || scanner_.now() == '{' || scanner_.now() == ')');
    if (goes_on) {
      heading_.text += "{}";
      return;
    }
    if (OpensFunction(heading_)) found_.push_back({heading_.first_line, last_line});
    heading_ = {};
  }

  Scanner scanner_;
  HeadOfBlock heading_;
  std::vector<LineRange> found_;
};

bool IsComment(std::string_view line) {
  const size_t text = line.find_first_not_of(" \t");
  return text != std::string_view::npos && line.substr(text).starts_with("//");
}

}  // namespace

std::vector<LineRange> FunctionsIn(std::string_view source) {
  return FunctionFinder(source).Find();
}

std::optional<LineRange> FunctionAround(std::string_view source, int line) {
  for (LineRange range : FunctionsIn(source)) {
    if (line < range.first || line > range.last) continue;
    const std::vector<std::string_view> lines = LinesOf(source);
    while (range.first > 1 && IsComment(lines[static_cast<size_t>(range.first) - 2])) range.first--;
    return range;
  }
  return std::nullopt;
}

std::vector<std::string_view> LinesOf(std::string_view source) {
  std::vector<std::string_view> lines;
  while (!source.empty()) {
    const size_t end = std::min(source.find('\n'), source.size());
    lines.push_back(source.substr(0, end));
    source.remove_prefix(std::min(end + 1, source.size()));
  }
  return lines;
}

}  // namespace lsm::gui
