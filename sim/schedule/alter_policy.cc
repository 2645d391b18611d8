#include "sim/schedule/alter_policy.h"

#include <algorithm>

#include "sim/schedule/fiber_list.h"

namespace lsm::sim {

size_t AlterPolicy::Choose(const Question& question) {
  const size_t usual = fifo_.Choose(question);
  if (*position_ < after_) return inner_->Choose(question);
  if (altered_) return usual;
  altered_ = true;
  const auto found = std::ranges::find(question.fibers, fiber_);
  if (found != question.fibers.end()) return static_cast<size_t>(found - question.fibers.begin());
  misfit_ = "after event " + std::to_string(after_) + " fiber " + std::to_string(fiber_) +
            " was expected to go first, and the choice is between " + FiberList(question.fibers) +
            " (" + std::string(Names(ChoiceKind{})[static_cast<size_t>(question.what)]) + ")";
  return usual;
}

Status AlterPolicy::Verdict() const {
  if (!misfit_.empty()) return Status::Incomplete("the schedule does not fit", misfit_);
  if (altered_) return Status::OK();
  return Status::Incomplete("the schedule does not fit", "after event " + std::to_string(after_) +
                                                             " there is no choice any more");
}

}  // namespace lsm::sim
