// The LRU cache, in 16 shards so that threads seldom wait for each other's lock.
//
// An entry counts its users: the cache itself, while the entry is in the table, and every handle.
// One that only the cache uses stands in the list of idle entries, in the order of its last use;
// when the shard is over its capacity, the oldest idle ones go. Entries in use cannot go, so that
// the cache may exceed its capacity for a while.
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/base/check.h"
#include "engine/base/hash.h"
#include "engine/base/mutex.h"
#include "lsm/cache.h"

namespace lsm {

Cache::~Cache() = default;

namespace {

using Deleter = void (*)(const Slice& key, void* value);

struct CacheEntry {
  std::string key;
  uint32_t hash = 0;
  void* value = nullptr;
  size_t charge = 0;
  Deleter deleter = nullptr;

  // The rest is guarded by the shard's mutex.
  bool in_table = false;
  uint32_t users = 0;
  CacheEntry* previous = nullptr;  // in the list of idle entries
  CacheEntry* next = nullptr;      // there, or in a list of entries to be destroyed
};

std::string_view ViewOf(const Slice& slice) { return {slice.data(), slice.size()}; }

struct KeyHash {
  size_t operator()(std::string_view key) const { return Hash(key.data(), key.size(), 0); }
};

// Entries that nobody uses any more. They are destroyed with the guard, when the shard's mutex has
// been released: a deleter may close files, and take its time.
class Doomed {
 public:
  Doomed() = default;
  Doomed(const Doomed&) = delete;
  Doomed& operator=(const Doomed&) = delete;
  ~Doomed() {
    while (first_ != nullptr) {
      const std::unique_ptr<CacheEntry> entry(first_);
      first_ = entry->next;
      entry->deleter(entry->key, entry->value);
    }
  }
  void Add(CacheEntry* entry) {
    entry->next = first_;
    first_ = entry;
  }

 private:
  CacheEntry* first_ = nullptr;
};

class Shard {
 public:
  Shard() {
    idle_.next = &idle_;
    idle_.previous = &idle_;
  }
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;
  ~Shard() {
    Prune();
    LSM_CHECK(table_.empty());  // or a handle was not released
  }

  // Called once, before everything else.
  void SetCapacity(size_t capacity) { capacity_ = capacity; }

  CacheEntry* Insert(std::unique_ptr<CacheEntry> owned) {
    Doomed doomed;
    MutexLock lock(&mutex_);
    CacheEntry* const entry = owned.release();
    entry->users = 1;  // the handle
    if (capacity_ > 0) {
      Forget(entry->key, &doomed);
      entry->users++;
      entry->in_table = true;
      table_.emplace(entry->key, entry);
      usage_ += entry->charge;
    }
    while (usage_ > capacity_ && idle_.next != &idle_) Forget(idle_.next->key, &doomed);
    return entry;
  }

  CacheEntry* Lookup(const Slice& key) {
    MutexLock lock(&mutex_);
    const auto found = table_.find(ViewOf(key));
    if (found == table_.end()) return nullptr;
    CacheEntry* const entry = found->second;
    if (entry->users == 1) Unlink(entry);
    entry->users++;
    return entry;
  }

  void Release(CacheEntry* entry) {
    Doomed doomed;
    MutexLock lock(&mutex_);
    DropUser(entry, &doomed);
  }

  void Erase(const Slice& key) {
    Doomed doomed;
    MutexLock lock(&mutex_);
    Forget(ViewOf(key), &doomed);
  }

  void Prune() {
    Doomed doomed;
    MutexLock lock(&mutex_);
    while (idle_.next != &idle_) Forget(idle_.next->key, &doomed);
  }

  size_t usage() const {
    MutexLock lock(&mutex_);
    return usage_;
  }

