#include "sim/schedule/replay_policy.h"

#include <algorithm>
#include <utility>

#include "sim/schedule/fiber_list.h"

namespace lsm::sim {
namespace {

std::string Expected(const PlannedChoice& choice) {
  return "choice " + std::to_string(choice.number) + " was expected to take fiber " +
         std::to_string(choice.fiber);
}

}  // namespace

ReplayPolicy::ReplayPolicy(uint64_t seed, ChoicePlan plan, bool lenient)
    : fifo_(seed), plan_(std::move(plan)), lenient_(lenient) {}

size_t ReplayPolicy::Choose(const Question& question) {
  last_number_ = question.number;
  const size_t usual = fifo_.Choose(question);
  if (next_ == plan_.size() || plan_[next_].number > question.number) return usual;
  const PlannedChoice& planned = plan_[next_++];
  const auto found = std::ranges::find(question.fibers, planned.fiber);
  if (found != question.fibers.end()) return static_cast<size_t>(found - question.fibers.begin());
  if (misfit_.empty()) {
    misfit_ = Expected(planned) + ", and it is between " + FiberList(question.fibers) + " (" +
              std::string(Names(ChoiceKind{})[static_cast<size_t>(question.what)]) + ")";
  }
  return usual;
}

Status ReplayPolicy::Verdict() const {
  if (lenient_) return Status::OK();
  if (!misfit_.empty()) return Status::Incomplete("the schedule does not fit", misfit_);
  if (next_ == plan_.size()) return Status::OK();
  return Status::Incomplete("the schedule does not fit",
                            Expected(plan_[next_]) + ", and the run made only " +
                                std::to_string(last_number_) + " choices");
}

}  // namespace lsm::sim
