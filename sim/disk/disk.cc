#include "sim/disk/disk.h"

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

}  // namespace

void DiskFile::Truncate() {
  if (!emptied_) durable_before_ = content_.substr(0, synced_);
  emptied_ = true;
  synced_ = 0;
  content_.clear();
}

void DiskFile::Sync() {
  synced_ = content_.size();
  emptied_ = false;
  durable_before_.clear();
}

std::string_view DiskFile::durable() const {
  return emptied_ ? std::string_view(durable_before_)
                  : std::string_view(content_).substr(0, synced_);
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

std::unique_ptr<Disk> Disk::AfterPowerCut() const {
  auto disk = std::make_unique<Disk>();
  disk->root_ = DurableCopy(*root_);
  return disk;
}

}  // namespace lsm::sim
