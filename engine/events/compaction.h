// Files picked, merged, cut, installed.
#ifndef LSMSCOPE_ENGINE_EVENTS_COMPACTION_H_
#define LSMSCOPE_ENGINE_EVENTS_COMPACTION_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// Why a compaction was picked.
enum class CompactionReason : uint8_t { kSize, kSeeks, kManual };
constexpr auto Names(CompactionReason) {
  return std::to_array<std::string_view>({"size", "seeks", "manual"});
}

// What an input file is to the compaction.
enum class CompactionInputKind : uint8_t { kInput, kNextLevel, kGrandparent };
constexpr auto Names(CompactionInputKind) {
  return std::to_array<std::string_view>({"input", "next_level", "grandparent"});
}

// Why an output file was cut.
enum class OutputCloseReason : uint8_t { kSize, kGrandparents, kEnd };
constexpr auto Names(OutputCloseReason) {
  return std::to_array<std::string_view>({"size", "grandparents", "end"});
}

// Why an entry that is not plainly the newest value of its key was kept.
enum class KeepReason : uint8_t { kSnapshot, kHidesBelow };
constexpr auto Names(KeepReason) {
  return std::to_array<std::string_view>({"snapshot", "hides_below"});
}

// Why an entry was dropped: a newer one hides it from every snapshot, or it is a tombstone with
// nothing below to hide.
enum class DropReason : uint8_t { kHidden, kTombstoneAtBase };
constexpr auto Names(DropReason) {
  return std::to_array<std::string_view>({"hidden", "tombstone_at_base"});
}

struct LevelScore {
  static constexpr EventInfo kInfo{
      120, "LevelScore", Family::kCompaction,
      "A level's score in the version just installed (compaction is due from 1,000)."};
  uint64_t bytes = 0;
  uint64_t score_permille = 0;
  uint32_t files = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"bytes", &LevelScore::bytes, Unit::kBytes, "bytes in the level"});
    visit(
        Field{"score_permille", &LevelScore::score_permille, Unit::kPermille, "score times 1,000"});
    visit(Field{"files", &LevelScore::files, Unit::kCount, "files in the level"});
    visit(Field{"level", &LevelScore::level, Unit::kLevel, "the level"});
  }
};

struct CompactionPicked {
  static constexpr EventInfo kInfo{121, "CompactionPicked", Family::kCompaction,
                                   "The policy decided what to compact."};
  uint64_t score_permille = 0;
  uint64_t bytes = 0;
  uint32_t job = 0;
  uint32_t inputs = 0;
  uint32_t next_inputs = 0;
  uint32_t grandparents = 0;
  uint8_t level = 0;
  CompactionReason reason = CompactionReason::kSize;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"score_permille", &CompactionPicked::score_permille, Unit::kPermille,
                "score of the level times 1,000"});
    visit(Field{"bytes", &CompactionPicked::bytes, Unit::kBytes, "bytes in all inputs"});
    visit(Field{"job", &CompactionPicked::job, Unit::kJob, "number of the job"});
    visit(Field{"inputs", &CompactionPicked::inputs, Unit::kCount, "files at the level"});
    visit(Field{"next_inputs", &CompactionPicked::next_inputs, Unit::kCount,
                "files at the next level"});
    visit(Field{"grandparents", &CompactionPicked::grandparents, Unit::kCount,
                "files two levels down that overlap"});
    visit(Field{"level", &CompactionPicked::level, Unit::kLevel, "the level"});
    visit(Field{"reason", &CompactionPicked::reason, Unit::kNone, "why"});
  }
};

struct CompactionInput {
  static constexpr EventInfo kInfo{122, "CompactionInput", Family::kCompaction,
                                   "One file of the plan."};
  uint64_t file = 0;
  uint64_t bytes = 0;
  uint32_t job = 0;
  uint8_t level = 0;
  CompactionInputKind role = CompactionInputKind::kInput;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &CompactionInput::file, Unit::kFile, "the file"});
    visit(Field{"bytes", &CompactionInput::bytes, Unit::kBytes, "its size"});
    visit(Field{"job", &CompactionInput::job, Unit::kJob, "the job"});
    visit(Field{"level", &CompactionInput::level, Unit::kLevel, "its level"});
    visit(Field{"role", &CompactionInput::role, Unit::kNone, "what it is to the compaction"});
  }
};

struct TrivialMove {
  static constexpr EventInfo kInfo{
      123, "TrivialMove", Family::kCompaction,
      "A file changes its level without being read. Takes effect at VersionInstalled."};
  uint64_t file = 0;
  uint64_t bytes = 0;
  uint32_t job = 0;
  uint8_t from_level = 0;
  uint8_t to_level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &TrivialMove::file, Unit::kFile, "the file"});
    visit(Field{"bytes", &TrivialMove::bytes, Unit::kBytes, "its size"});
    visit(Field{"job", &TrivialMove::job, Unit::kJob, "the job"});
    visit(Field{"from_level", &TrivialMove::from_level, Unit::kLevel, "where it was"});
    visit(Field{"to_level", &TrivialMove::to_level, Unit::kLevel, "where it goes"});
  }
};

