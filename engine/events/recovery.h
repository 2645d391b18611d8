// What opening a database found and did.
#ifndef LSMSCOPE_ENGINE_EVENTS_RECOVERY_H_
#define LSMSCOPE_ENGINE_EVENTS_RECOVERY_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// How the replay of a log ended.
enum class ReplayEnd : uint8_t { kEndOfLog, kIncompleteTail, kDamagedRecord, kSkippedDamage };
constexpr auto Names(ReplayEnd) {
  return std::to_array<std::string_view>(
      {"end_of_log", "incomplete_tail", "damaged_record", "skipped_damage"});
}

struct RecoveryBegin {
  static constexpr EventInfo kInfo{200, "RecoveryBegin", Family::kRecovery,
                                   "A database is being opened."};
  uint8_t created = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"created", &RecoveryBegin::created, Unit::kFlag, "it did not exist"});
  }
};

struct ManifestRead {
  static constexpr EventInfo kInfo{201, "ManifestRead", Family::kRecovery,
                                   "The MANIFEST gave the set of files."};
  uint64_t manifest = 0;
  uint64_t edits = 0;
  uint64_t log_number = 0;
  uint64_t last_sequence = 0;
  uint32_t files = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"manifest", &ManifestRead::manifest, Unit::kManifest, "the MANIFEST"});
    visit(Field{"edits", &ManifestRead::edits, Unit::kCount, "version edits in it"});
    visit(Field{"log_number", &ManifestRead::log_number, Unit::kLog, "oldest log to replay"});
    visit(Field{"last_sequence", &ManifestRead::last_sequence, Unit::kSequence, "as recorded"});
    visit(Field{"files", &ManifestRead::files, Unit::kCount, "table files"});
  }
};

struct LogReplayBegin {
  static constexpr EventInfo kInfo{202, "LogReplayBegin", Family::kRecovery,
                                   "A log is being replayed."};
  uint64_t log = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &LogReplayBegin::log, Unit::kLog, "the log"});
  }
};

struct LogReplayed {
  static constexpr EventInfo kInfo{203, "LogReplayed", Family::kRecovery, "A log was replayed."};
  uint64_t log = 0;
  uint64_t records = 0;
  uint64_t bytes = 0;
  uint64_t dropped_bytes = 0;
  ReplayEnd reason = ReplayEnd::kEndOfLog;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &LogReplayed::log, Unit::kLog, "the log"});
    visit(Field{"records", &LogReplayed::records, Unit::kCount, "batches replayed"});
    visit(Field{"bytes", &LogReplayed::bytes, Unit::kBytes, "their size"});
    visit(Field{"dropped_bytes", &LogReplayed::dropped_bytes, Unit::kBytes,
                "bytes that could not be used"});
    visit(Field{"reason", &LogReplayed::reason, Unit::kNone, "how the replay ended"});
  }
};

struct RecordReplayed {
  static constexpr EventInfo kInfo{205, "RecordReplayed", Family::kRecovery,
                                   "A record of the log is in the memtable again."};
  uint64_t log = 0;
  uint64_t sequence = 0;
  uint64_t bytes = 0;
  uint32_t entries = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &RecordReplayed::log, Unit::kLog, "the log"});
    visit(Field{"sequence", &RecordReplayed::sequence, Unit::kSequence, "of its first entry"});
    visit(Field{"bytes", &RecordReplayed::bytes, Unit::kBytes, "size of the batch"});
    visit(Field{"entries", &RecordReplayed::entries, Unit::kCount,
                "puts and deletes in it; a log of ours begins with a record that has none"});
  }
};

struct RecoveryEnd {
  static constexpr EventInfo kInfo{204, "RecoveryEnd", Family::kRecovery,
                                   "The database is open, or could not be opened."};
  uint64_t last_sequence = 0;
  uint64_t duration_ns = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"last_sequence", &RecoveryEnd::last_sequence, Unit::kSequence,
                "last sequence number"});
    visit(Field{"duration_ns", &RecoveryEnd::duration_ns, Unit::kNanoseconds,
                "time from RecoveryBegin"});
    visit(Field{"outcome", &RecoveryEnd::outcome, Unit::kNone, "how it ended"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_RECOVERY_H_
