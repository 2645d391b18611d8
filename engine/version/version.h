// Version: one immutable set of table files. The newest is the database's current one; older ones
// live as long as a read, an iterator or a compaction holds on to them, and so do their files.
#ifndef LSMSCOPE_ENGINE_VERSION_VERSION_H_
#define LSMSCOPE_ENGINE_VERSION_VERSION_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/mutex.h"
#include "engine/events/events.h"
#include "engine/events/read.h"
#include "engine/version/flush_level.h"
#include "engine/version/level_files.h"
#include "engine/version/level_limits.h"
#include "lsm/iterator.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

class TableCache;
class VersionSet;

// One Get on its way down: who it is in events, and what came of it.
struct ReadContext {
  Events events;
  uint64_t read = 0;         // id of the Get
  EventId cause = kNoEvent;  // GetBegin
  uint32_t probes = 0;       // places asked so far; Version::Get adds the files that it asks

  // Set by Version::Get.
  ProbeAnswer answer = ProbeAnswer::kAbsent;
  int level = -3;  // where the answer was found; -3: nowhere
};

// The first file that a Get asked in vain, if it had to ask a second one.
struct GetStats {
  FilePtr seek_file;  // null: nobody is to be charged
  int seek_file_level = -1;
};

// A file that used up its seeks.
struct SeekCandidate {
  FilePtr file;  // null: there is none
  int level = -1;
};

// Methods that need it say so; the others only read what never changes.
class Version {
 public:
  Version(const Version&) = delete;
  Version& operator=(const Version&) = delete;

  // Counted references; the last Unref deletes. REQUIRES: the database's mutex is held.
  void Ref();
  void Unref();

  // Looks up the newest entry that `key` may see, file by file, newest data first. OK with *value;
  // NotFound if there is none or it is a deletion; other errors if a file cannot be read.
  // Needs no lock, but a reference.
  Status Get(const ReadOptions& options, const class LookupKey& key, std::string* value,
             GetStats* stats, ReadContext* context) const;

  // Charges the file in `stats`. True if a compaction should be considered now.
  bool UpdateStats(const GetStats& stats, Events events, Mutex* mu, EventId cause = kNoEvent)
      REQUIRES(mu);

  // An iterator passed `internal_key`, having read about read_bytes_period bytes since the last
  // sample. If two files or more may hold the key, the first is charged. As UpdateStats.
  bool RecordReadSample(const Slice& internal_key, Events events, Mutex* mu) REQUIRES(mu);

  // One of the iterators that together give the contents of this version.
  struct Source {
    Iterator* iterator = nullptr;  // the caller's
    int level = 0;
    uint64_t file = 0;  // 0: all files of the level
  };
  // Their users keep a reference to the version.
  std::vector<Source> NewSources(const ReadOptions& options) const;

  // See flush_level.h. REQUIRES: the database's mutex is held (a compaction may be running).
  FlushLevel PickLevelForMemTableOutput(const Slice& smallest, const Slice& largest) const;

  // True if a file of the level may hold a user key of the range.
  bool OverlapInLevel(int level, const UserKeyRange& range) const;

  // Calls visit(level, file) for the files that may hold the key, newest data first, until it
  // answers false.
  void ForEachOverlapping(const Slice& user_key, const Slice& internal_key,
                          const std::function<bool(int, const FilePtr&)>& visit) const;

  // Calls visit(level, file) for every file, level by level, in a level by number ascending.
  void ForEachFile(const std::function<void(int, const FileMetaData&)>& visit) const;

  int NumFiles(int level) const { return static_cast<int>(Level(level).size()); }
  int NumFiles() const;  // of all levels
  uint64_t NumBytes(int level) const { return TotalFileSize(Level(level)); }

  // Constant.
  const LevelFiles& files() const { return files_; }
  const LevelScores& scores() const { return scores_; }
  uint64_t number() const { return number_; }  // of the version in this run, from 1

  // REQUIRES: the database's mutex is held.
  const SeekCandidate& seek_candidate() const { return seek_candidate_; }
  bool NeedsCompaction() const { return scores_.compaction_due() || seek_candidate_.file; }

  // As the property leveldb.sstables: "--- level 0 ---" and " number:size[smallest .. largest]".
  std::string DebugString() const;

 private:
  friend class VersionSet;

  Version(VersionSet* set, uint64_t number, LevelFiles files);
  ~Version();

  const FileList& Level(int level) const { return files_[static_cast<size_t>(level)]; }
  Status AskFile(const ReadOptions& options, const LookupKey& key, int level,
                 const FileMetaData& file, std::string* value, ReadContext* context) const;

  // Constant after construction.
  VersionSet* const set_;
  const uint64_t number_;
  const LevelFiles files_;
  const LevelScores scores_;

  // Guarded by the database's mutex.
  int refs_ = 0;
  SeekCandidate seek_candidate_;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_VERSION_H_
