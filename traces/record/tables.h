// The tables beside a trace's events: texts and emitting statements, which events hold by number.
#ifndef LSMSCOPE_TRACES_RECORD_TABLES_H_
#define LSMSCOPE_TRACES_RECORD_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/events/events.h"

namespace lsm::trace {

// Equal texts get equal numbers, counted in the order of first asking; 0 is the empty text.
// Safe from several threads at once. What Get returns stays valid as long as the table.
class TextTable {
 public:
  TextTable();
  TextTable(const TextTable&) = delete;
  TextTable& operator=(const TextTable&) = delete;

  Text Add(std::string_view text);
  // An unknown number gives the empty text.
  std::string_view Get(Text text) const;
  // Texts, the empty one included.
  size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::deque<std::string> texts_;                       // by number; elements never move
  std::unordered_map<std::string_view, uint32_t> ids_;  // looked up only, never walked
};

struct Site {
  std::string file;  // relative to the repository's root
  int line = 0;
};

// Emitting statements, numbered in the order of first asking; 0 is "unknown". Safe from several
// threads at once. What Get returns stays valid as long as the table.
class SiteTable {
 public:
  SiteTable();
  SiteTable(const SiteTable&) = delete;
  SiteTable& operator=(const SiteTable&) = delete;

  // `site.file` must be a string literal (its address is remembered). 0 once 65,535 are known.
  uint16_t Add(EmitSite site);
  // The same for a name that does not live on.
  uint16_t Add(std::string_view file, int line);
  // An unknown number gives site 0, whose file is empty.
  const Site& Get(uint16_t site) const;
  size_t size() const;

 private:
  // Literals that were seen already, by address: a small cache in front of `ids_`, because every
  // event asks.
  struct CacheEntry {
    const char* file = nullptr;
    int line = 0;
    uint16_t id = 0;
  };
  static constexpr size_t kCacheEntries = 1024;

  uint16_t AddLocked(std::string_view file, int line);

  mutable std::mutex mutex_;
  std::deque<Site> sites_;
  std::map<std::pair<std::string_view, int>, uint16_t> ids_;
  std::vector<CacheEntry> cache_;
};

struct TraceTables {
  TextTable texts;
  SiteTable sites;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_RECORD_TABLES_H_
