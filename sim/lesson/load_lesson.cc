#include "sim/lesson/load_lesson.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "sim/cli/text.h"
#include "sim/lesson/built_in_lessons.h"
#include "sim/lesson/lesson_json.h"
#include "sim/lesson/markdown.h"
#include "sim/lesson/quotes.h"

namespace lsm::sim {
namespace {

constexpr size_t kLargestLesson = 256 << 10;  // bytes

Status ReadSmallFile(const std::filesystem::path& path, std::string* text) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return Status::InvalidArgument(path.string() +
                                   ": no such file; expected one, a lesson is a "
                                   "folder with lesson.json, en.md and zh.md");
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (file == nullptr) return Status::InvalidArgument(path.string() + ": cannot be read");
  text->resize(kLargestLesson + 1);
  text->resize(std::fread(text->data(), 1, text->size(), file.get()));
  if (std::ferror(file.get()) != 0) {
    return Status::InvalidArgument(path.string() + ": cannot be read");
  }
  if (text->size() > kLargestLesson) {
    return Status::InvalidArgument(path.string() + ": larger than 256 KiB, expected a lesson");
  }
  return Status::OK();
}

const BuiltInLesson* FindBuiltIn(std::string_view name) {
  const auto all = BuiltInLessons();
  const auto found = std::ranges::find(all, name, &BuiltInLesson::name);
  return found == all.end() ? nullptr : &*found;
}

// Joins one language's text with the steps of lesson.json: the same ids in the same order.
class TextJoiner {
 public:
  TextJoiner(const Lesson& lesson, const MarkdownLesson& source, std::vector<std::string>* problems)
      : lesson_(lesson), source_(source), problems_(problems) {}

  LessonText Join() {
    LessonText text{.title = source_.title, .about = source_.about};
    if (text.title.empty()) Problem("there is no title, expected # Title");
    if (text.about.empty())
      Problem(
          "nothing between the title and the first step, expected what "
          "the lesson is about");
    Quotes("", text.title + text.about);
    for (const LessonStep& step : lesson_.steps) text.steps.push_back(TextOf(step));
    for (const MarkdownStep& step : source_.steps) RefuseUnknown(step);
    return text;
  }

 private:
  void Problem(const std::string& what) { problems_->push_back(what); }
  static std::string At(size_t line) { return std::to_string(line) + ": "; }

  StepText TextOf(const LessonStep& step) {
    const auto found = std::ranges::find(source_.steps, step.id, &MarkdownStep::id);
    if (found == source_.steps.end()) {
      Problem("step " + step.id + ": there is no text, expected ## " + step.id + ": Title");
      return {};
    }
    StepText text{.title = found->title, .paragraphs = found->paragraphs};
    const std::string where = At(found->line) + "step " + step.id + ": ";
    if (text.paragraphs.empty()) Problem(where + "says nothing, expected some sentences");
    Quotes(where, text.title);
    for (const std::string& paragraph : text.paragraphs) Quotes(where, paragraph);
    text.choices = Items(step, where, found->choices, "- ");
    text.explanations = Items(step, where, found->explanations, "> ");
    return text;
  }

  std::vector<std::string> Items(const LessonStep& step, const std::string& where,
                                 const std::vector<MarkdownItem>& items, const std::string& mark) {
    std::vector<std::string> texts;
    for (const LessonChoice& choice : step.choices) {
      const auto found = std::ranges::find(items, choice.id, &MarkdownItem::id);
      if (found == items.end()) {
        Problem(where + "choice " + choice.id + ": there is no text, expected " + mark + choice.id +
                ": text");
        texts.emplace_back();
        continue;
      }
      Quotes(where + "choice " + choice.id + ": ", found->text);
      texts.push_back(found->text);
    }
    for (const MarkdownItem& item : items) {
      if (std::ranges::find(step.choices, item.id, &LessonChoice::id) == step.choices.end()) {
        Problem(At(item.line) + "step " + step.id + ": lesson.json has no choice " + item.id);
      }
    }
    return texts;
  }

