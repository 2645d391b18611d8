#include "engine/version/level_files.h"

#include <algorithm>

namespace lsm {

namespace {

bool StartsBehind(const Comparator& ucmp, const FileMetaData& file,
                  const std::optional<Slice>& end) {
  return end.has_value() && ucmp.Compare(file.smallest.user_key(), *end) > 0;
}

bool EndsBefore(const Comparator& ucmp, const FileMetaData& file,
                const std::optional<Slice>& begin) {
  return begin.has_value() && ucmp.Compare(file.largest.user_key(), *begin) < 0;
}

bool Overlaps(const Comparator& ucmp, const FileMetaData& file, const UserKeyRange& range) {
  return !StartsBehind(ucmp, file, range.end) && !EndsBefore(ucmp, file, range.begin);
}

// Makes *range hold the file. True if that changed it; an open end stays open.
bool Grow(const Comparator& ucmp, const FileMetaData& file, UserKeyRange* range) {
  const Slice smallest = file.smallest.user_key();
  const Slice largest = file.largest.user_key();
  bool grown = false;
  if (range->begin.has_value() && ucmp.Compare(smallest, *range->begin) < 0) {
    range->begin = smallest;
    grown = true;
  }
  if (range->end.has_value() && ucmp.Compare(largest, *range->end) > 0) {
    range->end = largest;
    grown = true;
  }
  return grown;
}

}  // namespace

uint64_t TotalFileSize(const FileList& files) {
  uint64_t sum = 0;
  for (const FilePtr& file : files) sum += file->file_size;
  return sum;
}

size_t FindFile(const InternalKeyComparator& icmp, const FileList& files,
                const Slice& internal_key) {
  const auto found = std::partition_point(files.begin(), files.end(), [&](const FilePtr& file) {
    return icmp.Compare(file->largest.Encode(), internal_key) < 0;
  });
  return static_cast<size_t>(found - files.begin());
}

bool SomeFileOverlapsRange(const InternalKeyComparator& icmp, bool disjoint_sorted_files,
                           const FileList& files, const UserKeyRange& range) {
  const Comparator& ucmp = *icmp.user_comparator();
  if (!disjoint_sorted_files) {
    return std::any_of(files.begin(), files.end(),
                       [&](const FilePtr& file) { return Overlaps(ucmp, *file, range); });
  }
  size_t index = 0;
  if (range.begin.has_value()) {
    // The earliest internal key of that user key.
    const InternalKey first(*range.begin, kMaxSequenceNumber, kValueTypeForSeek);
    index = FindFile(icmp, files, first.Encode());
  }
  return index < files.size() && !StartsBehind(ucmp, *files[index], range.end);
}

FileList OverlappingInputs(const InternalKeyComparator& icmp, const LevelFiles& files, int level,
                           UserKeyRange range) {
  const Comparator& ucmp = *icmp.user_comparator();
  FileList inputs;
  bool again = true;
  while (again) {
    again = false;
    inputs.clear();
    for (const FilePtr& file : files[static_cast<size_t>(level)]) {
      if (!Overlaps(ucmp, *file, range)) continue;
      inputs.push_back(file);
      if (level == 0 && Grow(ucmp, *file, &range)) again = true;
    }
  }
  return inputs;
}

FileList Level0FilesWith(const InternalKeyComparator& icmp, const LevelFiles& files,
                         const Slice& user_key) {
  const UserKeyRange only_it{user_key, user_key};
  FileList found;
  for (const FilePtr& file : files[0]) {
    if (Overlaps(*icmp.user_comparator(), *file, only_it)) found.push_back(file);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

FilePtr DeeperFileWith(const InternalKeyComparator& icmp, const FileList& files,
                       const Slice& internal_key, const Slice& user_key) {
  const size_t index = FindFile(icmp, files, internal_key);
  if (index >= files.size()) return nullptr;
  const FilePtr& file = files[index];
  const Slice smallest = file->smallest.user_key();
  return icmp.user_comparator()->Compare(user_key, smallest) < 0 ? nullptr : file;
}

KeyRange RangeOf(const InternalKeyComparator& icmp, const FileList& files) {
  const InternalKey* smallest = &files.front()->smallest;
  const InternalKey* largest = &files.front()->largest;
  for (const FilePtr& file : files) {
    if (icmp.Compare(file->smallest, *smallest) < 0) smallest = &file->smallest;
    if (icmp.Compare(file->largest, *largest) > 0) largest = &file->largest;
  }
  return {*smallest, *largest};
}

UserKeyRange UserRangeOf(const KeyRange& range) {
  return {range.smallest.user_key(), range.largest.user_key()};
}

std::string LevelSummary(const LevelFiles& files, int num_levels) {
  std::string text = "files[ ";
  for (int level = 0; level < num_levels; level++) {
    text += std::to_string(files[static_cast<size_t>(level)].size());
    text += ' ';
  }
  text += ']';
  return text;
}

}  // namespace lsm
