#include "gui/session/event_text.h"

#include <gtest/gtest.h>

#include <memory>

#include "gui/session/recorded_session.h"
#include "traces/trace.h"

namespace lsm::gui {
namespace {

TEST(EventText, NamesWritersAsThePictureDoes) {
  const auto trace = std::make_shared<trace::Trace>();
  const auto add = [&](uint16_t thread, auto fields) {
    Event event = Event::Of(fields);
    event.thread = thread;
    trace->events.Append(event);
  };
  add(1, ThreadStarted{.number = 1, .role = ThreadRole::kMain, .ordinal = 1});
  add(3, ThreadStarted{.number = 3, .role = ThreadRole::kClient, .ordinal = 2});
  add(3, WriterEnqueued{.writer = 415});
  add(3, LeaderElected{.writer = 415});
  add(1, WriterEnqueued{.writer = 1416});
  add(3, WriterCompleted{.writer = 415, .by = 7});
  const RecordedSession session(trace, "events");
  EXPECT_EQ(WriterName(session, 6, 415), "W2 (415)");
  EXPECT_EQ(WriterName(session, 6, 1416), "T1 (1,416)");
  EXPECT_EQ(WriterName(session, 6, 7), "7");
  const std::string text = EventText(session, 6);
  EXPECT_EQ(text.substr(0, text.find(" queued")), "6 WriterCompleted writer=W2 (415) by=7");
}

}  // namespace
}  // namespace lsm::gui
