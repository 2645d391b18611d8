// One call of Write, as the queue sees it. It lives on the stack of its thread.
#ifndef LSMSCOPE_ENGINE_WRITE_WRITER_H_
#define LSMSCOPE_ENGINE_WRITE_WRITER_H_

#include <cstdint>

#include "engine/base/mutex.h"
#include "engine/events/event.h"
#include "lsm/status.h"

namespace lsm {

class WriteBatch;

// All fields are guarded by the database's mutex, except those that never change.
struct Writer {
  Writer(Mutex* mutex, WriteBatch* write_batch, bool wants_sync)
      : batch(write_batch), sync(wants_sync), turn(mutex) {}

  WriteBatch* const batch;  // null: asks for a memtable switch
  const bool sync;
  uint64_t id = 0;  // in events

  Status status;      // once done
  bool done = false;  // a leader has written for it
  CondVar turn;       // signalled when it is done, or leads

  EventId enqueued = kNoEvent;
  EventId woken_by = kNoEvent;  // what made it go on
  uint64_t enqueued_ns = 0;     // 0 unless events are wanted
  uint64_t taken_up_ns = 0;     // when a leader (perhaps itself) took it up
};

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_WRITE_WRITER_H_
