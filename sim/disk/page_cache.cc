#include "sim/disk/page_cache.h"

namespace lsm::sim {

PageCache::Range PageCache::Missing(uint64_t file, uint64_t offset, uint64_t end) const {
  Range missing;
  for (uint64_t page = offset / kPageBytes; page * kPageBytes < end; page++) {
    if (last_use_.contains({file, page})) continue;
    if (missing.end == 0) missing.begin = page * kPageBytes;
    missing.end = (page + 1) * kPageBytes;
  }
  return missing;
}

void PageCache::Use(uint64_t file, uint64_t offset, uint64_t end) {
  if (capacity_ == 0) return;
  for (uint64_t page = offset / kPageBytes; page * kPageBytes < end; page++) {
    const Page key{file, page};
    const auto [used, is_new] = last_use_.try_emplace(key, 0);
    if (!is_new) by_use_.erase(used->second);
    used->second = ++uses_;
    by_use_.emplace_hint(by_use_.end(), uses_, key);
    if (last_use_.size() <= capacity_) continue;
    last_use_.erase(by_use_.begin()->second);
    by_use_.erase(by_use_.begin());
  }
}

void PageCache::Forget(uint64_t file) {
  auto page = last_use_.lower_bound({file, 0});
  while (page != last_use_.end() && page->first.first == file) {
    by_use_.erase(page->second);
    page = last_use_.erase(page);
  }
}

}  // namespace lsm::sim
