// SearchOrder: takes operations one after the other that could come next (none that returned before
// them is left), and goes back when nothing fits. What was tried is remembered: the same operations
// taken and the same contents lead to the same end.
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
  explicit OrderSearch(const History& history) : history_(history) {
    contents_.assign(history.keys.size(), kNoValue);
    // A list of calls and returns in the order of time, with a head that is neither.
    std::vector<std::pair<uint64_t, Node>> order;
    for (size_t i = 0; i < history.operations.size(); i++) {
      const CalledOperation& operation = history.operations[i];
      const bool known = operation.outcome == Outcome::kDone;
      // A read that did not return says nothing; a write that did not may take effect at any time.
      if (!known && !operation.write) continue;
      order.push_back({operation.begin, {.operation = i, .is_call = true}});
      if (known) {
        order.push_back({operation.end, {.operation = i, .is_call = false}});
        returns_left_++;
      }
    }
    std::ranges::sort(order, {}, [](const auto& each) { return each.first; });
    nodes_.resize(1);
    return_of_.assign(history.operations.size(), 0);
    for (const auto& [moment, node] : order) {
      if (!node.is_call) return_of_[node.operation] = nodes_.size();
      nodes_.push_back(node);
    }
    for (size_t i = 0; i < nodes_.size(); i++) {
      nodes_[i].next = i + 1 < nodes_.size() ? i + 1 : 0;
      nodes_[i].before = i == 0 ? nodes_.size() - 1 : i - 1;
    }
    taken_.assign((history.operations.size() + 63) / 64, 0);
  }

  SearchEnd Run(uint64_t max_steps) {
    size_t at = nodes_[0].next;
    for (uint64_t step = 0; returns_left_ > 0; step++) {
      if (step == max_steps) return SearchEnd::kTooLong;
      if (at != 0 && nodes_[at].is_call) {
        at = TryToTake(at) ? nodes_[0].next : nodes_[at].next;
        continue;
      }
      // A return whose operation was not taken (or the end): somebody before must come later.
      if (undo_.empty()) return SearchEnd::kNotLinearizable;
      at = GoBack();
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
    std::vector<std::pair<uint32_t, uint32_t>> overwritten;  // key, value before
  };

  bool TryToTake(size_t node) {
    const CalledOperation& operation = history_.operations[nodes_[node].operation];
    if (!operation.write) {
      const CalledOperation::Entry& found = operation.entries.front();
      if (contents_[found.key] != found.value) return false;
    }
    Taken taken{.node = node};
    if (operation.write) {
      for (const CalledOperation::Entry& entry : operation.entries) {
        taken.overwritten.emplace_back(entry.key, std::exchange(contents_[entry.key], entry.value));
      }
    }
    Flip(nodes_[node].operation);
    if (!tried_.insert(Picture()).second) {
      Flip(nodes_[node].operation);
      Restore(taken);
      return false;
    }
    Unlink(node);
    if (const size_t end = return_of_[nodes_[node].operation]; end != 0) {
      Unlink(end);
      returns_left_--;
    }
    undo_.push_back(std::move(taken));
    return true;
  }

  // Answers where to go on.
  size_t GoBack() {
    const Taken taken = std::move(undo_.back());
    undo_.pop_back();
    if (const size_t end = return_of_[nodes_[taken.node].operation]; end != 0) {
      Relink(end);
      returns_left_++;
    }
    Relink(taken.node);
    Flip(nodes_[taken.node].operation);
    Restore(taken);
    return nodes_[taken.node].next;
  }

  void Restore(const Taken& taken) {
    for (size_t i = taken.overwritten.size(); i-- > 0;) {
      contents_[taken.overwritten[i].first] = taken.overwritten[i].second;
    }
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
    return bytes;
  }

  const History& history_;
  std::vector<Node> nodes_;
  std::vector<size_t> return_of_;  // by operation: its node; 0: none
  size_t returns_left_ = 0;
  std::vector<uint32_t> contents_;  // by key
  std::vector<uint64_t> taken_;     // a bit for each operation
  std::vector<Taken> undo_;
  std::unordered_set<std::string> tried_;
};

}  // namespace

SearchEnd SearchOrder(const History& history, uint64_t max_steps) {
  return OrderSearch(history).Run(max_steps);
}

}  // namespace lsm::sim
