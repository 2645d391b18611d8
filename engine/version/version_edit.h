// VersionEdit: what changes from one set of files to the next. The MANIFEST is a log of them.
//
// A record is a sequence of fields, each a varint32 tag and what follows it:
//
//   1 comparator        length-prefixed name
//   2 log number        varint64           logs before it are no longer needed
//   3 next file number  varint64
//   4 last sequence     varint64
//   5 compact pointer   varint32 level, length-prefixed internal key
//   6 deleted file      varint32 level, varint64 number
//   7 new file          varint32 level, varint64 number, varint64 size,
//                       length-prefixed smallest and largest internal key
//   9 previous log      varint64           older databases had two logs at a time
//
// and they are written in the order 1, 2, 9, 3, 4, 5, 6, 7.
#ifndef LSMSCOPE_ENGINE_VERSION_VERSION_EDIT_H_
#define LSMSCOPE_ENGINE_VERSION_VERSION_EDIT_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/version/internal_key.h"
#include "lsm/status.h"

namespace lsm {

// Levels that the format knows: an edit that names another is damaged.
inline constexpr int kNumLevels = 7;

// No file of a database has a greater number: a greater one is damage. There is room for
// successors.
inline constexpr uint64_t kMaxFileNumber = uint64_t{1} << 62;
// No opening begins beyond it, so that none runs out of numbers halfway.
inline constexpr uint64_t kMaxFoundFileNumber = kMaxFileNumber / 2;

// One table file. The fields up to `largest` are what the MANIFEST holds.
struct FileMetaData {
  uint64_t number = 0;
  uint64_t file_size = 0;  // bytes
  InternalKey smallest;
  InternalKey largest;

  int allowed_seeks = 1 << 30;  // until it is compacted; guarded by the database's mutex
};

// A plain value. The setters carry LevelDB's names; the fields may be read and written directly.
struct VersionEdit {
  void Clear() { *this = VersionEdit(); }

  void SetComparatorName(const Slice& name) { comparator = name.ToString(); }
  void SetLogNumber(uint64_t number) { log_number = number; }
  void SetPrevLogNumber(uint64_t number) { prev_log_number = number; }
  void SetNextFile(uint64_t number) { next_file_number = number; }
  void SetLastSequence(SequenceNumber sequence) { last_sequence = sequence; }
  void SetCompactPointer(int level, const InternalKey& key) {
    compact_pointers.emplace_back(level, key);
  }
  // REQUIRES: the edit was not applied yet; `smallest` and `largest` are those of the file.
  void AddFile(int level, uint64_t number, uint64_t file_size, const InternalKey& smallest,
               const InternalKey& largest);
  void RemoveFile(int level, uint64_t number) { deleted_files.emplace(level, number); }

  void EncodeTo(std::string* dst) const;
  // Replaces this edit. Corruption, naming the field, if the bytes are no edit; the edit is then
  // unspecified. Every key in a decoded edit is an internal key, every level one of kNumLevels.
  [[nodiscard]] Status DecodeFrom(const Slice& src);

  std::string DebugString() const;

  std::optional<std::string> comparator;
  std::optional<uint64_t> log_number;
  std::optional<uint64_t> prev_log_number;
  std::optional<uint64_t> next_file_number;
  std::optional<SequenceNumber> last_sequence;
  std::vector<std::pair<int, InternalKey>> compact_pointers;  // level, key
  std::set<std::pair<int, uint64_t>> deleted_files;           // level, number
  std::vector<std::pair<int, FileMetaData>> new_files;        // level, file
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_VERSION_EDIT_H_
