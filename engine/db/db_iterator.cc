#include "engine/db/db_iterator.h"

#include <string_view>
#include <utility>

#include "engine/base/random.h"
#include "engine/base/runtime.h"
#include "engine/events/iterator.h"
#include "lsm/comparator.h"

namespace lsm {
namespace {

// The user key's entries stand in the internal iterator from the newest to the oldest. Therefore:
//
// Forward, the internal iterator stands exactly at the entry whose key and value are returned.
// Backward, all entries of the key must be passed before the newest visible one is known: the key
// and value are copies, and the internal iterator stands just before the key's entries.
class DbIterator final : public Iterator {
 public:
  DbIterator(const DbIteratorContext& context, std::unique_ptr<MergingIterator> entries)
      : context_(context),
        entries_(std::move(entries)),
        random_(context.seed),
        bytes_until_sample_(NextSamplePeriod()) {}

  ~DbIterator() override {
    context_.events.Emit(IteratorClosed{.iterator = context_.id, .entries = returned_},
                         context_.created);
  }

  bool Valid() const override { return valid_; }

  Slice key() const override {
    return direction_ == Direction::kForward ? ExtractUserKey(entries_->key()) : Slice(saved_key_);
  }

  Slice value() const override {
    return direction_ == Direction::kForward ? entries_->value() : Slice(saved_value_);
  }

  Status status() const override { return status_.ok() ? entries_->status() : status_; }

  void Seek(const Slice& target) override {
    const CauseScope on_behalf_of(context_.created);
    EmitSeek(target);
    direction_ = Direction::kForward;
    ClearSavedValue();
    saved_key_.clear();
    AppendInternalKey(&saved_key_, ParsedInternalKey(target, context_.snapshot, kValueTypeForSeek));
    entries_->Seek(saved_key_);
    FindFromFront();
  }

  void SeekToFirst() override {
    const CauseScope on_behalf_of(context_.created);
    EmitSeek(Slice());
    direction_ = Direction::kForward;
    ClearSavedValue();
    entries_->SeekToFirst();
    FindFromFront();
  }

  void SeekToLast() override {
    const CauseScope on_behalf_of(context_.created);
    EmitSeek(Slice());
    direction_ = Direction::kBackward;
    ClearSavedValue();
    entries_->SeekToLast();
    FindPrevUserEntry();
  }

  void Next() override {
    const CauseScope on_behalf_of(context_.created);
    if (direction_ == Direction::kBackward) {
      TurnForward();
      if (!entries_->Valid()) {
        Invalidate();
        return;
      }
      // saved_key_ is the key to skip.
    } else {
      SaveKey(ExtractUserKey(entries_->key()));
      entries_->Next();
      if (!entries_->Valid()) {
        Invalidate();
        return;
      }
    }
    FindNextUserEntry(/*skipping=*/true);
  }

  void Prev() override {
    const CauseScope on_behalf_of(context_.created);
    if (direction_ == Direction::kForward && !TurnBackward()) return;
    FindPrevUserEntry();
  }

 private:
  enum class Direction { kForward, kBackward };

  static constexpr size_t kLargeValue = 1 << 20;

  void EmitSeek(const Slice& target) const {
    context_.events.Emit(IteratorSeek{.target = RefTo(target), .iterator = context_.id},
                         context_.created);
  }

  void FindFromFront() {
    if (entries_->Valid()) {
      FindNextUserEntry(/*skipping=*/false);
    } else {
      Invalidate();
    }
  }

  // From just before the entries of saved_key_ (or before everything) to the first of them.
  void TurnForward() {
    direction_ = Direction::kForward;
    if (entries_->Valid()) {
      entries_->Next();
    } else {
      entries_->SeekToFirst();
    }
  }

  // From an entry of the current key to just before its entries. False: there is nothing before.
  bool TurnBackward() {
    SaveKey(ExtractUserKey(entries_->key()));
    while (true) {
      entries_->Prev();
      if (!entries_->Valid()) {
        Invalidate();
        ClearSavedValue();
        return false;
      }
      if (Compare(ExtractUserKey(entries_->key()), saved_key_) < 0) break;
    }
    direction_ = Direction::kBackward;
    return true;
  }

  // Moves on to the newest visible entry that is no deletion. `skipping`: entries up to saved_key_
  // are hidden.
  void FindNextUserEntry(bool skipping) {
    do {
      ParsedInternalKey entry;
      if (ParseVisible(&entry)) {
        if (skipping && Compare(entry.user_key, saved_key_) <= 0) {
          if (entry.sequence != shown_sequence_) EmitHidden(entry, HiddenReason::kOlder);
        } else if (entry.type == kTypeDeletion) {
          EmitHidden(entry, HiddenReason::kDeletion);
          SaveKey(entry.user_key);  // hides the older entries of its key
          skipping = true;
        } else {
          StandAt(entry.user_key, entry.sequence, entries_->current_child());
          saved_key_.clear();
          return;
        }
      }
      entries_->Next();
    } while (entries_->Valid());
    Invalidate();
  }

