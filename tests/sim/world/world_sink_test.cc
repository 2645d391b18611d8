#include "sim/world/world_sink.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/events/all.h"
#include "sim/run/family_filter.h"
#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {
namespace {

// What a consumer is told, one event a line: position, time, thread, kind, cause.
class SinkTranscript final : public trace::EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event& event) override {
    text += std::to_string(position) + " t=" + std::to_string(event.time_ns) + " thread " +
            std::to_string(event.thread) + " " + std::string(FindEventInfo(event.kind)->name);
    if (event.cause != kNoEvent) text += " cause " + std::to_string(event.cause);
    text += "\n";
  }
  std::string text;
};

class WorldSinkTest : public testing::Test {
 protected:
  void Run(trace::EventConsumer* consumer) {
    World world({}, std::make_unique<FifoPolicy>(1));
    WorldSink sink(&world, &tables_, consumer);
    const Events events(&sink);
    const Status status = world.Run({.name = "main"}, [&] {
      events.Emit(RunStarted{});
      world.Spawn({.role = ThreadInfo::Role::kClient, .name = "writer 1"}, [&] {
        Work(WorkKind::kWorkload, 500);
        const EventId enqueued = events.Emit(WriterEnqueued{.writer = 7});
        events.Emit(WalCreated{.log = 3}, enqueued);
      });
      world.Sleep(1000);
      events.Emit(RunEnded{});
    });
    ASSERT_TRUE(status.ok()) << status.ToString();
  }

  trace::TraceTables tables_;
};

TEST_F(WorldSinkTest, NumbersEventsAndAnnouncesThreads) {
  SinkTranscript transcript;
  Run(&transcript);
  EXPECT_EQ(transcript.text,
            "1 t=0 thread 1 RunStarted\n"
            "2 t=500 thread 2 ThreadStarted\n"
            "3 t=500 thread 2 WriterEnqueued\n"
            "4 t=500 thread 2 WalCreated cause 3\n"
            "5 t=1000 thread 1 ThreadStarted\n"
            "6 t=1000 thread 1 RunEnded\n");
}

TEST_F(WorldSinkTest, AFilterLeavesPositionsAlone) {
  SinkTranscript transcript;
  FamilyFilter filter(&transcript, Bit(Family::kWal));
  Run(&filter);
  EXPECT_EQ(transcript.text,
            "1 t=0 thread 1 RunStarted\n"
            "2 t=500 thread 2 ThreadStarted\n"
            "4 t=500 thread 2 WalCreated cause 3\n"
            "5 t=1000 thread 1 ThreadStarted\n"
            "6 t=1000 thread 1 RunEnded\n");
}

}  // namespace
}  // namespace lsm::sim
