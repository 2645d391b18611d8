#include "gui/session/key_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "engine/events/all.h"
#include "gui/session/live_session.h"
#include "gui/session/open_session.h"
#include "gui/session/recorded_session.h"
#include "sim/run/run_scenario.h"

namespace lsm::gui {
namespace {

TEST(TypedKey, StandsForTheBytesThatItShows) {
  EXPECT_EQ(BytesOfTyped("key17"), "key17");
  EXPECT_EQ(BytesOfTyped("a\\x00\\xfFb"), std::string("a\0\xff"
                                                      "b",
                                                      4));
  EXPECT_EQ(BytesOfTyped("\\x1"), "\\x1");
  EXPECT_EQ(BytesOfTyped("\\xzz"), "\\xzz");
  EXPECT_EQ(SequenceOfTyped("812"), 812u);
  for (const char* typed : {"", "x", "8x", "-1", "99999999999999999999999"}) {
    EXPECT_EQ(SequenceOfTyped(typed), std::nullopt) << typed;
  }
}

std::shared_ptr<trace::Trace> Record(const std::vector<std::string>& sets = {}) {
  sim::Scenario scenario;
  EXPECT_TRUE(sim::LoadScenario("write-stall", sets, &scenario).ok());
  auto trace = std::make_shared<trace::Trace>();
  trace->header = sim::HeaderFor(scenario, /*real=*/false);
  trace::TraceBuilder builder(trace);
  sim::RunScenario(scenario, {.consumers = {&builder}, .tables = &trace->tables});
  return trace;
}

class KeyReaderTest : public testing::Test {
 protected:
  const KeyReading& Read(Session& session, uint64_t position, const std::string& key,
                         KeyReader::Question question = {.wait = true}) {
    question.key = key;
    return reader_.Read(session, 1, position, question);
  }

