// PageCache: which pages of which files an operating system has in memory, so that reading them
// costs no request. Whoever was not used for longest goes first.
#ifndef LSMSCOPE_SIM_DISK_PAGE_CACHE_H_
#define LSMSCOPE_SIM_DISK_PAGE_CACHE_H_

#include <cstdint>
#include <map>
#include <utility>

namespace lsm::sim {

// Files go by their number (DiskFile::number). Can be copied: a machine whose process crashed has
// it still.
class PageCache {
 public:
  static constexpr uint64_t kPageBytes = 4096;

  // 0: nothing is kept. Less than a page: one.
  explicit PageCache(uint64_t capacity_bytes)
      : capacity_((capacity_bytes + kPageBytes - 1) / kPageBytes) {}

  bool keeps_anything() const { return capacity_ > 0; }

  // What of the bytes from `offset` to `end` (of one file) must be read from the device: from the
  // first to the last page that is missing, whole pages. Empty (begin == end): nothing.
  struct Range {
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  Range Missing(uint64_t file, uint64_t offset, uint64_t end) const;
  // These bytes are in memory now, and were used just now.
  void Use(uint64_t file, uint64_t offset, uint64_t end);
  // The file is gone or empty.
  void Forget(uint64_t file);

  uint64_t pages() const { return last_use_.size(); }

 private:
  using Page = std::pair<uint64_t, uint64_t>;  // file, number of the page

  uint64_t capacity_;  // pages
  uint64_t uses_ = 0;
  std::map<Page, uint64_t> last_use_;
  std::map<uint64_t, Page> by_use_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DISK_PAGE_CACHE_H_
