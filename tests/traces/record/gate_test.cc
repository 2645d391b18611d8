#include "traces/record/gate.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/events/all.h"
#include "engine/events/events.h"

namespace lsm::trace {
namespace {

// Keeps what came, in order.
class CountingSink final : public EventSink {
 public:
  EventId Append(const Event& event, EmitSite, LockTicket) override {
    const std::lock_guard lock(mutex_);
    events_.push_back(event);
    return events_.size();
  }
  Text Intern(std::string_view) override { return {}; }
  uint64_t count() const {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }
  Event last() const {
    const std::lock_guard lock(mutex_);
    return events_.back();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Event> events_;
};

template <class Condition>
bool Eventually(const Condition& condition) {
  for (int i = 0; i < 5000; i++) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return condition();
}

// Threads that emit until they are told to end.
class Emitters {
 public:
  Emitters(Gate* gate, CountingSink* sink, int threads) : gate_(gate), gated_(gate, sink) {
    for (int i = 0; i < threads; i++) {
      threads_.emplace_back([this, i] {
        const Events events(&gated_);
        for (uint64_t n = 1; !end_; n++) {
          events.Emit(RunEnded{.operations = static_cast<uint64_t>(i) << 32 | n});
        }
      });
    }
  }
  ~Emitters() {
    end_ = true;
    gate_->OpenForGood();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  Gate* const gate_;
  GateSink gated_;
  std::atomic<bool> end_{false};
  std::vector<std::thread> threads_;
};

TEST(Gate, AStepOfNLetsExactlyNEventsThrough) {
  Gate gate;
  gate.Close();
  CountingSink sink;
  const Emitters emitters(&gate, &sink, 4);
  ASSERT_TRUE(Eventually([&] { return gate.view().waiting == 4; }));
  EXPECT_EQ(sink.count(), 0u);
  uint64_t expected = 0;
  for (const uint64_t step : {1, 1, 10, 3, 500}) {
    gate.Step(step);
    expected += step;
    ASSERT_TRUE(Eventually([&] { return sink.count() == expected; }));
    ASSERT_TRUE(Eventually([&] { return gate.view().waiting == 4; }));
    EXPECT_EQ(sink.count(), expected);
    EXPECT_FALSE(gate.view().running);
  }
}

TEST(Gate, NothingIsRecordedAfterTheEventThatItStoppedAt) {
  Gate gate;
  gate.Close();
  CountingSink sink;
  const Emitters emitters(&gate, &sink, 4);
  for (uint64_t stop = 1; stop <= 20; stop++) {
    uint64_t seen = 0;
    uint64_t stopped_at = 0;
    gate.RunUntil([&](const Event& event) {
      stopped_at = event.As<RunEnded>().operations;
      return ++seen == 10 * stop;
    });
    ASSERT_TRUE(Eventually([&] { return gate.view().hits == stop; }));
    ASSERT_TRUE(Eventually([&] { return gate.view().waiting == 4; }));
    EXPECT_EQ(sink.last().As<RunEnded>().operations, stopped_at);
  }
}

TEST(Gate, StepsThatNobodyCameForYetAreDue) {
  Gate gate;
  gate.Close();
  gate.Step(3);
  gate.Step(2);
  EXPECT_EQ(gate.view().due, 5u);
  CountingSink sink;
  GateSink gated(&gate, &sink);
  const Events events(&gated);
  for (int i = 0; i < 5; i++) events.Emit(RunEnded{});
  EXPECT_EQ(sink.count(), 5u);
  EXPECT_EQ(gate.view().due, 0u);
  EXPECT_FALSE(gate.view().running);
}

TEST(Gate, OpenedForGoodItNeverClosesAgain) {
  Gate gate;
  gate.OpenForGood();
  gate.Close();
  gate.Step(1);
  gate.RunUntil([](const Event&) { return true; });
  CountingSink sink;
  GateSink gated(&gate, &sink);
  const Events events(&gated);
  for (int i = 0; i < 10; i++) events.Emit(RunEnded{});
  EXPECT_EQ(sink.count(), 10u);
  EXPECT_TRUE(gate.view().open);
}

}  // namespace
}  // namespace lsm::trace
