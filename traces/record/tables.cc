#include "traces/record/tables.h"

namespace lsm::trace {

TextTable::TextTable() { ids_.emplace(texts_.emplace_back(), 0); }

Text TextTable::Add(std::string_view text) {
  if (text.empty()) return {};
  std::lock_guard lock(mutex_);
  if (const auto found = ids_.find(text); found != ids_.end()) return {found->second};
  const uint32_t id = static_cast<uint32_t>(texts_.size());
  ids_.emplace(texts_.emplace_back(text), id);
  return {id};
}

std::string_view TextTable::Get(Text text) const {
  if (text.id == 0) return {};
  std::lock_guard lock(mutex_);
  return text.id < texts_.size() ? std::string_view(texts_[text.id]) : std::string_view();
}

size_t TextTable::size() const {
  std::lock_guard lock(mutex_);
  return texts_.size();
}

SiteTable::SiteTable() : cache_(kCacheEntries) {
  sites_.emplace_back();
  ids_.emplace(std::pair<std::string_view, int>("", 0), 0);
}

uint16_t SiteTable::Add(EmitSite site) {
  if (site.file == nullptr) return 0;
  const size_t slot =
      (reinterpret_cast<uintptr_t>(site.file) * 31 + static_cast<size_t>(site.line)) %
      kCacheEntries;
  std::lock_guard lock(mutex_);
  CacheEntry& entry = cache_[slot];
  if (entry.file != site.file || entry.line != site.line) {
    entry = {site.file, site.line, AddLocked(site.file, site.line)};
  }
  return entry.id;
}

uint16_t SiteTable::Add(std::string_view file, int line) {
  std::lock_guard lock(mutex_);
  return AddLocked(file, line);
}

uint16_t SiteTable::AddLocked(std::string_view file, int line) {
  if (file.empty()) return 0;
  if (const auto found = ids_.find({file, line}); found != ids_.end()) return found->second;
  if (sites_.size() > UINT16_MAX) return 0;
  const uint16_t id = static_cast<uint16_t>(sites_.size());
  Site& site = sites_.emplace_back();
  site.file = file;
  site.line = line;
  ids_.emplace(std::pair<std::string_view, int>(site.file, line), id);
  return id;
}

const Site& SiteTable::Get(uint16_t site) const {
  std::lock_guard lock(mutex_);
  return sites_[site < sites_.size() ? site : 0];
}

size_t SiteTable::size() const {
  std::lock_guard lock(mutex_);
  return sites_.size();
}

}  // namespace lsm::trace
