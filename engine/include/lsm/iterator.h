// Iterator: a position in a sorted sequence of keys and values, be it a block, a table, a memtable
// or a whole database.
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_ITERATOR_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_ITERATOR_H_

#include <vector>

#include "lsm/export.h"
#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

// Const methods may be called from several threads at once; anything else needs the caller's lock.
// A new iterator stands nowhere: Valid() is false until one of the Seek methods is called.
class LSM_EXPORT Iterator {
 public:
  Iterator();
  Iterator(const Iterator&) = delete;
  Iterator& operator=(const Iterator&) = delete;
  // Calls the registered cleanup functions.
  virtual ~Iterator();

  // True iff the iterator stands at an entry. False behind either end and after an error; status()
  // tells the two apart.
  virtual bool Valid() const = 0;

  virtual void SeekToFirst() = 0;
  virtual void SeekToLast() = 0;
  // To the first entry whose key is `target` or comes after it.
  virtual void Seek(const Slice& target) = 0;
  // REQUIRES: Valid().
  virtual void Next() = 0;
  // REQUIRES: Valid().
  virtual void Prev() = 0;

  // The bytes stay valid until the iterator is moved or destroyed. REQUIRES: Valid().
  virtual Slice key() const = 0;
  virtual Slice value() const = 0;

  // The error that was met, if any.
  virtual Status status() const = 0;

  // Has `function(arg1, arg2)` called when the iterator is destroyed, in the order of registration.
  // This is how an iterator holds on to what its slices point to: a block in the cache, a memtable.
  // Not virtual: it is not to be overridden.
  using CleanupFunction = void (*)(void* arg1, void* arg2);
  void RegisterCleanup(CleanupFunction function, void* arg1, void* arg2);

 private:
  struct Cleanup {
    CleanupFunction function = nullptr;
    void* arg1 = nullptr;
    void* arg2 = nullptr;
  };
  // Nearly every iterator registers one function at most, which therefore costs no allocation.
  Cleanup first_cleanup_;
  std::vector<Cleanup> more_cleanups_;
};

// An iterator over nothing, with status OK. The caller owns it.
LSM_EXPORT Iterator* NewEmptyIterator();

// An iterator over nothing, with this status. The caller owns it.
LSM_EXPORT Iterator* NewErrorIterator(const Status& status);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_ITERATOR_H_
