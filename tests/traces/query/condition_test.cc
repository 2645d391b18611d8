#include "traces/query/condition.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace lsm::trace {
namespace {

// A moment with 12 files in L0, a stop, and the event that began it.
class ConditionTest : public testing::Test {
 protected:
  ConditionTest() {
    auto files = std::make_shared<LevelFiles>();
    for (uint64_t i = 1; i <= 12; i++) {
      files->push_back(std::make_shared<FileState>(FileState{.number = i}));
    }
    state_.levels[0].files = files;
    state_.levels[0].bytes = 5000;
    state_.stall = StallState{.id = 3,
                              .writer = 9,
                              .cause = StallCause::kL0Stop,
                              .delay_ns = 1'000'000,
                              .value = 12,
                              .threshold = 12};
    event_ = Event::Of(StallBegin{.stall = 3, .value = 12, .cause = StallCause::kL0Stop});
    cause_ = Event::Of(MakeRoomBegin{.writer = 9});
  }

  Moment Now() const { return {state_, &event_, &cause_, tables_}; }

  bool Holds(const std::string& text) const {
    Condition condition;
    const Status status = Condition::Parse(text, &condition);
    EXPECT_TRUE(status.ok()) << text << ": " << status.ToString();
    return condition.Holds(Now());
  }

  static std::string Error(const std::string& text) {
    Condition condition;
    const Status status = Condition::Parse(text, &condition);
    EXPECT_FALSE(status.ok()) << text;
    EXPECT_TRUE(condition.empty());
    const std::string message = status.ToString();
    return message.substr(message.find(": ") + 2);
  }

