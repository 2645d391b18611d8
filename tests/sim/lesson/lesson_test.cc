// Lessons: what is read, what is refused and with which words, and how they go over a run.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "sim/cli/text.h"
#include "sim/lesson/built_in_lessons.h"
#include "sim/lesson/check_lesson.h"
#include "sim/lesson/glossary.h"
#include "sim/lesson/load_lesson.h"
#include "sim/lesson/play_lesson.h"

namespace lsm::sim {
namespace {

constexpr const char* kJson = R"({
  "scenario": "put",
  "steps": [
    {"id": "queued", "until": "event.kind == WriterEnqueued", "spotlight": "leader"},
    {"id": "what-next", "spotlight": "queue",
     "predict": {"choices": [{"id": "memtable", "when": "event.kind == MemTableInserted"},
                             {"id": "log", "when": "event.kind == WalAppended"}],
                 "spotlight": "wal"}}
  ]
})";

constexpr const char* kEnglish = R"(# One put
About one put.

## queued: In the queue
{leader} stands in the queue, which has {queue.length}
writer.

Second paragraph.

## what-next: What comes first?
Choose.

- memtable: the memtable
- log: the log
> memtable: It comes second.
> log: The log has {wal.appended} now.
)";

constexpr const char* kChinese = R"(# 一次写入
一次写入的经过。

## queued: 入队
{leader} 进入队列，
排在队首。

## what-next: 先写哪里？
猜一猜。

- memtable: 内存表
- log: 日志
> memtable: 它在后面。
> log: 日志现有 {wal.appended}。
)";

LessonFiles Good() {
  return {.name = "one", .folder = "one/", .json = kJson, .english = kEnglish, .chinese = kChinese};
}

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  const size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

LessonFiles WithJson(const std::string& what, const std::string& by) {
  LessonFiles files = Good();
  files.json = Replaced(files.json, what, by);
  return files;
}
LessonFiles WithChinese(const std::string& what, const std::string& by) {
  LessonFiles files = Good();
  files.chinese = Replaced(files.chinese, what, by);
  return files;
}

// The lines of all problems.
std::string Problems(const LessonFiles& files, uint64_t seeds = 1) {
  std::string lines;
  for (const std::string& line : CheckLesson(files, seeds).problems) {
    lines += (lines.empty() ? "" : "\n") + line;
  }
  return lines;
}

TEST(Lesson, PlaysOverARun) {
  Lesson lesson;
  ASSERT_EQ(ParseLesson(Good(), &lesson), std::vector<std::string>());
  std::shared_ptr<trace::Trace> trace;
  ASSERT_TRUE(RunLesson(lesson, 1, &trace).ok());
  const PlayedLesson played = PlayLesson(lesson, *trace);
  EXPECT_EQ(played.problems, std::vector<std::string>());
  ASSERT_EQ(played.steps.size(), 2u);
  const PlayedStep& queued = played.steps[0];
  EXPECT_TRUE(trace->events.At(queued.position).Is<WriterEnqueued>());
  EXPECT_EQ(queued.texts[0].paragraphs,
            (std::vector<std::string>{"W1 stands in the queue, which has 1 writer.",
                                      "Second paragraph."}));
  EXPECT_EQ(queued.texts[1].paragraphs, std::vector<std::string>{"W1 进入队列，排在队首。"})
      << "no space where a Chinese line goes on";
  EXPECT_EQ(queued.spotlight.thing, SpotlightTarget::Thing::kWriter);
  const PlayedStep& next = played.steps[1];
  EXPECT_EQ(next.position, queued.position) << "a step without until stays";
  EXPECT_EQ(lesson.steps[1].choices[next.answer].id, "log") << "the engine answers";
  EXPECT_TRUE(trace->events.At(next.answer_position).Is<WalAppended>());
  EXPECT_EQ(next.texts[0].explanations[1].find('?'), std::string::npos);
}

TEST(LessonCheck, AcceptsWhatIsWhole) {
  const LessonCheck check = CheckLesson(Good(), 3);
  EXPECT_EQ(check.problems, std::vector<std::string>());
  ASSERT_EQ(check.answers.size(), 1u);
  EXPECT_EQ(check.answers[0].choice, "log");
  EXPECT_EQ(check.answers[0].seeds, 3u);
}

TEST(LessonCheck, NamesAnUnreachableStep) {
  const std::string problem = Problems(WithJson("event.kind == WriterEnqueued", "l0.files >= 99"));
  EXPECT_TRUE(problem.starts_with(
      "one/lesson.json: seed 1: step queued: until: l0.files >= 99 does not come true after event "
      "0, expected before the run ends with event "))
      << problem;
}