 private:
  // Takes the entry of `key`, if any, out of the table.
  void Forget(std::string_view key, Doomed* doomed) REQUIRES(mutex_) {
    const auto found = table_.find(key);
    if (found == table_.end()) return;
    CacheEntry* const entry = found->second;
    table_.erase(found);
    usage_ -= entry->charge;
    if (entry->users == 1) Unlink(entry);
    entry->in_table = false;
    DropUser(entry, doomed);
  }

  void DropUser(CacheEntry* entry, Doomed* doomed) REQUIRES(mutex_) {
    LSM_CHECK(entry->users > 0);
    entry->users--;
    if (entry->users == 0) {
      doomed->Add(entry);
    } else if (entry->users == 1 && entry->in_table) {
      LinkAsNewest(entry);
    }
  }

  void LinkAsNewest(CacheEntry* entry) REQUIRES(mutex_) {
    entry->next = &idle_;
    entry->previous = idle_.previous;
    entry->previous->next = entry;
    idle_.previous = entry;
  }

  void Unlink(CacheEntry* entry) REQUIRES(mutex_) {
    entry->previous->next = entry->next;
    entry->next->previous = entry->previous;
  }

  size_t capacity_ = 0;
  mutable Mutex mutex_;
  size_t usage_ GUARDED_BY(mutex_) = 0;  // sum of the charges in table_
  // Keys are views of the entries' own.
  std::unordered_map<std::string_view, CacheEntry*, KeyHash> table_ GUARDED_BY(mutex_);
  // Both ends of the ring of idle entries: next is the oldest. Set up by the constructor.
  CacheEntry idle_;
};

class ShardedLruCache final : public Cache {
 public:
  explicit ShardedLruCache(size_t capacity) {
    const size_t per_shard = capacity / kNumShards + (capacity % kNumShards != 0 ? 1 : 0);
    for (Shard& shard : shards_) shard.SetCapacity(per_shard);
  }

  Handle* Insert(const Slice& key, void* value, size_t charge, Deleter deleter) override {
    auto entry = std::make_unique<CacheEntry>();
    entry->key = key.ToString();
    entry->hash = HashOf(key);
    entry->value = value;
    entry->charge = charge;
    entry->deleter = deleter;
    Shard& shard = ShardOf(entry->hash);
    return HandleOf(shard.Insert(std::move(entry)));
  }
  Handle* Lookup(const Slice& key) override { return HandleOf(ShardOf(HashOf(key)).Lookup(key)); }
  void Release(Handle* handle) override {
    CacheEntry* const entry = EntryOf(handle);
    ShardOf(entry->hash).Release(entry);
  }
  void* Value(Handle* handle) override { return EntryOf(handle)->value; }
  void Erase(const Slice& key) override { ShardOf(HashOf(key)).Erase(key); }

  uint64_t NewId() override {
    MutexLock lock(&id_mutex_);
    return ++last_id_;
  }

  void Prune() override {
    for (Shard& shard : shards_) shard.Prune();
  }

  size_t TotalCharge() const override {
    size_t total = 0;
    for (const Shard& shard : shards_) total += shard.usage();
    return total;
  }

 private:
  static constexpr int kShardBits = 4;
  static constexpr size_t kNumShards = 1 << kShardBits;

  static uint32_t HashOf(const Slice& key) { return Hash(key.data(), key.size(), 0); }
  // The upper bits: the shard's table uses the lower ones.
  Shard& ShardOf(uint32_t hash) { return shards_[hash >> (32 - kShardBits)]; }
  static Handle* HandleOf(CacheEntry* entry) { return reinterpret_cast<Handle*>(entry); }
  static CacheEntry* EntryOf(Handle* handle) { return reinterpret_cast<CacheEntry*>(handle); }

  std::array<Shard, kNumShards> shards_;
  Mutex id_mutex_;
  uint64_t last_id_ GUARDED_BY(id_mutex_) = 0;
};

}  // namespace

Cache* NewLRUCache(size_t capacity) { return new ShardedLruCache(capacity); }

}  // namespace lsm
