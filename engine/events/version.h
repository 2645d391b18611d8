// The set of files: edits, MANIFEST, CURRENT, deletions, and the engine's account of itself.
#ifndef LSMSCOPE_ENGINE_EVENTS_VERSION_H_
#define LSMSCOPE_ENGINE_EVENTS_VERSION_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "engine/events/event.h"

namespace lsm {

// What was deleted: LevelDB's FileType.
enum class DeletedFileType : uint8_t { kLog, kLock, kTable, kManifest, kCurrent, kTemp, kInfoLog };
constexpr auto Names(DeletedFileType) {
  return std::to_array<std::string_view>(
      {"log", "lock", "table", "manifest", "current", "temp", "info_log"});
}

struct FileRemoved {
  static constexpr EventInfo kInfo{
      140, "FileRemoved", Family::kVersion,
      "The next version lacks this file. Takes effect at VersionInstalled."};
  uint64_t file = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &FileRemoved::file, Unit::kFile, "the file"});
    visit(Field{"level", &FileRemoved::level, Unit::kLevel, "where it was"});
  }
};

struct FileAdded {
  static constexpr EventInfo kInfo{
      141, "FileAdded", Family::kVersion,
      "The next version has this file. Takes effect at VersionInstalled."};
  uint64_t file = 0;
  uint64_t bytes = 0;
  Text smallest;
  Text largest;
  uint32_t smallest_hash = 0;
  uint32_t largest_hash = 0;
  uint8_t level = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"file", &FileAdded::file, Unit::kFile, "the file"});
    visit(Field{"bytes", &FileAdded::bytes, Unit::kBytes, "its size"});
    visit(Field{"smallest", &FileAdded::smallest, Unit::kNone, "smallest user key"});
    visit(Field{"largest", &FileAdded::largest, Unit::kNone, "largest user key"});
    visit(Field{"smallest_hash", &FileAdded::smallest_hash, Unit::kNone,
                "Hash of the whole internal key"});
    visit(Field{"largest_hash", &FileAdded::largest_hash, Unit::kNone,
                "Hash of the whole internal key"});
    visit(Field{"level", &FileAdded::level, Unit::kLevel, "where it goes"});
  }
};

struct VersionInstalled {
  static constexpr EventInfo kInfo{142, "VersionInstalled", Family::kVersion,
                                   "A new version is the current one."};
  uint64_t version = 0;
  uint64_t log_number = 0;
  uint64_t next_file = 0;
  uint64_t last_sequence = 0;
  uint32_t files = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"version", &VersionInstalled::version, Unit::kNone,
                "number of the version in this run, from 1"});
    visit(Field{"log_number", &VersionInstalled::log_number, Unit::kLog,
                "older logs are no longer needed"});
    visit(Field{"next_file", &VersionInstalled::next_file, Unit::kFile, "next free file number"});
    visit(Field{"last_sequence", &VersionInstalled::last_sequence, Unit::kSequence,
                "as recorded in the edit"});
    visit(Field{"files", &VersionInstalled::files, Unit::kCount, "files in the version"});
  }
};

struct ManifestAppended {
  static constexpr EventInfo kInfo{143, "ManifestAppended", Family::kVersion,
                                   "A version edit stands in the MANIFEST and is durable."};
  uint64_t manifest = 0;
  uint64_t bytes = 0;
  uint8_t snapshot = 0;
  Outcome outcome = Outcome::kOk;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"manifest", &ManifestAppended::manifest, Unit::kManifest, "the MANIFEST"});
    visit(Field{"bytes", &ManifestAppended::bytes, Unit::kBytes, "size of the record"});
    visit(Field{"snapshot", &ManifestAppended::snapshot, Unit::kFlag,
                "it is the snapshot that begins a MANIFEST"});
    visit(Field{"outcome", &ManifestAppended::outcome, Unit::kNone, "how it ended"});
  }
};

struct CurrentSwitched {
  static constexpr EventInfo kInfo{144, "CurrentSwitched", Family::kVersion,
                                   "CURRENT names this MANIFEST."};
  uint64_t manifest = 0;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"manifest", &CurrentSwitched::manifest, Unit::kManifest, "the MANIFEST"});
  }
};

struct FileDeleted {
  static constexpr EventInfo kInfo{145, "FileDeleted", Family::kVersion,
                                   "An obsolete file was removed."};
  uint64_t number = 0;
  DeletedFileType type = DeletedFileType::kLog;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"number", &FileDeleted::number, Unit::kFile, "its number"});
    visit(Field{"type", &FileDeleted::type, Unit::kNone, "what it was"});
  }
};

struct Account {
  static constexpr EventInfo kInfo{146, "Account", Family::kVersion,
                                   "The engine's account of itself, from its own structures, with "
                                   "no write in flight. The fold compares."};
  uint64_t last_sequence = 0;
  uint64_t levels_hash = 0;
  uint64_t memtables_hash = 0;
  uint64_t log = 0;
  uint32_t files = 0;
  uint32_t queue_length = 0;

  // A list without a lock has no length that could be told.
  static constexpr uint32_t kNotCounted = UINT32_MAX;

  template <class V>
  static constexpr void ForEachField(V&& visit) {
    visit(Field{"last_sequence", &Account::last_sequence, Unit::kSequence,
                "last published sequence number"});
    visit(Field{"levels_hash", &Account::levels_hash, Unit::kNone, "AccountDigest of all levels"});
    visit(Field{"memtables_hash", &Account::memtables_hash, Unit::kNone,
                "AccountDigest of the memtables"});
    visit(Field{"log", &Account::log, Unit::kLog, "the current log"});
    visit(Field{"files", &Account::files, Unit::kCount, "files in all levels"});
    visit(Field{"queue_length", &Account::queue_length, Unit::kCount,
                "writers in the queue; 4,294,967,295: not counted, as in write groups"});
  }
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_EVENTS_VERSION_H_
