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
  struct Times {
    double wake_ns = 0;    // by the clock
    double signal_ns = 0;  // processor time of the call that wakes
  };
  Times Medians(int rounds) {
    std::vector<double> times;
    std::vector<double> signals;
    std::thread other([this, rounds] {
      for (int i = 0; i < rounds; i++) Pass(1, 0);
    });
    for (int i = 0; i < rounds; i++) {
      const uint64_t begin = WallNanos();
      signals.push_back(PassAndWait());
      times.push_back(static_cast<double>(WallNanos() - begin) / 2);
    }
    other.join();
    std::vector<double> readings;
    for (int i = 0; i < 100; i++) {
      const uint64_t begin = ThreadNanos();
      readings.push_back(static_cast<double>(ThreadNanos() - begin));
    }
    return {.wake_ns = Median(times),
            .signal_ns = std::max(0.0, Median(signals) - Median(readings))};
  }

 private:
  // Waits for turn `mine` and gives it to `next`.
  void Pass(int mine, int next) {
    MutexLock lock(&mu_);
    while (turn_ != mine) changed_.Wait();
    turn_ = next;
    changed_.SignalAll();
  }
  // Answers the processor time of the signal.
  double PassAndWait() {
    MutexLock lock(&mu_);
    turn_ = 1;
    const uint64_t begin = ThreadNanos();
    changed_.SignalAll();
    const uint64_t nanos = ThreadNanos() - begin;
    while (turn_ != 0) changed_.Wait();
    return static_cast<double>(nanos);
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
  const PingPong::Times times = ping_pong.Medians(2000);
  costs->thread_wake_ns = static_cast<uint64_t>(std::llround(times.wake_ns));
  costs->signal_ns = static_cast<uint64_t>(std::llround(times.signal_ns));
  costs->lock_barging = true;  // std::mutex hands nothing on
  costs->lock_handover_ns = static_cast<uint64_t>(std::llround(HandoverNanos()));
  costs->timer_slack_ns = static_cast<uint64_t>(std::llround(SlackNanos()));
}

}  // namespace lsm::sim
