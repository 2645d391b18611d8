// Recorder: the sink for real threads.
//
// Every thread has a buffer of its own, so that emitting takes no lock; one draining thread merges
// the buffers into the total order and hands it to a consumer.
//
// The order is that of time, with three rules that hold even where clocks are coarse or disagree:
//   1. each thread's events stay in the order in which it emitted them;
//   2. no event stands before its cause;
//   3. facts of one lock stand in the order of their tickets.
// An event is handed on when no thread can still emit an earlier one.
#ifndef LSMSCOPE_TRACES_RECORD_RECORDER_H_
#define LSMSCOPE_TRACES_RECORD_RECORDER_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "engine/events/all.h"
#include "engine/events/events.h"
#include "lsm/env.h"
#include "traces/record/consumer.h"
#include "traces/record/tables.h"
#include "traces/record/thread_buffer.h"

namespace lsm::trace {

// A number for ThreadContext::recorder_id that no other sink of this process has.
uint64_t NewRecorderId();

struct RecorderOptions {
  size_t buffer_events = 8192;  // room of each thread's buffer
  // Hands events on only when a buffer is full and at Stop, so that the draining thread takes no
  // processor from those that are recorded.
  bool late = false;
};

struct RecorderCounts {
  uint64_t events = 0;       // handed to the consumer
  uint64_t waits = 0;        // times that a thread waited because its buffer was full
  uint64_t dropped = 0;      // emitted after Stop, hence lost
  uint64_t forced = 0;       // handed on although a rule of the order could not be met
  uint64_t lost_causes = 0;  // causes so far back that their position was forgotten
};

class Recorder : public EventSink {
 public:
  // `env` gives the clock; time 0 is now. `tables` and `consumer` are not owned and must outlive
  // the recorder. The consumer is called by the draining thread until Stop has returned.
  Recorder(Env* env, TraceTables* tables, EventConsumer* consumer, RecorderOptions options = {});
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  // Stops first.
  ~Recorder() override;

  // From any thread. A full buffer waits for the draining thread, and counts that.
  EventId Append(const Event& event, EmitSite site, LockTicket ticket) override;
  Text Intern(std::string_view text) override { return tables_->texts.Add(text); }

  // Hands on all that was emitted before the call, then the consumer's OnEnd. Idempotent. Nobody
  // should emit any more: what is emitted later is dropped and counted.
  void Stop();

  // Exact after Stop.
  RecorderCounts counts() const;

 private:
  // What the draining thread knows of one thread's buffer.
  struct Lane {
    ThreadBuffer* buffer = nullptr;
    uint64_t handed_on = 0;  // records; the next one has this number in the buffer
    uint64_t end = 0;        // records that are known to be there
    // Where the last kCauseWindow records went: positions[(running number - 1) % kCauseWindow].
    std::vector<uint64_t> positions;
  };
  // The next record of the merge.
  struct Choice {
    Lane* lane = nullptr;      // the earliest record that meets the rules; null: there is none
    Lane* earliest = nullptr;  // the earliest record of all; null: there is none
  };
  // A cause further back in its thread than this is forgotten (and counted).
  static constexpr uint64_t kCauseWindow = uint64_t{1} << 20;

  uint64_t Now() const { return env_->NowNanos() - start_ns_; }
  EventId AppendFirst(const Event& event, EmitSite site, LockTicket ticket);
  EventId Push(ThreadBuffer* buffer, const Event& event, EmitSite site, LockTicket ticket);
  bool WaitForRoom(ThreadBuffer* buffer);
  void AnnounceThread(ThreadBuffer* buffer);

  void DrainLoop();
  // One pass over all buffers; `final` takes everything. True if it handed anything on.
  bool DrainOnce(bool final);
  uint64_t RefreshLanes();
  Choice Choose(uint64_t before_ns);
  bool MeetsRules(const ThreadRecord& record) const;
  void HandOn(Lane* lane);
  EventId PositionOf(EventId token);

  // Constant after construction.
  Env* const env_;
  TraceTables* const tables_;
  EventConsumer* const consumer_;
  const RecorderOptions options_;
  const uint64_t id_;
  const uint64_t start_ns_;

  std::mutex mutex_;  // guards the four below
  std::condition_variable wake_;
  std::vector<std::unique_ptr<ThreadBuffer>> buffers_;  // by thread number minus 1
  std::map<uint32_t, ThreadBuffer*> buffer_of_thread_;  // by CurrentThread()
  bool stopping_ = false;

  std::atomic<bool> stopped_{false};
  std::atomic<uint64_t> waits_{0};
  std::atomic<uint64_t> dropped_{0};

  // Only the draining thread.
  std::vector<Lane> lanes_;
  std::map<const Mutex*, uint64_t> last_tickets_;  // looked up only, never walked
  uint64_t position_ = 0;
  uint64_t last_time_ns_ = 0;
  uint64_t forced_ = 0;
  uint64_t lost_causes_ = 0;

  std::thread drainer_;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_RECORD_RECORDER_H_