TEST(LessonCheck, RefusesABadCondition) {
  EXPECT_EQ(Problems(WithJson("event.kind == WriterEnqueued", "l0.fils >= 9")),
            "one/lesson.json: step queued: until: column 1: there is no value l0.fils, expected "
            "l0.files, l0.bytes or l0.score");
  EXPECT_EQ(Problems(WithJson("event.kind == WalAppended", "l0.files >")),
            "one/lesson.json: step what-next: choice log: when: column 11: expected a number or a "
            "value, found the end");
}

TEST(LessonCheck, RefusesAWrongSpotlight) {
  EXPECT_EQ(Problems(WithJson("\"leader\"", "\"leadr\"")),
            "one/lesson.json: step queued: spotlight: there is no leadr; did you mean leader?");
  const std::string absent = Problems(WithJson("\"leader\"", "\"immutable\""));
  EXPECT_TRUE(absent.starts_with("one/lesson.json: seed 1: step queued: spotlight: at event "));
  EXPECT_TRUE(absent.ends_with(" there is no immutable, expected something that is there then"))
      << absent;
}

TEST(LessonCheck, RefusesAMissingTranslation) {
  EXPECT_EQ(Problems(WithChinese("## queued: 入队", "## quued: 入队")),
            "one/zh.md: step queued: there is no text, expected ## queued: Title\n"
            "one/zh.md:4: lesson.json has no step quued");
  EXPECT_EQ(Problems(WithChinese("- log: 日志\n", "")),
            "one/zh.md:8: step what-next: choice log: there is no text, expected - log: text");
  EXPECT_EQ(Problems(WithChinese("> log: 日志现有 {wal.appended}。\n", "")),
            "one/zh.md:8: step what-next: choice log: there is no text, expected > log: text");
  EXPECT_EQ(Problems(WithChinese("# 一次写入\n", "")),
            "one/zh.md:1: text before the title, expected # Title\n"
            "one/zh.md: there is no title, expected # Title\n"
            "one/zh.md: nothing between the title and the first step, expected what the lesson is "
            "about");
}

TEST(LessonCheck, RefusesAWrongQuote) {
  EXPECT_EQ(Problems(WithChinese("日志现有 {wal.appended}", "日志现有 {wal.append}")),
            "one/zh.md:8: step what-next: choice log: there is no value wal.append, expected "
            "wal.appended or wal.durable");
  EXPECT_EQ(Problems(WithChinese("{leader} 进入", "{leader 进入")),
            "one/zh.md:4: step queued: a brace without its partner, expected a value in braces as "
            "in {l0.files}");
  const std::string absent = Problems(WithChinese("{leader} 进入", "{stall.cause} 进入"));
  EXPECT_TRUE(absent.starts_with(
      "one/lesson.json: seed 1: step queued: zh.md quotes {stall.cause}, which event "))
      << absent;
}

TEST(LessonCheck, RefusesChoicesThatComeTrueTogether) {
  const std::string problem =
      Problems(WithJson("event.kind == MemTableInserted", "event.kind == WalAppended"));
  EXPECT_TRUE(
      problem.starts_with("one/lesson.json: seed 1: step what-next: choices memtable and "
                          "log come true at the same event "))
      << problem;
}

TEST(LessonCheck, RefusesAQuestionWithoutAnAnswer) {
  LessonFiles files = WithJson("event.kind == MemTableInserted", "l0.files == 77");
  files.json = Replaced(files.json, "event.kind == WalAppended", "l0.files == 78");
  const std::string problem = Problems(files);
  EXPECT_TRUE(problem.starts_with(
      "one/lesson.json: seed 1: step what-next: no choice comes true after event "))
      << problem;
}

TEST(LessonCheck, RefusesWhatIsNoLesson) {
  EXPECT_EQ(Problems(WithJson("\"put\"", "\"putt\"")),
            "one/lesson.json: scenario: there is no built-in scenario putt; did you mean put?");
  EXPECT_EQ(Problems(WithJson("\"put\"", "\"/etc/passwd\""))
                .find("one/lesson.json: scenario: "
                      "there is no built-in"),
            0u)
      << "a lesson names no files";
  EXPECT_EQ(Problems(WithJson("\"steps\"", "\"stepps\"")),
            "one/lesson.json: stepps: unknown key; did you mean steps?\n"
            "one/lesson.json: steps: expected a list of steps");
  EXPECT_EQ(Problems(WithJson("\"what-next\"", "\"queued\""))
                .find("one/lesson.json: step 2: id: there is another queued"),
            0u);
  EXPECT_EQ(Problems(WithJson("\"until\": \"event.kind == WriterEnqueued\", ", "")),
            "one/lesson.json: step queued: until: expected a condition, the first step has no "
            "moment before it");
  LessonFiles files = Good();
  files.json = "{\"steps\": [";
  EXPECT_TRUE(Problems(files).starts_with("one/lesson.json:1:")) << Problems(files);
}

