// CheckLives.
#include <algorithm>
#include <vector>

#include "sim/check/linearizable.h"

namespace lsm::sim {
namespace {

using Outcome = CalledOperation::Outcome;

// Takes out of `life` the writes that the recovery found; they stand before all of the next life.
std::string Survivors(const History& life, const HistoryCut& cut,
                      std::vector<CalledOperation>* survivors) {
  survivors->clear();
  for (const CalledOperation& write : life.operations) {
    if (!write.write || write.first_sequence == 0) continue;
    if (write.last_sequence <= cut.last_sequence) {
      CalledOperation& there = survivors->emplace_back(write);
      there.outcome = Outcome::kDone;
      there.begin = 0;
      there.end = 0;
    } else if (write.first_sequence <= cut.last_sequence) {
      return "the recovery up to sequence number " + std::to_string(cut.last_sequence) +
             " found a part of " + Describe(life, write);
    } else if (write.sync && write.outcome == Outcome::kDone) {
      return "acknowledged with sync, and lost by a power cut: " + Describe(life, write);
    }
  }
  std::ranges::sort(*survivors, {}, &CalledOperation::first_sequence);
  return "";
}

}  // namespace

std::string CheckLives(const History& history) {
  if (history.cuts.empty()) return CheckWithWitness(history);
  std::vector<CalledOperation> survivors;
  size_t begin = 0;
  for (size_t i = 0; i <= history.cuts.size(); i++) {
    const bool last = i == history.cuts.size();
    const size_t end = last ? history.operations.size() : history.cuts[i].operations;
    History life{.operations = survivors, .keys = history.keys, .values = history.values};
    life.operations.insert(life.operations.end(),
                           history.operations.begin() + static_cast<std::ptrdiff_t>(begin),
                           history.operations.begin() + static_cast<std::ptrdiff_t>(end));
    if (std::string wrong = CheckWithWitness(life); !wrong.empty()) {
      return "life " + std::to_string(i + 1) + ": " + wrong;
    }
    // Cut again before it was open: the disk was found by the next one.
    if (last || !history.cuts[i].recovered) continue;
    if (std::string wrong = Survivors(life, history.cuts[i], &survivors); !wrong.empty()) {
      return wrong;
    }
    begin = end;
  }
  return "";
}

}  // namespace lsm::sim
