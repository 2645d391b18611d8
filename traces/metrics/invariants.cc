#include "traces/metrics/invariants.h"

#include <algorithm>

#include "traces/format/units.h"

namespace lsm::trace {
namespace {

constexpr size_t kMaxViolationsKept = 100;
constexpr size_t kMostInFlight = 4096;  // groups

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
  path_ = {};
  synced_.clear();
  sequence_known_ = false;
}

void ProtocolChecker::On(const WritePathConfigured& e) { path_ = e; }

void ProtocolChecker::On(const RecoveryEnd& e) {
  last_sequence_ = e.last_sequence;
  last_assigned_ = e.last_sequence;
  inserted_up_to_ = e.last_sequence;
  sequence_known_ = e.outcome == Outcome::kOk;
}

void ProtocolChecker::On(const WriterEnqueued& e) {
  if (writers_.contains(e.writer)) Report(WriterText(e.writer) + " was enqueued twice");
  queue_.push_back(e.writer);
  writers_[e.writer] = {
      .bytes = e.bytes, .entries = e.puts + e.deletes, .sync = e.sync != 0, .group = 0};
  if (groups()) return;
  Expect(e.queue_length, queue_.size(), "the queue's length");
}

void ProtocolChecker::On(const LeaderElected& e) {
  if (groups()) return;
  if (queue_.empty() || queue_.front() != e.writer) {
    Report(WriterText(e.writer) + " leads, but is not at the front of the queue");
  }
}

void ProtocolChecker::On(const GroupOpened& e) {
  if (groups()) {
    if (group_.id != 0 && !group_.closed) {
      Report("group " + Grouped(e.group) + " is opened while group " + Grouped(group_.id) +
             " is open");
    }
  } else if (queue_.empty() || queue_.front() != e.leader) {
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
  if (!groups() && (index >= queue_.size() || queue_[index] != e.writer)) {
    Report(WriterText(e.writer) + " joined out of the queue's order");
  }
  group_.members.push_back(e.writer);
  const auto joined = writers_.find(e.writer);
  const auto leader = writers_.find(group_.leader);
  if (joined == writers_.end() || leader == writers_.end()) return;
  if (joined->second.group != 0) Report(WriterText(e.writer) + " joined a second group");
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
  const uint64_t before = groups() ? last_assigned_ : last_sequence_;
  if (sequence_known_) Expect(e.first, before + 1, "the group's first sequence number");
  Expect(e.last + 1 - e.first, group_.entries, "the group's number of sequence numbers");
  group_.first = e.first;
  group_.last = e.last;
  last_assigned_ = e.last;
  if (!groups()) return;
  uint64_t sequence = e.first;
  for (const uint64_t member : group_.members) {
    const auto found = writers_.find(member);
    if (found == writers_.end()) continue;
    sequence += found->second.entries;
    found->second.last = sequence - 1;
  }
}

void ProtocolChecker::On(const WriterInserted& e) {
  const auto found = writers_.find(e.writer);
  if (found != writers_.end()) found->second.inserted = true;
  inserted_up_to_ += e.entries;
}

void ProtocolChecker::On(const MemTableInserted& e) { inserted_up_to_ += e.entries; }

void ProtocolChecker::OnPublishedOfGroups(const SequencePublished& e) {
  if (e.last_sequence <= last_sequence_) {
    Report("sequence number " + Grouped(e.last_sequence) + " is published after " +
           Grouped(last_sequence_));
  }
  if (sequence_known_ && path_.unordered == 0 && e.last_sequence > inserted_up_to_) {
    Report("sequence number " + Grouped(e.last_sequence) + " is published, and entries up to " +
           Grouped(inserted_up_to_) + " are in the memtable");
  }
  if (e.last_sequence > last_assigned_) {
    Report("sequence number " + Grouped(e.last_sequence) + " is published and was never assigned");
  }
}

void ProtocolChecker::OnCompletedInGroups(const WriterCompleted& e) {
  const auto found = writers_.find(e.writer);
  const Writer writer = found->second;
  std::erase(queue_, e.writer);
  writers_.erase(found);
  if (e.outcome != Outcome::kOk || writer.group == 0) return;
  if (writer.last > last_sequence_) {
    Report(WriterText(e.writer) + " was told ok before its sequence numbers were published");
  }
  if (path_.unordered != 0 && !writer.inserted) {
    Report(WriterText(e.writer) + " was told ok before its batch was in the memtable");
  }
  if (writer.sync && !synced_.contains(writer.group)) {
    Report("sync " + WriterText(e.writer) + " was told ok without a sync");
  }
}

void ProtocolChecker::On(const SequencePublished& e) {
  if (groups()) OnPublishedOfGroups(e);
  if (!groups() && e.group == group_.id) {
    Expect(e.last_sequence, group_.last, "the published sequence number");
  }
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
    if (!groups()) return;
    synced_.insert(e.group);
    // Those of long ago have been told.
    if (synced_.size() > kMostInFlight) synced_.erase(synced_.begin());
  }
}

void ProtocolChecker::On(const WriterCompleted& e) {
  writers_completed_++;
  const auto found = writers_.find(e.writer);
  if (found == writers_.end()) {
    return Report(WriterText(e.writer) + " completed, but was not in the queue");
  }
  if (groups()) return OnCompletedInGroups(e);
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