TEST(LessonCheck, HostileFilesGetAnErrorAndNothingElse) {
  for (const std::string& json :
       {std::string("[]"), std::string("{}"), std::string("{\"steps\": {}}"),
        std::string("{\"scenario\": 3, \"set\": 3, \"steps\": [3, null, {}]}"),
        std::string("{\"steps\": [{\"id\": [], \"until\": {}, \"predict\": []}]}"),
        std::string(100000, '['), std::string("\0\0\xff", 3)}) {
    LessonFiles files = Good();
    files.json = json;
    EXPECT_NE(Problems(files), "") << json.substr(0, 60);
  }
  LessonFiles files = Good();
  files.english = std::string(200000, '#') + "\n## a\n## : b\n- x\n> \n## a: \n{{{}}}";
  EXPECT_NE(Problems(files), "");
  std::string many = "{\"scenario\": \"put\", \"steps\": [0";
  for (int i = 0; i < 100; i++) many += ",0";
  files = Good();
  files.json = many + "]}";
  EXPECT_EQ(Problems(files), "one/lesson.json: steps: there are 101, expected at most 64");
}

TEST(LessonFolder, IsReadLikeABuiltInOne) {
  const std::filesystem::path source =
      std::filesystem::path(LSMSCOPE_SOURCE_DIR) / "lessons" / "01_write_stall";
  LessonFiles folder, built_in;
  ASSERT_TRUE(ReadLessonFiles(source.string(), &folder).ok());
  ASSERT_TRUE(ReadLessonFiles("01_write_stall", &built_in).ok());
  EXPECT_EQ(folder.name, "01_write_stall");
  EXPECT_EQ(folder.json, built_in.json);
  EXPECT_EQ(folder.english, built_in.english);
  EXPECT_EQ(folder.chinese, built_in.chinese);
}

TEST(LessonFolder, ErrorsNameTheFile) {
  LessonFiles files;
  EXPECT_EQ(MessageOf(ReadLessonFiles("no_such", &files)),
            "no_such: neither a folder nor a built-in lesson, expected 01_write_stall");
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "lesson_folder";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "lesson.json") << kJson;
  EXPECT_EQ(MessageOf(ReadLessonFiles(folder.string(), &files)),
            (folder / "en.md").string() +
                ": no such file; expected one, a lesson is a folder with lesson.json, en.md and "
                "zh.md");
  std::ofstream(folder / "en.md") << std::string(300 << 10, 'x');
  EXPECT_EQ(MessageOf(ReadLessonFiles(folder.string(), &files)),
            (folder / "en.md").string() + ": larger than 256 KiB, expected a lesson");
  std::filesystem::remove_all(folder);
}

TEST(BuiltInLesson, HoldsWithSeveralSeeds) {
  for (const std::string& name : BuiltInLessonNames()) {
    LessonFiles files;
    ASSERT_TRUE(ReadLessonFiles(name, &files).ok());
    EXPECT_EQ(Problems(files, 4), "") << name;
  }
}

TEST(Glossary, HasEveryTermInEveryLanguage) {
  std::vector<std::string> problems;
  EXPECT_FALSE(ParseGlossary(BuiltInGlossary(), &problems).empty());
  EXPECT_EQ(problems, std::vector<std::string>());
  ParseGlossary(R"({"terms": [{"id": "wal", "en": {"term": "WAL", "meaning": "log"}}, {}]})",
                &problems);
  EXPECT_EQ(problems, (std::vector<std::string>{"term wal: zh: expected term and meaning",
                                                "term 2: expected an id"}));
}

TEST(Glossary, FindsTheTermsOfAText) {
  std::vector<std::string> problems;
  const std::vector<GlossaryTerm> glossary = ParseGlossary(BuiltInGlossary(), &problems);
  const auto ids = [&](std::string_view text, size_t language) {
    std::string found;
    for (const GlossaryTerm& term : TermsIn(text, glossary, language)) found += term.id + " ";
    return found;
  };
  EXPECT_EQ(ids("Stalls regroup nobody; L0 waits for its flush.", 0), "stall l0 flush ");
  EXPECT_EQ(ids("We regroup this group", 0), "group ");
  EXPECT_EQ(ids("写停顿之后合并文件", 1), "stall compaction ");
  EXPECT_EQ(ids("", 0), "");
}

}  // namespace
}  // namespace lsm::sim
