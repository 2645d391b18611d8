// DbIterator: what a user iterates over: the newest visible entry of each user key, without
// deletions, out of an internal iterator that has every entry.
#ifndef LSMSCOPE_ENGINE_DB_DB_ITERATOR_H_
#define LSMSCOPE_ENGINE_DB_DB_ITERATOR_H_

#include <cstdint>
#include <memory>
#include <string>

#include "engine/events/events.h"
#include "engine/table/merging_iterator.h"
#include "engine/version/internal_key.h"
#include "lsm/iterator.h"

namespace lsm {

// Told every read_bytes_period bytes or so where the iterator is, so that files that cost many
// seeks are found.
class ReadSampler {
 public:
  virtual ~ReadSampler() = default;
  virtual void RecordReadSample(const Slice& internal_key) = 0;
};

struct DbIteratorContext {
  const Comparator* user_comparator = nullptr;  // not owned
  ReadSampler* sampler = nullptr;               // not owned
  SequenceNumber snapshot = 0;                  // later entries are not seen
  uint64_t seed = 0;                            // of the sampling
  uint64_t read_bytes_period = 1 << 20;
  Events events;
  uint64_t id = 0;             // in events
  EventId created = kNoEvent;  // what its events answer
};

// Owns `entries`.
Iterator* NewDbIterator(const DbIteratorContext& context, std::unique_ptr<MergingIterator> entries);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_DB_DB_ITERATOR_H_
