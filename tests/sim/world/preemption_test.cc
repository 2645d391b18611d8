// Worlds whose policy takes a fiber whose time has not come.
#include <gtest/gtest.h>

#include <string>

#include "engine/base/atomic.h"
#include "engine/base/mutex.h"
#include "sim/schedule/pct_policy.h"
#include "sim/schedule/random_policy.h"
#include "sim/schedule/replay_policy.h"
#include "sim/world/world.h"
#include "sim/world/world_sink.h"
#include "traces/format/describe.h"

namespace lsm::sim {
namespace {

class PreemptionTest : public testing::Test {
 protected:
  void Make(std::unique_ptr<SchedulePolicy> policy, World::Config config = {.cores = 4}) {
    world_ = std::make_unique<World>(config, std::move(policy));
    log_.clear();
  }
  void Replay(const std::string& choices, World::Config config = {.cores = 4}) {
    ChoicePlan plan;
    ASSERT_EQ(ParseChoices(choices, &plan), "");
    Make(std::make_unique<ReplayPolicy>(1, plan), config);
  }
  void Note(const std::string& what) {
    log_ += std::to_string(world_->NowNanos()) + " " + what + "\n";
  }
  void Go(const std::string& name, std::function<void()> body) {
    world_->Spawn({.role = ThreadInfo::Role::kClient, .name = name}, std::move(body));
  }
  Status Run(std::function<void()> body) { return world_->Run({.name = "main"}, std::move(body)); }

  // a works for 100 ns, b for 300 ns.
  void TwoWorkers() {
    ASSERT_TRUE(Run([&] {
                  Go("a", [&] {
                    Work(WorkKind::kWorkload, 100);
                    Note("a");
                  });
                  Go("b", [&] {
                    Work(WorkKind::kWorkload, 300);
                    Note("b");
                  });
                }).ok());
  }

  std::unique_ptr<World> world_;
  std::string log_;
};

TEST_F(PreemptionTest, ThosePassedOverMoveUpToTheClock) {
  Replay("");
  TwoWorkers();
  EXPECT_EQ(log_, "100 a\n300 b\n");
  const uint64_t choices = world_->choices();
  // The last choice of that run is between a, due at 100, and b, due at 300.
  Replay(std::to_string(choices) + ":3");
  TwoWorkers();
  EXPECT_EQ(log_, "300 b\n300 a\n");
}

TEST_F(PreemptionTest, FifoCountsTheSameChoicesAsAReplayOfNothing) {
  const auto count = [&] {
    Mutex mutex;
    Atomic<int> atomic{0};
    EXPECT_TRUE(Run([&] {
                  for (int i = 0; i < 5; i++) {
                    Go("x", [&, i] {
                      for (int j = 0; j < 5; j++) {
                        Work(WorkKind::kWorkload, 10 * i + j);
                        MutexLock lock(&mutex);
                        Work(WorkKind::kWorkload, 20);
                        atomic.store(atomic.load() + 1);
                        Note("x" + std::to_string(i));
                      }
                    });
                  }
                }).ok());
    return world_->choices();
  };
  for (const uint32_t cores : {1, 2, 4}) {
    Make(std::make_unique<FifoPolicy>(1), {.cores = cores});
    const uint64_t fifo = count();
    const std::string log = log_;
    Replay("", {.cores = cores});
    EXPECT_EQ(count(), fifo) << cores;
    EXPECT_EQ(log_, log) << cores;
  }
}

// Two increments that are not atomic: load, then store.
int LostUpdate(World* world) {
  Atomic<int> sum{0};
  EXPECT_TRUE(world
                  ->Run({.name = "main"},
                        [&] {
                          for (const char* name : {"a", "b"}) {
                            world->Spawn({.name = name}, [&] { sum.store(sum.load() + 1); });
                          }
                        })
                  .ok());
  return sum.load();
}

TEST_F(PreemptionTest, AnAccessToAnAtomicIsAPlaceToPreempt) {
  Make(std::make_unique<FifoPolicy>(1));
  EXPECT_EQ(LostUpdate(world_.get()), 2);
  int lost = 0;
  for (uint64_t seed = 1; seed <= 200; seed++) {
    Make(std::make_unique<PctPolicy>(seed, 2, 8));
    lost += LostUpdate(world_.get()) == 1;
  }
  EXPECT_GT(lost, 10);
  EXPECT_LT(lost, 190);
}

TEST_F(PreemptionTest, WithoutTimeASleeperCanGoFirst) {
  const auto run = [&] {
    ASSERT_TRUE(Run([&] {
                  Go("sleeper", [&] {
                    world_->Sleep(1'000'000);
                    Note("sleeper");
                  });
                  Go("worker", [&] {
                    for (int i = 0; i < 3; i++) Work(WorkKind::kWorkload, 100);
                    Note("worker");
                  });
                }).ok());
  };
  Replay("", {.cores = 1, .untimed = true});
  run();
  EXPECT_EQ(log_, "300 worker\n1000000 sleeper\n");
  int sleeper_first = 0;
  for (uint64_t seed = 1; seed <= 100; seed++) {
    Make(std::make_unique<RandomPolicy>(seed, 100), {.cores = 1, .untimed = true});
    run();
    sleeper_first += log_.starts_with("1000000 sleeper");
  }
  EXPECT_GT(sleeper_first, 10);
  EXPECT_LT(sleeper_first, 90);
}

// Always the same fiber, whenever it can be chosen.
class Favour final : public SchedulePolicy {
 public:
  explicit Favour(uint32_t fiber) : fiber_(fiber) {}
  size_t Choose(const Question& question) override {
    const auto found = std::ranges::find(question.fibers, fiber_);
    return found == question.fibers.end() ? 0
                                          : static_cast<size_t>(found - question.fibers.begin());
  }
  bool preempts() const override { return true; }

