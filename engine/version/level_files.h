// LevelFiles: which table files a database has, level by level, and questions about them that need
// nothing else. A plain value: tests draw it by hand.
#ifndef LSMSCOPE_ENGINE_VERSION_LEVEL_FILES_H_
#define LSMSCOPE_ENGINE_VERSION_LEVEL_FILES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/version/version_edit.h"

namespace lsm {

// A file's description is shared by the versions and plans that name the file. It never changes but
// for allowed_seeks, which the database's mutex guards.
using FilePtr = std::shared_ptr<FileMetaData>;
using FileList = std::vector<FilePtr>;

// Invariants: level 0 is sorted by number, oldest first, and its files may overlap. A deeper level
// is sorted by smallest key, and its files do not overlap. Levels from Options::num_levels on are
// empty.
using LevelFiles = std::array<FileList, kNumLevels>;

// User keys from `begin` to `end`, both included. An absent end is an open one.
struct UserKeyRange {
  std::optional<Slice> begin;
  std::optional<Slice> end;
};

// Internal keys, both included.
struct KeyRange {
  InternalKey smallest;
  InternalKey largest;
};

// Bytes of the files together.
uint64_t TotalFileSize(const FileList& files);

// Index of the first file whose largest key is at or behind `internal_key`; files.size() if there
// is none. REQUIRES: the files are sorted and disjoint.
size_t FindFile(const InternalKeyComparator& icmp, const FileList& files,
                const Slice& internal_key);

// True if some file may hold a user key of the range.
bool SomeFileOverlapsRange(const InternalKeyComparator& icmp, bool disjoint_sorted_files,
                           const FileList& files, const UserKeyRange& range);

// The files of a level that overlap the range. In level 0, where files overlap one another, the
// range grows to that of the files found until no more are.
FileList OverlappingInputs(const InternalKeyComparator& icmp, const LevelFiles& files, int level,
                           UserKeyRange range);

// The files of level 0 that may hold the user key, newest first.
FileList Level0FilesWith(const InternalKeyComparator& icmp, const LevelFiles& files,
                         const Slice& user_key);

// The one file of a deeper level that may hold the key, or null.
FilePtr DeeperFileWith(const InternalKeyComparator& icmp, const FileList& files,
                       const Slice& internal_key, const Slice& user_key);

// From the smallest to the largest key of all files. REQUIRES: there is one.
KeyRange RangeOf(const InternalKeyComparator& icmp, const FileList& files);
UserKeyRange UserRangeOf(const KeyRange& range);

// "files[ 4 2 0 0 0 0 0 ]": number of files per level, as in LevelDB's info log.
std::string LevelSummary(const LevelFiles& files, int num_levels);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_LEVEL_FILES_H_
