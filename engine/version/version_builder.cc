#include "engine/version/version_builder.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/version/level_limits.h"

namespace lsm {

namespace {

// Beyond it a size is damage; sums of what is below do not overflow.
constexpr uint64_t kMaxFileBytes = uint64_t{1} << 48;

std::string Name(int level, const FileMetaData& file) {
  return "file " + std::to_string(file.number) + " in level " + std::to_string(level);
}

}  // namespace

VersionBuilder::VersionBuilder(const Options* options, const InternalKeyComparator* icmp,
                               const LevelFiles& base)
    : options_(options), icmp_(icmp) {
  for (size_t level = 0; level < base.size(); level++) {
    for (const FilePtr& file : base[level]) levels_[level].emplace(file->number, file);
  }
}

Status VersionBuilder::Apply(const VersionEdit& edit) {
  for (const auto& [level, number] : edit.deleted_files) {
    levels_[static_cast<size_t>(level)].erase(number);
  }
  for (const auto& [level, file] : edit.new_files) {
    const Status s = CheckNewFile(level, file);
    if (!s.ok()) return s;
    const auto added = std::make_shared<FileMetaData>(file);
    // One seek costs about as much as compacting 40 KB, being a bit careful 16 KB: after that many
    // seeks a compaction would have paid off.
    added->allowed_seeks = AllowedSeeks(*options_, file.file_size);
    if (!levels_[static_cast<size_t>(level)].emplace(file.number, added).second) {
      return Status::Corruption("VersionEdit adds a file twice", Name(level, file));
    }
  }
  return Status::OK();
}

Status VersionBuilder::CheckNewFile(int level, const FileMetaData& file) const {
  if (level >= options_->num_levels) {
    return Status::InvalidArgument("the database has more levels than Options::num_levels",
                                   Name(level, file));
  }
  if (file.number == 0 || file.number > kMaxFileNumber || file.file_size > kMaxFileBytes) {
    return Status::Corruption("VersionEdit with an impossible number", Name(level, file));
  }
  if (icmp_->Compare(file.smallest, file.largest) > 0) {
    return Status::Corruption("VersionEdit with keys out of order", Name(level, file));
  }
  return Status::OK();
}

Status VersionBuilder::Build(LevelFiles* files) const {
  std::set<uint64_t> numbers;
  for (int level = 0; level < kNumLevels; level++) {
    FileList sorted = SortedLevel(level);
    for (size_t i = 0; i < sorted.size(); i++) {
      if (!numbers.insert(sorted[i]->number).second) {
        return Status::Corruption("a file stands in two levels", Name(level, *sorted[i]));
      }
      if (level > 0 && i > 0 && icmp_->Compare(sorted[i - 1]->largest, sorted[i]->smallest) >= 0) {
        return Status::Corruption("files of a level overlap", Name(level, *sorted[i]));
      }
    }
    (*files)[static_cast<size_t>(level)] = std::move(sorted);
  }
  return Status::OK();
}

FileList VersionBuilder::SortedLevel(int level) const {
  FileList files;
  for (const auto& [number, file] : levels_[static_cast<size_t>(level)]) files.push_back(file);
  if (level == 0) return files;  // the map has them by number already
  std::stable_sort(files.begin(), files.end(), [this](const FilePtr& a, const FilePtr& b) {
    return icmp_->Compare(a->smallest, b->smallest) < 0;
  });
  return files;
}

}  // namespace lsm
