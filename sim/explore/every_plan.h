// EveryPlan: gives out every schedule in which at most so many choices differ from
// first-in-first-out, each once: those with one such choice first, then those with two, ...; among
// these depth-first.
//
// A schedule is a plan whose numbers ascend. One more choice behind its last one makes another
// schedule; what can be chosen there is known once the shorter one was run.
#ifndef LSMSCOPE_SIM_EXPLORE_EVERY_PLAN_H_
#define LSMSCOPE_SIM_EXPLORE_EVERY_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "sim/explore/spy_policy.h"

namespace lsm::sim {

class EveryPlan {
 public:
  struct Ticket {
    ChoicePlan plan;
    bool wants_alternatives = false;
    bool again = false;  // it was given out before; now it is on the way to longer ones
  };

  explicit EveryPlan(uint32_t most) : most_(most) {}

  // What can be chosen in the run of first-in-first-out.
  void Begin(std::vector<Alternative> alternatives) {
    root_ = std::move(alternatives);
    if (most_ > 0) StartLength();
  }

  // The next one to run. Nothing: Done must be called before there can be one, or complete().
  std::optional<Ticket> Next() {
    while (true) {
      while (!stack_.empty() && stack_.back().next == stack_.back().alternatives.size()) {
        stack_.pop_back();
      }
      if (!stack_.empty()) break;
      if (running_ > 0 || length_ >= most_) return std::nullopt;
      length_++;
      StartLength();
      if (root_.empty()) return std::nullopt;
    }
    Branch& branch = stack_.back();
    const Alternative& alternative = branch.alternatives[branch.next++];
    Ticket ticket{.plan = branch.plan};
    ticket.plan.push_back({alternative.number, alternative.fiber});
    ticket.wants_alternatives = ticket.again = ticket.plan.size() < length_;
    running_++;
    return ticket;
  }

  // `alternatives`: of the whole run.
  void Done(const Ticket& ticket, std::vector<Alternative> alternatives) {
    running_--;
    if (!ticket.wants_alternatives) return;
    const uint64_t last = ticket.plan.back().number;
    std::erase_if(alternatives, [&](const Alternative& each) { return each.number <= last; });
    stack_.push_back({ticket.plan, std::move(alternatives), 0});
  }

  bool complete() const {
    if (running_ > 0 || length_ < most_) return false;
    for (const Branch& branch : stack_) {
      if (branch.next < branch.alternatives.size()) return false;
    }
    return true;
  }

 private:
  struct Branch {
    ChoicePlan plan;
    std::vector<Alternative> alternatives;  // behind the plan's last choice
    size_t next = 0;
  };

  void StartLength() { stack_.push_back({{}, root_, 0}); }

  const uint32_t most_;
  uint32_t length_ = 1;  // of the plans that are given out now
  std::vector<Alternative> root_;
  std::vector<Branch> stack_;
  size_t running_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_EXPLORE_EVERY_PLAN_H_
