// VersionSet: the current version, how it came to be (the MANIFEST), and the counters that are
// stored with it: file numbers, sequence numbers, log numbers.
#ifndef LSMSCOPE_ENGINE_VERSION_VERSION_SET_H_
#define LSMSCOPE_ENGINE_VERSION_VERSION_SET_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/mutex.h"
#include "engine/events/events.h"
#include "engine/version/version.h"
#include "engine/version/version_edit.h"
#include "lsm/options.h"
#include "lsm/status.h"

namespace lsm {

class ManifestWriter;
class TableCache;

// REQUIRES, for every method: the database's mutex is held, or nobody else knows the object yet.
// (LogAndApply and Recover take the mutex as an argument, because they emit under it; the analysis
// cannot see that it is the same one for the others.)
//
// Invariants:
//  1. The current version is what the MANIFEST that CURRENT names gives, once LogAndApply returned.
//  2. A table file of a live version is durable, under its name, before an edit names it.
//  3. After a MANIFEST could not be written it is not written again: every LogAndApply fails until
//     the database is opened anew.
class VersionSet {
 public:
  // Nothing is owned. `options` is the database's own, after clipping.
  VersionSet(const std::string& dbname, const Options* options, TableCache* table_cache,
             const InternalKeyComparator* icmp);
  VersionSet(const VersionSet&) = delete;
  VersionSet& operator=(const VersionSet&) = delete;
  // REQUIRES: no version is referenced any more but the current one.
  ~VersionSet();

  // Applies the edit to the current version: fills in its log number, next file and last sequence,
  // writes it to the MANIFEST and makes that durable with the mutex released, then installs the
  // new version. When it returns OK, and not before, files that the new version lacks may be
  // deleted. REQUIRES: no other LogAndApply is running.
  [[nodiscard]] Status LogAndApply(VersionEdit* edit, Mutex* mu, EventId cause = kNoEvent)
      REQUIRES(mu);

  // Reads the MANIFEST that CURRENT names. *save_manifest is set if the MANIFEST cannot be
  // continued, so that an edit has to be applied even if it is empty.
  [[nodiscard]] Status Recover(bool* save_manifest, Mutex* mu, EventId cause = kNoEvent)
      REQUIRES(mu);

  Version* current() const { return current_; }
  uint64_t version_count() const { return version_count_; }  // installed in this run

  uint64_t manifest_file_number() const { return manifest_file_number_; }
  uint64_t next_file_number() const { return next_file_number_; }
  uint64_t NewFileNumber() { return next_file_number_++; }
  // Gives a number back that was not used. Only the last one given out comes back.
  void ReuseFileNumber(uint64_t number) {
    if (next_file_number_ == number + 1) next_file_number_ = number;
  }
  // A file of this number exists: it is not given out again.
  void MarkFileNumberUsed(uint64_t number) {
    if (next_file_number_ <= number) next_file_number_ = std::min(number, kMaxFileNumber) + 1;
  }

  uint64_t LastSequence() const { return last_sequence_; }
  void SetLastSequence(uint64_t sequence);

  // Logs before it are no longer needed, with the exception of PrevLogNumber.
  uint64_t LogNumber() const { return log_number_; }
  // 0: none. Only databases of old LevelDB versions have one.
  uint64_t PrevLogNumber() const { return prev_log_number_; }

  int NumLevelFiles(int level) const { return current_->NumFiles(level); }
  uint64_t NumLevelBytes(int level) const { return current_->NumBytes(level); }
  bool NeedsCompaction() const { return current_->NeedsCompaction(); }
  // "files[ 4 2 0 0 0 0 0 ]"
  std::string LevelSummary() const;
  // The largest overlap, in bytes, of one file with the next level, among levels from 1 on.
  uint64_t MaxNextLevelOverlappingBytes() const;

  // Adds the numbers of the files of all live versions.
  void AddLiveFiles(std::set<uint64_t>* live) const;

  // About where in the database, in bytes from its beginning, the key is in `version`.
  uint64_t ApproximateOffsetOf(const Version* version, const InternalKey& key) const;

  // Where the next compaction of the level begins: behind this key; empty: at its first file.
  const InternalKey& compact_pointer(int level) const {
    return compact_pointers_[static_cast<size_t>(level)];
  }
  const std::array<InternalKey, kNumLevels>& compact_pointers() const { return compact_pointers_; }
  void set_compact_pointer(int level, const InternalKey& key) {
    compact_pointers_[static_cast<size_t>(level)] = key;
  }

  // Where the running compaction will put its files; nothing if none is running.
  const std::optional<RunningOutput>& running_output() const { return running_output_; }
  void set_running_output(std::optional<RunningOutput> output) {
    running_output_ = std::move(output);
  }

  const Options& options() const { return *options_; }
  const std::string& dbname() const { return dbname_; }
  const InternalKeyComparator& icmp() const { return *icmp_; }
  TableCache* table_cache() const { return table_cache_; }

 private:
  friend class Version;

  // Corruption if the next number is not below the limit: what is recorded must be readable.
  Status CheckNumbersLeft(uint64_t limit) const;
  void FillIn(VersionEdit* edit) const;
  // Makes `version` the current one and emits what the edit changed.
  void Install(Version* version, const VersionEdit& edit, Mutex* mu, EventId cause) REQUIRES(mu);
  void EmitInstalled(const VersionEdit& edit, Mutex* mu, EventId cause) REQUIRES(mu);
  void EmitScores(Mutex* mu, EventId cause) REQUIRES(mu);
  void SetCurrent(Version* version);
  VersionEdit SnapshotEdit() const;
  // Writes the edit's record, into a new MANIFEST if there is none open. Without the mutex.
  Status WriteEdit(const std::string& snapshot_record, const std::string& edit_record,
                   EventId cause, EventId* appended);
  // True if edits go on in MANIFEST `number`, of `clean_size` bytes.
  bool ContinueManifest(uint64_t number, uint64_t clean_size);

  // Constant after construction.
  const std::string dbname_;
  const Options* const options_;
  Env* const env_;
  TableCache* const table_cache_;
  const InternalKeyComparator* const icmp_;
  const Events events_;

  // Guarded by the database's mutex.
  Version* current_ = nullptr;
  std::vector<Version*> live_;  // every version that is referenced, oldest first
  uint64_t version_count_ = 0;
  uint64_t next_file_number_ = 2;
  uint64_t manifest_file_number_ = 0;
  uint64_t last_sequence_ = 0;
  uint64_t log_number_ = 0;
  uint64_t prev_log_number_ = 0;
  std::array<InternalKey, kNumLevels> compact_pointers_;
  std::optional<RunningOutput> running_output_;
  Status manifest_error_;  // sticks
  bool applying_ = false;  // a LogAndApply is running

  // Only the running LogAndApply (or Recover).
  std::unique_ptr<ManifestWriter> manifest_;  // null: the next edit begins a new MANIFEST
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_VERSION_VERSION_SET_H_
