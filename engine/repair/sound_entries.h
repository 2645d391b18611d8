// Iterators for a repair: over what of a damaged source can be believed, and over as much of it as
// goes into one table.
#ifndef LSMSCOPE_ENGINE_REPAIR_SOUND_ENTRIES_H_
#define LSMSCOPE_ENGINE_REPAIR_SOUND_ENTRIES_H_

#include <cstdint>
#include <memory>
#include <string>

#include "engine/version/internal_key.h"
#include "lsm/iterator.h"
#include "lsm/options.h"

namespace lsm {

// The common part of iterators that only go forward: anything else aborts.
class ForwardIterator : public Iterator {
 public:
  void SeekToLast() final;
  void Seek(const Slice& target) final;
  void Prev() final;
};

// The entries of `source` whose keys are internal keys, each behind the one before it: not twice,
// and not out of order. Errors of the source end nothing: the entries behind a damaged block are
// as good as those before it. status() is OK.
class SoundEntries final : public ForwardIterator {
 public:
  // `icmp` and `info_log` (which may be null) are not owned. `file` is the table's number, for the
  // info log.
  SoundEntries(std::unique_ptr<Iterator> source, const InternalKeyComparator* icmp,
               Logger* info_log, uint64_t file);

  bool Valid() const override { return source_->Valid(); }
  void SeekToFirst() override;
  void Next() override;
  Slice key() const override { return source_->key(); }
  Slice value() const override { return source_->value(); }
  Status status() const override { return Status::OK(); }

  // What the source itself says: an error means that entries are missing.
  Status source_status() const { return source_->status(); }
  uint64_t unsound() const { return unsound_; }  // entries that were passed over

 private:
  void SkipUnsound();

  const std::unique_ptr<Iterator> source_;
  const InternalKeyComparator* const icmp_;
  Logger* const info_log_;
  const uint64_t file_;
  std::string last_key_;
  uint64_t unsound_ = 0;
};

// From where `source` stands, as many entries as one table should have. It ends only between two
// user keys, so that the next table does not overlap this one.
class OneTableful final : public ForwardIterator {
 public:
  // `source`, which stands at an entry, and `user_comparator` are not owned. `max_bytes` of keys
  // and values.
  OneTableful(Iterator* source, const Comparator* user_comparator, uint64_t max_bytes)
      : source_(source), user_comparator_(user_comparator), max_bytes_(max_bytes) {}

  bool Valid() const override { return !full_ && source_->Valid(); }
  void SeekToFirst() override {}  // it stands there
  void Next() override;
  Slice key() const override { return source_->key(); }
  Slice value() const override { return source_->value(); }
  Status status() const override { return source_->status(); }

 private:
  Iterator* const source_;
  const Comparator* const user_comparator_;
  const uint64_t max_bytes_;
  uint64_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_REPAIR_SOUND_ENTRIES_H_
