// CheckWithWitness.
#include <algorithm>
#include <map>
#include <vector>

#include "sim/check/linearizable.h"

namespace lsm::sim {
namespace {

using Outcome = CalledOperation::Outcome;
using List = std::vector<const CalledOperation*>;

bool IsKnown(const CalledOperation& operation) { return operation.outcome == Outcome::kDone; }

// Where it stands in the order: after everything with this sequence number.
uint64_t PlaceOf(const CalledOperation& operation) {
  return operation.write ? operation.last_sequence : operation.snapshot;
}

std::string CheckTold(const History& history) {
  for (const CalledOperation& operation : history.operations) {
    if (!IsKnown(operation)) continue;
    if (operation.write ? operation.first_sequence == 0 : !operation.has_snapshot) {
      return Describe(history, operation) + " was done, and the engine gave it no sequence number";
    }
  }
  return "";
}

std::string CheckNumbers(const History& history, const List& writes) {
  for (size_t i = 1; i < writes.size(); i++) {
    if (writes[i]->first_sequence <= writes[i - 1]->last_sequence) {
      return "the same sequence number twice: " + Describe(history, *writes[i - 1]) + " and " +
             Describe(history, *writes[i]);
    }
  }
  return "";
}

std::string CheckTime(const History& history) {
  List by_end;
  for (const CalledOperation& operation : history.operations) {
    if (IsKnown(operation)) by_end.push_back(&operation);
  }
  std::ranges::sort(by_end, {}, &CalledOperation::end);
  const CalledOperation* latest = nullptr;  // of those that had returned
  size_t returned = 0;
  for (const CalledOperation& operation : history.operations) {
    for (; returned < by_end.size() && by_end[returned]->end < operation.begin; returned++) {
      if (latest == nullptr || PlaceOf(*by_end[returned]) > PlaceOf(*latest)) {
        latest = by_end[returned];
      }
    }
    if (!IsKnown(operation) || latest == nullptr) continue;
    const bool after = operation.write ? operation.first_sequence > PlaceOf(*latest)
                                       : operation.snapshot >= PlaceOf(*latest);
    if (!after) {
      return Describe(history, operation) + " was called after " + Describe(history, *latest) +
             " had returned, and stands before it";
    }
  }
  return "";
}

struct Version {
  uint64_t sequence = 0;
  uint32_t value = kNoValue;
  bool known = false;
  uint64_t end = CalledOperation::kNever;
};

std::string CheckReads(const History& history, const List& writes) {
  std::map<uint32_t, std::vector<Version>> versions;  // by key; in the order of sequence numbers
  for (const CalledOperation* write : writes) {
    uint64_t sequence = write->first_sequence;
    for (const CalledOperation::Entry& entry : write->entries) {
      versions[entry.key].push_back({sequence++, entry.value, IsKnown(*write), write->end});
    }
  }
  for (const CalledOperation& read : history.operations) {
    if (read.write || !IsKnown(read)) continue;
    const CalledOperation::Entry& found = read.entries.front();
    const std::vector<Version>& all = versions[found.key];
    auto at = std::ranges::upper_bound(all, read.snapshot, {}, &Version::sequence);
    // Back over what may not be there, to what must be.
    uint32_t expected = kNoValue;
    bool right = false;
    for (bool known = false; !known && !right;) {
      known = at == all.begin();
      expected = kNoValue;
      if (!known) {
        --at;
        known = at->known && (!history.unordered || at->end < read.begin);
        expected = at->value;
      }
      right = expected == found.value;
    }
    if (!right) {
      const std::string value =
          expected == kNoValue ? "nothing" : "the value " + history.values[expected].substr(0, 24);
      return Describe(history, read) + " should have found " + value;
    }
  }
  return "";
}

}  // namespace

std::string CheckWithWitness(const History& history) {
  if (std::string wrong = CheckTold(history); !wrong.empty()) return wrong;
  List writes;
  for (const CalledOperation& operation : history.operations) {
    if (operation.write && operation.first_sequence != 0) writes.push_back(&operation);
  }
  std::ranges::sort(writes, {}, &CalledOperation::first_sequence);
  if (std::string wrong = CheckNumbers(history, writes); !wrong.empty()) return wrong;
  if (std::string wrong = CheckTime(history); !wrong.empty()) return wrong;
  return CheckReads(history, writes);
}

}  // namespace lsm::sim