  // Moves back over all entries of one key after the other, until one has a visible value.
  void FindPrevUserEntry() {
    ValueType newest = kTypeDeletion;  // of the entries passed of the key in saved_key_
    SequenceNumber sequence = 0;       // of that entry
    uint32_t child = 0;
    while (entries_->Valid()) {
      ParsedInternalKey entry;
      if (ParseVisible(&entry)) {
        if (newest != kTypeDeletion) {
          if (Compare(entry.user_key, saved_key_) < 0) break;
          EmitHidden({saved_key_, sequence, newest}, HiddenReason::kOlder);
        }
        newest = entry.type;
        if (newest == kTypeDeletion) {
          EmitHidden(entry, HiddenReason::kDeletion);
          saved_key_.clear();
          ClearSavedValue();
        } else {
          SaveValue(entries_->value());
          SaveKey(entry.user_key);
          sequence = entry.sequence;
          child = entries_->current_child();
        }
      }
      entries_->Prev();
    }
    if (newest == kTypeDeletion) {
      Invalidate();
      ClearSavedValue();
      direction_ = Direction::kForward;
    } else {
      StandAt(saved_key_, sequence, child);
    }
  }

  void StandAt(const Slice& user_key, SequenceNumber sequence, uint32_t child) {
    valid_ = true;
    returned_++;
    shown_sequence_ = sequence;
    context_.events.Emit(IteratorMoved{.key = RefTo(user_key),
                                       .sequence = sequence,
                                       .iterator = static_cast<uint32_t>(context_.id),
                                       .child = child},
                         context_.created);
  }

  void EmitHidden(const ParsedInternalKey& entry, HiddenReason reason) const {
    context_.events.Emit(EntryHidden{.key = RefTo(entry.user_key),
                                     .sequence = entry.sequence,
                                     .iterator = static_cast<uint32_t>(context_.id),
                                     .reason = reason},
                         context_.created);
  }

  static KeyRef RefTo(const Slice& key) {
    return KeyRef::Of(std::string_view(key.data(), key.size()));
  }

  // False if the entry is damaged, or later than what the iterator sees.
  bool ParseVisible(ParsedInternalKey* entry) {
    if (!Parse(entry)) return false;
    if (entry->sequence <= context_.snapshot) return true;
    EmitHidden(*entry, HiddenReason::kAfterSnapshot);
    return false;
  }

  bool Parse(ParsedInternalKey* entry) {
    Work(WorkKind::kIteratorStep, 1);
    const Slice key = entries_->key();
    const int64_t bytes = static_cast<int64_t>(key.size() + entries_->value().size());
    for (bytes_until_sample_ -= bytes; bytes_until_sample_ < 0;) {
      bytes_until_sample_ += NextSamplePeriod();
      context_.sampler->RecordReadSample(key);
    }
    if (ParseInternalKey(key, entry)) return true;
    status_ = Status::Corruption("corrupted internal key in DBIter");
    return false;
  }

  // Twice the period at most, the period on average, and never 0.
  int64_t NextSamplePeriod() {
    return 1 + random_.Uniform(static_cast<uint32_t>(2 * context_.read_bytes_period));
  }

  int Compare(const Slice& a, const Slice& b) const {
    return context_.user_comparator->Compare(a, b);
  }

  void Invalidate() {
    valid_ = false;
    saved_key_.clear();
    context_.events.Emit(IteratorAtEnd{.iterator = context_.id}, context_.created);
  }
  void SaveKey(const Slice& key) { saved_key_.assign(key.data(), key.size()); }
  void SaveValue(const Slice& value) {
    // One large value does not make the iterator large for ever.
    if (saved_value_.capacity() > value.size() + kLargeValue) std::string().swap(saved_value_);
    saved_value_.assign(value.data(), value.size());
  }
  void ClearSavedValue() {
    if (saved_value_.capacity() > kLargeValue) {
      std::string().swap(saved_value_);
    } else {
      saved_value_.clear();
    }
  }

  const DbIteratorContext context_;
  const std::unique_ptr<MergingIterator> entries_;
  Status status_;
  std::string saved_key_;    // backward: the current key; forward: the key whose rest is hidden
  std::string saved_value_;  // backward: the current value
  Direction direction_ = Direction::kForward;
  bool valid_ = false;
  SequenceNumber shown_sequence_ = 0;  // of the entry that was returned last
  Random random_;
  int64_t bytes_until_sample_;
  uint64_t returned_ = 0;
};

}  // namespace

Iterator* NewDbIterator(const DbIteratorContext& context,
                        std::unique_ptr<MergingIterator> entries) {
  return new DbIterator(context, std::move(entries));
}

}  // namespace lsm
