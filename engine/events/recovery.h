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

// What RepairDB did with a table.
enum class RepairedTable : uint8_t { kKept, kRewritten, kDropped };
constexpr auto Names(RepairedTable) {
  return std::to_array<std::string_view>({"kept", "rewritten", "dropped"});
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

struct RepairBegin {
  static constexpr EventInfo kInfo{206, "RepairBegin", Family::kRecovery,
                                   "A damaged database is being repaired."};
  uint32_t logs = 0;
  uint32_t tables = 0;
  uint8_t manifest_usable = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"logs", &RepairBegin::logs, Unit::kCount, "logs in the directory"});
    visit(Field{"tables", &RepairBegin::tables, Unit::kCount, "tables in the directory"});
    visit(Field{"manifest_usable", &RepairBegin::manifest_usable, Unit::kFlag,
                "the MANIFEST says which files count, and at which levels"});
  }
};

struct LogConverted {
  static constexpr EventInfo kInfo{207, "LogConverted", Family::kRecovery,
                                   "What a repair found in a log is a table now."};
  uint64_t log = 0;
  uint64_t file = 0;
  uint64_t entries = 0;
  uint64_t dropped_bytes = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"log", &LogConverted::log, Unit::kLog, "the log"});
    visit(Field{"file", &LogConverted::file, Unit::kFile, "the table; 0: nothing was in the log"});
    visit(Field{"entries", &LogConverted::entries, Unit::kCount, "puts and deletes saved"});
    visit(Field{"dropped_bytes", &LogConverted::dropped_bytes, Unit::kBytes,
                "bytes that could not be used"});
    visit(Field{"outcome", &LogConverted::outcome, Unit::kNone, "how it ended"});
  }
};

struct TableRepaired {
  static constexpr EventInfo kInfo{208, "TableRepaired", Family::kRecovery,
                                   "A repair read a table to its end."};
  uint64_t file = 0;
  uint64_t entries = 0;
  uint64_t max_sequence = 0;
  RepairedTable result = RepairedTable::kKept;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &TableRepaired::file, Unit::kFile, "the table"});
    visit(Field{"entries", &TableRepaired::entries, Unit::kCount, "entries that can be read"});
    visit(Field{"max_sequence", &TableRepaired::max_sequence, Unit::kSequence,
                "the highest among them"});
    visit(Field{"result", &TableRepaired::result, Unit::kNone,
                "rewritten: what could be read of it is in a new table"});
  }
};

struct RepairEnd {
  static constexpr EventInfo kInfo{209, "RepairEnd", Family::kRecovery,
                                   "A repair is over: the database can be opened, or it failed."};
  uint64_t bytes = 0;
  uint32_t files = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"bytes", &RepairEnd::bytes, Unit::kBytes, "in the tables of the database"});
    visit(Field{"files", &RepairEnd::files, Unit::kCount, "tables of the database"});
    visit(Field{"outcome", &RepairEnd::outcome, Unit::kNone, "how it ended"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_RECOVERY_H_
