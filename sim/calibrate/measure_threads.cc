// Threads: how long a signal, a contended mutex and a sleep take by the clock.
#include <algorithm>
#include <cmath>
#include <thread>

#include "engine/base/mutex.h"
#include "lsm/env.h"
#include "sim/calibrate/calibrate.h"
#include "sim/calibrate/stopwatch.h"

namespace lsm::sim {
namespace {

// Two threads give each other the turn: half of a round is one signal.
class PingPong {
 public:
  double MedianNanos(int rounds) {
    std::vector<double> times;
    std::thread other([this, rounds] {
      for (int i = 0; i < rounds; i++) Pass(1, 0);
    });
    for (int i = 0; i < rounds; i++) {
      const uint64_t begin = WallNanos();
      PassAndWait();
      times.push_back(static_cast<double>(WallNanos() - begin) / 2);
    }
    other.join();
    return Median(times);
  }

 private:
  // Waits for turn `mine` and gives it to `next`.
  void Pass(int mine, int next) {
    MutexLock lock(&mu_);
    while (turn_ != mine) changed_.Wait();
    turn_ = next;
    changed_.SignalAll();
  }
  void PassAndWait() {
    MutexLock lock(&mu_);
    turn_ = 1;
    changed_.SignalAll();
    while (turn_ != 0) changed_.Wait();
  }

  Mutex mu_;
  CondVar changed_{&mu_};
  int turn_ GUARDED_BY(mu_) = 0;
};

// How much longer a section under a mutex takes when two threads want it all the time.
double HandoverNanos() {
  constexpr int kSections = 20'000;
  Mutex mu;
  uint64_t shared = 0;
  const auto sections = [&](int count) {
    for (int i = 0; i < count; i++) {
      MutexLock lock(&mu);
      for (int k = 0; k < 200; k++) shared = shared * 3 + 1;
    }
  };
  std::vector<double> extra;
  for (int round = 0; round < 5; round++) {
    uint64_t begin = WallNanos();
    sections(2 * kSections);
    const auto alone = static_cast<double>(WallNanos() - begin);
    begin = WallNanos();
    std::thread other([&] { sections(kSections); });
    sections(kSections);
    other.join();
    const auto both = static_cast<double>(WallNanos() - begin);
    extra.push_back((both - alone) / (2 * kSections));
  }
  return std::max(0.0, Median(extra)) + static_cast<double>(shared & 0);
}

double SlackNanos() {
  constexpr int kSleepMicros = 100;
  std::vector<double> times;
  for (int i = 0; i < 100; i++) {
    const uint64_t begin = WallNanos();
    Env::Default()->SleepForMicroseconds(kSleepMicros);
    times.push_back(static_cast<double>(WallNanos() - begin) - kSleepMicros * 1000);
  }
  return std::max(0.0, Median(times));
}

}  // namespace

void MeasureThreads(CostModel* costs) {
  PingPong ping_pong;
  costs->thread_wake_ns = static_cast<uint64_t>(std::llround(ping_pong.MedianNanos(2000)));
  costs->lock_handover_ns = static_cast<uint64_t>(std::llround(HandoverNanos()));
  costs->timer_slack_ns = static_cast<uint64_t>(std::llround(SlackNanos()));
}

}  // namespace lsm::sim
