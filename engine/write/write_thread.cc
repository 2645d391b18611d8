#include "engine/write/write_thread.h"

#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "engine/events/status_outcome.h"
#include "engine/memtable/memtable.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/env.h"

namespace lsm {
namespace {

constexpr uint32_t kSampleOneIn = 256;  // waits that yield whatever the credit says

WriterRole RoleOf(WriteThread::State state) {
  switch (state) {
    case WriteThread::kGroupLeader:
      return WriterRole::kGroupLeader;
    case WriteThread::kMemTableWriterLeader:
      return WriterRole::kMemTableWriterLeader;
    case WriteThread::kParallelMemTableWriter:
      return WriterRole::kParallelMemTableWriter;
    case WriteThread::kCompleted:
      return WriterRole::kCompleted;
    default:
      return WriterRole::kInit;
  }
}

// RocksDB draws a random number of the thread's own; worlds want the same run every time.
bool IsSampled(uint64_t writer, WaitPlace place) {
  const uint64_t which = writer * 4 + static_cast<uint64_t>(place);
  return Hash(reinterpret_cast<const char*>(&which), sizeof(which), 0) % kSampleOneIn == 0;
}

}  // namespace

WriteThread::WriteThread(const Options& options, const Events& events, Env* env)
    : options_(options),
      events_(events),
      env_(env),
      max_yield_ns_(options.enable_write_thread_adaptive_yield
                        ? options.write_thread_max_yield_usec * 1000
                        : 0),
      slow_yield_ns_(options.write_thread_slow_yield_usec * 1000) {}

// ---- The list ----

uint64_t WriteThread::NewWriterId() {
  while (true) {
    const uint64_t id = last_writer_id_.fetch_add(1, std::memory_order_relaxed) + 1;
    if (id % Ref::kTags != 0) return id;  // those are told from no writer at all
  }
}

bool WriteThread::LinkOne(Writer* writer, WriterList* newest) {
  Ref found = newest->load(std::memory_order_relaxed);
  while (true) {
    if (found == RefTo(&stall_dummy_)) {
      if (writer->traits.no_slowdown) {
        writer->status = Status::Incomplete("Write stall");
        SetState(writer, kCompleted, writer->id, 0, EmitCompleted(*writer, writer->id, kNoEvent));
        return false;
      }
      events_.Emit(WriterKeptOut{.writer = writer->id}, writer->enqueued);
      MutexLock lock(&stall_mu_);
      while ((found = newest->load(std::memory_order_relaxed)) == RefTo(&stall_dummy_)) {
        stall_cv_.Wait();
      }
      continue;
    }
    writer->link_older = found.pointer();
    if (newest->compare_exchange_strong(found, RefTo(writer))) break;
  }
  if (writer->id != 0) {
    events_.Emit(WriterLinked{.writer = writer->id, .older = found.IdNear(writer->id)},
                 writer->enqueued);
  }
  return found.IsNobody();
}

bool WriteThread::LinkGroup(Group* group, WriterList* newest) {
  Writer* const leader = group->leader;
  Writer* const last = group->last_writer;
  // New links: those of the list that the group stood in lead to its successors there.
  for (Writer* writer = last;; writer = writer->link_older) {
    writer->link_newer = nullptr;
    writer->group = nullptr;
    if (writer == leader) break;
  }
  // Told before: from the exchange on somebody else may lead these writers, and end them.
  group->cause = events_.Emit(
      GroupQueuedForMemTable{
          .group = group->id, .first = leader->id, .last = last->id, .members = group->size},
      group->cause);
  Ref found = newest->load(std::memory_order_relaxed);
  do {
    leader->link_older = found.pointer();
  } while (!newest->compare_exchange_strong(found, RefTo(last)));
  return found.IsNobody();
}

void WriteThread::CreateMissingNewerLinks(Writer* head) {
  while (true) {
    Writer* const older = head->link_older;
    if (older == nullptr || older->link_newer != nullptr) {
      LSM_CHECK(older == nullptr || older->link_newer == head);
      return;
    }
    older->link_newer = head;
    head = older;
  }
}

WriteThread::Writer* WriteThread::NextAfter(Writer* last, Writer* head) {
  while (head->link_older != last) head = head->link_older;
  return head;
}

void WriteThread::JoinBatchGroup(Writer* writer) {
  if (LinkOne(writer, &newest_writer_)) {
    SetState(writer, kGroupLeader, writer->id, 0, writer->enqueued);
    writer->seen = writer->told_by;
    return;
  }
  writer->was_handed_on = true;
  AwaitState(writer, kGroupLeader | kMemTableWriterLeader | kParallelMemTableWriter | kCompleted,
             WaitPlace::kJoin);
}

// ---- Groups ----

void WriteThread::EnterAsBatchGroupLeader(Writer* leader, Group* group, EventId cause) {
  uint64_t bytes = leader->traits.bytes;
  const uint64_t max_bytes = MaxWriteGroupBytes(bytes, options_);
  group->id = NewGroupId();
  group->leader = leader;
  const EventId opened = events_.Emit(
      GroupOpened{
          .group = group->id, .leader = leader->id, .max_bytes = max_bytes, .leader_bytes = bytes},
      cause);

  Writer* const newest = newest_writer_.load(std::memory_order_acquire).pointer();
  CreateMissingNewerLinks(newest);
  const uint64_t now_ns = NowForEvents();
  GroupCloseReason reason = GroupCloseReason::kQueueEmpty;
  uint64_t next_writer = 0;
  for (Writer* writer = leader;; writer = writer->link_newer) {
    if (writer != leader) {
      if (auto why_not = WhyIncompatible(writer->traits, leader->traits, bytes, max_bytes)) {
        reason = *why_not;
        next_writer = writer->id;
        break;
      }
      bytes += writer->traits.bytes;
    }
    writer->group = group;
    writer->taken_up_ns = now_ns;
    group->last_writer = writer;
    group->size++;
    group->entries += WriteBatchInternal::Count(writer->batch);
    events_.Emit(
        WriterJoined{
            .group = group->id, .writer = writer->id, .group_bytes = bytes, .members = group->size},
        opened);
    if (writer == newest) break;
  }
  group->bytes = bytes;
  group->cause = events_.Emit(GroupClosed{.group = group->id,
                                          .bytes = bytes,
                                          .next_writer = next_writer,
                                          .members = group->size,
                                          .entries = group->entries,
                                          .reason = reason,
                                          .sync = leader->traits.sync},
                              opened);
}

void WriteThread::ExitAsBatchGroupLeader(Group* group) {
  Writer* const leader = group->leader;
  Ref head = newest_writer_.load(std::memory_order_acquire);
  if (head != RefTo(group->last_writer) || !newest_writer_.compare_exchange_strong(head, Ref())) {
    CreateMissingNewerLinks(head.pointer());
    Writer* const next = group->last_writer->link_newer;
    next->link_older = nullptr;
    const EventId handed_on =
        events_.Emit(LeadershipHandedOn{.from = leader->id, .to = next->id}, group->cause);
    if (!SeededBug(Bug::kNextLeaderNotWoken)) {
      SetState(next, kGroupLeader, leader->id, 0, handed_on);
    }
  }
  CompleteFollowers(group, leader->id, group->cause);
}

// From the newest on: the links lead that way.
void WriteThread::CompleteFollowers(Group* group, uint64_t by, EventId cause) {
  Writer* const leader = group->leader;
  for (Writer* writer = group->last_writer; writer != leader;) {
    Writer* const older = writer->link_older;
    writer->status = group->status;
    const EventId completed = group->completes ? EmitCompleted(*writer, by, cause) : cause;
    SetState(writer, kCompleted, by, group->id, completed);
    writer = older;
  }
}

void WriteThread::ExitAsWalGroupLeader(Group* group, bool to_memtable) {
  Writer* const leader = group->leader;
  Writer* const last = group->last_writer;
  // Whoever arrives now finds this at the end and waits: nobody leads before the group stands in
  // the memtable's queue, so that both queues have the same order.
  Writer dummy;
  Ref head = newest_writer_.load(std::memory_order_acquire);
  if (head != RefTo(last) || !newest_writer_.compare_exchange_strong(head, RefTo(&dummy))) {
    CreateMissingNewerLinks(head.pointer());
    Writer* const next = last->link_newer;
    next->link_older = &dummy;
    dummy.link_newer = next;
  }

  const uint64_t leader_id = leader->id;
  leader->leads_log_group = true;
  if (to_memtable) {
    if (LinkGroup(group, &newest_memtable_writer_)) {
      SetState(leader, kMemTableWriterLeader, leader_id, 0, group->cause);
    }
  } else {
    CompleteFollowers(group, leader_id, group->cause);
    leader->status = group->status;
    SetState(leader, kCompleted, leader_id, group->id,
             EmitCompleted(*leader, leader_id, group->cause));
  }

  head = newest_writer_.load(std::memory_order_acquire);
  if (head != RefTo(&dummy) || !newest_writer_.compare_exchange_strong(head, Ref())) {
    CreateMissingNewerLinks(head.pointer());
    Writer* const next = dummy.link_newer;
    next->link_older = nullptr;
    const EventId handed_on =
        events_.Emit(LeadershipHandedOn{.from = leader_id, .to = next->id}, group->cause);
    SetState(next, kGroupLeader, leader_id, 0, handed_on);
  }
  AwaitState(leader, kMemTableWriterLeader | kParallelMemTableWriter | kCompleted,
             WaitPlace::kMemTableTurn);
}

void WriteThread::LaunchParallelMemTableWriters(Group* group) {
  group->running.store(group->size);
  const uint64_t leader = group->leader->id;
  const EventId launched = events_.Emit(ParallelInsertLaunched{.group = group->id,
                                                               .leader = leader,
                                                               .memtable = group->memtable->id(),
                                                               .members = group->size},
                                        group->cause);
  group->cause = launched;
  group->ForEach([&](Writer* writer) {
    SetState(writer, kParallelMemTableWriter, leader, group->id, launched);
  });
}

bool WriteThread::CompleteParallelMemTableWriter(Writer* writer) {
  Group* const group = writer->group;
  if (!writer->status.ok()) {
    MutexLock lock(&group->leader->mu);
    group->status = writer->status;
  }
  if (group->running.fetch_sub(1, std::memory_order_acq_rel) > 1) {
    AwaitState(writer, kCompleted, WaitPlace::kParallelEnd);
    return false;
  }
  group->cause =
      events_.Emit(ParallelInsertDone{.group = group->id, .writer = writer->id}, writer->seen);
  writer->status = group->status;
  return true;
}

void WriteThread::ExitAsBatchGroupFollower(Writer* writer) {
  Group* const group = writer->group;
  Writer* const leader = group->leader;
  ExitAsBatchGroupLeader(group);
  leader->status = group->status;
  SetState(leader, kCompleted, writer->id, group->id,
           EmitCompleted(*leader, writer->id, group->cause));
}

// ---- The memtable's queue ----

void WriteThread::EnterAsMemTableWriter(Writer* leader, Group* group) {
  group->id = NewGroupId();
  group->leader = leader;
  uint64_t bytes = leader->traits.bytes;
  const uint64_t max_bytes = MaxWriteGroupBytes(bytes, options_);
  const EventId cause = leader->seen;
  Writer* const newest = newest_memtable_writer_.load(std::memory_order_acquire).pointer();
  CreateMissingNewerLinks(newest);
  for (Writer* writer = leader;; writer = writer->link_newer) {
    if (writer != leader) {
      if (writer->batch == nullptr) break;  // somebody waits for the queue to be empty
      // Who inserts for the others must not keep them waiting for long.
      if (!options_.allow_concurrent_memtable_write && bytes + writer->traits.bytes > max_bytes) {
        break;
      }
      bytes += writer->traits.bytes;
    }
    writer->group = group;
    group->last_writer = writer;
    group->size++;
    const uint32_t entries = WriteBatchInternal::Count(writer->batch);
    group->entries += entries;
    if (writer->leads_log_group) group->log_groups++;
    group->last_sequence = writer->sequence + entries - 1;
    if (writer == newest) break;
  }
  group->memtable = leader->memtable;
  group->bytes = bytes;
  group->cause = events_.Emit(MemTableGroupFormed{.group = group->id,
                                                  .leader = leader->id,
                                                  .last = group->last_writer->id,
                                                  .last_sequence = group->last_sequence,
                                                  .members = group->size,
                                                  .entries = group->entries},
                              cause);
}

void WriteThread::ExitAsMemTableWriter(Group* group) {
  Writer* const leader = group->leader;
  const uint64_t id = group->id;
  const uint64_t leader_id = leader->id;
  Ref head = RefTo(group->last_writer);
  if (!newest_memtable_writer_.compare_exchange_strong(head, Ref())) {
    Writer* const next = NextAfter(group->last_writer, head.pointer());
    next->link_older = nullptr;
    const uint64_t next_id = next->id;
    const EventId handed_on =
        next_id == 0
            ? group->cause
            : events_.Emit(LeadershipHandedOn{.from = leader_id, .to = next_id}, group->cause);
    SetState(next, kMemTableWriterLeader, leader_id, 0, handed_on);
  }
  const EventId cause = group->cause;
  const Status status = group->status;
  group->ForEach([&](Writer* writer) {
    writer->status = status;
    if (writer == leader) return;
    SetState(writer, kCompleted, leader_id, id, EmitCompleted(*writer, leader_id, cause));
  });
  SetState(leader, kCompleted, leader_id, id, EmitCompleted(*leader, leader_id, cause));
}

void WriteThread::WaitForMemTableWriters() {
  if (MemTableQueueIsEmpty()) return;
  Writer waiter;
  if (!LinkOne(&waiter, &newest_memtable_writer_)) {
    AwaitState(&waiter, kMemTableWriterLeader, WaitPlace::kMemTableWriters);
  }
  newest_memtable_writer_.store(Ref());
}

// ---- Stalls ----

void WriteThread::BeginWriteStall(Writer* leader) {
  events_.Emit(QueueBarred{.writer = leader->id}, leader->seen);
  // Nobody waits at the dummy's place, and nothing is told to it.
  Ref newest = newest_writer_.load(std::memory_order_relaxed);
  do {
    stall_dummy_.link_older = newest.pointer();
  } while (!newest_writer_.compare_exchange_strong(newest, RefTo(&stall_dummy_)));

  // Who stands behind the leader and wants no slowdown is told that there is one.
  Writer* newer = &stall_dummy_;
  for (Writer* writer = stall_dummy_.link_older; writer != nullptr && writer != leader;) {
    Writer* const older = writer->link_older;
    if (writer->traits.no_slowdown) {
      newer->link_older = older;
      if (older->link_newer != nullptr) older->link_newer = newer;
      writer->status = Status::Incomplete("Write stall");
      SetState(writer, kCompleted, leader->id, 0, EmitCompleted(*writer, leader->id, leader->seen));
    } else {
      newer = writer;
    }
    writer = older;
  }
}

void WriteThread::EndWriteStall(Writer* leader) {
  MutexLock lock(&stall_mu_);
  events_.Emit(QueueReopened{.writer = leader->id}, leader->seen);
  LSM_CHECK(newest_writer_.load(std::memory_order_relaxed) == RefTo(&stall_dummy_));
  Writer* const newest = stall_dummy_.link_older;
  newest->link_newer = nullptr;
  newest_writer_.store(RefTo(newest));
  stall_cv_.SignalAll();
}

// ---- Waiting ----

uint8_t WriteThread::AwaitState(Writer* writer, uint8_t goal, WaitPlace place) {
  uint8_t state = writer->state.load(std::memory_order_acquire);
  if ((state & goal) != 0) {
    writer->seen = writer->told_by;
    return state;
  }

  const uint64_t begun_ns = NowForEvents();
  if (writer->id != 0) {
    events_.Emit(WriterWaitBegin{.writer = writer->id},
                 writer->seen != kNoEvent ? writer->seen : writer->enqueued);
    EmitPhase(*writer, WaitPhase::kSpin, place);
  }
  for (int i = 0; i < options_.write_thread_spins && (state & goal) == 0; i++) {
    SpinPause();
    state = writer->state.load(std::memory_order_acquire);
  }
  if ((state & goal) == 0 && max_yield_ns_ > 0) {
    const bool sampled = IsSampled(writer->id, place);
    if (sampled || credits_[static_cast<size_t>(place)].ok()) {
      EmitPhase(*writer, WaitPhase::kYield, place);
      state = YieldForState(writer, goal, place, sampled);
    }
  }
  if ((state & goal) == 0) {
    EmitPhase(*writer, WaitPhase::kBlock, place);
    state = BlockForState(writer, goal);
  }
  writer->seen = writer->told_by;
  if (writer->id != 0) {
    events_.Emit(WriterWoken{.writer = writer->id,
                             .waited_ns = begun_ns == 0 ? 0 : NowForEvents() - begun_ns,
                             .done = (state & kCompleted) != 0},
                 writer->seen);
  }
  return state;
}

uint8_t WriteThread::YieldForState(Writer* writer, uint8_t goal, WaitPlace place, bool sampled) {
  uint8_t state = kInit;
  YieldJudge judge(max_yield_ns_, slow_yield_ns_, env_->NowNanos());
  do {
    Yield();
    state = writer->state.load(std::memory_order_acquire);
    if ((state & goal) != 0) break;
  } while (judge.GoOn(env_->NowNanos()));
  if (sampled || judge.gave_up_on_slow()) {
    credits_[static_cast<size_t>(place)].Update((state & goal) != 0);
  }
  return state;
}

uint8_t WriteThread::BlockForState(Writer* writer, uint8_t goal) {
  MutexLock lock(&writer->mu);
  uint8_t state = writer->state.load(std::memory_order_acquire);
  if ((state & goal) != 0 || !writer->state.compare_exchange_strong(state, kLockedWaiting)) {
    LSM_CHECK((state & goal) != 0);
    return state;
  }
  while ((state = writer->state.load(std::memory_order_relaxed)) == kLockedWaiting) {
    writer->cv.Wait();
  }
  LSM_CHECK((state & goal) != 0);
  return state;
}

void WriteThread::SetState(Writer* writer, State state, uint64_t by, uint64_t group,
                           EventId cause) {
  uint8_t before = writer->state.load(std::memory_order_acquire);
  EventId told = kNoEvent;
  if (writer->id != 0) {
    told = events_.Emit(WriterRoleGiven{.writer = writer->id,
                                        .by = by,
                                        .group = group,
                                        .role = RoleOf(state),
                                        .was_blocked = before == kLockedWaiting},
                        cause);
  }
  writer->told_by = told;
  if (before != kLockedWaiting && writer->state.compare_exchange_strong(before, state)) return;
  // It has gone to sleep, now or before.
  MutexLock lock(&writer->mu);
  LSM_CHECK(writer->state.load(std::memory_order_relaxed) == kLockedWaiting);
  writer->state.store(state, std::memory_order_relaxed);
  if (state == kCompleted && SeededBug(Bug::kFollowerNotWoken)) return;
  writer->cv.Signal();
}

// ---- Events ----

uint64_t WriteThread::NowForEvents() const {
  return events_.Wants(Family::kWrite) ? env_->NowNanos() : 0;
}

void WriteThread::EmitPhase(const Writer& writer, WaitPhase phase, WaitPlace place) {
  if (writer.id == 0) return;
  const int32_t credit = credits_[static_cast<size_t>(place)].value();
  events_.Emit(WriterWaitPhase{.writer = writer.id,
                               .credit = static_cast<uint64_t>(credit < 0 ? -credit : credit),
                               .phase = phase,
                               .place = place,
                               .credit_negative = credit < 0});
}

void WriteThread::EmitEnqueued(Writer* writer) {
  writer->id = NewWriterId();
  writer->enqueued_ns = NowForEvents();
  if (!events_.Wants(Family::kWrite)) return;
  WriterEnqueued event{
      .writer = writer->id, .sync = writer->traits.sync, .has_batch = writer->batch != nullptr};
  if (writer->batch != nullptr) {
    event.bytes = writer->traits.bytes;
    const WriteBatchInternal::Content content = WriteBatchInternal::ContentOf(writer->batch);
    event.user_bytes = content.user_bytes;
    event.deletes = content.deletes;
    event.puts = WriteBatchInternal::Count(writer->batch) - event.deletes;
  }
  writer->enqueued = events_.Emit(event);
}

EventId WriteThread::EmitCompleted(const Writer& writer, uint64_t by, EventId cause) {
  WriterCompleted event{.writer = writer.id, .by = by, .outcome = OutcomeOf(writer.status)};
  if (writer.enqueued_ns != 0) {
    const uint64_t now_ns = NowForEvents();
    if (writer.taken_up_ns != 0) event.queued_ns = writer.taken_up_ns - writer.enqueued_ns;
    event.total_ns = now_ns - writer.enqueued_ns;
  }
  return events_.Emit(event, cause != kNoEvent ? cause : writer.enqueued);
}

}  // namespace lsm