  KeyReader reader_;
};

TEST_F(KeyReaderTest, AnswersWhatTheRecordedGetsAnswered) {
  const std::unique_ptr<Session> session =
      std::make_unique<RecordedSession>(Record(), "write-stall");
  size_t found = 0;
  size_t asked = 0;
  for (uint64_t at = 1; at <= session->size(); at++) {
    if (!session->EventAt(at).Is<GetBegin>() || at % 7 != 0) continue;
    const auto get = session->EventAt(at).As<GetBegin>();
    uint64_t end = at;
    const auto ends = [&](const Event& event) {
      return event.Is<GetEnd>() && event.As<GetEnd>().read == get.read;
    };
    while (!ends(session->EventAt(end))) end++;
    const KeyReading& reading = Read(*session, at, std::string(get.key.Prefix()));
    ASSERT_EQ(reading.status, ReadingStatus::kAnswered) << at;
    const sim::PlaceAnswer* deciding = reading.look_up.deciding();
    EXPECT_EQ(deciding == nullptr ? ProbeAnswer::kAbsent : deciding->answer,
              session->EventAt(end).As<GetEnd>().answer)
        << at;
    asked++;
    found += deciding != nullptr;
  }
  EXPECT_GT(asked, 20u);
  EXPECT_GT(found, 3u);
}

TEST_F(KeyReaderTest, TheSameQuestionIsAnsweredOnce) {
  RecordedSession session(Record(), "write-stall");
  const uint64_t version = Read(session, 12700, "key000000500").version;
  EXPECT_EQ(Read(session, 12700, "key000000500").version, version);
  EXPECT_NE(Read(session, 12700, "key000000501").version, version);
  EXPECT_NE(Read(session, 12700, "key000000501", {.snapshot = 700, .wait = true}).version, version);
  EXPECT_EQ(reader_.ReadNothing().status, ReadingStatus::kNothing);
  EXPECT_EQ(Read(session, 12700, "").status, ReadingStatus::kNothing);
}

TEST_F(KeyReaderTest, ASnapshotIsASequenceNumber) {
  RecordedSession session(Record(), "write-stall");
  // Deleted, as of the latest.
  const KeyReading& latest = Read(session, 12700, "key000000500");
  ASSERT_NE(latest.look_up.deciding(), nullptr);
  EXPECT_EQ(latest.look_up.deciding()->answer, ProbeAnswer::kDeleted);
  const uint64_t deleted_at = latest.look_up.deciding()->sequence;
  const KeyReading& before =
      Read(session, 12700, "key000000500", {.snapshot = deleted_at - 1, .wait = true});
  EXPECT_EQ(before.look_up.snapshot, deleted_at - 1);
  EXPECT_TRUE(std::ranges::any_of(before.look_up.places, [&](const sim::PlaceAnswer& place) {
    return place.hidden_sequence == deleted_at;
  }));
}

TEST_F(KeyReaderTest, WhileTheRunMovesOnlyThePlacesAreTold) {
  RecordedSession session(Record(), "write-stall");
  const KeyReading& reading = Read(session, 12700, "key000000500", {.moves = true});
  EXPECT_EQ(reading.status, ReadingStatus::kMoves);
  EXPECT_GT(reading.look_up.places.size(), 3u);
  for (const sim::PlaceAnswer& place : reading.look_up.places) EXPECT_FALSE(place.asked);
  EXPECT_FALSE(reader_.running());
}

TEST_F(KeyReaderTest, ALongRunIsRunAgainInTheBackground) {
  RecordedSession session(Record({"clients.0.operations=3000"}), "write-stall");
  ASSERT_GT(session.size(), 200'000u);
  const uint64_t position = session.size() - 10;
  ASSERT_EQ(Read(session, position, "key000000500", {}).status, ReadingStatus::kRunsAgain);
  EXPECT_TRUE(reader_.running());
  EXPECT_FALSE(reader_.ReadNothing().status == ReadingStatus::kRunsAgain);
  EXPECT_FALSE(reader_.running());  // cancelled
  for (int i = 0; i < 10'000; i++) {
    if (Read(session, position, "key000000500", {}).status != ReadingStatus::kRunsAgain) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(Read(session, position, "key000000500", {}).status, ReadingStatus::kAnswered);
  // Another key at the same moment needs no run.
  EXPECT_EQ(Read(session, position, "key000000501", {}).status, ReadingStatus::kAnswered);
}

TEST_F(KeyReaderTest, SaysWhyItDoesNotKnow) {
  const auto status_of = [&](const std::function<void(trace::Trace&)>& change) {
    const std::shared_ptr<trace::Trace> trace = Record();
    change(*trace);
    RecordedSession session(trace, "changed");
    KeyReader reader;
    const KeyReading& reading =
        reader.Read(session, 1, 9000, {.key = "key000000500", .wait = true});
    if (reading.status != ReadingStatus::kNotRecorded) {
      EXPECT_GT(reading.look_up.places.size(), 3u);
      EXPECT_FALSE(reading.look_up.places[0].asked);
    }
    return reading.status;
  };
  EXPECT_EQ(status_of([](trace::Trace& t) { t.header.real = true; }), ReadingStatus::kRealRun);
  EXPECT_EQ(status_of([](trace::Trace& t) { t.header.scenario = "write-stall"; }),
            ReadingStatus::kNoScenario);
  EXPECT_EQ(status_of([](trace::Trace& t) { t.header.scenario.clear(); }),
            ReadingStatus::kNoScenario);
  EXPECT_EQ(status_of([](trace::Trace& t) { t.header.scenario = "{\"seed\": -"; }),
            ReadingStatus::kBadScenario);
  EXPECT_EQ(status_of([](trace::Trace& t) { t.header.families &= ~Bit(Family::kWrite); }),
            ReadingStatus::kNotRecorded);
  const auto change = [](trace::Trace& t, std::string_view from, std::string_view to) {
    const size_t at = t.header.scenario.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    t.header.scenario.replace(at, from.size(), to);
  };
  EXPECT_EQ(status_of([&](trace::Trace& t) { change(t, "\"seed\": 1", "\"seed\": 2"); }),
            ReadingStatus::kOtherRun);
  EXPECT_EQ(status_of([&](trace::Trace& t) {
              change(t, "\"operations\": 250", "\"operations\": 1");
              change(t, "\"operations\": 150", "\"operations\": 1");
            }),
            ReadingStatus::kEndedBefore);
}

TEST_F(KeyReaderTest, ALiveRealRunIsReadFromItsDirectory) {
  sim::LivePlan plan;
  ASSERT_TRUE(sim::LoadScenario("write-stall",
                                {"clients.0.operations=1000000", "clients.1.operations=1000000",
                                 "options.l0_slowdown_delay_us=50"},
                                &plan.scenario)
                  .ok());
  plan.real = true;
  std::unique_ptr<LiveSession> session;
  ASSERT_TRUE(LiveSession::Start(std::move(plan), &session).ok());
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  session->RunUntil(
      [files = 0](const Event& event) mutable { return event.Is<FileDeleted>() && ++files == 40; });
  // Until it stands, and what it has done has been told as well.
  uint64_t end = 0;
  int still = 0;
  while (still < 200 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    session->Poll();
    const bool stands = !session->running_until() && session->size() == end;
    still = stands ? still + 1 : 0;
    end = session->size();
  }
  ASSERT_EQ(still, 200) << "after " << end << " events";
  // Every key that the run can have, as of its last event.
  size_t found = 0;
  for (int i = 0; i < 3000; i += 37) {
    const std::string digits = std::to_string(i);
    const std::string key = "key" + std::string(9 - digits.size(), '0') + digits;
    const KeyReading& reading = Read(*session, end, key, {});
    ASSERT_EQ(reading.status, ReadingStatus::kAnswered);
    for (const sim::PlaceAnswer& place : reading.look_up.places) {
      ASSERT_FALSE(place.unknown) << key << " in " << place.file;
      ASSERT_NE(place.answer, ProbeAnswer::kError) << place.error;
    }
    found += reading.look_up.deciding() != nullptr;
  }
  EXPECT_GT(found, 0u);
  // Files of the past are gone, and that is said.
  size_t gone = 0;
  for (uint64_t at = 1; at < end; at += 37) {
    const KeyReading& reading = Read(*session, at, "key000001500", {});
    ASSERT_EQ(reading.status, ReadingStatus::kAnswered);
    for (const sim::PlaceAnswer& place : reading.look_up.places) {
      gone += place.unknown == sim::Unknown::kFileGone;
    }
  }
  EXPECT_GT(gone, 0u);
  session->Close();
}

TEST_F(KeyReaderTest, ALiveSimulatedRunIsRunAgain) {
  sim::LivePlan plan;
  ASSERT_TRUE(sim::LoadScenario("write-stall", {}, &plan.scenario).ok());
  std::unique_ptr<LiveSession> session;
  ASSERT_TRUE(LiveSession::Start(std::move(plan), &session).ok());
  session->Step(9000);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (session->size() < 12700 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    session->Poll();
  }
  ASSERT_GE(session->size(), 12700u);
  const KeyReading& reading = Read(*session, 12700, "key000000500");
  ASSERT_EQ(reading.status, ReadingStatus::kAnswered);
  ASSERT_NE(reading.look_up.deciding(), nullptr);
  EXPECT_EQ(reading.look_up.deciding()->answer, ProbeAnswer::kDeleted);
}

}  // namespace
}  // namespace lsm::gui
