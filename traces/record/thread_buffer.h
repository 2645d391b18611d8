// The buffer between one emitting thread and the draining thread of a Recorder.
#ifndef LSMSCOPE_TRACES_RECORD_THREAD_BUFFER_H_
#define LSMSCOPE_TRACES_RECORD_THREAD_BUFFER_H_

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/events/events.h"

namespace lsm::trace {

// An event as its thread left it: site and ticket not yet resolved, the cause still a token.
struct ThreadRecord {
  Event event;
  EmitSite site;
  LockTicket ticket;
};

// A ring. The owner thread writes, the draining thread reads; counters only grow.
//
// Announce/Retire bracket the time from just before the owner reads the clock until its record is
// visible. If the drainer reads the clock and then finds `busy()` false, every record that the
// owner adds later bears a later time: both sides use sequentially consistent accesses, so that
// either the drainer sees the mark or the owner's clock reading comes after the drainer's.
class ThreadBuffer {
 public:
  ThreadBuffer(uint16_t number, size_t capacity)
      : number_(number), ring_(std::bit_ceil(capacity < 2 ? size_t{2} : capacity)) {}
  ThreadBuffer(const ThreadBuffer&) = delete;
  ThreadBuffer& operator=(const ThreadBuffer&) = delete;

  uint16_t number() const { return number_; }  // of the thread in the trace, from 1

  // ---- The owner ----
  bool HasRoom() const {
    return written_.load(std::memory_order_relaxed) - read_.load(std::memory_order_acquire) <
           ring_.size();
  }
  void Announce() { busy_.store(true, std::memory_order_seq_cst); }
  void Retire() { busy_.store(false, std::memory_order_seq_cst); }
  // REQUIRES: HasRoom(). Returns the record's running number, from 1. Times never go back.
  uint64_t Write(const Event& event, uint64_t time_ns, EmitSite site, LockTicket ticket) {
    const uint64_t number = written_.load(std::memory_order_relaxed);
    const uint64_t last = last_time_ns_.load(std::memory_order_relaxed);
    ThreadRecord& record = ring_[number & (ring_.size() - 1)];
    record.event = event;
    record.event.time_ns = time_ns < last ? last : time_ns;
    record.event.thread = number_;
    record.site = site;
    record.ticket = ticket;
    last_time_ns_.store(record.event.time_ns, std::memory_order_relaxed);
    written_.store(number + 1, std::memory_order_release);
    return number + 1;
  }

  // ---- The drainer ----
  bool busy() const { return busy_.load(std::memory_order_seq_cst); }
  uint64_t last_time_ns() const { return last_time_ns_.load(std::memory_order_relaxed); }
  uint64_t written() const { return written_.load(std::memory_order_acquire); }
  const ThreadRecord& At(uint64_t number) const { return ring_[number & (ring_.size() - 1)]; }
  // Records before `number` are not needed any more.
  void ReleaseBefore(uint64_t number) { read_.store(number, std::memory_order_release); }

 private:
  const uint16_t number_;
  std::vector<ThreadRecord> ring_;
  alignas(64) std::atomic<uint64_t> written_{0};
  std::atomic<uint64_t> last_time_ns_{0};
  std::atomic<bool> busy_{false};
  alignas(64) std::atomic<uint64_t> read_{0};
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_RECORD_THREAD_BUFFER_H_
