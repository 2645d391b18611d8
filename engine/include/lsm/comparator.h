// Comparator: the order of the keys of a database.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_COMPARATOR_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_COMPARATOR_H_

#include <string>

#include "lsm/export.h"

namespace lsm {

class Slice;

// A total order. The engine calls it from many threads at once without a lock, so that an
// implementation must be thread-safe.
class LSM_EXPORT Comparator {
 public:
  virtual ~Comparator();

  // < 0, 0 or > 0 as `a` comes before, equals or comes after `b`.
  virtual int Compare(const Slice& a, const Slice& b) const = 0;

  // Stored in the database, which refuses to open with a comparator of another name. Whoever
  // changes the order of any two keys must change the name. Names that begin with "leveldb." are
  // the engine's own.
  virtual const char* Name() const = 0;

  // The next two keep index blocks small. Doing nothing is a correct implementation of both.

  // If *start < limit, may replace *start by a shorter key in [*start, limit).
  virtual void FindShortestSeparator(std::string* start, const Slice& limit) const = 0;

  // May replace *key by a shorter key >= *key.
  virtual void FindShortSuccessor(std::string* key) const = 0;
};

// Orders keys by their unsigned bytes; the default. The engine owns it: do not delete it.
LSM_EXPORT const Comparator* BytewiseComparator();

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_COMPARATOR_H_
