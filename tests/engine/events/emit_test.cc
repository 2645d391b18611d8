#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/events/all.h"
#include "engine/events/events.h"

namespace lsm {
namespace {

class KeepingSink : public EventSink {
 public:
  struct Kept {
    Event event;
    EmitSite site;
    LockTicket ticket;
  };

  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override {
    kept.push_back({event, site, ticket});
    return kept.size();
  }
  Text Intern(std::string_view text) override {
    texts.emplace_back(text);
    return {static_cast<uint32_t>(texts.size())};
  }

  std::vector<Kept> kept;
  std::vector<std::string> texts;
};

// Traces must not depend on the compiler: a call that goes on over several lines has one number,
// that of the line with the name of the function.
TEST(Emit, TheSiteIsTheLineOfTheCall) {
  KeepingSink sink;
  const Events events(&sink);
  // clang-format off
  const int line = __LINE__ + 1;
  events.Emit(RunStarted{.seed = 1,
                         .real = 1});
  const int line_2 = __LINE__ + 2;
  const EventId id =
      events.Emit(
          RunEnded{.operations = 3},
          1);
  // clang-format on
  ASSERT_EQ(sink.kept.size(), 2u);
  EXPECT_EQ(id, 2u);
  EXPECT_EQ(sink.kept[0].site.line, line);
  EXPECT_EQ(sink.kept[1].site.line, line_2);
  EXPECT_EQ(sink.kept[1].event.cause, 1u);
  EXPECT_NE(std::string(sink.kept[0].site.file).find("emit_test.cc"), std::string::npos);
}

TEST(Emit, AFamilyThatIsOffIsNotEmittedAndTakesNoTicket) {
  KeepingSink sink;
  const Events events(&sink);
  Mutex mu;
  sink.SetFamilies(Bit(Family::kWal));
  mu.Lock();
  EXPECT_EQ(events.EmitUnder(mu, WriterEnqueued{}), kNoEvent);
  events.EmitUnder(mu, WalCreated{.log = 3});
  events.EmitUnder(mu, WalCreated{.log = 4});
  mu.Unlock();
  events.Emit(RunEnded{});  // always on
  ASSERT_EQ(sink.kept.size(), 3u);
  EXPECT_EQ(sink.kept[0].ticket.lock, &mu);
  EXPECT_EQ(sink.kept[0].ticket.number, 1u);
  EXPECT_EQ(sink.kept[1].ticket.number, 2u);
  EXPECT_EQ(sink.kept[2].ticket.lock, nullptr);
}

TEST(Emit, WithoutASinkNothingHappens) {
  const Events events;
  EXPECT_FALSE(events.Wants(Family::kRun));
  EXPECT_EQ(events.Emit(RunStarted{}), kNoEvent);
  EXPECT_EQ(events.Intern("text").id, 0u);
}

TEST(Emit, LongTextsAreCut) {
  KeepingSink sink;
  Events(&sink).Intern(std::string(5000, 'x'));
  EXPECT_EQ(sink.texts[0].size(), 1024u);
}

}  // namespace
}  // namespace lsm