 private:
  const uint32_t fiber_;
};

TEST_F(PreemptionTest, StarvationIsReportedWithWhoWaits) {
  Make(std::make_unique<Favour>(2), {.cores = 4, .starvation_bound = 1000});
  const Status status = Run([&] {
    Go("hog", [&] {
      while (true) Work(WorkKind::kWorkload, 100);
    });
    Go("starved", [&] { Work(WorkKind::kWorkload, 50); });
  });
  EXPECT_EQ(
      status.ToString(),
      "Result incomplete: starvation in the simulated world: fiber 3 (starved) was passed over "
      "1001 times in a row; fiber 2 (hog) could run; fiber 3 (starved) could run; at 99900 ns");
}

// A policy that preempts is asked at each of its accesses, fifo at none; both let it go on.
TEST_F(PreemptionTest, WhoMerelyGoesOnPassesNobodyOver) {
  const auto run = [&] {
    return Run([&] {
      for (const char* name : {"a", "b"}) {
        Go(name, [&] {
          for (int i = 0; i < 100; i++) world_->BeforeAccess();
        });
      }
    });
  };
  const World::Config config{.cores = 4, .starvation_bound = 10};
  Make(std::make_unique<FifoPolicy>(1), config);
  EXPECT_TRUE(run().ok());
  Replay("", config);
  const Status replayed = run();
  EXPECT_TRUE(replayed.ok()) << replayed.ToString();
}

TEST_F(PreemptionTest, ALockWaiterThatIsAlwaysPassedOverStarves) {
  Make(std::make_unique<Favour>(2), {.cores = 4, .starvation_bound = 100});
  Mutex mutex;
  const auto client = [&] {
    while (true) {
      MutexLock lock(&mutex);
      Work(WorkKind::kWorkload, 100);
    }
  };
  // Two favoured by turns: whenever 2 does not wait, whoever came first gets the mutex.
  const Status status = Run([&] {
    Go("a", client);
    Go("b", client);
    Go("c", client);
  });
  EXPECT_NE(status.ToString().find("starvation in the simulated world"), std::string::npos)
      << status.ToString();
}

TEST_F(PreemptionTest, ARunWithTooManyChoicesIsGivenUp) {
  Make(std::make_unique<FifoPolicy>(1), {.cores = 2, .max_choices = 50});
  const Status status = Run([&] {
    for (const char* name : {"a", "b"}) {
      Go(name, [] {
        while (true) Yield();
      });
    }
  });
  EXPECT_NE(status.ToString().find("end of its choices"), std::string::npos) << status.ToString();
}

// What locks and the schedule tell, one event a line.
class Transcript final : public trace::EventConsumer {
 public:
  explicit Transcript(const trace::TraceTables* tables) : tables_(tables) {}
  void OnEvent(uint64_t position, const Event& event) override {
    text += "t" + std::to_string(event.thread) + " " +
            trace::DescribeEvent(position, event, *tables_) +
            (event.cause == 0 ? "" : " <- " + std::to_string(event.cause)) + "\n";
  }
  std::string text;

 private:
  const trace::TraceTables* const tables_;
};

TEST_F(PreemptionTest, LocksAndTheScheduleAreEvents) {
  Replay("", {.cores = 2});
  trace::TraceTables tables;
  Transcript transcript(&tables);
  WorldSink sink(world_.get(), &tables, &transcript);
  world_->SetListener(&sink);
  Mutex mutex;
  CondVar condition(&mutex);
  bool ready = false;
  ASSERT_TRUE(Run([&] {
                Go("waiter", [&] {
                  MutexLock lock(&mutex);
                  while (!ready) condition.Wait();
                });
                world_->Sleep(10);
                MutexLock lock(&mutex);
                Work(WorkKind::kWorkload, 5);
                ready = true;
                condition.Signal();
              }).ok());
  EXPECT_EQ(transcript.text,
            "t1 1 ThreadStarted number=1 role=main ordinal=1 name=\"main\"\n"
            "t1 2 ThreadBlocked reason=sleep until_ns=10 ns\n"
            "t2 3 ThreadStarted number=2 role=client ordinal=1 name=\"waiter\"\n"
            "t2 4 ThreadBlocked reason=condition until_ns=0 ns\n"
            "t2 5 ThreadRunnable runnable=1 reason=sleep waited_ns=10 ns <- 2\n"
            "t2 6 MutexWanted mutex=1 holder=1 waiting=1\n"
            "t1 7 MutexReleased mutex=1 next=2 waiting=0 <- 6\n"
            "t2 8 MutexTaken mutex=1 waited_ns=0 ns <- 7\n");
}

TEST_F(PreemptionTest, AChoiceTellsAmongWhom) {
  // Choice 1: who goes first of main and a. Then a holds the mutex while b and c come for it.
  Make(std::make_unique<Favour>(4), {.cores = 8});
  trace::TraceTables tables;
  Transcript transcript(&tables);
  WorldSink sink(world_.get(), &tables, &transcript);
  world_->SetListener(&sink);
  Mutex mutex;
  const auto client = [&](uint64_t arrival) {
    return [&, arrival] {
      Work(WorkKind::kWorkload, arrival);
      MutexLock lock(&mutex);
      Work(WorkKind::kWorkload, 1000);
    };
  };
  ASSERT_TRUE(Run([&] {
                Go("a", client(10));
                Go("b", client(20));
                Go("c", client(30));
                world_->Sleep(5000);
              }).ok());
  EXPECT_NE(transcript.text.find("what=next chosen=4 count=3 candidates=2,3,4 preempted=yes"),
            std::string::npos)
      << transcript.text;
}

}  // namespace
}  // namespace lsm::sim
