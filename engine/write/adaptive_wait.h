// AdaptiveWait: how a writer waits for a state that another thread sets: it spins, then yields its
// core as long as that has paid, then blocks (RocksDB's AwaitState).
#ifndef LSMSCOPE_ENGINE_WRITE_ADAPTIVE_WAIT_H_
#define LSMSCOPE_ENGINE_WRITE_ADAPTIVE_WAIT_H_

#include <atomic>
#include <cstdint>

namespace lsm {

// Whether yielding pays at one place, learned from what it brought. Any thread uses it; an update
// that is lost does no harm, so it is read and written apart.
class YieldCredit {
 public:
  static constexpr int32_t kStep = 131072;
  static constexpr int32_t kDecay = 1024;  // the credit stays below kStep * kDecay = 2^27

  int32_t value() const { return value_.load(std::memory_order_relaxed); }
  bool ok() const { return value() >= 0; }

  void Update(bool paid) {
    const int32_t before = value();
    value_.store(before - before / kDecay + (paid ? kStep : -kStep), std::memory_order_relaxed);
  }

 private:
  std::atomic<int32_t> value_{0};
};

// Judges one phase of yields: a yield that takes long shows that somebody else wants the core.
class YieldJudge {
 public:
  static constexpr int kMaxSlowYields = 3;

  YieldJudge(uint64_t max_ns, uint64_t slow_ns, uint64_t now_ns)
      : max_ns_(max_ns), slow_ns_(slow_ns), begun_ns_(now_ns), last_ns_(now_ns) {}

  // After a yield that ended at `now_ns` and brought nothing. False: it is time to give up.
  bool GoOn(uint64_t now_ns) {
    // A clock that stands still says nothing: such a yield counts as slow.
    if (now_ns == last_ns_ || now_ns - last_ns_ >= slow_ns_) slow_yields_++;
    last_ns_ = now_ns;
    return slow_yields_ < kMaxSlowYields && now_ns - begun_ns_ <= max_ns_;
  }
  bool gave_up_on_slow() const { return slow_yields_ >= kMaxSlowYields; }

 private:
  const uint64_t max_ns_;
  const uint64_t slow_ns_;
  const uint64_t begun_ns_;
  uint64_t last_ns_;
  int slow_yields_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_ADAPTIVE_WAIT_H_
