#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sim/cli/command_call.h"

namespace lsm::sim {
namespace {

using test::Outcome;

Outcome CallLesson(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "lesson");
  return test::Call(arguments);
}

bool Has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(LessonCommand, ListsChecksAndRuns) {
  EXPECT_TRUE(
      Has(CallLesson({"list"}).out, "01_write_stall  Stepping through a write stall, 10 steps"));
  const Outcome check = CallLesson({"check", "--seeds", "2"});
  EXPECT_EQ(check.status, kDone);
  EXPECT_TRUE(Has(check.out, "hold with 3 seeds")) << "its own seed and two: " << check.out;
  const Outcome run = CallLesson({"run", "01_write_stall", "--lang", "zh"});
  EXPECT_EQ(run.status, kDone);
  EXPECT_TRUE(Has(run.out, "10/10  继续前进")) << run.out;
  EXPECT_TRUE(Has(run.out, "* 这次合并结束")) << "the answer is marked: " << run.out;
}

TEST(LessonCommand, WrongUsageIsTold) {
  const auto error = [](const Outcome& outcome) {
    EXPECT_EQ(outcome.status, kWrongUsage);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_EQ(error(CallLesson({"chek"})),
            "lsmscope: lesson: there is no chek, expected list, check, run, words or glossary\n");
  EXPECT_EQ(error(CallLesson({"run"})),
            "lsmscope: lesson run needs one lesson (lesson list names the built-in ones)\n");
  EXPECT_EQ(error(CallLesson({"run", "nothing"})),
            "lsmscope: nothing: neither a folder nor a built-in lesson, expected 01_write_stall\n");
  EXPECT_EQ(error(CallLesson({"list", "--lang", "fr"})),
            "lsmscope: --lang: there is no fr, expected en or zh\n");
  EXPECT_EQ(error(CallLesson({"check", "--seeds", "0"})),
            "lsmscope: --seeds: 0 is out of range, expected 1..10000\n");
}

TEST(LessonCommand, JsonIsOneObject) {
  const std::string out = CallLesson({"check", "--seeds", "1", "--json"}).out;
  EXPECT_TRUE(out.starts_with("{\"ok\":true,\"lessons\":[{\"name\":\"01_write_stall\"")) << out;
  EXPECT_EQ(out.find('\n'), out.size() - 1);
}

}  // namespace
}  // namespace lsm::sim
