#include "sim/world/world.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/base/mutex.h"
#include "sim/schedule/fifo_policy.h"

namespace lsm::sim {
namespace {

// A world that answers with what happened, as lines "time who what".
class WorldTest : public testing::Test {
 protected:
  void Make(uint32_t cores, uint64_t seed = 1, uint64_t quantum_ns = 100'000,
            const CostModel& costs = {}) {
    World::Config config;
    config.costs = costs;
    config.cores = cores;
    config.quantum_ns = quantum_ns;
    config.end_of_time_ns = 100'000'000;
    world_ = std::make_unique<World>(config, std::make_unique<FifoPolicy>(seed));
  }

  void Note(const std::string& what) {
    log_ +=
        std::to_string(world_->NowNanos()) + " " + world_->CurrentInfo().name + " " + what + "\n";
  }
  // A client thread.
  void Go(const std::string& name, std::function<void()> body) {
    world_->Spawn({.role = ThreadInfo::Role::kClient, .name = name}, std::move(body));
  }
  Status Run(std::function<void()> body) { return world_->Run({.name = "main"}, std::move(body)); }

  std::unique_ptr<World> world_;
  std::string log_;
};

TEST_F(WorldTest, WorkOnTwoCoresOverlaps) {
  Make(2);
  const auto work = [&] {
    Work(WorkKind::kWorkload, 70'000);
    Note("done");
  };
  ASSERT_TRUE(Run([&] {
                Go("a", work);
                Go("b", work);
              }).ok());
  EXPECT_EQ(world_->NowNanos(), 70'000u);
}

TEST_F(WorldTest, ASignalledThreadAsksForItsMutexOnceItIsAwake) {
  CostModel costs;
  costs.thread_wake_ns = 5'000;
  Make(3, 1, 100'000, costs);
  Mutex mu;
  CondVar changed(&mu);
  bool ready = false;
  ASSERT_TRUE(Run([&] {
                Go("waiter", [&] {
                  MutexLock lock(&mu);
                  while (!ready) changed.Wait();
                  Note("woken");
                });
                Go("other", [&] {
                  Work(WorkKind::kWorkload, 12'000);
                  MutexLock lock(&mu);  // free: nobody owns it while the waiter wakes
                  Note("came in between");
                });
                Work(WorkKind::kWorkload, 10'000);
                MutexLock lock(&mu);
                ready = true;
                changed.Signal();
              }).ok());
  EXPECT_EQ(log_, "12000 other came in between\n15000 waiter woken\n");
}

TEST_F(WorldTest, WhoSignalsPaysForEachThatItWakes) {
  CostModel costs;
  costs.signal_ns = 700;
  Make(4, 1, 100'000, costs);
  Mutex mu;
  CondVar changed(&mu);
  bool ready = false;
  ASSERT_TRUE(Run([&] {
                const auto wait = [&] {
                  MutexLock lock(&mu);
                  while (!ready) changed.Wait();
                };
                Go("a", wait);
                Go("b", wait);
                Work(WorkKind::kWorkload, 10'000);
                MutexLock lock(&mu);
                ready = true;
                changed.SignalAll();
                Note("both");
                changed.Signal();  // nobody waits
                Note("nobody");
              }).ok());
  EXPECT_EQ(log_, "11400 main both\n11400 main nobody\n");
}

// Somebody holds a mutex, a second waits for it, a third asks while the second wakes.
TEST_F(WorldTest, WithBargingWhoeverAsksFirstHasAReleasedMutex) {
  const auto run = [&](bool barging) {
    CostModel costs;
    costs.thread_wake_ns = 5'000;
    costs.signal_ns = 700;
    costs.lock_barging = barging;
    Make(4, 1, 100'000, costs);
    log_.clear();
    Mutex mu;
    EXPECT_TRUE(Run([&] {
                  Go("waiter", [&] {
                    Work(WorkKind::kWorkload, 1'000);
                    MutexLock lock(&mu);
                    Note("has it");
                  });
                  Go("other", [&] {
                    Work(WorkKind::kWorkload, 12'000);
                    MutexLock lock(&mu);
                    Note("has it");
                    Work(WorkKind::kWorkload, 20'000);
                  });
                  {
                    MutexLock lock(&mu);
                    Work(WorkKind::kWorkload, 10'000);
                  }
                  if (barging) Note("released it");
                }).ok());
    return log_;
  };
  EXPECT_EQ(run(false), "10000 waiter has it\n12000 other has it\n");
  // It wakes at 15,000, finds it taken, and is woken again at 32,000.
  EXPECT_EQ(run(true), "10700 main released it\n12000 other has it\n37000 waiter has it\n");
}

TEST_F(WorldTest, WorkTakesLongerWhileAnotherCoreWorks) {
  CostModel costs;
  costs.busy_percent = 50;
  Make(2, 1, 1'000'000, costs);
  ASSERT_TRUE(Run([&] {
                Go("a", [&] {
                  Work(WorkKind::kWorkload, 1'001);
                  Note("done");
                });
                Work(WorkKind::kWorkload, 99);  // begins alone
                world_->Sleep(10'000);
                Work(WorkKind::kWorkload, 1'000);
                Note("done");
              }).ok());
  EXPECT_EQ(log_, "1501 a done\n11099 main done\n");
}

TEST_F(WorldTest, HandOversAndSleepsTakeWhatTheMachineTakes) {
  CostModel costs;
  costs.lock_handover_ns = 300;
  costs.timer_slack_ns = 50;
  Make(2, 1, 100'000, costs);
  Mutex mu;
  ASSERT_TRUE(Run([&] {
                Go("second", [&] {
                  Work(WorkKind::kWorkload, 10);
                  MutexLock lock(&mu);
                  Note("has it");
                  world_->Sleep(1'000);
                  Note("slept");
                });
                MutexLock lock(&mu);
                Work(WorkKind::kWorkload, 2'000);
              }).ok());
  EXPECT_EQ(log_, "2300 second has it\n3350 second slept\n");
}

TEST_F(WorldTest, OneCoreIsSharedInQuanta) {
  Make(1);
  ASSERT_TRUE(Run([&] {
                Go("a", [&] {
                  Work(WorkKind::kWorkload, 250'000);
                  Note("done");
                });
                Go("b", [&] {
                  Work(WorkKind::kWorkload, 120'000);
                  Note("done");
                });
              }).ok());
  // a 0-100, b 100-200, a 200-300, b 300-320, a 320-370 (thousands)
  EXPECT_EQ(log_, "320000 b done\n370000 a done\n");
}

TEST_F(WorldTest, SmallChargesAddUpToAQuantum) {
  Make(1);
  ASSERT_TRUE(Run([&] {
                Go("a", [&] {
                  for (int i = 0; i < 30; i++) Work(WorkKind::kWorkload, 10'000);
                  Note("done");
                });
                Go("b", [&] {
                  Work(WorkKind::kWorkload, 50'000);
                  Note("done");
                });
              }).ok());
  EXPECT_EQ(log_, "150000 b done\n350000 a done\n");
}

TEST_F(WorldTest, SleepHoldsNoCore) {
  Make(1);
  ASSERT_TRUE(Run([&] {
                Go("sleeper", [&] {
                  world_->Sleep(1'000'000);
                  Note("awake");
                });
                Go("worker", [&] {
                  Work(WorkKind::kWorkload, 900'000);
                  Note("done");
                });
              }).ok());
  EXPECT_EQ(log_, "900000 worker done\n1000000 sleeper awake\n");
}

TEST_F(WorldTest, WhoWaitsForTheDeviceLeavesTheCoreToOthers) {
  Make(1);
  ASSERT_TRUE(Run([&] {
                Go("a", [&] {
                  world_->WaitForDevice(5'000);
                  Note("served");
                });
                Go("b", [&] {
                  Work(WorkKind::kWorkload, 3'000);
                  Note("done");
                });
              }).ok());
  EXPECT_EQ(log_, "3000 b done\n5000 a served\n");
}

TEST_F(WorldTest, AMutexIsHandedOverInOrderOfArrival) {
  Make(4);
  Mutex mutex;
  const auto client = [&](uint64_t arrival) {
    return [&, arrival] {
      Work(WorkKind::kWorkload, arrival);
      MutexLock lock(&mutex);
      Note("in");
      Work(WorkKind::kWorkload, 1000);
      Note("out");
    };
  };
  ASSERT_TRUE(Run([&] {
                Go("third", client(300));
                Go("first", client(100));
                Go("second", client(200));
              }).ok());
  EXPECT_EQ(log_,
            "100 first in\n1100 first out\n"
            "1100 second in\n2100 second out\n"
            "2100 third in\n3100 third out\n");
}

TEST_F(WorldTest, ASignalWakesOneAndSignalAllWakesAll) {
  Make(2);
  Mutex mutex;
  CondVar condition(&mutex);
  int tokens = 0;
  const auto waiter = [&] {
    MutexLock lock(&mutex);
    while (tokens == 0) condition.Wait();
    tokens--;
    Note("took one");
  };
  ASSERT_TRUE(Run([&] {
                Go("a", waiter);
                Go("b", waiter);
                Go("c", waiter);
                world_->Sleep(1000);
                {
                  MutexLock lock(&mutex);
                  tokens = 1;
                  condition.Signal();
                }
                world_->Sleep(1000);
                MutexLock lock(&mutex);
                tokens = 2;
                condition.SignalAll();
              }).ok());
  EXPECT_EQ(std::count(log_.begin(), log_.end(), '\n'), 3);
  EXPECT_EQ(log_.substr(0, 5), "1000 ");
  EXPECT_NE(log_.find("2000 "), std::string::npos);
}

TEST_F(WorldTest, ADeadlockIsReportedWithWhoWaitsForWhat) {
  Make(2);
  Mutex one, two;
  const auto take = [&](Mutex* first, Mutex* second) {
    return [&, first, second]() NO_THREAD_SAFETY_ANALYSIS {
      first->Lock();
      Work(WorkKind::kWorkload, 1000);
      second->Lock();
    };
  };
  const Status status = Run([&] {
    Go("a", take(&one, &two));
    Go("b", take(&two, &one));
  });
  EXPECT_EQ(status.ToString(),
            "Result incomplete: deadlock in the simulated world: "
            "fiber 2 (a) waits for a mutex held by fiber 3; "
            "fiber 3 (b) waits for a mutex held by fiber 2; at 1000 ns");
}

TEST_F(WorldTest, ALostWakeUpIsADeadlock) {
  Make(1);
  Mutex mutex;
  CondVar condition(&mutex);
  const Status status = Run([&] {
    MutexLock lock(&mutex);
    condition.Wait();
  });
  EXPECT_EQ(
      status.ToString(),
      "Result incomplete: deadlock in the simulated world: fiber 1 (main) waits for a signal; "
      "at 0 ns");
}

TEST_F(WorldTest, ARunThatNeverEndsIsGivenUp) {
  Make(1);
  const Status status = Run([&] {
    while (true) Yield();
  });
  EXPECT_NE(status.ToString().find("end of its time"), std::string::npos) << status.ToString();
}

TEST_F(WorldTest, TiesAreDecidedBySeed) {
  const auto order = [&](uint64_t seed) {
    Make(8, seed);
    log_.clear();
    EXPECT_TRUE(Run([&] {
                  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
                    Go(name, [&] {
                      Work(WorkKind::kWorkload, 500);
                      Note("done");
                    });
                  }
                }).ok());
    return log_;
  };
  EXPECT_EQ(order(1), order(1));
  EXPECT_NE(order(1), order(2));
}

TEST(CostModelTest, RoundsUpAndSaturates) {
  CostModel costs;
  costs.unit_ps[static_cast<int>(WorkKind::kWalEncode)] = 300;
  EXPECT_EQ(costs.CostNs(WorkKind::kWalEncode, 1), 1u);
  EXPECT_EQ(costs.CostNs(WorkKind::kWalEncode, 10), 3u);
  EXPECT_EQ(costs.CostNs(WorkKind::kWorkload, 250'000), 250'000u);
  EXPECT_GT(costs.CostNs(WorkKind::kWalEncode, UINT64_MAX), uint64_t{1} << 50);
}

}  // namespace
}  // namespace lsm::sim
