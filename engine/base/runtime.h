// The seam for concurrency. Mutex, CondVar, Yield, CurrentThread and Work ask a per-thread Runtime
// at the moment of use: null (the usual case) means native threads, and everything is inlined; the
// simulator sets one for each fiber it resumes. Together with Env this is all that the engine knows
// of the machine.
#ifndef LSMSCOPE_ENGINE_BASE_RUNTIME_H_
#define LSMSCOPE_ENGINE_BASE_RUNTIME_H_

#include <cstdint>

namespace lsm {

struct ThreadInfo;  // lsm/env.h

// Kinds of processor work that the engine announces where it does it, with their unit. A simulator
// charges virtual time for them; native builds do nothing. Append only: cost files name them.
enum class WorkKind : uint8_t {
  kWriteOverhead,   // one call of DB::Write
  kGroupOverhead,   // groups, for what is done under the mutex
  kBatchMerge,      // bytes copied into a group's batch
  kWalEncode,       // bytes framed and checksummed
  kMemTableInsert,  // entries
  kMemTableLookup,  // lookups
  kTableLookup,     // lookups in one table file
  kBlockRead,       // bytes of a block checked and decoded
  kBlockBuild,      // bytes of entries added to a table
  kCompress,        // bytes before compression
  kUncompress,      // bytes after uncompression
  kMergeEntry,      // entries that passed through a compaction or a flush
  kIteratorStep,    // entries
  kVersionApply,    // files in the new version
  kWorkload,        // nanoseconds of the client's own thinking, taken as they are
  kSpin,            // looks at a state that another thread will change
};
inline constexpr int kNumWorkKinds = static_cast<int>(WorkKind::kSpin) + 1;

// What a simulated mutex or condition variable remembers. The engine never looks inside; it stands
// in the object itself, so that a world needs no table keyed by address (addresses differ from run
// to run). All zero means: free, nobody waits.
struct RuntimeSlot {
  uint64_t owner = 0;
  uint64_t number = 0;  // names it in events; given when somebody first has to wait
  void* first_waiter = nullptr;
  void* last_waiter = nullptr;
};

// Implemented by the simulator. All calls come from the fiber that runs now.
class Runtime {
 public:
  virtual void Lock(RuntimeSlot* mutex) = 0;
  virtual void Unlock(RuntimeSlot* mutex) = 0;
  virtual bool HeldByMe(const RuntimeSlot* mutex) const = 0;
  // Releases `mutex`, waits on `condition`, takes `mutex` again. No spurious wake-ups.
  virtual void Wait(RuntimeSlot* condition, RuntimeSlot* mutex) = 0;
  virtual void Signal(RuntimeSlot* condition) = 0;
  virtual void SignalAll(RuntimeSlot* condition) = 0;
  virtual void Yield() = 0;
  // The calling fiber is about to access a shared atomic: another one may run before it does.
  virtual void BeforeAccess() = 0;
  // Takes the virtual time that `units` of `kind` cost. Other fibers may run meanwhile.
  virtual void Work(WorkKind kind, uint64_t units) = 0;
  // Small number of the calling fiber, from 1, in order of creation.
  virtual uint32_t CurrentThread() const = 0;

 protected:
  ~Runtime() = default;
};

// The only thread-local data of the program. A fiber switch saves and restores all of it.
struct ThreadContext {
  Runtime* runtime = nullptr;       // null: native
  void* recorder_buffer = nullptr;  // belongs to the sink that last recorded from this thread
  uint64_t recorder_id = 0;         // which sink that was; 0: none
  uint32_t native_thread = 0;       // small number of this native thread; 0: not asked for yet
  // The event that what this thread does now answers: the cause of events that name none.
  uint64_t cause = 0;
  // Set by whoever started the thread, for its whole life; null: nobody said (the main thread).
  const ThreadInfo* thread_info = nullptr;
};
inline constinit thread_local ThreadContext t_context;

inline Runtime* CurrentRuntime() { return t_context.runtime; }

// Small number of the calling thread, from 1, in order of first asking.
uint32_t CurrentThread();

// Lets others run. Natively: sched_yield.
void Yield();

// Announces work done by the caller. Call it once per record, block or insert, not per comparison,
// and never while holding a std::mutex (a fiber may be switched out here).
inline void Work(WorkKind kind, uint64_t units) {
  if (Runtime* runtime = CurrentRuntime()) [[unlikely]]
    runtime->Work(kind, units);
}

// Between two looks of a loop that waits for another thread: tells the processor so.
inline void SpinPause() {
  if (Runtime* runtime = CurrentRuntime()) [[unlikely]]
    return runtime->Work(WorkKind::kSpin, 1);
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb" ::: "memory");
#endif
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_RUNTIME_H_
