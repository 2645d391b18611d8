#include "engine/repair/sound_entries.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/base/text.h"
#include "lsm/comparator.h"
#include "lsm/env.h"

namespace lsm {

void ForwardIterator::SeekToLast() { LSM_CHECK(!"this iterator only goes forward"); }
void ForwardIterator::Seek(const Slice&) { LSM_CHECK(!"this iterator only goes forward"); }
void ForwardIterator::Prev() { LSM_CHECK(!"this iterator only goes forward"); }

SoundEntries::SoundEntries(std::unique_ptr<Iterator> source, const InternalKeyComparator* icmp,
                           Logger* info_log, uint64_t file)
    : source_(std::move(source)), icmp_(icmp), info_log_(info_log), file_(file) {}

void SoundEntries::SeekToFirst() {
  source_->SeekToFirst();
  last_key_.clear();
  SkipUnsound();
}

void SoundEntries::Next() {
  last_key_.assign(source_->key().data(), source_->key().size());
  source_->Next();
  SkipUnsound();
}

void SoundEntries::SkipUnsound() {
  for (; source_->Valid(); source_->Next()) {
    ParsedInternalKey parsed;
    if (!ParseInternalKey(source_->key(), &parsed)) {
      Log(info_log_, "Table #%llu: unparsable key %s", static_cast<unsigned long long>(file_),
          EscapeString(source_->key()).c_str());
    } else if (last_key_.empty() || icmp_->Compare(last_key_, source_->key()) < 0) {
      return;
    }
    unsound_++;
  }
}

void OneTableful::Next() {
  bytes_ += source_->key().size() + source_->value().size();
  if (bytes_ < max_bytes_) {
    source_->Next();
    return;
  }
  const std::string user_key = ExtractUserKey(source_->key()).ToString();
  source_->Next();
  full_ =
      source_->Valid() && user_comparator_->Compare(ExtractUserKey(source_->key()), user_key) != 0;
}

}  // namespace lsm