  void RefuseUnknown(const MarkdownStep& step) {
    if (std::ranges::find(lesson_.steps, step.id, &LessonStep::id) == lesson_.steps.end()) {
      Problem(At(step.line) + "lesson.json has no step " + step.id);
    }
    if (std::ranges::count(source_.steps, step.id, &MarkdownStep::id) > 1) {
      Problem(At(step.line) + "step " + step.id + " has its text twice");
    }
  }

  void Quotes(const std::string& where, const std::string& text) {
    if (const Status s = CheckQuotes(text); !s.ok()) Problem(where + MessageOf(s));
  }

  const Lesson& lesson_;
  const MarkdownLesson& source_;
  std::vector<std::string>* const problems_;
};

// "12: what" stands right behind the file's name, as compilers write it.
void AddProblems(const std::string& file, const std::vector<std::string>& found,
                 std::vector<std::string>* problems) {
  for (const std::string& each : found) {
    const bool with_line = !each.empty() && each[0] >= '0' && each[0] <= '9';
    problems->push_back(file + (with_line ? ":" : ": ") + each);
  }
}

}  // namespace

std::vector<std::string> BuiltInLessonNames() {
  std::vector<std::string> names;
  for (const BuiltInLesson& each : BuiltInLessons()) names.emplace_back(each.name);
  return names;
}

bool IsLesson(const std::string& name_or_folder) {
  std::error_code ignored;
  return FindBuiltIn(name_or_folder) != nullptr ||
         std::filesystem::is_regular_file(std::filesystem::path(name_or_folder) / "lesson.json",
                                          ignored);
}

Status ReadLessonFiles(const std::string& name_or_folder, LessonFiles* files) {
  if (const BuiltInLesson* found = FindBuiltIn(name_or_folder)) {
    *files = {.name = name_or_folder,
              .folder = name_or_folder + "/",
              .json = std::string(found->json),
              .english = std::string(found->english),
              .chinese = std::string(found->chinese)};
    return Status::OK();
  }
  std::error_code error;
  const std::filesystem::path folder(name_or_folder);
  if (!std::filesystem::is_directory(folder, error)) {
    std::string known;
    for (const std::string& name : BuiltInLessonNames()) {
      known += (known.empty() ? "" : ", ") + name;
    }
    return Status::InvalidArgument(name_or_folder +
                                   ": neither a folder nor a built-in lesson, expected " + known);
  }
  const std::filesystem::path whole = std::filesystem::absolute(folder, error).lexically_normal();
  files->name = (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  files->folder = (folder / "").string();
  for (const auto& [name, text] : {std::pair("lesson.json", &files->json),
                                   {"en.md", &files->english},
                                   {"zh.md", &files->chinese}}) {
    if (Status s = ReadSmallFile(folder / name, text); !s.ok()) return s;
  }
  return Status::OK();
}

std::vector<std::string> ParseLesson(const LessonFiles& files, Lesson* lesson) {
  *lesson = Lesson{.name = files.name};
  std::vector<std::string> problems, found;
  ParseLessonJson(files.json, lesson, &found);
  AddProblems(files.folder + "lesson.json", found, &problems);
  // Without steps every text would be one too many.
  if (lesson->steps.empty()) return problems;
  const std::string* const sources[] = {&files.english, &files.chinese};
  for (size_t i = 0; i < kLessonLanguages.size(); i++) {
    found.clear();
    const MarkdownLesson markdown = ParseMarkdown(*sources[i], &found);
    lesson->texts[i] = TextJoiner(*lesson, markdown, &found).Join();
    AddProblems(files.folder + std::string(kLessonLanguages[i]) + ".md", found, &problems);
  }
  return problems;
}

Status LoadLesson(const std::string& name_or_folder, Lesson* lesson) {
  LessonFiles files;
  if (Status s = ReadLessonFiles(name_or_folder, &files); !s.ok()) return s;
  const std::vector<std::string> problems = ParseLesson(files, lesson);
  return problems.empty() ? Status::OK() : Status::InvalidArgument(problems.front());
}

}  // namespace lsm::sim
