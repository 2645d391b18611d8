#include "traces/record/recorder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "engine/base/mutex.h"
#include "engine/events/events.h"
#include "lsm/env.h"

namespace lsm::trace {
namespace {

class Keeper : public EventConsumer {
 public:
  void OnEvent(uint64_t position, const Event& event) override {
    EXPECT_EQ(position, events.size() + 1);
    events.push_back(event);
    count = events.size();
    if (slow) std::this_thread::sleep_for(std::chrono::microseconds(20));
  }
  void OnEnd() override { ended++; }

  std::vector<Event> events;
  std::atomic<size_t> count = 0;  // of events, for whoever looks meanwhile
  int ended = 0;
  bool slow = false;
};

// An Env whose clock the test sets.
class ClockEnv : public EnvWrapper {
 public:
  ClockEnv() : EnvWrapper(Env::Default()) {}
  uint64_t NowNanos() override { return tick ? now.fetch_add(*tick) : now.load(); }

  std::atomic<uint64_t> now{1000};
  std::optional<uint64_t> tick;
};

TEST(Recorder, TheRunComesFirstThenItsThread) {
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(Env::Default(), &tables, &keeper);
  const Events events(&recorder);
  events.Emit(RunStarted{.seed = 5});
  events.Emit(RunEnded{});
  recorder.Stop();
  ASSERT_EQ(keeper.events.size(), 3u);
  EXPECT_TRUE(keeper.events[0].Is<RunStarted>());
  ASSERT_TRUE(keeper.events[1].Is<ThreadStarted>());
  const auto thread = keeper.events[1].As<ThreadStarted>();
  EXPECT_EQ(thread.number, 1);
  EXPECT_EQ(thread.role, ThreadRole::kMain);
  EXPECT_EQ(tables.texts.Get(thread.name), "main");
  EXPECT_EQ(keeper.ended, 1);
  EXPECT_EQ(recorder.counts().events, 3u);
}

TEST(Recorder, AThreadIsAnnouncedWithWhatItIsFor) {
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(Env::Default(), &tables, &keeper);
  std::thread([&] {
    const ThreadInfo info{ThreadInfo::Role::kClient, 4, "writer 4"};
    t_context.thread_info = &info;
    Events(&recorder).Emit(WalCreated{.log = 9});
  }).join();
  recorder.Stop();
  ASSERT_EQ(keeper.events.size(), 2u);
  const auto thread = keeper.events[0].As<ThreadStarted>();
  EXPECT_EQ(thread.role, ThreadRole::kClient);
  EXPECT_EQ(thread.ordinal, 4);
  EXPECT_EQ(tables.texts.Get(thread.name), "writer 4");
  EXPECT_EQ(keeper.events[1].thread, 1);
  EXPECT_EQ(tables.sites.Get(keeper.events[1].site).line > 0, true);
}

// Threads pass a baton under a lock: each event answers the one before it, which another thread
// emitted. Whatever the clock, the trace must show a chain.
void RunBaton(Env* env, int threads, int rounds, Keeper* keeper, RecorderCounts* counts) {
  TraceTables tables;
  Recorder recorder(env, &tables, keeper, {.buffer_events = 64});
  const Events events(&recorder);
  Mutex mu;
  EventId last = kNoEvent;
  uint64_t number = 0;
  std::vector<std::thread> workers;
  for (int t = 0; t < threads; t++) {
    workers.emplace_back([&] {
      for (int i = 0; i < rounds; i++) {
        {
          MutexLock lock(&mu);
          last = events.EmitUnder(mu, WriterEnqueued{.writer = ++number}, last);
        }
        events.Emit(WalCreated{.log = static_cast<uint64_t>(i)});
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  recorder.Stop();
  *counts = recorder.counts();
}

void ExpectBatonOrder(const Keeper& keeper, int threads, int rounds) {
  uint64_t number = 0;
  uint64_t last_position = 0;
  uint64_t last_time = 0;
  std::map<uint16_t, uint64_t> own;
  for (size_t i = 0; i < keeper.events.size(); i++) {
    const Event& event = keeper.events[i];
    EXPECT_LT(event.cause, i + 1);
    EXPECT_GE(event.time_ns, last_time);
    last_time = event.time_ns;
    if (event.Is<WriterEnqueued>()) {
      ASSERT_EQ(event.As<WriterEnqueued>().writer, ++number);
      ASSERT_EQ(event.cause, last_position);
      last_position = i + 1;
    } else if (event.Is<WalCreated>()) {
      ASSERT_EQ(event.As<WalCreated>().log, own[event.thread]++);
    }
  }
  EXPECT_EQ(number, static_cast<uint64_t>(threads) * rounds);
  EXPECT_EQ(keeper.events.size(), static_cast<size_t>(threads) * (2 * rounds + 1));
}

TEST(Recorder, TheOrderOfManyThreadsIsThatOfTheirLockAndCauses) {
  Keeper keeper;
  RecorderCounts counts;
  RunBaton(Env::Default(), 4, 5000, &keeper, &counts);
  ExpectBatonOrder(keeper, 4, 5000);
  EXPECT_EQ(counts.forced, 0u);
  EXPECT_EQ(counts.dropped, 0u);
}

TEST(Recorder, TheOrderHoldsWhenTheClockStandsStill) {
  ClockEnv env;
  // A clock that never moves gives the drainer no time at which anything is certain: everything is
  // handed on by Stop, and buffers must be large enough.
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(&env, &tables, &keeper, {.buffer_events = 4096});
  const Events events(&recorder);
  Mutex mu;
  EventId last = kNoEvent;
  uint64_t number = 0;
  std::vector<std::thread> workers;
  for (int t = 0; t < 3; t++) {
    workers.emplace_back([&] {
      for (int i = 0; i < 500; i++) {
        {
          MutexLock lock(&mu);
          last = events.EmitUnder(mu, WriterEnqueued{.writer = ++number}, last);
        }
        events.Emit(WalCreated{.log = static_cast<uint64_t>(i)});
      }
    });
  }
  for (std::thread& worker : workers) worker.join();
  recorder.Stop();
  ExpectBatonOrder(keeper, 3, 500);
  EXPECT_EQ(recorder.counts().forced, 0u);
}

TEST(Recorder, AFullBufferWaitsAndLosesNothing) {
  TraceTables tables;
  Keeper keeper;
  keeper.slow = true;
  Recorder recorder(Env::Default(), &tables, &keeper, {.buffer_events = 16});
  const Events events(&recorder);
  for (uint64_t i = 0; i < 2000; i++) events.Emit(WalCreated{.log = i});
  recorder.Stop();
  ASSERT_EQ(keeper.events.size(), 2001u);
  for (uint64_t i = 0; i < 2000; i++) EXPECT_EQ(keeper.events[i + 1].As<WalCreated>().log, i);
  EXPECT_GT(recorder.counts().waits, 0u);
  EXPECT_EQ(recorder.counts().dropped, 0u);
}

TEST(Recorder, ALateRecorderTellsWhenABufferIsFullAndAtTheEnd) {
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(Env::Default(), &tables, &keeper, {.buffer_events = 64, .late = true});
  const Events events(&recorder);
  for (uint64_t i = 0; i < 32; i++) events.Emit(WalCreated{.log = i});
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(keeper.count, 0u);
  for (uint64_t i = 32; i < 2000; i++) events.Emit(WalCreated{.log = i});
  EXPECT_GT(keeper.count, 0u);
  recorder.Stop();
  ASSERT_EQ(keeper.events.size(), 2001u);
  for (uint64_t i = 0; i < 2000; i++) EXPECT_EQ(keeper.events[i + 1].As<WalCreated>().log, i);
  EXPECT_GT(recorder.counts().waits, 0u);
  EXPECT_EQ(recorder.counts().dropped, 0u);
}

TEST(Recorder, WhatComesAfterStopIsCountedAsDropped) {
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(Env::Default(), &tables, &keeper);
  const Events events(&recorder);
  events.Emit(RunStarted{});
  recorder.Stop();
  recorder.Stop();
  EXPECT_EQ(events.Emit(RunEnded{}), kNoEvent);
  EXPECT_EQ(keeper.events.size(), 2u);
  EXPECT_EQ(keeper.ended, 1);
  EXPECT_EQ(recorder.counts().dropped, 1u);
}

TEST(Recorder, AThreadThatAlternatesBetweenTwoRecordersIsOneThreadInEach) {
  TraceTables tables_a, tables_b;
  Keeper a, b;
  Recorder recorder_a(Env::Default(), &tables_a, &a);
  Recorder recorder_b(Env::Default(), &tables_b, &b);
  for (int i = 0; i < 10; i++) {
    Events(&recorder_a).Emit(WalCreated{});
    Events(&recorder_b).Emit(WalCreated{});
  }
  recorder_a.Stop();
  recorder_b.Stop();
  EXPECT_EQ(a.events.size(), 11u);
  EXPECT_EQ(b.events.size(), 11u);
}

TEST(Recorder, ACauseThatNeverCameDoesNotHoldUpTheRest) {
  TraceTables tables;
  Keeper keeper;
  Recorder recorder(Env::Default(), &tables, &keeper);
  const Events events(&recorder);
  events.Emit(WalCreated{.log = 1}, (uint64_t{7} << 48) | 12);  // a thread that does not exist
  events.Emit(WalCreated{.log = 2});
  recorder.Stop();
  ASSERT_EQ(keeper.events.size(), 3u);
  EXPECT_EQ(keeper.events[1].cause, kNoEvent);
  EXPECT_EQ(recorder.counts().forced, 1u);
}

}  // namespace
}  // namespace lsm::trace
