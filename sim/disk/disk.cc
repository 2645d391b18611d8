#include "sim/disk/disk.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace lsm::sim {
namespace {

std::vector<std::string> Parts(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.emplace_back(part);
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return parts;
}

// Recursion is bounded by the depth of directories that a program made one by one.
std::shared_ptr<DiskDirectory> DurableCopy(const DiskDirectory& directory) {
  auto copy = std::make_shared<DiskDirectory>();
  for (const auto& [name, node] : directory.durable_entries) {
    DiskNode kept;
    if (node.directory != nullptr) {
      kept.directory = DurableCopy(*node.directory);
    } else {
      kept.file = std::make_shared<DiskFile>();
      kept.file->Append(node.file->durable());
      kept.file->Sync();
    }
    copy->entries.emplace(name, std::move(kept));
  }
  copy->Sync();
  return copy;
}

// The same files under the same names; a file that has two stays one file. Bounded as above.
class Imager {
 public:
  std::shared_ptr<DiskDirectory> ImageOf(const DiskDirectory& directory) {
    auto image = std::make_shared<DiskDirectory>();
    directories_.emplace(&directory, image);
    for (const auto& [name, node] : directory.entries) image->entries.emplace(name, ImageOf(node));
    for (const auto& [name, node] : directory.durable_entries) {
      image->durable_entries.emplace(name, ImageOf(node));
    }
    return image;
  }

 private:
  DiskNode ImageOf(const DiskNode& node) {
    DiskNode image;
    if (node.directory != nullptr) {
      const auto known = directories_.find(node.directory.get());
      image.directory = known != directories_.end() ? known->second : ImageOf(*node.directory);
    } else {
      std::shared_ptr<DiskFile>& file = files_[node.file.get()];
      if (file == nullptr) file = node.file->Image();
      image.file = file;
    }
    return image;
  }

  // Looked up only, never walked: addresses differ from run to run.
  std::unordered_map<const DiskDirectory*, std::shared_ptr<DiskDirectory>> directories_;
  std::unordered_map<const DiskFile*, std::shared_ptr<DiskFile>> files_;
};

uint64_t ContentBytesOf(const DiskDirectory& directory) {
  uint64_t bytes = 0;
  for (const auto& [name, node] : directory.entries) {
    bytes += node.directory != nullptr ? ContentBytesOf(*node.directory) : node.file->size();
  }
  return bytes;
}

}  // namespace

std::string* DiskFile::OwnContent() {
  if (content_is_shared_) {
    content_ = std::make_shared<std::string>(*content_);
    content_is_shared_ = false;
  }
  return content_.get();
}

std::shared_ptr<DiskFile> DiskFile::Image() const {
  auto image = std::make_shared<DiskFile>();
  image->content_ = content_;
  content_is_shared_ = image->content_is_shared_ = true;
  image->synced_ = synced_;
  image->emptied_ = emptied_;
  image->durable_before_ = durable_before_;
  return image;
}

void DiskFile::Truncate() {
  if (!emptied_) durable_before_ = content_->substr(0, synced_);
  emptied_ = true;
  synced_ = 0;
  content_ = std::make_shared<std::string>();
  content_is_shared_ = false;
}

void DiskFile::Sync() {
  synced_ = content_->size();
  emptied_ = false;
  durable_before_.clear();
}

std::string_view DiskFile::durable() const {
  return emptied_ ? std::string_view(durable_before_)
                  : std::string_view(*content_).substr(0, synced_);
}

Disk::Disk() : root_(std::make_shared<DiskDirectory>()) {}

Disk::Place Disk::Find(std::string_view path) const {
  std::vector<std::string> parts = Parts(path);
  Place place{root_.get(), ""};
  if (parts.empty()) return place;
  place.leaf = std::move(parts.back());
  parts.pop_back();
  for (const std::string& part : parts) {
    const auto entry = place.directory->entries.find(part);
    if (entry == place.directory->entries.end() || entry->second.directory == nullptr) return {};
    place.directory = entry->second.directory.get();
  }
  return place;
}

std::shared_ptr<DiskFile> Disk::FindFile(std::string_view path) const {
  const Place place = Find(path);
  if (place.directory == nullptr) return nullptr;
  const auto entry = place.directory->entries.find(place.leaf);
  return entry == place.directory->entries.end() ? nullptr : entry->second.file;
}

DiskDirectory* Disk::FindDirectory(std::string_view path) const {
  const Place place = Find(path);
  if (place.directory == nullptr || place.leaf.empty()) return place.directory;
  const auto entry = place.directory->entries.find(place.leaf);
  return entry == place.directory->entries.end() ? nullptr : entry->second.directory.get();
}

std::unique_ptr<Disk> Disk::Image() const {
  auto disk = std::make_unique<Disk>();
  disk->root_ = Imager().ImageOf(*root_);
  return disk;
}

uint64_t Disk::ContentBytes() const { return ContentBytesOf(*root_); }

std::unique_ptr<Disk> Disk::AfterPowerCut() const {
  auto disk = std::make_unique<Disk>();
  disk->root_ = DurableCopy(*root_);
  return disk;
}

}  // namespace lsm::sim
