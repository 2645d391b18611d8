// The life of a write in the queue: enqueued, led or followed, completed.
#ifndef LSMSCOPE_ENGINE_EVENTS_WRITE_H_
#define LSMSCOPE_ENGINE_EVENTS_WRITE_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// Why no more writers joined a group.
enum class GroupCloseReason : uint8_t {
  kQueueEmpty,
  kSizeLimit,
  kSyncMismatch,
  kNoSlowdownMismatch,  // one of the two asked not to be slowed down
  kWalMismatch,         // one of the two does not write to the log
  kWantsAlone,          // the next writer asks for a memtable switch
};
constexpr auto Names(GroupCloseReason) {
  return std::to_array<std::string_view>({"queue_empty", "size_limit", "sync_mismatch",
                                          "no_slowdown_mismatch", "wal_mismatch", "wants_alone"});
}

// How a writer became the leader.
enum class LeaderHow : uint8_t { kQueueWasEmpty, kHandedOn };
constexpr auto Names(LeaderHow) {
  return std::to_array<std::string_view>({"queue_was_empty", "handed_on"});
}

struct WriterEnqueued {
  static constexpr EventInfo kInfo{10, "WriterEnqueued", Family::kWrite,
                                   "A writer joins the back of the queue."};
  uint64_t writer = 0;
  uint64_t bytes = 0;
  uint64_t user_bytes = 0;
  uint32_t puts = 0;
  uint32_t deletes = 0;
  uint32_t queue_length = 0;
  uint8_t sync = 0;
  uint8_t has_batch = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterEnqueued::writer, Unit::kWriter, "this call of Write"});
    visit(Field{"bytes", &WriterEnqueued::bytes, Unit::kBytes,
                "size of its batch, header included; 0: none"});
    visit(Field{"user_bytes", &WriterEnqueued::user_bytes, Unit::kBytes,
                "keys and values in its batch"});
    visit(Field{"puts", &WriterEnqueued::puts, Unit::kCount, "puts in its batch"});
    visit(Field{"deletes", &WriterEnqueued::deletes, Unit::kCount, "deletes in its batch"});
    visit(Field{"queue_length", &WriterEnqueued::queue_length, Unit::kCount,
                "writers in the queue, this one included; 0: not known, the list has no lock"});
    visit(Field{"sync", &WriterEnqueued::sync, Unit::kFlag,
                "it wants its data durable before it returns"});
    visit(Field{"has_batch", &WriterEnqueued::has_batch, Unit::kFlag,
                "0: it only asks for a memtable switch"});
  }
};

struct WriterWaitBegin {
  static constexpr EventInfo kInfo{11, "WriterWaitBegin", Family::kWrite,
                                   "A writer waits until it leads or a leader has written for it."};
  uint64_t writer = 0;
  uint32_t ahead = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterWaitBegin::writer, Unit::kWriter, "this call of Write"});
    visit(Field{"ahead", &WriterWaitBegin::ahead, Unit::kCount,
                "writers before it in the queue; 0: not known"});
  }
};

struct WriterWoken {
  static constexpr EventInfo kInfo{12, "WriterWoken", Family::kWrite,
                                   "A waiting writer runs again; the cause is what woke it."};
  uint64_t writer = 0;
  uint64_t waited_ns = 0;
  uint8_t done = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterWoken::writer, Unit::kWriter, "this call of Write"});
    visit(Field{"waited_ns", &WriterWoken::waited_ns, Unit::kNanoseconds,
                "time from WriterWaitBegin"});
    visit(Field{"done", &WriterWoken::done, Unit::kFlag,
                "1: a leader has written for it; 0: it leads now"});
  }
};

struct LeaderElected {
  static constexpr EventInfo kInfo{13, "LeaderElected", Family::kWrite,
                                   "The front writer of the queue leads."};
  uint64_t writer = 0;
  uint32_t queue_length = 0;
  LeaderHow how = LeaderHow::kQueueWasEmpty;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &LeaderElected::writer, Unit::kWriter, "the leader"});
    visit(Field{"queue_length", &LeaderElected::queue_length, Unit::kCount,
                "writers in the queue, the leader included; 0: not known"});
    visit(Field{"how", &LeaderElected::how, Unit::kNone, "how it came to lead"});
  }
};

struct GroupOpened {
  static constexpr EventInfo kInfo{14, "GroupOpened", Family::kWrite,
                                   "There is room; the leader starts to build its group."};
  uint64_t group = 0;
  uint64_t leader = 0;
  uint64_t max_bytes = 0;
  uint64_t leader_bytes = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &GroupOpened::group, Unit::kGroup, "the group"});
    visit(Field{"leader", &GroupOpened::leader, Unit::kWriter, "who leads it"});
    visit(Field{"max_bytes", &GroupOpened::max_bytes, Unit::kBytes,
                "how large the merged batch may grow"});
    visit(Field{"leader_bytes", &GroupOpened::leader_bytes, Unit::kBytes,
                "size of the leader's own batch"});
  }
};

struct WriterJoined {
  static constexpr EventInfo kInfo{
      15, "WriterJoined", Family::kWrite,
      "A writer became a member of the group (the leader is its first)."};
  uint64_t group = 0;
  uint64_t writer = 0;
  uint64_t group_bytes = 0;
  uint32_t members = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &WriterJoined::group, Unit::kGroup, "the group"});
    visit(Field{"writer", &WriterJoined::writer, Unit::kWriter, "the member"});
    visit(Field{"group_bytes", &WriterJoined::group_bytes, Unit::kBytes,
                "bytes in the group so far, this member included"});
    visit(Field{"members", &WriterJoined::members, Unit::kCount,
                "members so far, this one included"});
  }
};

