// A whole session at the real window, with real keys and clicks, as a lecturer would have it: a
// live engine on real threads is started, paused, stepped through one group commit, run to a stall,
// stepped back, restarted with another option; then Chinese, and the lesson to its end. At every
// station State and the user interface's state are asked what they say.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "tests/engine/temp_dir.h"
#include "tests/gui/app/real_window.h"

namespace lsm::gui {
namespace {

namespace fs = std::filesystem;

uint64_t PositionOf(const Json& line) { return line["position"].get<uint64_t>(); }
std::string KindOf(const Json& line) {
  return line["event"].is_null() ? "" : line["event"]["kind"].get<std::string>();
}

bool Contains(const Json& list, const Json& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

class SessionTest : public testing::Test {
 public:
  void StartAndPause();
  void StepThroughOneGroupCommit();
  void BreakOnAStall();
  void StepBack();
  void RestartWithAnotherOption();
  void SwitchToChinese();
  void PlayTheLesson();

 protected:
  SessionTest()
      : window_(folder_.path(), {"--live", "write-stall", "--real", "--paused"}, 1600, 900) {}

  const Json& Last() { return window_.Last(); }
  const Json& State() { return window_.Last()["state"]; }

  // One event on: the engine makes it if it is not recorded yet.
  bool StepOn() {
    const uint64_t before = PositionOf(Last());
    window_.Key("Right");
    const bool there =
        window_.Until("a step from event " + std::to_string(before),
                      [&](const Json& line) { return PositionOf(line) == before + 1; });
    if (there) seen_[before + 1] = State();
    return there;
  }

  const test::TempDir folder_;
  RealWindow window_;
  std::map<uint64_t, Json> seen_;  // States by position, as they were shown on the way
};

void SessionTest::StartAndPause() {
  ASSERT_TRUE(window_.alive());
  EXPECT_TRUE(Last()["session"]["live"]);
  EXPECT_TRUE(Last()["session"]["real"]);
  EXPECT_FALSE(Last()["ui"]["playing"]);
  window_.Key("space");
  ASSERT_TRUE(window_.Until("the engine has made 20 events",
                            [](const Json& line) { return PositionOf(line) >= 20; }));
  ASSERT_TRUE(window_.ClickWidget("play"));
  ASSERT_TRUE(
      window_.Until("it is paused", [](const Json& line) { return !line["ui"]["playing"]; }));
}

// What State must say after each kind of event of a group commit.
void CheckCommitStep(const std::string& kind, const Json& before, const Json& after) {
  SCOPED_TRACE(kind);
  if (kind == "WriterEnqueued") {
    EXPECT_EQ(after["queue"].size(), before["queue"].size() + 1);
  } else if (kind == "GroupOpened") {
    ASSERT_TRUE(after["group"].is_object());
    EXPECT_EQ(after["group"]["leader"], after["queue"][0]);
  } else if (kind == "WriterJoined") {
    EXPECT_EQ(after["group"]["members"].size(), before["group"]["members"].size() + 1);
    EXPECT_TRUE(Contains(after["queue"], after["group"]["members"].back()));
  } else if (kind == "GroupClosed") {
    EXPECT_FALSE(after["group"]["close_reason"].is_null());
  } else if (kind == "WalPosition") {
    EXPECT_GT(after["log"]["appended"], before["log"]["appended"]);
  } else if (kind == "WalSyncEnd") {
    EXPECT_EQ(after["log"]["durable"], after["log"]["appended"]);
  } else if (kind == "MemTableInserted") {
    EXPECT_GT(after["memtable"]["entries"], before["memtable"]["entries"]);
  } else if (kind == "SequencePublished") {
    EXPECT_EQ(after["last_sequence"], after["group"]["last_sequence"]);
  } else if (kind == "WriterCompleted") {
    EXPECT_LT(after["queue"].size(), before["queue"].size());
  }
}

void SessionTest::StepThroughOneGroupCommit() {
  std::map<std::string, int> kinds;
  uint64_t leader = 0;
  for (int step = 0; step < 400; step++) {
    const Json before = State();
    ASSERT_TRUE(StepOn());
    const std::string kind = KindOf(Last());
    if (kind == "GroupOpened") {
      leader = State()["group"]["leader"];
      kinds.clear();
    }
    if (leader != 0) kinds[kind]++;
    CheckCommitStep(kind, before, State());
    const bool over =
        leader != 0 && kind == "WriterCompleted" && !Contains(State()["queue"], leader);
    if (over) break;
  }
  for (const char* kind :
       {"GroupOpened", "WriterJoined", "GroupClosed", "SequencesAssigned", "WalAppended",
        "MemTableInserted", "SequencePublished", "WriterCompleted"}) {
    EXPECT_GT(kinds[kind], 0) << kind;
  }
}

void SessionTest::BreakOnAStall() {
  window_.Key("s");  // on to the first one, wherever it is
  ASSERT_TRUE(window_.Until("a stall has begun",
                            [](const Json& line) { return KindOf(line) == "StallBegin"; }));
  const uint64_t first = PositionOf(Last());
  window_.Key("F9");  // a breakpoint on events of this kind
  ASSERT_TRUE(window_.Until("the breakpoint is set", [](const Json& line) {
    return Contains(line["ui"]["breakpoints"], "StallBegin");
  }));
  window_.Key("F5");
  ASSERT_TRUE(window_.Until("it stands at the next stall", [&](const Json& line) {
    return PositionOf(line) > first && KindOf(line) == "StallBegin";
  }));
  seen_[PositionOf(Last())] = State();
  // The conditions are the events that follow, one each.
  for (int i = 0;
       i < 20 && State()["stall"].is_object() && State()["stall"]["conditions"].size() < 4; i++) {
    ASSERT_TRUE(StepOn());
  }
  const Json stall = State()["stall"];
  ASSERT_TRUE(stall.is_object());
  ASSERT_EQ(stall["conditions"].size(), 4u);
  EXPECT_EQ(stall["writer"], State()["queue"][0]);
  const auto cause =
      std::find_if(stall["conditions"].begin(), stall["conditions"].end(),
                   [&](const Json& condition) { return condition["condition"] == stall["cause"]; });
  ASSERT_NE(cause, stall["conditions"].end());
  EXPECT_TRUE((*cause)["holds"]);
  EXPECT_GE((*cause)["value"], (*cause)["threshold"]);
  window_.Key("h");
  ASSERT_TRUE(window_.Until("the stalls are listed",
                            [](const Json& line) { return line["ui"]["tab"] == "stalls"; }));
}

void SessionTest::StepBack() {
  const uint64_t from = PositionOf(Last());
  for (uint64_t back = 1; back <= 3; back++) {
    ASSERT_TRUE(window_.ClickWidget("step_back"));
    ASSERT_TRUE(window_.Until("a step back",
                              [&](const Json& line) { return PositionOf(line) == from - back; }));
    const auto earlier = seen_.find(from - back);
    ASSERT_NE(earlier, seen_.end());
    EXPECT_EQ(State(), earlier->second);
  }
}

void SessionTest::RestartWithAnotherOption() {
  const Json before = Last()["session"]["number"];
  window_.Key("g");
  ASSERT_TRUE(window_.Until("the Run panel is open",
                            [](const Json& line) { return line["ui"]["run_panel"] == true; }));
  for (const auto& [field, text] :
       {std::pair{"l0_stop_trigger", "10"}, std::pair{"writers", "5"}}) {
    ASSERT_TRUE(window_.ClickWidget(std::string("run_") + field));
    ASSERT_TRUE(window_.Until(std::string(field) + " has the keyboard", [&](const Json& line) {
      return line["active"] == std::string("run_") + field;
    }));
    window_.Key("ctrl+a");
    window_.Type(text);
    ASSERT_TRUE(window_.Until(std::string(field) + " is " + text, [&](const Json& line) {
      return line["ui"]["run"][field] == std::stoi(text);
    }));
  }
  ASSERT_TRUE(window_.ClickWidget("run_start"));
  ASSERT_TRUE(window_.Until("another engine runs", [&](const Json& line) {
    return line["session"]["number"] != before && PositionOf(line) > 40;
  }));
  EXPECT_EQ(Last()["ui"]["error"], "");
  EXPECT_EQ(State()["limits"]["l0_stop_trigger"], 10);
  ASSERT_TRUE(window_.Until("five writers have written", [](const Json& line) {
    const Json& threads = line["state"]["threads"];
    return std::count_if(threads.begin(), threads.end(), [](const Json& thread) {
             return thread["name"].get<std::string>().starts_with("writer ");
           }) == 5;
  }));
  window_.Key("space");
  ASSERT_TRUE(
      window_.Until("it is paused", [](const Json& line) { return !line["ui"]["playing"]; }));
}

void SessionTest::SwitchToChinese() {
  EXPECT_EQ(Last()["ui"]["language"], "en");
  const Json before = Last()["widgets"]["step"];
  window_.Key("l");
  ASSERT_TRUE(window_.Until("it is Chinese",
                            [](const Json& line) { return line["ui"]["language"] == "zh"; }));
  // The button's word has another width now.
  ASSERT_TRUE(window_.Until("buttons have changed",
                            [&](const Json& line) { return line["widgets"]["step"] != before; }));
}

void SessionTest::PlayTheLesson() {
  window_.Key("o");
  ASSERT_TRUE(window_.Until("the Open panel is there",
                            [](const Json& line) { return line["ui"]["open_panel"] == true; }));
  ASSERT_TRUE(window_.ClickWidget("open_01_write_stall"));
  ASSERT_TRUE(window_.Until("the lesson is open",
                            [](const Json& line) { return line["lesson"].is_object(); }));
  const size_t steps = Last()["lesson"]["of"];
  size_t asked = 0;
  for (size_t step = 1; step <= steps; step++) {
    ASSERT_TRUE(window_.Until("step " + std::to_string(step),
                              [&](const Json& line) { return line["lesson"]["step"] == step; }));
    if (Last()["lesson"]["asks"]) {
      asked++;
      // A wrong prediction: the clock.
      ASSERT_TRUE(window_.ClickWidget("lesson_choice_time"));
      ASSERT_TRUE(window_.Until("the choice is made", [](const Json& line) {
        return line["lesson"]["chosen"] == "time";
      }));
      const uint64_t before = PositionOf(Last());
      ASSERT_TRUE(window_.ClickWidget("lesson_next"));
      ASSERT_TRUE(window_.Until("the engine has answered", [](const Json& line) {
        return line["lesson"]["answered"] == true;
      }));
      EXPECT_GT(PositionOf(Last()), before);
      EXPECT_NE(Last()["lesson"]["answer"], "time");
      EXPECT_EQ(KindOf(Last()), "StallEnd");
    }
    if (step == steps) break;
    ASSERT_TRUE(window_.ClickWidget("lesson_next"));
  }
  EXPECT_EQ(asked, 2u);
}

TEST_F(SessionTest, ALecturersHourFromTheFirstPauseToTheLastStepOfTheLesson) {
  using Station = void (SessionTest::*)();
  for (const Station station :
       {&SessionTest::StartAndPause, &SessionTest::StepThroughOneGroupCommit,
        &SessionTest::BreakOnAStall, &SessionTest::StepBack, &SessionTest::RestartWithAnotherOption,
        &SessionTest::SwitchToChinese, &SessionTest::PlayTheLesson}) {
    (this->*station)();
    if (HasFatalFailure() || HasFailure()) return;
  }
  window_.Key("ctrl+q");
  EXPECT_EQ(window_.WaitForExit(), 0);
  EXPECT_TRUE(fs::is_empty(folder_.path() + "/tmp")) << "temporary databases are removed";
  EXPECT_TRUE(fs::is_empty(folder_.path() + "/work")) << "nothing is written where it was started";
}

}  // namespace
}  // namespace lsm::gui
