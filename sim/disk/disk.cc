#include "sim/disk/disk.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace lsm::sim {
namespace {

// Takes the first part off a path, empty parts and "." left out. Empty: there is none.
std::string_view NextPart(std::string_view* path) {
  while (!path->empty()) {
    const size_t slash = path->find('/');
    const std::string_view part = path->substr(0, slash);
    path->remove_prefix(slash == std::string_view::npos ? path->size() : slash + 1);
    if (!part.empty() && part != ".") return part;
  }
  return {};
}

// The same files under the same names; a file that has two stays one file. Bounded as above.
class Imager {
 public:
  explicit Imager(const std::shared_ptr<DiskClock>& clock) : clock_(clock) {}

  std::shared_ptr<DiskDirectory> ImageOf(const DiskDirectory& directory) {
    auto image = std::make_shared<DiskDirectory>();
    directories_.emplace(&directory, image);
    Copy(directory.entries, &image->entries);
    Copy(directory.durable_entries, &image->durable_entries);
    for (const NameChange& change : directory.pending) {
      image->pending.push_back({change.number, change.name, ImageOf(change.node)});
    }
    return image;
  }

 private:
  void Copy(const DiskDirectory::Entries& from, DiskDirectory::Entries* to) {
    for (const auto& [name, node] : from) to->emplace_hint(to->end(), name, ImageOf(node));
  }

  DiskNode ImageOf(const DiskNode& node) {
    DiskNode image;
    if (node.directory != nullptr) {
      const auto known = directories_.find(node.directory.get());
      image.directory = known != directories_.end() ? known->second : ImageOf(*node.directory);
    } else if (node.file != nullptr) {
      std::shared_ptr<DiskFile>& file = files_[node.file.get()];
      if (file == nullptr) file = node.file->Image(clock_);
      image.file = file;
    }
    return image;
  }

  const std::shared_ptr<DiskClock>& clock_;
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

std::shared_ptr<DiskFile> DiskFile::Image(std::shared_ptr<DiskClock> clock) const {
  auto image = std::make_shared<DiskFile>(std::move(clock));
  image->number_ = number_;
  image->content_ = content_;
  content_is_shared_ = image->content_is_shared_ = true;
  image->synced_ = synced_;
  image->emptied_ = emptied_;
  image->synced_at_ = synced_at_;
  image->durable_before_ = durable_before_;
  image->dirty_is_forgotten_ = dirty_is_forgotten_;
  return image;
}

void DiskFile::Overwrite(uint64_t offset, std::string_view data) {
  OwnContent()->replace(offset, data.size(), data);
  clock_->Tick();
}

void DiskFile::GoBackToDurable() {
  std::string durable_now(durable());
  *OwnContent() = std::move(durable_now);
  synced_ = content_->size();
  emptied_ = false;
  durable_before_.clear();
  clock_->Tick();
}

std::shared_ptr<DiskFile> DiskFile::DurableImage(std::shared_ptr<DiskClock> clock) const {
  auto image = std::make_shared<DiskFile>(std::move(clock));
  image->content_ = content_;
  content_is_shared_ = image->content_is_shared_ = true;
  image->synced_ = size();
  return image;
}

std::shared_ptr<DiskFile> DiskFile::Durable(std::string content, std::shared_ptr<DiskClock> clock) {
  auto file = std::make_shared<DiskFile>(std::move(clock));
  file->synced_ = content.size();
  *file->content_ = std::move(content);
  return file;
}

std::shared_ptr<const std::string> DiskFile::ShareContent() const {
  content_is_shared_ = true;
  return content_;
}

void DiskFile::Append(std::string_view data) {
  OwnContent()->append(data);
  clock_->Tick();
}

void DiskFile::Truncate() {
  if (!emptied_) durable_before_ = content_->substr(0, synced_);
  emptied_ = true;
  synced_ = 0;
  content_ = std::make_shared<std::string>();
  content_is_shared_ = false;
  clock_->Tick();
}

void DiskFile::Sync() {
  if (dirty_is_forgotten_) return;
  synced_ = content_->size();
  emptied_ = false;
  durable_before_.clear();
  synced_at_ = clock_->changes + 1;
  clock_->Tick();
}

std::string_view DiskFile::durable() const {
  return emptied_ ? std::string_view(durable_before_)
                  : std::string_view(*content_).substr(0, synced_);
}

Disk::Disk() : root_(std::make_shared<DiskDirectory>()) {}

Disk::~Disk() { clock_->observer = nullptr; }

Disk::Place Disk::Find(std::string_view path) const {
  DiskDirectory* directory = root_.get();
  std::string_view part = NextPart(&path);
  for (std::string_view next = NextPart(&path); !next.empty(); next = NextPart(&path)) {
    const auto entry = directory->entries.find(part);
    if (entry == directory->entries.end() || entry->second.directory == nullptr) return {};
    directory = entry->second.directory.get();
    part = next;
  }
  return {directory, std::string(part)};
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

// ---- Names ----

void Disk::Note(DiskDirectory* directory, uint64_t number, std::string name, DiskNode node) {
  if (node.file == nullptr && node.directory == nullptr) {
    directory->entries.erase(name);
  } else {
    directory->entries[name] = node;
  }
  directory->pending.push_back({number, std::move(name), std::move(node)});
}

std::shared_ptr<DiskFile> Disk::CreateFile(const Place& place) {
  auto file = std::make_shared<DiskFile>(clock_);
  Note(place.directory, clock_->changes + 1, place.leaf, {.file = file});
  clock_->Tick();
  return file;
}

void Disk::MakeDirectory(const Place& place) {
  Note(place.directory, clock_->changes + 1, place.leaf,
       {.directory = std::make_shared<DiskDirectory>()});
  clock_->Tick();
}

void Disk::Remove(const Place& place) {
  KeepLeftOver(place.directory->entries[place.leaf]);
  Note(place.directory, clock_->changes + 1, place.leaf, {});
  clock_->Tick();
}

void Disk::Rename(const Place& from, const Place& to) {
  const DiskNode node = from.directory->entries[from.leaf];
  const uint64_t number = clock_->changes + 1;
  Note(from.directory, number, from.leaf, {});
  Note(to.directory, number, to.leaf, node);
  clock_->Tick();
}

void Disk::SyncDirectory(DiskDirectory* directory) {
  const bool changes = !directory->pending.empty();
  directory->Sync();
  if (!changes) return;
  names_synced_at_ = clock_->changes + 1;
  clock_->Tick();
}

void Disk::KeepLeftOver(const DiskNode& node) {
  if (node.file == nullptr || node.file->size() == 0) return;
  std::move_backward(left_over_.begin(), left_over_.end() - 1, left_over_.end());
  left_over_[0] = node.file->ShareContent();
}

// ---- Images ----

std::unique_ptr<Disk> Disk::Image() const {
  auto disk = std::make_unique<Disk>();
  disk->root_ = Imager(disk->clock_).ImageOf(*root_);
  disk->clock_->changes = clock_->changes;
  disk->clock_->files = clock_->files;
  disk->names_synced_at_ = names_synced_at_;
  disk->left_over_ = left_over_;
  return disk;
}

uint64_t Disk::ContentBytes() const { return ContentBytesOf(*root_); }

}  // namespace lsm::sim