struct CompactionBegin {
  static constexpr EventInfo kInfo{124, "CompactionBegin", Family::kCompaction,
                                   "Inputs are being merged."};
  uint64_t bytes = 0;
  uint32_t job = 0;
  uint32_t files = 0;
  uint8_t level = 0;
  uint8_t output_level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"bytes", &CompactionBegin::bytes, Unit::kBytes, "bytes to read"});
    visit(Field{"job", &CompactionBegin::job, Unit::kJob, "the job"});
    visit(Field{"files", &CompactionBegin::files, Unit::kCount, "files to read"});
    visit(Field{"level", &CompactionBegin::level, Unit::kLevel, "from"});
    visit(Field{"output_level", &CompactionBegin::output_level, Unit::kLevel, "to"});
  }
};

struct CompactionProgress {
  static constexpr EventInfo kInfo{125, "CompactionProgress", Family::kCompaction,
                                   "How far the merge is."};
  uint64_t bytes_done = 0;
  uint64_t bytes_written = 0;
  uint64_t entries_in = 0;
  uint64_t entries_dropped = 0;
  uint32_t job = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"bytes_done", &CompactionProgress::bytes_done, Unit::kBytes,
                "bytes of the input files dealt with so far"});
    visit(Field{"bytes_written", &CompactionProgress::bytes_written, Unit::kBytes,
                "bytes in finished output files"});
    visit(Field{"entries_in", &CompactionProgress::entries_in, Unit::kCount, "entries read"});
    visit(Field{"entries_dropped", &CompactionProgress::entries_dropped, Unit::kCount,
                "of these dropped"});
    visit(Field{"job", &CompactionProgress::job, Unit::kJob, "the job"});
  }
};

struct OutputOpened {
  static constexpr EventInfo kInfo{126, "OutputOpened", Family::kCompaction,
                                   "An output file was begun."};
  uint64_t file = 0;
  uint32_t job = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &OutputOpened::file, Unit::kFile, "the file"});
    visit(Field{"job", &OutputOpened::job, Unit::kJob, "the job"});
    visit(Field{"level", &OutputOpened::level, Unit::kLevel, "where it will go"});
  }
};

struct OutputClosed {
  static constexpr EventInfo kInfo{127, "OutputClosed", Family::kCompaction,
                                   "An output file is finished and durable."};
  uint64_t file = 0;
  uint64_t bytes = 0;
  uint64_t entries = 0;
  uint32_t job = 0;
  OutputCloseReason reason = OutputCloseReason::kSize;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &OutputClosed::file, Unit::kFile, "the file"});
    visit(Field{"bytes", &OutputClosed::bytes, Unit::kBytes, "its size"});
    visit(Field{"entries", &OutputClosed::entries, Unit::kCount, "entries in it"});
    visit(Field{"job", &OutputClosed::job, Unit::kJob, "the job"});
    visit(Field{"reason", &OutputClosed::reason, Unit::kNone, "why it was cut here"});
  }
};

struct EntryKept {
  static constexpr EventInfo kInfo{
      119, "EntryKept", Family::kCompaction,
      "An entry that is not the newest value of its key reaches the output."};
  KeyRef key;
  uint64_t sequence = 0;
  uint32_t job = 0;
  KeepReason reason = KeepReason::kSnapshot;
  uint8_t tombstone = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"key", &EntryKept::key, Unit::kNone, "user key"});
    visit(Field{"sequence", &EntryKept::sequence, Unit::kSequence, "its sequence number"});
    visit(Field{"job", &EntryKept::job, Unit::kJob, "the job"});
    visit(Field{"reason", &EntryKept::reason, Unit::kNone,
                "snapshot: a reader may be older than what came after it, or than this deletion; "
                "hides_below: a deeper level may have an older entry, which this deletion hides"});
    visit(Field{"tombstone", &EntryKept::tombstone, Unit::kFlag, "it is a deletion"});
  }
};

struct EntryDropped {
  static constexpr EventInfo kInfo{128, "EntryDropped", Family::kCompaction,
                                   "An entry does not reach the output."};
  KeyRef key;
  uint64_t sequence = 0;
  uint32_t job = 0;
  DropReason reason = DropReason::kHidden;
  uint8_t tombstone = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"key", &EntryDropped::key, Unit::kNone, "user key"});
    visit(Field{"sequence", &EntryDropped::sequence, Unit::kSequence, "its sequence number"});
    visit(Field{"job", &EntryDropped::job, Unit::kJob, "the job"});
    visit(Field{"reason", &EntryDropped::reason, Unit::kNone, "why"});
    visit(Field{"tombstone", &EntryDropped::tombstone, Unit::kFlag, "it is a deletion"});
  }
};

struct CompactionEnd {
  static constexpr EventInfo kInfo{
      129, "CompactionEnd", Family::kCompaction,
      "The compaction is over; its outputs, if it succeeded, are installed."};
  uint64_t bytes_read = 0;
  uint64_t bytes_written = 0;
  uint64_t entries_kept = 0;
  uint64_t duration_ns = 0;
  uint32_t job = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(
        Field{"bytes_read", &CompactionEnd::bytes_read, Unit::kBytes, "bytes of the input files"});
    visit(Field{"bytes_written", &CompactionEnd::bytes_written, Unit::kBytes,
                "bytes of the output files"});
    visit(Field{"entries_kept", &CompactionEnd::entries_kept, Unit::kCount, "entries written"});
    visit(Field{"duration_ns", &CompactionEnd::duration_ns, Unit::kNanoseconds,
                "time from CompactionBegin"});
    visit(Field{"job", &CompactionEnd::job, Unit::kJob, "the job"});
    visit(Field{"outcome", &CompactionEnd::outcome, Unit::kNone, "how it ended"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_COMPACTION_H_
