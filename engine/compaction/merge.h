// Merge: the loop of a compaction, from open inputs to finished outputs. It knows no mutex but to
// get file numbers, and installs nothing.
#ifndef LSMSCOPE_ENGINE_COMPACTION_MERGE_H_
#define LSMSCOPE_ENGINE_COMPACTION_MERGE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compaction/compaction_job.h"
#include "engine/compaction/level_cursors.h"
#include "engine/version/version_edit.h"
#include "lsm/env.h"
#include "lsm/iterator.h"
#include "lsm/table_builder.h"

namespace lsm {

// The entries of all inputs of a plan in order, newer ones of a user key first. The caller owns it;
// it borrows from the plan.
Iterator* NewMergeInput(const CompactionPlan& plan, const Options& options,
                        const InternalKeyComparator& icmp, TableCache* table_cache);

class Merge {
 public:
  // Nothing is owned. `base` has the files that were there when the plan was made. Events answer
  // `cause`.
  Merge(const CompactionJobContext& context, const CompactionPlan& plan, const LevelFiles& base,
        EventId cause);
  Merge(const Merge&) = delete;
  Merge& operator=(const Merge&) = delete;
  ~Merge();

  // Without the mutex. When it returns OK, every output is durable, under its name, and verified.
  [[nodiscard]] Status Run(const std::function<void()>& between_entries);

  // What came of Run, also if it failed.
  const std::vector<uint64_t>& file_numbers() const { return file_numbers_; }  // also unfinished
  const std::vector<FileMetaData>& outputs() const { return outputs_; }
  uint64_t entries_kept() const { return entries_kept_; }

 private:
  // The output that is being written.
  struct OpenOutput {
    FileMetaData meta;
    std::string last_key;
    std::unique_ptr<WritableFile> file;
    std::unique_ptr<TableBuilder> builder;
  };

  [[nodiscard]] Status OneEntry(const Slice& key, const Slice& value);
  // Finds what no table file of ours has: bytes that are no key, keys out of order.
  [[nodiscard]] Status CheckKey(const Slice& key, ParsedInternalKey* parsed) const;
  std::optional<DropReason> DropReasonFor(const ParsedInternalKey& entry);
  [[nodiscard]] Status Keep(const Slice& key, const Slice& value);
  [[nodiscard]] Status OpenOutputFile();
  [[nodiscard]] Status FinishOutputFile(OutputCloseReason reason);
  [[nodiscard]] Status WriteOut(OpenOutput* output);
  void EmitProgress();

  const CompactionJobContext& context_;
  const CompactionPlan& plan_;
  const EventId cause_;
  BaseLevelCursor base_level_;
  GrandparentCursor grandparents_;

  std::string last_key_;  // internal key of the entry before; empty: there was none
  SequenceNumber newer_sequence_ = kMaxSequenceNumber;  // of the entry before, if of the same key

  std::unique_ptr<OpenOutput> open_;  // null: none
  std::vector<uint64_t> file_numbers_;
  std::vector<FileMetaData> outputs_;

  uint64_t bytes_done_ = 0;  // keys and values read
  uint64_t bytes_at_last_progress_ = 0;
  uint64_t bytes_written_ = 0;  // in finished outputs
  uint64_t entries_in_ = 0;
  uint64_t entries_kept_ = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_COMPACTION_MERGE_H_
