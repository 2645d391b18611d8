// WriteBatch: updates that are applied all or none, in the order in which they were added. After
//
//     batch.Put("key", "v1");
//     batch.Delete("key");
//     batch.Put("key", "v2");
//
// is written, "key" has the value "v2".
#ifndef LSMSCOPE_ENGINE_INCLUDE_LSM_WRITE_BATCH_H_
#define LSMSCOPE_ENGINE_INCLUDE_LSM_WRITE_BATCH_H_

#include <cstddef>
#include <string>

#include "lsm/export.h"
#include "lsm/status.h"

namespace lsm {

class Slice;

// Const methods may be called from several threads at once; anything else needs the caller's lock.
class LSM_EXPORT WriteBatch {
 public:
  // Receives the updates of a batch from Iterate, in order.
  class LSM_EXPORT Handler {
   public:
    virtual ~Handler();
    virtual void Put(const Slice& key, const Slice& value) = 0;
    virtual void Delete(const Slice& key) = 0;
  };

  WriteBatch();
  WriteBatch(const WriteBatch&) = default;
  WriteBatch& operator=(const WriteBatch&) = default;
  ~WriteBatch();

  void Put(const Slice& key, const Slice& value);
  // Deleting a key that does not exist is no error.
  void Delete(const Slice& key);
  void Clear();

  // Bytes of the batch as it is written to the log; at least 12, the size of its header.
  size_t ApproximateSize() const;

  // Adds the updates of `source` behind those of this batch.
  void Append(const WriteBatch& source);

  // Shows the updates to `handler`. Corruption if the bytes of the batch are malformed (they can
  // come from a file); the handler has then seen the updates before the damage.
  Status Iterate(Handler* handler) const;

 private:
  friend class WriteBatchInternal;

  std::string rep_;  // the format is told in engine/write/write_batch.cc
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_INCLUDE_LSM_WRITE_BATCH_H_
