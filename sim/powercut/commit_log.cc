#include "sim/powercut/commit_log.h"

#include <utility>

#include "engine/base/runtime.h"
#include "engine/events/write.h"

namespace lsm::sim {
namespace {

template <class T>
T& Slot(std::vector<T>* list, size_t index, T fill) {
  if (list->size() <= index) list->resize(index + 1, fill);
  return (*list)[index];
}

void Apply(const KeyChange& change, Contents* contents, uint64_t* digest) {
  const auto old = contents->find(change.key);
  if (old != contents->end()) *digest -= DigestOfEntry(change.key, old->second);
  if (change.remove) {
    if (old != contents->end()) contents->erase(old);
    return;
  }
  *digest += DigestOfEntry(change.key, change.value);
  (*contents)[change.key] = change.value;
}

}  // namespace

CommitLog::CommitLog(Contents base) : base_(base), contents_(std::move(base)) {
  uint64_t digest = 0;
  for (const auto& [key, value] : contents_) digest += DigestOfEntry(key, value);
  digests_.push_back(digest);
}

void CommitLog::OnWriteBegin(uint32_t client, Commit commit) {
  Slot(&calls_, client, Call{}) = {.commit = std::move(commit), .open = true};
  Slot(&by_thread_, CurrentThread(), kNone) = client;
}

void CommitLog::OnWriteEnd(uint32_t client, bool ok) {
  Call& call = Slot(&calls_, client, Call{});
  if (!call.open) return;
  call.open = false;
  Slot(&by_thread_, CurrentThread(), kNone) = kNone;
  if (ok && call.commit.sync && call.index != kNone) {
    promised_ = std::max(promised_, call.index + 1);
  }
}

void CommitLog::Add(Commit commit) {
  uint64_t digest = digests_.back();
  for (const KeyChange& change : commit.changes) Apply(change, &contents_, &digest);
  digests_.push_back(digest);
  commits_.push_back(std::move(commit));
}

void CommitLog::OnOperationBegin(uint32_t client, const Operation& operation) {
  if (operation.kind != OperationKind::kWrite) return;
  Commit commit{.sync = operation.sync};
  for (const auto& entry : operation.entries) {
    commit.changes.push_back({entry.key, entry.remove ? "" : entry.value, entry.remove});
  }
  OnWriteBegin(client, std::move(commit));
}

void CommitLog::OnOperationEnd(uint32_t client, const OperationResult& result) {
  OnWriteEnd(client, result.status.ok());
}

// The members of a group have their numbers in the order in which they joined; groups follow one
// another.
void CommitLog::OnEvent(uint64_t, const Event& event) {
  if (event.Is<WriterEnqueued>()) {
    const size_t client = Slot(&by_thread_, event.thread, kNone);
    Slot(&by_writer_, event.As<WriterEnqueued>().writer, kNone) =
        event.As<WriterEnqueued>().has_batch ? client : kNone;
  } else if (event.Is<GroupOpened>()) {
    group_.clear();
  } else if (event.Is<WriterJoined>()) {
    group_.push_back(Slot(&by_writer_, event.As<WriterJoined>().writer, kNone));
  } else if (event.Is<SequencesAssigned>()) {
    Assign();
  }
}

void CommitLog::Assign() {
  for (const size_t client : group_) {
    if (client == kNone) continue;
    calls_[client].index = commits_.size();
    Add(calls_[client].commit);
  }
}

Contents CommitLog::ContentsAfter(size_t count) const {
  Contents contents = base_;
  uint64_t digest = 0;
  for (size_t i = 0; i < count; i++) {
    for (const KeyChange& change : commits_[i].changes) Apply(change, &contents, &digest);
  }
  return contents;
}

}  // namespace lsm::sim
