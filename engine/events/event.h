// An event is a fact, emitted where it becomes true. This header has what all kinds share; the
// kinds themselves stand in <topic>.h, one struct each, and are listed in all.h.
#ifndef LSMSCOPE_ENGINE_EVENTS_EVENT_H_
#define LSMSCOPE_ENGINE_EVENTS_EVENT_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

#include "engine/base/hash.h"

namespace lsm {

// Names an event from the moment it is emitted. While recording it is the sink's own token; in a
// trace it is the event's position in the total order, from 1. 0 is "none" in both.
using EventId = uint64_t;
inline constexpr EventId kNoEvent = 0;

// What can be switched on and off. Append only.
enum class Family : uint8_t {
  kRun,  // who and what: always on
  kWrite,
  kWal,
  kMemTable,
  kFlush,
  kCompaction,
  kVersion,
  kRead,
  kCache,
  kIterator,
  kStall,
  kLock,
  kSched,
  kDisk,
  kTxn,
  kRecovery,
  kFault,
};
inline constexpr std::string_view kFamilyNames[] = {
    "run",      "write", "wal",  "memtable", "flush", "compaction", "version",  "read", "cache",
    "iterator", "stall", "lock", "sched",    "disk",  "txn",        "recovery", "fault"};
inline constexpr int kNumFamilies = static_cast<int>(std::size(kFamilyNames));

using FamilySet = uint64_t;
constexpr FamilySet Bit(Family family) { return FamilySet{1} << static_cast<int>(family); }
inline constexpr FamilySet kAllFamilies = (FamilySet{1} << kNumFamilies) - 1;

// How a field's number is to be read, by a formatter or the inspector.
enum class Unit : uint8_t {
  kNone,
  kCount,
  kBytes,
  kNanoseconds,
  kSequence,
  kWriter,  // id of one Write call
  kGroup,
  kMemTable,
  kFile,      // file number of a table
  kLog,       // file number of a log
  kManifest,  // file number of a MANIFEST
  kJob,       // a flush or a compaction
  kRead,      // id of one Get
  kIterator,
  kLevel,
  kPermille,
  kOffset,
  kFlag,
  kThread,
  kStall,
  kMutex,
};

// A key as it travels in hot events: enough to show, to compare and to tell apart.
struct KeyRef {
  uint32_t length = 0;
  uint32_t hash = 0;     // Hash(key, 0)
  char prefix[16] = {};  // first bytes, zero-filled

  static KeyRef Of(std::string_view key) {
    KeyRef ref;
    ref.length = static_cast<uint32_t>(key.size());
    ref.hash = Hash(key.data(), key.size(), 0);
    std::memcpy(ref.prefix, key.data(), std::min(key.size(), sizeof(ref.prefix)));
    return ref;
  }
  std::string_view Prefix() const { return {prefix, std::min<size_t>(length, sizeof(prefix))}; }
  friend bool operator==(const KeyRef&, const KeyRef&) = default;
};

// Some of a trace's threads. Numbers above kMost are left out: whoever lists a set with it also
// says how many there are.
struct ThreadSet {
  static constexpr uint32_t kMost = 192;
  uint64_t words[kMost / 64] = {};  // thread n is bit n - 1

  void Add(uint32_t thread) {
    if (thread >= 1 && thread <= kMost)
      words[(thread - 1) / 64] |= uint64_t{1} << (thread - 1) % 64;
  }
  bool Has(uint32_t thread) const {
    return thread >= 1 && thread <= kMost &&
           (words[(thread - 1) / 64] >> (thread - 1) % 64 & 1) != 0;
  }
  friend bool operator==(const ThreadSet&, const ThreadSet&) = default;
};

// Longer text (names, error messages, the ends of a file's key range). In an event it is a number
// that the sink gave; the trace's table of texts has the bytes. 0 is the empty text.
struct Text {
  uint32_t id = 0;
  friend bool operator==(const Text&, const Text&) = default;
};

// How an operation ended. The same order as Status::Code.
enum class Outcome : uint8_t {
  kOk,
  kNotFound,
  kCorruption,
  kNotSupported,
  kInvalidArgument,
  kIoError,
  kIncomplete
};
constexpr auto Names(Outcome) {
  return std::to_array<std::string_view>({"ok", "not_found", "corruption", "not_supported",
                                          "invalid_argument", "io_error", "incomplete"});
}

struct EventInfo {
  uint16_t code;  // in files; never used again for something else
  std::string_view name;
  Family family;
  std::string_view doc;
};

// One member of an event struct.
template <class E, class T>
struct Field {
  std::string_view name;
  T E::*member;
  Unit unit;
  std::string_view doc;
};

template <class E, class T>
Field(std::string_view, T E::*, Unit, std::string_view) -> Field<E, T>;

inline constexpr size_t kMaxPayloadBytes = 40;

// An event of any kind: what sinks store and the fold reads. One cache line.
struct Event {
  uint64_t time_ns = 0;      // since the run began; virtual in a world
  EventId cause = kNoEvent;  // the event that this one answers
  uint16_t kind = 0;         // EventInfo::code
  uint16_t thread = 0;       // number of the thread in this trace, from 1
  uint16_t site = 0;         // index in the trace's table of sites; 0: unknown
  uint16_t column_family = 0;
  alignas(8) std::byte payload[kMaxPayloadBytes] = {};

  template <class E>
  static Event Of(const E& fields) {
    static_assert(std::is_trivially_copyable_v<E> && sizeof(E) <= kMaxPayloadBytes);
    Event event;
    event.kind = E::kInfo.code;
    std::memcpy(event.payload, &fields, sizeof(E));
    return event;
  }
  template <class E>
  bool Is() const {
    return kind == E::kInfo.code;
  }
  // REQUIRES: Is<E>().
  template <class E>
  E As() const {
    E fields;
    std::memcpy(&fields, payload, sizeof(E));
    return fields;
  }
};
static_assert(sizeof(Event) == 64);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_EVENT_H_
