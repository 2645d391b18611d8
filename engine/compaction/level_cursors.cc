#include "engine/compaction/level_cursors.h"

namespace lsm {

bool BaseLevelCursor::NothingBelow(const Slice& user_key) {
  for (size_t level = static_cast<size_t>(output_level_) + 1; level < kNumLevels; level++) {
    const FileList& files = (*files_)[level];
    size_t& next = next_[level];
    while (next < files.size() &&
           user_comparator_->Compare(user_key, files[next]->largest.user_key()) > 0) {
      next++;
    }
    if (next < files.size() &&
        user_comparator_->Compare(user_key, files[next]->smallest.user_key()) >= 0) {
      return false;
    }
  }
  return true;
}

bool GrandparentCursor::ShouldStopBefore(const Slice& internal_key) {
  while (next_ < grandparents_->size() &&
         icmp_->Compare(internal_key, (*grandparents_)[next_]->largest.Encode()) > 0) {
    if (seen_key_) overlap_bytes_ += (*grandparents_)[next_]->file_size;
    next_++;
  }
  seen_key_ = true;
  if (overlap_bytes_ <= max_overlap_bytes_) return false;
  overlap_bytes_ = 0;
  return true;
}

}  // namespace lsm
