#include "tests/model/option_set.h"

#include <cctype>
#include <charconv>

#include "lsm/env.h"

namespace lsm::model {
namespace {

class ReverseComparator final : public Comparator {
 public:
  const char* Name() const override { return "test.Reverse"; }
  int Compare(const Slice& a, const Slice& b) const override { return b.compare(a); }
  void FindShortestSeparator(std::string*, const Slice&) const override {}
  void FindShortSuccessor(std::string*) const override {}
};

std::string LowerCase(const Slice& key) {
  std::string lower = key.ToString();
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

class IgnoringCaseComparator final : public Comparator {
 public:
  const char* Name() const override { return "test.IgnoringCase"; }
  int Compare(const Slice& a, const Slice& b) const override {
    return Slice(LowerCase(a)).compare(LowerCase(b));
  }
  void FindShortestSeparator(std::string*, const Slice&) const override {}
  void FindShortSuccessor(std::string*) const override {}
};

// Whoever says that different bytes are the same key needs a filter that agrees.
class IgnoringCaseFilter final : public FilterPolicy {
 public:
  explicit IgnoringCaseFilter(const FilterPolicy* bloom) : bloom_(bloom) {}
  const char* Name() const override { return "test.IgnoringCaseBloom"; }
  void CreateFilter(const Slice* keys, int n, std::string* dst) const override {
    std::vector<std::string> lower;
    for (int i = 0; i < n; i++) lower.push_back(LowerCase(keys[i]));
    const std::vector<Slice> slices(lower.begin(), lower.end());
    bloom_->CreateFilter(slices.data(), n, dst);
  }
  bool KeyMayMatch(const Slice& key, const Slice& filter) const override {
    return bloom_->KeyMayMatch(LowerCase(key), filter);
  }

 private:
  const FilterPolicy* const bloom_;
};

class SilentLogger final : public Logger {
 public:
  void Logv(const char*, std::va_list) override {}
};

// Calls visit(name, &number) for everything that a set can choose, numbers as they are.
template <class Set, class Visit>
void ForEachNumber(Set* set, Visit visit) {
  auto& o = set->options;
  visit("order", &set->order);
  visit("bloom_bits", &set->bloom_bits);
  visit("cache_bytes", &set->cache_bytes);
  visit("write_buffer_size", &o.write_buffer_size);
  visit("max_open_files", &o.max_open_files);
  visit("block_size", &o.block_size);
  visit("block_restart_interval", &o.block_restart_interval);
  visit("max_file_size", &o.max_file_size);
  visit("compression", &o.compression);
  visit("zstd_compression_level", &o.zstd_compression_level);
  visit("reuse_logs", &o.reuse_logs);
  visit("paranoid_checks", &o.paranoid_checks);
  visit("num_levels", &o.num_levels);
  visit("l0_compaction_trigger", &o.l0_compaction_trigger);
  visit("l0_slowdown_trigger", &o.l0_slowdown_trigger);
  visit("l0_stop_trigger", &o.l0_stop_trigger);
  visit("l0_slowdown_delay_us", &o.l0_slowdown_delay_us);
  visit("max_mem_compact_level", &o.max_mem_compact_level);
  visit("max_group_bytes", &o.max_group_bytes);
  visit("small_group_bytes", &o.small_group_bytes);
  visit("max_bytes_for_level_base", &o.max_bytes_for_level_base);
  visit("max_bytes_for_level_multiplier", &o.max_bytes_for_level_multiplier);
  visit("grandparent_overlap_factor", &o.grandparent_overlap_factor);
  visit("expanded_compaction_factor", &o.expanded_compaction_factor);
  visit("seek_cost_bytes", &o.seek_cost_bytes);
  visit("min_allowed_seeks", &o.min_allowed_seeks);
  visit("read_bytes_period", &o.read_bytes_period);
  visit("max_immutable_memtables", &o.max_immutable_memtables);
  visit("clip_sizes", &o.clip_sizes);
  visit("wal_recovery", &o.wal_recovery);
  visit("write_path", &o.write_path);
  visit("allow_concurrent_memtable_write", &o.allow_concurrent_memtable_write);
  visit("enable_pipelined_write", &o.enable_pipelined_write);
  visit("unordered_write", &o.unordered_write);
  visit("write_thread_spins", &o.write_thread_spins);
  visit("max_write_buffer_number", &o.max_write_buffer_number);
  visit("min_write_buffer_number_to_merge", &o.min_write_buffer_number_to_merge);
  visit("max_total_wal_size", &o.max_total_wal_size);
  visit("db_write_buffer_size", &o.db_write_buffer_size);
}

OptionSet Small(const std::string& name) {
  OptionSet set;
  set.name = name;
  set.options.write_buffer_size = 4 << 10;
  set.options.max_file_size = 4 << 10;
  set.options.max_bytes_for_level_base = 16 << 10;
  set.options.max_bytes_for_level_multiplier = 4;
  set.options.block_size = 512;
  set.options.compression = kNoCompression;
  return set;
}

}  // namespace

const Comparator* ComparatorOf(Order order) {
  static const ReverseComparator reverse;
  static const IgnoringCaseComparator ignoring_case;
  switch (order) {
    case Order::kReverse:
      return &reverse;
    case Order::kIgnoringCase:
      return &ignoring_case;
    case Order::kBytewise:
      break;
  }
  return BytewiseComparator();
}

std::string OptionSet::ToText() const {
  std::vector<int64_t> defaults;
  const OptionSet plain;
  ForEachNumber(&plain, [&](const char*, const auto* number) {
    defaults.push_back(static_cast<int64_t>(*number));
  });
  std::string text;
  size_t i = 0;
  ForEachNumber(this, [&](const char* name_of, const auto* number) {
    const auto value = static_cast<int64_t>(*number);
    if (value == defaults[i++] && !text.empty()) return;  // never without a word
    if (!text.empty()) text += ' ';
    text += std::string(name_of) + '=' + std::to_string(value);
  });
  return text;
}

bool OptionSet::FromText(std::string_view text, OptionSet* set) {
  *set = OptionSet();
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (word.empty()) continue;
    const size_t equals = word.find('=');
    if (equals == std::string_view::npos) return false;
    int64_t value = 0;
    const auto parsed = std::from_chars(word.data() + equals + 1, word.data() + word.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != word.data() + word.size()) return false;
    bool found = false;
    ForEachNumber(set, [&](const char* name_of, auto* number) {
      if (word.substr(0, equals) != name_of) return;
      *number = static_cast<std::remove_reference_t<decltype(*number)>>(value);
      found = true;
    });
    if (!found) return false;
  }
  return true;
}

OpenOptions::OpenOptions(const OptionSet& set, Env* env)
    : logger_(std::make_unique<SilentLogger>()), options_(set.options) {
  options_.env = env;
  options_.create_if_missing = true;
  options_.comparator = ComparatorOf(set.order);
  options_.info_log = logger_.get();
  if (set.bloom_bits > 0) {
    bloom_.reset(NewBloomFilterPolicy(set.bloom_bits));
    if (set.order == Order::kIgnoringCase) {
      filter_ = std::make_unique<IgnoringCaseFilter>(bloom_.get());
    }
    options_.filter_policy = filter_ != nullptr ? filter_.get() : bloom_.get();
  }
  if (set.cache_bytes > 0) {
    cache_.reset(NewLRUCache(set.cache_bytes));
    options_.block_cache = cache_.get();
  }
}

OptionSet DrawOptionSet(sim::Prng* prng) {
  OptionSet set;
  set.name = "drawn";
  const uint64_t preset = prng->Below(8);
  if (preset == 0) set.options = Options::Tiny();
  if (preset == 1) set.options = Options::LevelDB();
  const auto pick = [prng](std::initializer_list<int> values) {
    return values.begin()[prng->Below(values.size())];
  };
  set.order = static_cast<Order>(pick({0, 0, 0, 1, 2}));
  set.bloom_bits = pick({0, 0, 1, 10, 30});
  set.cache_bytes = static_cast<size_t>(pick({0, 1, 1000, 100000}));
  Options& o = set.options;
  o.compression = static_cast<CompressionType>(pick({0, 0, 1, 2}));
  o.zstd_compression_level = pick({1, 1, 5});
  o.reuse_logs = prng->Percent(40);
  o.paranoid_checks = prng->Percent(50);
  o.wal_recovery = prng->Percent(50) ? WalRecovery::kPrefix : WalRecovery::kSalvage;
  o.max_open_files = pick({1, 11, 12, 15, 100, 1000});
  o.block_restart_interval = pick({1, 2, 16, 1000});
  o.l0_slowdown_delay_us = 100;
  if (preset <= 1) return set;
  o.write_buffer_size = static_cast<size_t>(pick({300, 1000, 4000, 20000, 200000}));
  o.max_file_size = static_cast<size_t>(pick({100, 1000, 4000, 100000}));
  o.block_size = static_cast<size_t>(pick({1, 100, 500, 4096}));
  o.max_bytes_for_level_base = static_cast<uint64_t>(pick({1000, 8000, 100000}));
  o.max_bytes_for_level_multiplier = pick({1, 2, 10});
  o.num_levels = pick({2, 3, 4, 7, 7});
  o.l0_compaction_trigger = pick({1, 2, 4, 10});
  o.l0_slowdown_trigger = pick({1, 4, 8});
  o.l0_stop_trigger = pick({2, 6, 12});
  o.max_mem_compact_level = pick({0, 1, 2, 6});
  o.max_group_bytes = static_cast<size_t>(pick({1, 1000, 1 << 20}));
  o.small_group_bytes = static_cast<size_t>(pick({0, 100, 128 << 10}));
  o.grandparent_overlap_factor = pick({1, 10});
  o.expanded_compaction_factor = pick({1, 25});
  o.seek_cost_bytes = pick({1, 100, 16 * 1024});
  o.min_allowed_seeks = pick({1, 5, 100});
  o.read_bytes_period = pick({1, 500, 1 << 20});
  o.max_immutable_memtables = pick({1, 1, 2, 5});
  o.write_path = prng->Percent(50) ? WritePathKind::kGroups : WritePathKind::kQueue;
  const int mode = static_cast<int>(prng->Below(5));
  o.allow_concurrent_memtable_write = mode != 0 && mode != 3;
  o.enable_pipelined_write = mode == 2 || mode == 3;
  o.unordered_write = mode == 4;
  o.write_thread_spins = pick({0, 5, 200});
  o.max_write_buffer_number = pick({2, 2, 3, 6});
  o.min_write_buffer_number_to_merge = pick({1, 1, 2, 4});
  o.max_total_wal_size = static_cast<uint64_t>(pick({0, 0, 2000, 50000}));
  o.db_write_buffer_size = static_cast<size_t>(pick({0, 0, 3000}));
  return set;
}

OptionSet DrawOther(const OptionSet& set, sim::Prng* prng) {
  OptionSet other = DrawOptionSet(prng);
  other.order = set.order;
  // Files may stand in levels that a tree of fewer levels does not have.
  other.options.num_levels = set.options.num_levels;
  return other;
}

std::vector<OptionSet> NamedOptionSets() {
  std::vector<OptionSet> sets;
  const auto add = [&sets](const std::string& name, auto change) {
    sets.push_back(Small(name));
    change(&sets.back(), &sets.back().options);
  };
  using S = OptionSet*;
  using O = Options*;
  add("small", [](S, O) {});
  add("defaults", [](S, O o) { *o = Options(); });
  add("leveldb", [](S, O o) { *o = Options::LevelDB(); });
  add("tiny", [](S, O o) { *o = Options::Tiny(); });
  add("snappy", [](S, O o) { o->compression = kSnappyCompression; });
  add("zstd", [](S, O o) { o->compression = kZstdCompression; });
  add("bloom", [](S s, O) { s->bloom_bits = 10; });
  add("coarse_bloom", [](S s, O) { s->bloom_bits = 1; });
  add("no_cache", [](S s, O) { s->cache_bytes = 1; });
  add("few_open_files", [](S, O o) { o->max_open_files = 1; });
  add("entry_a_block", [](S, O o) { o->block_size = 1; });
  add("every_key_whole", [](S, O o) { o->block_restart_interval = 1; });
  add("one_restart", [](S, O o) { o->block_restart_interval = 1 << 20; });
  add("two_levels", [](S, O o) { o->num_levels = 2; });
  add("many_small_files", [](S, O o) { o->max_file_size = 200; });
  add("entry_a_memtable", [](S, O o) { o->write_buffer_size = 1; });
  add("waiting_memtables", [](S, O o) { o->max_immutable_memtables = 4; });
  add("compact_at_once", [](S, O o) {
    o->l0_compaction_trigger = 1;
    o->l0_stop_trigger = 1;
  });
  add("sought_often", [](S, O o) {
    o->min_allowed_seeks = 1;
    o->seek_cost_bytes = 1 << 20;
    o->read_bytes_period = 1;
  });
  add("reused_logs", [](S, O o) {
    o->reuse_logs = true;
    o->paranoid_checks = true;
    o->wal_recovery = WalRecovery::kSalvage;
  });
  add("write_groups", [](S, O o) {
    o->write_path = WritePathKind::kGroups;
    o->allow_concurrent_memtable_write = false;
  });
  add("concurrent_memtable", [](S, O o) { o->write_path = WritePathKind::kGroups; });
  add("pipelined", [](S, O o) {
    o->write_path = WritePathKind::kGroups;
    o->enable_pipelined_write = true;
  });
  add("unordered", [](S, O o) {
    o->write_path = WritePathKind::kGroups;
    o->unordered_write = true;
  });
  add("merged_memtables", [](S, O o) {
    o->max_immutable_memtables = 5;
    o->min_write_buffer_number_to_merge = 3;
  });
  return sets;
}

}  // namespace lsm::model