struct GroupClosed {
  static constexpr EventInfo kInfo{16, "GroupClosed", Family::kWrite,
                                   "No further writer joins the group."};
  uint64_t group = 0;
  uint64_t bytes = 0;
  uint64_t next_writer = 0;
  uint32_t members = 0;
  uint32_t entries = 0;
  GroupCloseReason reason = GroupCloseReason::kQueueEmpty;
  uint8_t sync = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &GroupClosed::group, Unit::kGroup, "the group"});
    visit(Field{"bytes", &GroupClosed::bytes, Unit::kBytes, "bytes of the merged batch"});
    visit(Field{"next_writer", &GroupClosed::next_writer, Unit::kWriter,
                "the first writer that did not fit; 0: there was none"});
    visit(Field{"members", &GroupClosed::members, Unit::kCount, "writers in it"});
    visit(Field{"entries", &GroupClosed::entries, Unit::kCount, "puts and deletes in it"});
    visit(Field{"reason", &GroupClosed::reason, Unit::kNone, "why it was closed"});
    visit(Field{"sync", &GroupClosed::sync, Unit::kFlag, "the leader wants a sync"});
  }
};

struct SequencesAssigned {
  static constexpr EventInfo kInfo{17, "SequencesAssigned", Family::kWrite,
                                   "The group's entries got their sequence numbers."};
  uint64_t group = 0;
  uint64_t first = 0;
  uint64_t last = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &SequencesAssigned::group, Unit::kGroup, "the group"});
    visit(Field{"first", &SequencesAssigned::first, Unit::kSequence, "of its first entry"});
    visit(Field{"last", &SequencesAssigned::last, Unit::kSequence, "of its last entry"});
  }
};

struct SequencePublished {
  static constexpr EventInfo kInfo{18, "SequencePublished", Family::kWrite,
                                   "Readers may see the group's entries from now on."};
  uint64_t group = 0;
  uint64_t last_sequence = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &SequencePublished::group, Unit::kGroup, "the group"});
    visit(Field{"last_sequence", &SequencePublished::last_sequence, Unit::kSequence,
                "last sequence number of the database"});
  }
};

struct GroupWritten {
  static constexpr EventInfo kInfo{19, "GroupWritten", Family::kWrite,
                                   "The leader is done with WAL and memtable for its group."};
  uint64_t group = 0;
  uint64_t wal_ns = 0;
  uint64_t sync_ns = 0;
  uint64_t insert_ns = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"group", &GroupWritten::group, Unit::kGroup, "the group"});
    visit(Field{"wal_ns", &GroupWritten::wal_ns, Unit::kNanoseconds, "time of the WAL append"});
    visit(Field{"sync_ns", &GroupWritten::sync_ns, Unit::kNanoseconds,
                "time of the WAL sync; 0: none"});
    visit(Field{"insert_ns", &GroupWritten::insert_ns, Unit::kNanoseconds,
                "time of the memtable insert"});
    visit(Field{"outcome", &GroupWritten::outcome, Unit::kNone, "how it ended"});
  }
};

struct WriterCompleted {
  static constexpr EventInfo kInfo{20, "WriterCompleted", Family::kWrite,
                                   "A writer's outcome is known; it left the queue."};
  uint64_t writer = 0;
  uint64_t by = 0;
  uint64_t queued_ns = 0;
  uint64_t total_ns = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &WriterCompleted::writer, Unit::kWriter, "who is done"});
    visit(Field{"by", &WriterCompleted::by, Unit::kWriter,
                "the leader that wrote for it (itself, if it led)"});
    visit(Field{"queued_ns", &WriterCompleted::queued_ns, Unit::kNanoseconds,
                "from enqueued until a leader took it up"});
    visit(Field{"total_ns", &WriterCompleted::total_ns, Unit::kNanoseconds,
                "from enqueued until now"});
    visit(Field{"outcome", &WriterCompleted::outcome, Unit::kNone, "how it ended"});
  }
};

struct LeadershipHandedOn {
  static constexpr EventInfo kInfo{21, "LeadershipHandedOn", Family::kWrite,
                                   "The new front of the queue was told to lead."};
  uint64_t from = 0;
  uint64_t to = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"from", &LeadershipHandedOn::from, Unit::kWriter, "the leader that is done"});
    visit(Field{"to", &LeadershipHandedOn::to, Unit::kWriter, "the next leader"});
  }
};

struct MakeRoomBegin {
  static constexpr EventInfo kInfo{22, "MakeRoomBegin", Family::kWrite,
                                   "The leader makes sure that the memtable has room."};
  uint64_t writer = 0;
  uint8_t force = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &MakeRoomBegin::writer, Unit::kWriter, "the leader"});
    visit(Field{"force", &MakeRoomBegin::force, Unit::kFlag,
                "a switch is asked for even if there is room"});
  }
};

struct MakeRoomEnd {
  static constexpr EventInfo kInfo{23, "MakeRoomEnd", Family::kWrite,
                                   "The leader has room, or an error."};
  uint64_t writer = 0;
  uint64_t duration_ns = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"writer", &MakeRoomEnd::writer, Unit::kWriter, "the leader"});
    visit(Field{"duration_ns", &MakeRoomEnd::duration_ns, Unit::kNanoseconds,
                "time from MakeRoomBegin"});
    visit(Field{"outcome", &MakeRoomEnd::outcome, Unit::kNone, "ok: there is room"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_WRITE_H_
