// RocksDB's write groups: the lock-free list of writers, the states that they give each other, how
// they wait, and who inserts what. Nothing here happens under the database's mutex. A fact that
// lets another thread go on is emitted just before the store that lets it; what a compare-and-swap
// found stands in the event, so that the list can be put together whatever the clocks say.
#ifndef LSMSCOPE_ENGINE_EVENTS_WRITE_GROUP_H_
#define LSMSCOPE_ENGINE_EVENTS_WRITE_GROUP_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// What a writer is told to do (RocksDB's WriteThread::State).
enum class WriterRole : uint8_t {
  kInit,                    // in the list, waiting to be told
  kGroupLeader,             // forms a group and writes it to the log
  kMemTableWriterLeader,    // pipelined: leads the memtable's queue
  kParallelMemTableWriter,  // inserts its own batch now
  kCompleted,               // its group is done with it
};
constexpr auto Names(WriterRole) {
  return std::to_array<std::string_view>(
      {"init", "group_leader", "memtable_writer_leader", "parallel_memtable_writer", "completed"});
}

enum class WaitPhase : uint8_t { kSpin, kYield, kBlock };
constexpr auto Names(WaitPhase) {
  return std::to_array<std::string_view>({"spin", "yield", "block"});
}

// What a writer waits for. Each kind learns by itself whether yielding pays.
enum class WaitPlace : uint8_t {
  kJoin,             // to be told a role
  kParallelEnd,      // for the other members' inserts
  kMemTableTurn,     // pipelined: for its group's turn at the memtable
  kMemTableWriters,  // for everybody before it in the memtable's queue
};
constexpr auto Names(WaitPlace) {
  return std::to_array<std::string_view>(
      {"join", "parallel_end", "memtable_turn", "memtable_writers"});
}

struct WriterLinked {
  static constexpr EventInfo kInfo{24, "WriterLinked", Family::kWrite,
                                   "A writer stands at the new end of the lock-free list."};
  uint64_t writer = 0;
  uint64_t older = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterLinked::writer, Unit::kWriter, "this call of Write"});
    visit(
        Field{"older", &WriterLinked::older, Unit::kWriter,
              "whom its compare-and-swap found at the end; 0: nobody, or a group that is leaving"});
  }
};

struct WriterRoleGiven {
  static constexpr EventInfo kInfo{25, "WriterRoleGiven", Family::kWrite,
                                   "A writer is told what to do; it goes on when it sees that."};
  uint64_t writer = 0;
  uint64_t by = 0;
  uint64_t group = 0;
  WriterRole role = WriterRole::kInit;
  uint8_t was_blocked = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterRoleGiven::writer, Unit::kWriter, "who is told"});
    visit(
        Field{"by", &WriterRoleGiven::by, Unit::kWriter, "who tells; itself if it found that out"});
    visit(Field{"group", &WriterRoleGiven::group, Unit::kGroup, "for which group; 0: a new one"});
    visit(Field{"role", &WriterRoleGiven::role, Unit::kNone, "what it is to do"});
    visit(Field{"was_blocked", &WriterRoleGiven::was_blocked, Unit::kFlag,
                "it was asleep, so that the system has to wake it"});
  }
};

struct WriterWaitPhase {
  static constexpr EventInfo kInfo{26, "WriterWaitPhase", Family::kWrite,
                                   "A writer that waits goes on waiting in another way."};
  uint64_t writer = 0;
  uint64_t credit = 0;
  WaitPhase phase = WaitPhase::kSpin;
  WaitPlace place = WaitPlace::kJoin;
  uint8_t credit_negative = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterWaitPhase::writer, Unit::kWriter, "who waits"});
    visit(Field{"credit", &WriterWaitPhase::credit, Unit::kCount,
                "how well yielding has paid at this place so far, without its sign"});
    visit(Field{"phase", &WriterWaitPhase::phase, Unit::kNone, "how it waits from now on"});
    visit(Field{"place", &WriterWaitPhase::place, Unit::kNone, "what it waits for"});
    visit(Field{"credit_negative", &WriterWaitPhase::credit_negative, Unit::kFlag,
                "yielding has not paid"});
  }
};

struct ParallelInsertLaunched {
  static constexpr EventInfo kInfo{27, "ParallelInsertLaunched", Family::kWrite,
                                   "The members of a group are told to insert, all at once."};
  uint64_t group = 0;
  uint64_t leader = 0;
  uint64_t memtable = 0;
  uint32_t members = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &ParallelInsertLaunched::group, Unit::kGroup, "the group"});
    visit(Field{"leader", &ParallelInsertLaunched::leader, Unit::kWriter, "who tells them"});
    visit(Field{"memtable", &ParallelInsertLaunched::memtable, Unit::kMemTable, "into which"});
    visit(Field{"members", &ParallelInsertLaunched::members, Unit::kCount,
                "how many insert, the leader included"});
  }
};

