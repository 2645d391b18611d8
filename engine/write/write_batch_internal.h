// What only the engine may do with a WriteBatch. Static functions of one class, so that the public
// header can name it as a friend and show nothing else.
#ifndef LSMSCOPE_ENGINE_WRITE_WRITE_BATCH_INTERNAL_H_
#define LSMSCOPE_ENGINE_WRITE_WRITE_BATCH_INTERNAL_H_

#include <cstddef>
#include <cstdint>

#include "engine/version/internal_key.h"
#include "lsm/status.h"
#include "lsm/write_batch.h"

namespace lsm {

class MemTable;

class WriteBatchInternal {
 public:
  // A sequence number (8 bytes) and a count (4 bytes) stand before the updates.
  static constexpr size_t kHeaderBytes = 12;

  // Updates in the batch.
  static uint32_t Count(const WriteBatch* batch);
  // What the updates are. Reads the whole batch.
  struct Content {
    uint32_t deletes = 0;
    uint64_t user_bytes = 0;  // keys and values, without what the format adds
  };
  static Content ContentOf(const WriteBatch* batch);
  static void SetCount(WriteBatch* batch, uint32_t count);

  // Sequence number of the first update; the others follow it one by one.
  static SequenceNumber Sequence(const WriteBatch* batch);
  static void SetSequence(WriteBatch* batch, SequenceNumber sequence);

  // The bytes as they stand in a log record.
  static Slice Contents(const WriteBatch* batch) { return Slice(batch->rep_); }
  static size_t ByteSize(const WriteBatch* batch) { return batch->rep_.size(); }
  // REQUIRES: contents.size() >= kHeaderBytes. The rest is not looked at before Iterate or Verify.
  static void SetContents(WriteBatch* batch, const Slice& contents);

  // Corruption unless the bytes are a well-formed batch whose sequence numbers exist. Call it for a
  // batch that comes from a file: InsertInto finds damage only after inserting what stands before.
  [[nodiscard]] static Status Verify(const WriteBatch* batch);

  // Adds the updates to `memtable`, from the batch's sequence number on, and no more than Count.
  enum class Inserting : uint8_t {
    kAlone,       // nobody else inserts into it meanwhile
    kWithOthers,  // others do, in this way
  };
  [[nodiscard]] static Status InsertInto(const WriteBatch* batch, MemTable* memtable,
                                         Inserting how = Inserting::kAlone);

  // Adds the updates of `source` behind those of `dst`.
  static void Append(WriteBatch* dst, const WriteBatch* source);
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITE_BATCH_INTERNAL_H_
