#include "gui/render/when.h"

#include <gtest/gtest.h>

#include <memory>

#include "gui/session/recorded_session.h"
#include "traces/trace.h"

namespace lsm::gui {
namespace {

class WhenTest : public testing::Test {
 protected:
  WhenTest() {
    Add(WriterEnqueued{.writer = 1});                             // 1
    Add(StallBegin{.cause = StallCause::kL0Slowdown});            // 2
    Add(StallEnd{.cause = StallCause::kL0Slowdown});              // 3
    Add(StallBegin{.waiting = 2, .cause = StallCause::kL0Stop});  // 4
    Add(WriterEnqueued{.writer = 3, .queue_length = 3});          // 5
    for (int i = 0; i < 3; i++) Add(CompactionProgress{});        // 6, 7, 8
    Add(VersionInstalled{});                                      // 9: not full
    Add(CompactionProgress{});                                    // 10
    Add(StallEnd{.cause = StallCause::kL0Stop});                  // 11
    Add(StallBegin{.waiting = 2, .cause = StallCause::kL0Stop});  // 12
    session_ = std::make_unique<RecordedSession>(trace_, "events");
  }

  template <class E>
  void Add(const E& fields) {
    trace_->events.Append(Event::Of(fields));
  }

  // The position, or what is wrong.
  std::string At(const std::string& text) const {
    When when;
    uint64_t position = 0;
    Status status = ParseWhen(text, &when);
    if (status.ok()) status = FindWhen(when, *session_, &position);
    return status.ok() ? std::to_string(position) : status.ToString();
  }

  const std::shared_ptr<trace::Trace> trace_ = std::make_shared<trace::Trace>();
  std::unique_ptr<Session> session_;
};

TEST_F(WhenTest, NamesTheNthEventOfAKind) {
  EXPECT_EQ(At("StallBegin"), "2");
  EXPECT_EQ(At("StallBegin:2"), "4");
  EXPECT_EQ(At("StallBegin:2+3"), "7");
  EXPECT_EQ(At("StallEnd-1"), "2");
}

TEST_F(WhenTest, AFieldMustHaveTheValue) {
  EXPECT_EQ(At("StallBegin.reason=l0_stop"), "4");
  EXPECT_EQ(At("StallBegin.reason=l0_stop:1-2"), "2");
  EXPECT_EQ(At("WriterEnqueued.writer=3"), "5");
}

TEST_F(WhenTest, StopIsWithinTheStopWhereMostWritersWait) { EXPECT_EQ(At("stop"), "8"); }

TEST_F(WhenTest, AConditionIsWhereItFirstComesTrue) {
  EXPECT_EQ(At("event.kind == StallBegin and event.reason == l0_stop"), "4");
  EXPECT_EQ(At("event.queue_length >= 3"), "5");
  EXPECT_EQ(At("l0.files >= 3"), "NotFound: --when: l0.files >= 3 never comes true, in 12 events");
  EXPECT_EQ(At("l0.file >= 3"),
            "Invalid argument: --when: column 1: there is no value l0.file, expected l0.files, "
            "l0.bytes or l0.score");
}

TEST_F(WhenTest, SaysWhatIsWrong) {
  const auto says = [&](const std::string& text, const std::string& message) {
    EXPECT_NE(At(text).find(message), std::string::npos) << text << ": " << At(text);
  };
  says("StallBegan", "there is no event kind StallBegan");
  says("StallBegin.colour=red", "StallBegin has no field colour");
  says("StallBegin:0", "is no moment, expected KIND");
  says("StallBegin:x", "is no moment, expected KIND");
  says("StallBegin.reason", "is no moment, expected KIND");
  says("StallBegin:4", "number 4 of StallBegin is not there, there are 3");
  says("StallBegin.reason=l0_stop:3", "StallBegin with reason=l0_stop is not there, there are 2");
  says("StallEnd:2+2", "there is no event 13, the last one is 12");
  says("StallBegin-9", "there is no event -7");
  says("", "there is no event kind");
}

}  // namespace
}  // namespace lsm::gui