struct WriterInsertBegin {
  static constexpr EventInfo kInfo{28, "WriterInsertBegin", Family::kWrite,
                                   "A writer inserts its own batch into the memtable."};
  uint64_t writer = 0;
  uint64_t group = 0;
  uint64_t memtable = 0;
  uint64_t first = 0;
  uint32_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterInsertBegin::writer, Unit::kWriter, "who inserts"});
    visit(Field{"group", &WriterInsertBegin::group, Unit::kGroup, "its group"});
    visit(Field{"memtable", &WriterInsertBegin::memtable, Unit::kMemTable, "into which"});
    visit(Field{"first", &WriterInsertBegin::first, Unit::kSequence,
                "sequence number of its first entry"});
    visit(Field{"entries", &WriterInsertBegin::entries, Unit::kCount, "how many"});
  }
};

struct WriterInserted {
  static constexpr EventInfo kInfo{29, "WriterInserted", Family::kWrite,
                                   "A writer's own batch is in the memtable."};
  uint64_t writer = 0;
  uint64_t group = 0;
  uint64_t memtable = 0;
  uint64_t usage = 0;
  uint32_t entries = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterInserted::writer, Unit::kWriter, "who inserted"});
    visit(Field{"group", &WriterInserted::group, Unit::kGroup, "its group"});
    visit(Field{"memtable", &WriterInserted::memtable, Unit::kMemTable, "into which"});
    visit(Field{"usage", &WriterInserted::usage, Unit::kBytes,
                "memory that the memtable takes, as this writer saw it"});
    visit(Field{"entries", &WriterInserted::entries, Unit::kCount, "how many"});
    visit(Field{"outcome", &WriterInserted::outcome, Unit::kNone, "how it ended"});
  }
};

struct ParallelInsertDone {
  static constexpr EventInfo kInfo{
      30, "ParallelInsertDone", Family::kWrite,
      "All members have inserted; the last of them finishes the group."};
  uint64_t group = 0;
  uint64_t writer = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &ParallelInsertDone::group, Unit::kGroup, "the group"});
    visit(Field{"writer", &ParallelInsertDone::writer, Unit::kWriter, "the last member"});
  }
};

struct GroupQueuedForMemTable {
  static constexpr EventInfo kInfo{
      31, "GroupQueuedForMemTable", Family::kWrite,
      "Pipelined: a group is in the log and queues for the memtable; the next may write its log."};
  uint64_t group = 0;
  uint64_t first = 0;
  uint64_t last = 0;
  uint32_t members = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &GroupQueuedForMemTable::group, Unit::kGroup, "the group"});
    visit(Field{"first", &GroupQueuedForMemTable::first, Unit::kWriter, "its leader"});
    visit(Field{"last", &GroupQueuedForMemTable::last, Unit::kWriter, "its last member"});
    visit(Field{"members", &GroupQueuedForMemTable::members, Unit::kCount, "its members"});
  }
};

struct MemTableGroupFormed {
  static constexpr EventInfo kInfo{
      32, "MemTableGroupFormed", Family::kWrite,
      "Pipelined: the leader of the memtable's queue takes all who stand in it."};
  uint64_t group = 0;
  uint64_t leader = 0;
  uint64_t last = 0;
  uint64_t last_sequence = 0;
  uint32_t members = 0;
  uint32_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &MemTableGroupFormed::group, Unit::kGroup,
                "number of this group; those of the log that it holds keep theirs"});
    visit(Field{"leader", &MemTableGroupFormed::leader, Unit::kWriter, "who leads it"});
    visit(Field{"last", &MemTableGroupFormed::last, Unit::kWriter, "its last member"});
    visit(Field{"last_sequence", &MemTableGroupFormed::last_sequence, Unit::kSequence,
                "that will be published when all is inserted"});
    visit(Field{"members", &MemTableGroupFormed::members, Unit::kCount, "its members"});
    visit(Field{"entries", &MemTableGroupFormed::entries, Unit::kCount, "their entries"});
  }
};

struct MemTableWritesPending {
  static constexpr EventInfo kInfo{
      33, "MemTableWritesPending", Family::kWrite,
      "Unordered: a group is in the log; its members insert on their own from now on."};
  uint64_t group = 0;
  uint64_t writer = 0;
  uint32_t members = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &MemTableWritesPending::group, Unit::kGroup, "the group"});
    visit(Field{"writer", &MemTableWritesPending::writer, Unit::kWriter, "its leader"});
    visit(Field{"members", &MemTableWritesPending::members, Unit::kCount,
                "its members, the leader included"});
  }
};

struct QueueBarred {
  static constexpr EventInfo kInfo{34, "QueueBarred", Family::kWrite,
                                   "The leader is held back and lets nobody else into the list."};
  uint64_t writer = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &QueueBarred::writer, Unit::kWriter, "the leader"});
  }
};

struct QueueReopened {
  static constexpr EventInfo kInfo{35, "QueueReopened", Family::kWrite,
                                   "The leader goes on and lets writers into the list again."};
  uint64_t writer = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &QueueReopened::writer, Unit::kWriter, "the leader"});
  }
};

struct WriterKeptOut {
  static constexpr EventInfo kInfo{36, "WriterKeptOut", Family::kWrite,
                                   "A writer waits outside until the list is open again."};
  uint64_t writer = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterKeptOut::writer, Unit::kWriter, "this call of Write"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_WRITE_GROUP_H_
