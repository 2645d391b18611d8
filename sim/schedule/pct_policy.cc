#include "sim/schedule/pct_policy.h"

#include <algorithm>

namespace lsm::sim {

PctPolicy::PctPolicy(uint64_t seed, uint32_t depth, uint64_t steps)
    : prng_(Prng::ForPart(seed, 0x706374)) {
  for (uint32_t i = 1; i < depth; i++) change_points_.push_back(prng_.Between(1, steps));
  std::ranges::sort(change_points_);
}

size_t PctPolicy::Choose(const Question& question) {
  size_t first = Highest(question);
  // Several change points may have fallen on one choice.
  while (next_change_ < change_points_.size() && change_points_[next_change_] <= question.number) {
    next_change_++;
    PriorityOf(question.fibers[first]) = --lowest_;
    first = Highest(question);
  }
  return first;
}

void PctPolicy::OnYield(uint32_t fiber) { PriorityOf(fiber) = --lowest_; }

size_t PctPolicy::Highest(const Question& question) {
  size_t best = 0;
  for (size_t i = 0; i < question.fibers.size(); i++) {
    // Equal draws are possible: the first one then, so that the answer depends on nothing else.
    if (PriorityOf(question.fibers[i]) > PriorityOf(question.fibers[best])) best = i;
  }
  return best;
}

int64_t& PctPolicy::PriorityOf(uint32_t fiber) {
  if (priorities_.size() <= fiber) priorities_.resize(size_t{fiber} + 1);
  int64_t& priority = priorities_[fiber];
  if (priority == 0) priority = static_cast<int64_t>(prng_.Between(1, uint64_t{1} << 62));
  return priority;
}

}  // namespace lsm::sim
