#include "traces/metrics/invariants.h"

#include <algorithm>

#include "traces/format/units.h"

namespace lsm::trace {
namespace {

constexpr size_t kMaxViolationsKept = 100;

std::string WriterText(uint64_t writer) { return "writer " + Grouped(writer); }

}  // namespace

void ProtocolChecker::OnEvent(uint64_t position, const Event& event) {
  position_ = position;
  VisitEvent(event, [this](const auto& fields) { On(fields); });
}

void ProtocolChecker::OnEnd() {
  if (run_ended_ && !queue_.empty()) {
    Report(Grouped(queue_.size()) + " writers were enqueued and never completed");
  }
}

void ProtocolChecker::Report(std::string what) {
  violation_count_++;
  if (violations_.size() < kMaxViolationsKept) violations_.push_back({position_, std::move(what)});
}

void ProtocolChecker::Expect(uint64_t value, uint64_t expected, const char* what) {
  if (value == expected) return;
  Report(std::string(what) + " is " + Grouped(value) + "; expected " + Grouped(expected));
}

void ProtocolChecker::On(const DatabaseOpened&) {
  queue_.clear();
  writers_.clear();
  group_ = {};
  sequence_known_ = false;
}

void ProtocolChecker::On(const RecoveryEnd& e) {
  last_sequence_ = e.last_sequence;
  sequence_known_ = e.outcome == Outcome::kOk;
}

void ProtocolChecker::On(const WriterEnqueued& e) {
  if (writers_.contains(e.writer)) Report(WriterText(e.writer) + " was enqueued twice");
  queue_.push_back(e.writer);
  writers_[e.writer] = {
      .bytes = e.bytes, .entries = e.puts + e.deletes, .sync = e.sync != 0, .group = 0};
  Expect(e.queue_length, queue_.size(), "the queue's length");
}

void ProtocolChecker::On(const LeaderElected& e) {
  if (queue_.empty() || queue_.front() != e.writer) {
    Report(WriterText(e.writer) + " leads, but is not at the front of the queue");
  }
}

void ProtocolChecker::On(const GroupOpened& e) {
  if (queue_.empty() || queue_.front() != e.leader) {
    Report(WriterText(e.leader) + " builds a group, but is not at the front of the queue");
  }
  group_ = {.id = e.group, .leader = e.leader, .max_bytes = e.max_bytes};
}

void ProtocolChecker::On(const WriterJoined& e) {
  if (e.group != group_.id || group_.closed) {
    return Report(WriterText(e.writer) + " joined group " + Grouped(e.group) +
                  ", which is not open");
  }
  const size_t index = group_.members.size();
  if (index >= queue_.size() || queue_[index] != e.writer) {
    Report(WriterText(e.writer) + " joined out of the queue's order");
  }
  group_.members.push_back(e.writer);
  const auto joined = writers_.find(e.writer);
  const auto leader = writers_.find(group_.leader);
  if (joined == writers_.end() || leader == writers_.end()) return;
  joined->second.group = e.group;
  group_.entries += joined->second.entries;
  if (joined->second.sync && !leader->second.sync) {
    Report("sync " + WriterText(e.writer) + " is in the group of " + WriterText(group_.leader) +
           ", which does not sync");
  }
  if (index > 0 && e.group_bytes > group_.max_bytes) {
    Report("group " + Grouped(e.group) + " has " + Grouped(e.group_bytes) +
           " bytes; its limit is " + Grouped(group_.max_bytes));
  }
}

void ProtocolChecker::On(const GroupClosed& e) {
  if (e.group != group_.id) return Report("group " + Grouped(e.group) + " was never opened");
  groups_checked_++;
  group_.closed = true;
  Expect(e.members, group_.members.size(), "the group's number of members");
  Expect(e.entries, group_.entries, "the group's number of entries");
}

void ProtocolChecker::On(const SequencesAssigned& e) {
  if (e.group != group_.id) return Report("group " + Grouped(e.group) + " was never opened");
  if (sequence_known_) Expect(e.first, last_sequence_ + 1, "the group's first sequence number");
  Expect(e.last + 1 - e.first, group_.entries, "the group's number of sequence numbers");
  group_.first = e.first;
  group_.last = e.last;
}

void ProtocolChecker::On(const SequencePublished& e) {
  if (e.group == group_.id) Expect(e.last_sequence, group_.last, "the published sequence number");
  last_sequence_ = e.last_sequence;
  sequence_known_ = true;
}

void ProtocolChecker::On(const WalAppendBegin& e) {
  if (e.group == group_.id) group_.log = e.log;
}

// Older logs may be synced on the way; the group's own is what counts.
void ProtocolChecker::On(const WalSyncEnd& e) {
  if (e.group == group_.id && e.log == group_.log && e.outcome == Outcome::kOk) {
    group_.synced = true;
  }
}

void ProtocolChecker::On(const WriterCompleted& e) {
  writers_completed_++;
  const auto found = writers_.find(e.writer);
  if (found == writers_.end()) {
    return Report(WriterText(e.writer) + " completed, but was not in the queue");
  }
  if (!queue_.empty() && queue_.front() == e.writer) {
    queue_.pop_front();
  } else if (!queue_.empty()) {
    Report(WriterText(e.writer) + " completed before " + WriterText(queue_.front()) +
           ", which was enqueued earlier");
    std::erase(queue_, e.writer);
  }
  const bool in_group = found->second.group != 0 && found->second.group == group_.id;
  if (in_group && found->second.sync && e.outcome == Outcome::kOk && !group_.synced) {
    Report("sync " + WriterText(e.writer) + " was told ok without a sync");
  }
  writers_.erase(found);
}

void ProtocolChecker::On(const RunEnded&) { run_ended_ = true; }

}  // namespace lsm::trace
