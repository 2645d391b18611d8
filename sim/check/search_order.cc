// SearchOrder: takes operations one after the other that could come next (none that returned before
// them is left), and goes back when nothing fits. What was tried is remembered: the same operations
// taken and the same contents lead to the same end.
//
// A power cut adds two steps to the order, which are taken like operations. Somewhere in the life
// before it is its *mark*: what took effect up to there survives. At its end is the *cut* itself:
// the contents are again those at the mark. So beside the contents that reads see there are those
// that are going to survive. A write that was acknowledged with sync cannot come behind the mark. A
// write whose outcome is unknown belongs to its life; it may also be *hidden*, so that nobody sees
// it before the cut and it is found afterwards: its log record was written, and then it failed.
#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "sim/check/linearizable.h"

namespace lsm::sim {
namespace {

using Outcome = CalledOperation::Outcome;

class OrderSearch {
 public:
  explicit OrderSearch(const History& history)
      : history_(history), first_step_(history.operations.size()) {
    for (const HistoryCut& cut : history.cuts) {
      // Cut again before it was open: the disk was found by the next one.
      if (cut.recovered) ends_.push_back(cut.operations);
    }
    contents_.assign(history.keys.size(), kNoValue);
    if (!ends_.empty()) surviving_ = contents_;
    const size_t steps = first_step_ + 2 * ends_.size();
    return_of_.assign(steps, 0);
    taken_.assign((steps + 63) / 64, 0);
    nodes_.resize(1);
    size_t begin = 0;
    for (const size_t end : ends_) {
      AddCall(MarkOf(lives_));
      AddLife(begin, end);
      AddReturn(MarkOf(lives_));
      AddCall(CutOf(lives_));
      AddReturn(CutOf(lives_));
      begin = end;
      lives_++;
    }
    AddLife(begin, history.operations.size());
    for (size_t i = 0; i < nodes_.size(); i++) {
      nodes_[i].next = i + 1 < nodes_.size() ? i + 1 : 0;
      nodes_[i].before = i == 0 ? nodes_.size() - 1 : i - 1;
    }
  }

  SearchEnd Run(uint64_t max_steps) {
    size_t at = nodes_[0].next;
    bool hidden = false;  // how the operation at `at` is tried
    for (uint64_t step = 0; returns_left_ > 0; step++) {
      if (step == max_steps) return SearchEnd::kTooLong;
      if (at != 0 && nodes_[at].is_call) {
        if (TryToTake(at, hidden)) {
          at = nodes_[0].next;
          hidden = false;
        } else if (!hidden && MayBeHidden(nodes_[at].operation)) {
          hidden = true;
        } else {
          at = nodes_[at].next;
          hidden = false;
        }
        continue;
      }
      // A return whose operation was not taken (or the end): somebody before must come later.
      if (undo_.empty()) return SearchEnd::kNotLinearizable;
      at = GoBack(&hidden);
    }
    return SearchEnd::kLinearizable;
  }

 private:
  struct Node {
    size_t operation = 0;
    bool is_call = false;
    size_t before = 0;
    size_t next = 0;
  };
  struct Taken {
    size_t node = 0;
    bool hidden = false;
    std::vector<uint32_t> contents;                          // before a cut
    std::vector<std::pair<uint32_t, uint32_t>> overwritten;  // key, value before
    std::vector<std::pair<uint32_t, uint32_t>> surviving_overwritten;
  };

  // Steps that are no operations of the history have the numbers behind them.
  size_t MarkOf(size_t life) const { return first_step_ + 2 * life; }
  size_t CutOf(size_t life) const { return first_step_ + 2 * life + 1; }

  void AddCall(size_t step) { nodes_.push_back({.operation = step, .is_call = true}); }
  void AddReturn(size_t step) {
    return_of_[step] = nodes_.size();
    nodes_.push_back({.operation = step, .is_call = false});
    returns_left_++;
  }

  // Calls and returns of the operations from `begin` to `end`, in the order of time.
  void AddLife(size_t begin, size_t end) {
    std::vector<std::pair<uint64_t, Node>> order;
    for (size_t i = begin; i < end; i++) {
      const CalledOperation& operation = history_.operations[i];
      life_of_.push_back(lives_);
      const bool known = operation.outcome == Outcome::kDone;
      // A read that did not return says nothing; a write that did not may take effect at any time.
      if (!known && !operation.write) continue;
      order.push_back({operation.begin, {.operation = i, .is_call = true}});
      if (known) order.push_back({operation.end, {.operation = i, .is_call = false}});
    }
    std::ranges::sort(order, {}, [](const auto& each) { return each.first; });
    for (const auto& [moment, node] : order) {
      if (node.is_call) {
        AddCall(node.operation);
      } else {
        AddReturn(node.operation);
      }
    }
  }