  TraceTables tables_;
  State state_;
  Event event_;
  Event cause_;
};

TEST_F(ConditionTest, ComparesNumbers) {
  EXPECT_TRUE(Holds("l0.files >= 12"));
  EXPECT_TRUE(Holds("l0.files == 12"));
  EXPECT_TRUE(Holds("l0.files <= 12"));
  EXPECT_FALSE(Holds("l0.files != 12"));
  EXPECT_FALSE(Holds("l0.files < 12"));
  EXPECT_FALSE(Holds("l0.files > 12"));
  EXPECT_TRUE(Holds("l0.files>11"));
}

TEST_F(ConditionTest, KnowsUnits) {
  EXPECT_TRUE(Holds("l0.bytes > 4KiB"));
  EXPECT_FALSE(Holds("l0.bytes > 1MiB"));
  EXPECT_TRUE(Holds("stall.delay == 1ms"));
  EXPECT_TRUE(Holds("stall.delay == 1000us"));
}

TEST_F(ConditionTest, ComparesWithAnotherValue) {
  EXPECT_TRUE(Holds("l0.files == stall.threshold"));
  EXPECT_FALSE(Holds("l0.files < stall.threshold"));
}

TEST_F(ConditionTest, ComparesNames) {
  EXPECT_TRUE(Holds("stall.cause == l0_stop"));
  EXPECT_FALSE(Holds("stall.cause == l0_slowdown"));
  EXPECT_TRUE(Holds("stall.cause != l0_slowdown"));
}

TEST_F(ConditionTest, AsksForTheEventAndItsCause) {
  EXPECT_TRUE(Holds("event.kind == StallBegin"));
  EXPECT_TRUE(Holds("event.reason == l0_stop and event.value == 12"));
  EXPECT_TRUE(Holds("cause.kind == MakeRoomBegin and cause.writer == 9"));
  EXPECT_FALSE(Holds("cause.kind == StallBegin"));
}

TEST_F(ConditionTest, CombinesByAndOrNotAndBrackets) {
  EXPECT_TRUE(Holds("stall and l0.files == 12"));
  EXPECT_TRUE(Holds("l0.files == 1 or stall"));
  EXPECT_FALSE(Holds("not stall"));
  // "and" binds closer than "or".
  EXPECT_TRUE(Holds("stall or stall and not stall"));
  EXPECT_FALSE(Holds("(stall or stall) and not stall"));
  EXPECT_TRUE(Holds("stall && !compaction || compaction"));
}

TEST_F(ConditionTest, WhatIsNotThereIsNeitherEqualNorUnequal) {
  state_.stall.reset();
  EXPECT_FALSE(Holds("stall.cause == l0_stop"));
  EXPECT_FALSE(Holds("stall.cause != l0_stop"));
  EXPECT_FALSE(Holds("stall"));
  EXPECT_FALSE(Holds("event.bytes == 0")) << "a StallBegin has no bytes";
}

TEST_F(ConditionTest, BeforeTheFirstEventThereIsNone) {
  Condition condition;
  ASSERT_TRUE(Condition::Parse("event.kind == StallBegin", &condition).ok());
  EXPECT_FALSE(condition.Holds({.state = state_, .tables = tables_}));
}

TEST_F(ConditionTest, ErrorsSayWhereAndWhatWasExpected) {
  EXPECT_EQ(Error("l0.fils >= 8"),
            "column 1: there is no value l0.fils, expected l0.files, l0.bytes or l0.score");
  EXPECT_EQ(Error("stall and stall.cause == stop"),
            "column 26: stall.cause is never stop, expected l0_slowdown, immutable_pending or "
            "l0_stop");
  EXPECT_EQ(Error("stall.cause > l0_stop"),
            "column 15: stall.cause is a name, it can only be == or !=");
  EXPECT_EQ(
      Error("event.kind == StallBeginn"),
      "column 15: event.kind is never StallBeginn, expected a kind of event as in StallBegin");
  EXPECT_EQ(Error("event.colour == 3"),
            "column 1: no kind of event has a field colour, expected one as in event.reason");
  EXPECT_TRUE(Error("l0.files >= many")
                  .starts_with("column 13: there is no value many, expected event.kind, "
                               "event.FIELD, cause.kind, position"));
  EXPECT_EQ(Error("l0.files >= 8k"),
            "column 13: 8k is no whole number, expected one as in 8, 4KiB or 1ms");
  EXPECT_EQ(Error("l0.files = 8"), "column 10: expected ==, found =");
  EXPECT_EQ(Error("l0.files >="), "column 12: expected a number or a value, found the end");
  EXPECT_EQ(Error("(stall"), "column 7: expected ), found the end");
  EXPECT_EQ(Error("stall stall"), "column 7: expected and, or, or the end, found stall");
  EXPECT_EQ(Error(""), "column 1: expected a value as in l0.files, found the end");
  EXPECT_EQ(Error("stall and"), "column 10: expected a value as in l0.files, found the end");
}

TEST_F(ConditionTest, HostileTextsAreRefused) {
  EXPECT_EQ(Error(std::string(100000, '(')),
            "the condition has 100000 characters, expected at most 1000");
  EXPECT_NE(Error(std::string(500, '(')).find("nested deeper than 16 levels"), std::string::npos);
  std::string nots;
  for (int i = 0; i < 200; i++) nots += "not ";
  EXPECT_NE(Error(nots + "stall").find("nested deeper than 16 levels"), std::string::npos);
  EXPECT_NE(Error("l0.files == 99999999999999999999").find("no whole number"), std::string::npos);
  EXPECT_NE(Error("l0.files == 99999999999999999s").find("no whole number"), std::string::npos);
  EXPECT_FALSE(Error(std::string("\0\xff", 2)).empty());
}

TEST_F(ConditionTest, ValuesReadAsPeopleReadThem) {
  const auto text = [&](const std::string& name) {
    Value value;
    EXPECT_TRUE(Value::Find(name, &value).ok()) << name;
    return value.Text(Now()).value_or("nothing");
  };
  EXPECT_EQ(text("l0.files"), "12");
  EXPECT_EQ(text("l0.bytes"), "4.9 KiB");
  EXPECT_EQ(text("stall.delay"), "1.000 ms");
  EXPECT_EQ(text("stall.cause"), "l0_stop");
  EXPECT_EQ(text("event.kind"), "StallBegin");
  EXPECT_EQ(text("memtable.entries"), "nothing");
}

TEST(StateValues, HaveNamesOfTheirOwnAndCanBeReadFromAnEmptyState) {
  const State empty;
  for (const StateValue& value : StateValues()) {
    EXPECT_EQ(FindStateValue(value.name), &value) << value.name;
    EXPECT_FALSE(value.doc.empty()) << value.name;
    value.read(empty, value.argument);
  }
}

}  // namespace
}  // namespace lsm::trace
