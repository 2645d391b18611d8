// Cache: a map from keys to values that forgets what it has no room for. The engine keeps blocks
// and open tables in caches; an application can supply its own.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_CACHE_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_CACHE_H_

#include <cstddef>
#include <cstdint>

#include "lsm/export.h"
#include "lsm/slice.h"

namespace lsm {

class LSM_EXPORT Cache;

// A cache that forgets the least recently used first. `capacity` is in units of charge (bytes, for
// the block cache). The caller owns it.
LSM_EXPORT Cache* NewLRUCache(size_t capacity);

// Thread-safe without an outer lock.
class LSM_EXPORT Cache {
 public:
  Cache() = default;
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  // Destroys the entries. REQUIRES: every handle was released.
  virtual ~Cache();

  // An entry that is in use: it is not destroyed before Release.
  struct Handle {};

  // Maps `key` to `value`, replacing an older entry of that key, and counts `charge` against the
  // capacity. When the entry is neither in the cache nor in use any more, `deleter` is called with
  // its key and value. The caller must Release the handle returned.
  virtual Handle* Insert(const Slice& key, void* value, size_t charge,
                         void (*deleter)(const Slice& key, void* value)) = 0;

  // The entry of `key`, which the caller must Release, or null.
  virtual Handle* Lookup(const Slice& key) = 0;

  // Gives back a handle. REQUIRES: it came from this cache and was not released yet.
  virtual void Release(Handle* handle) = 0;

  // What Insert was given. REQUIRES: as for Release.
  virtual void* Value(Handle* handle) = 0;

  // Forgets the entry of `key`, if any; handles to it stay usable.
  virtual void Erase(const Slice& key) = 0;

  // A number that was not returned before. Users of one cache put theirs before their keys, to keep
  // out of each other's way.
  virtual uint64_t NewId() = 0;

  // Forgets all entries that are not in use.
  virtual void Prune() {}

  // Sum of the charges of the entries in the cache.
  virtual size_t TotalCharge() const = 0;
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_CACHE_H_
