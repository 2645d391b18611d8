// Disk: files and directories in memory, with what would survive a power cut kept apart from what
// programs see.
//
//   content    what programs read: every write is in it at once
//   durable    what a power cut leaves: content as of the last sync of the file
//   entries    the names in a directory as programs see them
//   durable entries    the names as of the last sync of the directory
//
// A file's name is durable only once its directory was synced; that is the strictest reading of
// POSIX, and what the engine must be able to live with.
//
// An image of a disk shares the files' content with it until one of the two is written to.
#ifndef LSMSCOPE_SIM_DISK_DISK_H_
#define LSMSCOPE_SIM_DISK_DISK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace lsm::sim {

class DiskFile {
 public:
  DiskFile() = default;
  DiskFile(const DiskFile&) = delete;
  DiskFile& operator=(const DiskFile&) = delete;

  const std::string& content() const { return *content_; }
  uint64_t size() const { return content_->size(); }
  // Bytes that a sync would have to write.
  uint64_t unsynced_bytes() const { return content_->size() - synced_; }

  void Append(std::string_view data) { OwnContent()->append(data); }
  void Truncate();
  void Sync();
  // What a power cut leaves.
  std::string_view durable() const;

  // The file as it is now, locked by nobody.
  std::shared_ptr<DiskFile> Image() const;

  // Who holds the advisory lock; null: nobody.
  const void* lock_holder = nullptr;

 private:
  // Content that nobody else reads.
  std::string* OwnContent();

  std::shared_ptr<std::string> content_ = std::make_shared<std::string>();
  // An image has the same content, and may be read by another thread: it does not change any more.
  // (Who else holds it cannot be asked: the other thread may be about to let go.)
  mutable bool content_is_shared_ = false;
  // Files are appended to or emptied, nothing else. So what is durable is the beginning of the
  // content, or, after emptying and until the next sync, the old beginning.
  uint64_t synced_ = 0;
  bool emptied_ = false;
  std::string durable_before_;
};

struct DiskDirectory;

// One of the two is set.
struct DiskNode {
  std::shared_ptr<DiskFile> file;
  std::shared_ptr<DiskDirectory> directory;
};

struct DiskDirectory {
  std::map<std::string, DiskNode> entries;
  std::map<std::string, DiskNode> durable_entries;

  void Sync() { durable_entries = entries; }
};

// Not for several threads at once: it belongs to one world. An image may go to another thread.
class Disk {
 public:
  Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

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

  // The disk as it is now: what programs see and what is durable. Costs no copying of content. The
  // image is a disk like any other; what is done to one of them is not seen in the other.
  std::unique_ptr<Disk> Image() const;

  // What all files hold, in bytes.
  uint64_t ContentBytes() const;

  // The disk as it is found after a power cut, if nothing survives that was not synced.
  std::unique_ptr<Disk> AfterPowerCut() const;

 private:
  std::shared_ptr<DiskDirectory> root_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_DISK_H_
