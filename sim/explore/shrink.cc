#include "sim/explore/shrink.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/schedule/replay_policy.h"

namespace lsm::sim {
namespace {

class Shrinker {
 public:
  Shrinker(Attempts* attempts, uint64_t seed, const AttemptResult& found, uint64_t max_attempts,
           const std::atomic<bool>* cancel)
      : attempts_(attempts), seed_(seed), max_attempts_(max_attempts), cancel_(cancel) {
    best_.result = found;
  }

  Shrunk Run() {
    if (Try({})) {
      best_.minimal = true;
      return std::move(best_);
    }
    for (size_t piece = Length() / 2; piece > 1; piece = std::min(piece, Length()) / 2) {
      RemovePieces(piece);
    }
    while (Length() > 0 && RemovePieces(1)) {
    }
    best_.minimal = !OutOfAttempts();
    return std::move(best_);
  }

 private:
  size_t Length() const { return best_.result.plan.size(); }

  bool OutOfAttempts() const {
    return best_.attempts >= max_attempts_ ||
           (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed));
  }

  // Whether one of them could go.
  bool RemovePieces(size_t piece) {
    bool removed = false;
    // From the end: what is removed there does not change the numbers of what stands before.
    for (size_t end = Length(); end > 0 && !OutOfAttempts();) {
      const size_t begin = end > piece ? end - piece : 0;
      ChoicePlan shorter = best_.result.plan;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(begin),
                    shorter.begin() + static_cast<std::ptrdiff_t>(end));
      removed = Try(std::move(shorter)) || removed;
      end = std::min(begin, Length());
    }
    return removed;
  }

  bool Try(ChoicePlan plan) {
    best_.attempts++;
    AttemptResult result =
        attempts_->Run(std::make_unique<ReplayPolicy>(seed_, std::move(plan), /*lenient=*/true));
    // What did not fit was passed over: the plan that was really followed counts.
    if (result.end != best_.result.end || result.plan.size() >= Length()) return false;
    best_.result = std::move(result);
    return true;
  }

  Attempts* const attempts_;
  const uint64_t seed_;
  const uint64_t max_attempts_;
  const std::atomic<bool>* const cancel_;
  Shrunk best_;
};

}  // namespace

Shrunk Shrink(Attempts* attempts, uint64_t seed, const AttemptResult& found, uint64_t max_attempts,
              const std::atomic<bool>* cancel) {
  return Shrinker(attempts, seed, found, max_attempts, cancel).Run();
}

}  // namespace lsm::sim