  bool IsTaken(size_t step) const { return (taken_[step / 64] >> step % 64 & 1) != 0; }
  // Whether there is a cut to come, and its mark is still to come.
  bool Survives() const { return life_ < ends_.size() && !IsTaken(MarkOf(life_)); }
  bool MayBeHidden(size_t step) const {
    return step < first_step_ && history_.operations[step].write &&
           history_.operations[step].outcome != Outcome::kDone && life_of_[step] == life_ &&
           Survives();
  }

  // Whether it can come next, as far as the contents tell.
  bool Fits(size_t step) const {
    if (step >= first_step_) return true;
    const CalledOperation& operation = history_.operations[step];
    if (life_of_[step] != life_) return false;
    if (!operation.write) {
      const CalledOperation::Entry& found = operation.entries.front();
      return contents_[found.key] == found.value;
    }
    const bool promised = operation.sync && operation.outcome == Outcome::kDone;
    return !promised || life_ == ends_.size() || Survives();
  }

  // What it does to the contents.
  void Apply(size_t step, Taken* taken) {
    if (step >= first_step_) {
      if (step != CutOf(life_)) return;  // the mark: from now on nothing more survives
      taken->contents = std::exchange(contents_, surviving_);
      life_++;
      return;
    }
    const CalledOperation& operation = history_.operations[step];
    if (!operation.write) return;
    const bool survives = Survives();
    for (const CalledOperation::Entry& entry : operation.entries) {
      if (!taken->hidden) {
        taken->overwritten.emplace_back(entry.key,
                                        std::exchange(contents_[entry.key], entry.value));
      }
      if (survives) {
        taken->surviving_overwritten.emplace_back(
            entry.key, std::exchange(surviving_[entry.key], entry.value));
      }
    }
  }

  bool TryToTake(size_t node, bool hidden) {
    const size_t step = nodes_[node].operation;
    if (!Fits(step)) return false;
    Taken taken{.node = node, .hidden = hidden};
    Apply(step, &taken);
    Flip(step);
    if (!tried_.insert(Picture()).second) {
      Flip(step);
      Restore(taken);
      return false;
    }
    Unlink(node);
    if (const size_t end = return_of_[step]; end != 0) {
      Unlink(end);
      returns_left_--;
    }
    undo_.push_back(std::move(taken));
    return true;
  }

  // Answers where to go on, and how.
  size_t GoBack(bool* hidden) {
    const Taken taken = std::move(undo_.back());
    undo_.pop_back();
    const size_t step = nodes_[taken.node].operation;
    if (const size_t end = return_of_[step]; end != 0) {
      Relink(end);
      returns_left_++;
    }
    Relink(taken.node);
    Flip(step);
    Restore(taken);
    *hidden = !taken.hidden && MayBeHidden(step);
    return *hidden ? taken.node : nodes_[taken.node].next;
  }

  void Restore(const Taken& taken) {
    if (nodes_[taken.node].operation >= first_step_) {
      if (life_ == 0 || nodes_[taken.node].operation != CutOf(life_ - 1)) return;  // a mark
      life_--;
      contents_ = taken.contents;
      return;
    }
    const auto restore = [](const auto& overwritten, std::vector<uint32_t>* contents) {
      for (size_t i = overwritten.size(); i-- > 0;) {
        (*contents)[overwritten[i].first] = overwritten[i].second;
      }
    };
    restore(taken.overwritten, &contents_);
    restore(taken.surviving_overwritten, &surviving_);
  }
  void Unlink(size_t node) {
    nodes_[nodes_[node].before].next = nodes_[node].next;
    nodes_[nodes_[node].next].before = nodes_[node].before;
  }
  void Relink(size_t node) {
    nodes_[nodes_[node].before].next = node;
    nodes_[nodes_[node].next].before = node;
  }
  void Flip(size_t operation) { taken_[operation / 64] ^= uint64_t{1} << operation % 64; }

  std::string Picture() const {
    std::string bytes(reinterpret_cast<const char*>(taken_.data()), taken_.size() * 8);
    bytes.append(reinterpret_cast<const char*>(contents_.data()), contents_.size() * 4);
    bytes.append(reinterpret_cast<const char*>(surviving_.data()), surviving_.size() * 4);
    return bytes;
  }

  const History& history_;
  const size_t first_step_;      // that is no operation
  std::vector<size_t> ends_;     // operations that were called before each cut
  size_t lives_ = 0;             // that end with a cut, while the list is made
  std::vector<size_t> life_of_;  // by operation
  std::vector<Node> nodes_;  // calls and returns in the order of time, with a head that is neither
  std::vector<size_t> return_of_;  // by step: its node; 0: none
  size_t returns_left_ = 0;
  size_t life_ = 0;                  // cuts that were taken
  std::vector<uint32_t> contents_;   // by key
  std::vector<uint32_t> surviving_;  // of these, what the next cut leaves; empty: there are no cuts
  std::vector<uint64_t> taken_;      // a bit for each step
  std::vector<Taken> undo_;
  std::unordered_set<std::string> tried_;
};

}  // namespace

SearchEnd SearchOrder(const History& history, uint64_t max_steps) {
  return OrderSearch(history).Run(max_steps);
}

}  // namespace lsm::sim
