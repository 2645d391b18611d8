// Disk: files and directories in memory, with what would survive a power cut kept apart from what
// programs see.
//
//   content    what programs read: every write is in it at once
//   durable    what a power cut leaves for certain: content as of the last sync of the file
//   entries    the names in a directory as programs see them
//   durable entries    the names as of the last sync of the directory
//   pending    what was done to names since then: what of it survives is chosen (Survival)
//
// A file's name is durable for certain only once its directory was synced; that is the strictest
// reading of POSIX, and what the engine must be able to live with. See FAULT_MODEL.md.
//
// Everything that is done to a disk has a number, in order. An image of a disk shares the files'
// content with it until one of the two is written to.
#ifndef LSMSCOPE_SIM_DISK_DISK_H_
#define LSMSCOPE_SIM_DISK_DISK_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lsm::sim {

class Disk;
struct Survival;

// Is told after every change of a disk; the changes that a sync makes to what is durable included.
class DiskObserver {
 public:
  virtual ~DiskObserver() = default;
  // Called in the middle of a system call: it looks, and changes nothing.
  virtual void OnDiskChange() = 0;
};

// Numbers the changes of one disk, and its files; shared by the disk and its files, which may
// outlive it.
struct DiskClock {
  uint64_t changes = 0;
  uint64_t files = 0;
  DiskObserver* observer = nullptr;

  uint64_t Tick() {
    changes++;
    if (observer != nullptr) observer->OnDiskChange();
    return changes;
  }
};

class DiskFile {
 public:
  explicit DiskFile(std::shared_ptr<DiskClock> clock = std::make_shared<DiskClock>())
      : clock_(std::move(clock)), number_(++clock_->files) {}
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  // Of its disk's files, from 1, in the order in which they were made. An image has it, too.
  uint64_t number() const { return number_; }
  const std::string& content() const { return *content_; }
  uint64_t size() const { return content_->size(); }
  // Bytes that a sync would have to write.
  uint64_t unsynced_bytes() const { return content_->size() - synced_; }

  void Append(std::string_view data);
  void Truncate();
  void Sync();
  // What faults do. In place, content and what is durable of it alike.
  // REQUIRES: offset + data.size() <= size().
  void Overwrite(uint64_t offset, std::string_view data);
  // A sync failed, and the system takes what was to be written for written: it can be read, and no
  // later sync of this file makes anything durable.
  void ForgetDirty() { dirty_is_forgotten_ = true; }
  // A sync failed, and programs see what is durable again.
  void GoBackToDurable();
  // What a power cut leaves for certain.
  std::string_view durable() const;
  // It was emptied since the last sync: what is durable is not the beginning of the content.
  bool emptied() const { return emptied_; }
  bool is_durable() const { return !emptied_ && synced_ == content_->size(); }
  // Number of the change that the last sync was; 0: there was none.
  uint64_t synced_at() const { return synced_at_; }

  // The file as it is now, locked by nobody, on the disk of `clock`.
  std::shared_ptr<DiskFile> Image(std::shared_ptr<DiskClock> clock) const;
  // The same if nothing but what is in it is durable, and all of that.
  std::shared_ptr<DiskFile> DurableImage(std::shared_ptr<DiskClock> clock) const;
  // A file that is durable as it is.
  static std::shared_ptr<DiskFile> Durable(std::string content, std::shared_ptr<DiskClock> clock);

  // Content that does not change, for as long as it is held.
  std::shared_ptr<const std::string> ShareContent() const;

  // Who holds the advisory lock; null: nobody.
  const void* lock_holder = nullptr;

 private:
  // Content that nobody else reads.
  std::string* OwnContent();

  std::shared_ptr<DiskClock> clock_;
  uint64_t number_;
  std::shared_ptr<std::string> content_ = std::make_shared<std::string>();
  // An image has the same content, and may be read by another thread: it does not change any more.
  // (Who else holds it cannot be asked: the other thread may be about to let go.)
  mutable bool content_is_shared_ = false;
  // Files are appended to or emptied, nothing else. So what is durable is the beginning of the
  // content, or, after emptying and until the next sync, the old beginning.
  uint64_t synced_ = 0;
  bool emptied_ = false;
  uint64_t synced_at_ = 0;
  std::string durable_before_;
  bool dirty_is_forgotten_ = false;
};

struct DiskDirectory;

// One of the two is set. Neither: no such name (in a NameChange).
struct DiskNode {
  std::shared_ptr<DiskFile> file;
  std::shared_ptr<DiskDirectory> directory;
};

// A name was given to something or taken away. A rename is two of them with the same number.
struct NameChange {
  uint64_t number = 0;
  std::string name;
  DiskNode node;
};

struct DiskDirectory {
  using Entries = std::map<std::string, DiskNode, std::less<>>;

  Entries entries;
  Entries durable_entries;
  std::vector<NameChange> pending;  // since the last sync, oldest first

  void Sync() {
    durable_entries = entries;
    pending.clear();
  }
};

// Not for several threads at once: it belongs to one world. An image may go to another thread.
class Disk {
 public:
  Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;
  ~Disk();

  // Where a path leads. Paths are cut at '/', empty parts and "." are left out, ".." is not
  // followed (no such name). `directory` is null if the way there is missing; `leaf` is empty for
  // the root.
  struct Place {
    DiskDirectory* directory = nullptr;
    std::string leaf;
  };
  Place Find(std::string_view path) const;
  // Null if there is no such file or directory.
  std::shared_ptr<DiskFile> FindFile(std::string_view path) const;
  DiskDirectory* FindDirectory(std::string_view path) const;
  const DiskDirectory& root() const { return *root_; }

  // What is done to names. Callers have seen to it that it can be done: the place is there, and
  // has such an entry or none.
  std::shared_ptr<DiskFile> CreateFile(const Place& place);
  void MakeDirectory(const Place& place);
  void Remove(const Place& place);  // a file, or an empty directory
  // Whatever stood at `to` is gone.
  void Rename(const Place& from, const Place& to);
  void SyncDirectory(DiskDirectory* directory);

  // Number of the last change.
  uint64_t changes() const { return clock_->changes; }
  // Not owned; null: nobody is told.
  void SetObserver(DiskObserver* observer) { clock_->observer = observer; }

  // The disk as it is now: what programs see, what is durable and what is pending. Costs no copying
  // of content. The image is a disk like any other; what is done to one of them is not seen in the
  // other.
  std::unique_ptr<Disk> Image() const;

  // What all files hold, in bytes.
  uint64_t ContentBytes() const;

  // The disk as it is found after a power cut, if that is what survives of what was not synced.
  // Everything in it is durable. The default: nothing survives.
  std::unique_ptr<Disk> AfterPowerCut(const Survival& survival) const;
  std::unique_ptr<Disk> AfterPowerCut() const;

  // Content of files that were removed or emptied, the latest first; null: none yet. Their sectors
  // are what a file may be found to hold where it was never written.
  static constexpr size_t kKeptContents = 4;
  using Contents = std::array<std::shared_ptr<const std::string>, kKeptContents>;
  const Contents& left_over() const { return left_over_; }

 private:
  friend class PowerCut;

  void Note(DiskDirectory* directory, uint64_t number, std::string name, DiskNode node);
  void KeepLeftOver(const DiskNode& node);

  const std::shared_ptr<DiskClock> clock_ = std::make_shared<DiskClock>();
  std::shared_ptr<DiskDirectory> root_;
  Contents left_over_;
  // The last sync of a directory. Where names survive in order, all changes before it are durable.
  uint64_t names_synced_at_ = 0;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DISK_H_
