// A memtable becomes a table file.
#ifndef LSMSCOPE_ENGINE_EVENTS_FLUSH_H_
#define LSMSCOPE_ENGINE_EVENTS_FLUSH_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// Why a flushed file was placed at its level and not deeper.
enum class FlushLevelReason : uint8_t {
  kOverlapsL0,
  kOverlapsNextLevel,
  kGrandparentLimit,
  kMaxLevel,
  kRecovery
};
constexpr auto Names(FlushLevelReason) {
  return std::to_array<std::string_view>(
      {"overlaps_l0", "overlaps_next_level", "grandparent_limit", "max_level", "recovery"});
}

// What the background thread was called for.
enum class BackgroundReason : uint8_t { kImmutableMemtable, kManual, kLevelScore, kSeeks };
constexpr auto Names(BackgroundReason) {
  return std::to_array<std::string_view>({"immutable_memtable", "manual", "level_score", "seeks"});
}

struct BackgroundScheduled {
  static constexpr EventInfo kInfo{100, "BackgroundScheduled", Family::kFlush,
                                   "The background thread was called."};
  BackgroundReason reason = BackgroundReason::kImmutableMemtable;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(
        Field{"reason", &BackgroundScheduled::reason, Unit::kNone, "the first reason that holds"});
  }
};

struct FlushBegin {
  static constexpr EventInfo kInfo{101, "FlushBegin", Family::kFlush,
                                   "A memtable is being written to a table file."};
  uint64_t memtable = 0;
  uint64_t file = 0;
  uint64_t entries = 0;
  uint64_t usage = 0;
  uint32_t job = 0;
  uint8_t recovery = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &FlushBegin::memtable, Unit::kMemTable, "the oldest memtable"});
    visit(Field{"file", &FlushBegin::file, Unit::kFile, "number of the new file"});
    visit(Field{"entries", &FlushBegin::entries, Unit::kCount, "entries in all of the flush"});
    visit(Field{"usage", &FlushBegin::usage, Unit::kBytes, "memory that they take"});
    visit(Field{"job", &FlushBegin::job, Unit::kJob, "number of the job"});
    visit(Field{"recovery", &FlushBegin::recovery, Unit::kFlag, "while opening the database"});
  }
};

struct FlushInput {
  static constexpr EventInfo kInfo{104, "FlushInput", Family::kFlush,
                                   "Another memtable that is merged into the flush's file."};
  uint64_t memtable = 0;
  uint64_t entries = 0;
  uint32_t job = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &FlushInput::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"entries", &FlushInput::entries, Unit::kCount, "entries in it"});
    visit(Field{"job", &FlushInput::job, Unit::kJob, "number of the job"});
  }
};

struct FlushLevelChosen {
  static constexpr EventInfo kInfo{102, "FlushLevelChosen", Family::kFlush,
                                   "The new file's level was decided."};
  uint64_t file = 0;
  uint32_t job = 0;
  uint8_t level = 0;
  FlushLevelReason reason = FlushLevelReason::kOverlapsL0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &FlushLevelChosen::file, Unit::kFile, "the file"});
    visit(Field{"job", &FlushLevelChosen::job, Unit::kJob, "the job"});
    visit(Field{"level", &FlushLevelChosen::level, Unit::kLevel, "where it goes"});
    visit(Field{"reason", &FlushLevelChosen::reason, Unit::kNone, "why not deeper"});
  }
};

struct FlushEnd {
  static constexpr EventInfo kInfo{103, "FlushEnd", Family::kFlush,
                                   "The flush is over; its file, if any, is installed."};
  uint64_t memtable = 0;
  uint64_t file = 0;
  uint64_t bytes = 0;
  uint64_t duration_ns = 0;
  uint32_t job = 0;
  uint8_t level = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"memtable", &FlushEnd::memtable, Unit::kMemTable, "the memtable"});
    visit(Field{"file", &FlushEnd::file, Unit::kFile, "the file; 0: nothing to write"});
    visit(Field{"bytes", &FlushEnd::bytes, Unit::kBytes, "size of the file"});
    visit(Field{"duration_ns", &FlushEnd::duration_ns, Unit::kNanoseconds, "time from FlushBegin"});
    visit(Field{"job", &FlushEnd::job, Unit::kJob, "the job"});
    visit(Field{"level", &FlushEnd::level, Unit::kLevel, "where the file is"});
    visit(Field{"outcome", &FlushEnd::outcome, Unit::kNone, "how it ended"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_FLUSH_H_
