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

TEST(EventText, AGetThatEndedAboveTheLevelsSaysWhere) {
  const auto trace = std::make_shared<trace::Trace>();
  for (const int8_t level : {-1, -2, -3, 0, 2}) {
    trace->events.Append(Event::Of(GetEnd{.read = 1, .level = level}));
  }
  const RecordedSession session(trace, "events");
  const auto level_of = [&](uint64_t position) {
    const std::string text = EventText(session, position);
    return text.substr(text.find("level="));
  };
  EXPECT_EQ(level_of(1), "level=memtable");
  EXPECT_EQ(level_of(2), "level=immutable");
  EXPECT_EQ(level_of(3), "level=nowhere");
  EXPECT_EQ(level_of(4), "level=0");
  EXPECT_EQ(level_of(5), "level=2");
}

TEST(EventText, WhatAGetEndedWithIsToldInWords) {
  const Strings english(Language::kEnglish), chinese(Language::kChinese);
  GetEnd end{.value_bytes = 87, .duration_ns = 2100, .probes = 3};
  end.answer = ProbeAnswer::kFound;
  end.level = 2;
  EXPECT_EQ(GetEndText(english, end), "found: L2 · 87 B · 3 places asked · 2.100 µs");
  end.level = -2;
  EXPECT_EQ(GetEndText(english, end),
            "found: immutable memtable · 87 B · 3 places asked · 2.100 µs");
  EXPECT_EQ(GetEndText(chinese, end), "找到：只读内存表 · 87 B · 查询 3 个位置 · 2.100 µs");
  end.answer = ProbeAnswer::kDeleted;
  end.level = -1;
  end.probes = 1;
  EXPECT_EQ(GetEndText(english, end), "deleted: memtable · 1 place asked · 2.100 µs");
  end.answer = ProbeAnswer::kAbsent;
  end.level = -3;
  EXPECT_EQ(GetEndText(english, end), "not found · 1 place asked · 2.100 µs");
}

}  // namespace
}  // namespace lsm::gui
