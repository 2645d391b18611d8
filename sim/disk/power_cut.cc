// Disk::AfterPowerCut. Directories are walked in the order of their names and every draw is made
// there, so that the same disk and the same Survival give the same answer.
#include <algorithm>
#include <unordered_map>

#include "sim/base/prng.h"
#include "sim/disk/disk.h"
#include "sim/disk/survival.h"

namespace lsm::sim {

class PowerCut {
 public:
  PowerCut(const Disk& before, const Survival& survival, Disk* after)
      : before_(before), survival_(survival), after_(*after), prng_(survival.seed) {
    // Somewhere between the last sync of a directory, which takes all before it along, and now.
    last_change_ = survival.names == NamesSurvive::kPrefix
                       ? prng_.Between(before.names_synced_at_, before.changes())
                       : 0;
  }

  void Run() { after_.root_ = Survivor(*before_.root_); }

 private:
  // Recursion is bounded by the depth of directories that a program made one by one.
  std::shared_ptr<DiskDirectory> Survivor(const DiskDirectory& directory) {
    auto found = std::make_shared<DiskDirectory>();
    if (directory.pending.empty() || survival_.names == NamesSurvive::kNone) {
      AddAll(directory.durable_entries, found.get());
    } else if (survival_.names == NamesSurvive::kAll) {
      AddAll(directory.entries, found.get());
    } else {
      DiskDirectory::Entries entries = directory.durable_entries;
      for (const NameChange& change : directory.pending) {
        if (Survives(change)) Apply(change, &entries);
      }
      AddAll(entries, found.get());
    }
    found->Sync();
    return found;
  }

  void AddAll(const DiskDirectory::Entries& entries, DiskDirectory* found) {
    for (const auto& [name, node] : entries) {
      DiskNode kept;
      if (node.directory != nullptr) {
        kept.directory = Survivor(*node.directory);
      } else {
        kept.file = Survivor(*node.file);
      }
      found->entries.emplace_hint(found->entries.end(), name, std::move(kept));
    }
  }

  static void Apply(const NameChange& change, DiskDirectory::Entries* entries) {
    if (change.node.file == nullptr && change.node.directory == nullptr) {
      entries->erase(change.name);
    } else {
      (*entries)[change.name] = change.node;
    }
  }

  // Both halves of a rename have the same number, and the draw depends on nothing else.
  bool Survives(const NameChange& change) const {
    if (survival_.names == NamesSurvive::kPrefix) return change.number <= last_change_;
    const DiskFile* file = change.node.file.get();
    if (survival_.names == NamesSurvive::kFileSync && file != nullptr &&
        file->synced_at() > change.number) {
      return true;
    }
    const bool takes_away = file == nullptr && change.node.directory == nullptr;
    const uint64_t half = !survival_.atomic_rename && takes_away ? 1 : 0;
    return Prng::ForPart(survival_.seed, change.number * 2 + half).Percent(50);
  }

  // A file that is found under two names is one file.
  std::shared_ptr<DiskFile> Survivor(const DiskFile& file) {
    std::shared_ptr<DiskFile>& found = files_[&file];
    if (found != nullptr) return found;
    if (file.is_durable() || survival_.data == DataSurvives::kAll) {
      found = file.DurableImage(after_.clock_);
    } else {
      found = DiskFile::Durable(ContentOf(file), after_.clock_);
    }
    return found;
  }

  std::string ContentOf(const DiskFile& file) {
    if (survival_.data == DataSurvives::kNone) return std::string(file.durable());
    if (survival_.data == DataSurvives::kAny) {
      // With many sectors these two would hardly come up, and they tell of the order among files.
      const uint64_t luck = prng_.Below(4);
      if (luck == 0) return std::string(file.durable());
      if (luck == 1) return file.content();
    }
    // That it was emptied may be lost like anything else.
    if (file.emptied() && survival_.data != DataSurvives::kSize && prng_.Percent(50)) {
      return std::string(file.durable());
    }
    const std::string_view durable = file.emptied() ? std::string_view() : file.durable();
    const uint64_t first = durable.size() / sector();
    std::string content(durable);
    content.resize(LengthOf(file, durable.size()));
    Fill(first * sector() < durable.size() ? first + 1 : first, &content);
    for (uint64_t at = first; at * sector() < content.size(); at++) {
      const bool written = survival_.data == DataSurvives::kPrefix ||
                           (survival_.data == DataSurvives::kAny && prng_.Percent(50));
      if (written)
        content.replace(at * sector(), sector(), file.content(), at * sector(), Room(content, at));
    }
    return content;
  }

  uint64_t sector() const { return survival_.sector_bytes; }

  // Bytes of sector `at` that lie within the file.
  uint64_t Room(const std::string& content, uint64_t at) const {
    return std::min<uint64_t>(sector(), content.size() - at * sector());
  }

  // Every second time the file is as long as it was.
  uint64_t LengthOf(const DiskFile& file, uint64_t durable) {
    if (survival_.data == DataSurvives::kSize || prng_.Percent(50)) return file.size();
    const uint64_t ends = prng_.Between(durable / sector(), file.size() / sector()) * sector();
    return std::max(ends, durable);
  }

  // Whatever stands on the disk from sector `first` on.
  void Fill(uint64_t first, std::string* content) {
    if (survival_.unwritten == Unwritten::kZeros || first * sector() >= content->size()) return;
    if (survival_.unwritten == Unwritten::kGarbage) {
      for (uint64_t i = first * sector(); i < content->size(); i++) {
        (*content)[i] = static_cast<char>(prng_.Next() >> 56);
      }
      return;
    }
    const auto& old = before_.left_over()[prng_.Below(Disk::kKeptContents)];
    if (old == nullptr) return;
    for (uint64_t i = first * sector(); i < std::min(content->size(), old->size()); i++) {
      (*content)[i] = (*old)[i];
    }
  }

  const Disk& before_;
  const Survival& survival_;
  Disk& after_;
  Prng prng_;
  uint64_t last_change_ = 0;
  // Looked up only, never walked: addresses differ from run to run.
  std::unordered_map<const DiskFile*, std::shared_ptr<DiskFile>> files_;
};

std::unique_ptr<Disk> Disk::AfterPowerCut(const Survival& survival) const {
  auto after = std::make_unique<Disk>();
  PowerCut(*this, survival, after.get()).Run();
  after->left_over_ = left_over_;
  return after;
}

std::unique_ptr<Disk> Disk::AfterPowerCut() const { return AfterPowerCut(Survival{}); }

}  // namespace lsm::sim
