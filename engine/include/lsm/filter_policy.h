// FilterPolicy: a small summary of a set of keys, kept in a table file, that lets a read skip a
// block when the key is certainly not in it.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_FILTER_POLICY_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_FILTER_POLICY_H_

#include <string>

#include "lsm/export.h"

namespace lsm {

class Slice;

// Called from many threads at once without a lock: an implementation must be thread-safe.
class LSM_EXPORT FilterPolicy {
 public:
  virtual ~FilterPolicy();

  // Stored in every table. Whoever changes the encoding of filters incompatibly must change the
  // name, or old filters would be read as new ones.
  virtual const char* Name() const = 0;

  // Appends to *dst (without touching what it holds) a filter of keys[0, n-1], which stand in the
  // order of the comparator and may repeat.
  virtual void CreateFilter(const Slice* keys, int n, std::string* dst) const = 0;

  // `filter` is what a CreateFilter call appended. Must be true for every key given to that call;
  // should mostly be false for others. A filter comes from a file and can be damaged: this must
  // not read outside it.
  virtual bool KeyMayMatch(const Slice& key, const Slice& filter) const = 0;
};

// A Bloom filter with about `bits_per_key` bits for each key; 10 gives about 1 % of wrong "maybe".
// The caller owns it and deletes it after the databases that use it are closed. If the comparator
// ignores parts of keys, a policy that ignores the same parts is needed instead.
LSM_EXPORT const FilterPolicy* NewBloomFilterPolicy(int bits_per_key);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_FILTER_POLICY_H_
