// World: one simulated machine. The unchanged engine runs in it on fibers, in virtual time.
//
// How time passes. Host code runs at once and takes no time; Work() then occupies the fiber's core
// for what it costs. The fiber is resumed when the clock has come to the end of that, and until
// then others run. Everything that happens, happens at Now(), which never goes back:
//
//     running --Work(c)--> on its core until Now()+c --------------------> running
//     running --Lock/Wait--> blocked, core given back --handed over--> wants a core --> running
//     running --Sleep/WaitForDevice--> asleep, core given back --time--> wants a core --> running
//
// The world resumes whoever has the earliest clock. What is left to choose (ties, who gets a mutex,
// a signal or a free core) is asked of the SchedulePolicy, and of nobody else. So the same
// program, seed and costs give the same run.
//
// A policy may also take a fiber whose time has not come: a preemption. The clock moves to that
// fiber's, and those who were passed over move up to it, as if their work had taken longer. Places
// where that can happen are every call of this interface and every access to an Atomic. In an
// untimed world time decides nothing: there is a core for everybody, and whoever is not blocked on
// a mutex or a condition can be chosen, sleepers and those at the device included.
//
// A core is shared in slices: when others want one, a fiber that has used up its quantum goes to
// the end of the line.
//
// A world stays on the thread that made it, and several worlds may live side by side. Only one
// fiber runs at a time, so that a world needs no locks of its own.
#ifndef LSMSCOPE_SIM_WORLD_WORLD_H_
#define LSMSCOPE_SIM_WORLD_WORLD_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/runtime.h"
#include "lsm/env.h"
#include "lsm/status.h"
#include "sim/fiber/fiber.h"
#include "sim/schedule/schedule_policy.h"
#include "sim/world/cost_model.h"
#include "sim/world/sim_thread.h"

namespace lsm::sim {

class World final : public Runtime {
 public:
  struct Config {
    uint32_t cores = 2;                           // from 1
    uint64_t quantum_ns = 100'000;                // from 1
    uint64_t end_of_time_ns = 3'600'000'000'000;  // a run that takes longer is given up
    bool untimed = false;
    // A fiber that is passed over so many times in a row starves, which ends the run; 0: never.
    uint64_t starvation_bound = 0;
    uint64_t max_choices = UINT64_MAX;  // a run that needs more is given up
    // Where a machine that starts again after a power cut goes on counting.
    uint64_t start_ns = 0;
    uint64_t choices_before = 0;
    CostModel costs;
  };

  // Is told of locks and of the schedule.
  class Listener {
   public:
    virtual ~Listener() = default;
    // An event of `thread` (0: of none, the world has just begun). Answers its position. Calls
    // nothing of the world but what is const.
    virtual EventId OnScheduled(const Event& event, uint32_t thread) = 0;
  };

  // `stacks` (not owned, used by one world at a time) saves the making of new ones; null: a pool of
  // the world's own.
  World(const Config& config, std::unique_ptr<SchedulePolicy> policy, StackPool* stacks = nullptr);
  // Frees all fibers, also those that still wait for something: destructors of what stands on
  // their stacks are not run.
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Runs `body` as fiber 1 and returns when every fiber has ended, or with an error that tells who
  // waits for what: nobody can run any more, or the end of time is reached. The world cannot run
  // again. REQUIRES: not called from one of its fibers. (A fiber of
  // another world may: worlds can be nested.)
  [[nodiscard]] Status Run(const ThreadInfo& info, std::function<void()> body);

  // Before Run. Not owned; null: nobody is told.
  void SetListener(Listener* listener) { listener_ = listener; }

  // Virtual nanoseconds since the run began. From anywhere.
  uint64_t NowNanos() const { return now_ns_; }
  // Choices so far (Question::number).
  uint64_t choices() const { return choices_; }
  uint32_t fibers() const { return spawned_; }
  // REQUIRES: 1 <= number <= fibers().
  const ThreadInfo& InfoOf(uint32_t number) const { return threads_[number - 1]->info; }

  // ---- From fibers of this world ----

  // A new fiber, which wants a core from now on. Answers its number.
  uint32_t Spawn(const ThreadInfo& info, std::function<void()> body);
  // Gives the core back for so long.
  void Sleep(uint64_t nanos);
  // The same until the device has done something, at that time (BlockDevice says when).
  void WaitForDevice(uint64_t until_ns) { BlockUntil(until_ns, BlockReason::kDevice); }
  // Occupies the core for so long, whatever the cost model says.
  void Charge(uint64_t nanos);
  const ThreadInfo& CurrentInfo() const { return running_->info; }

  void Lock(RuntimeSlot* mutex) override;
  void Unlock(RuntimeSlot* mutex) override;
  bool HeldByMe(const RuntimeSlot* mutex) const override;
  void Wait(RuntimeSlot* condition, RuntimeSlot* mutex) override;
  void Signal(RuntimeSlot* condition) override;
  void SignalAll(RuntimeSlot* condition) override;
  void Yield() override;
  void BeforeAccess() override {
    if (preempts_) return OfferAccess();
    // Nobody else could be chosen by who does not preempt; it counts all the same.
    if (config_.cores - free_cores_ > 1) choices_++;
  }
  void Work(WorkKind kind, uint64_t units) override;
  // 0 before the first fiber runs.
  uint32_t CurrentThread() const override { return running_ == nullptr ? 0 : running_->number; }

 private:
  using Thread = SimThread;
  static constexpr uint64_t kYieldNs = 200;

  static void FiberMain(void* thread);

  // Leaves the running fiber in the state it has been given, and runs whoever is next. Returns when
  // the fiber is resumed.
  void Reschedule();
  // Null: nobody can run any more.
  void SwitchTo(Thread* to);
  // The next fiber to run, after the clock has moved to it; null: there is none.
  Thread* PickNext();
  // Moves the clock to the earliest time at which somebody has something to do, and fills due_ with
  // the fibers that have a core and can go on now (nobody, if all who woke must wait for a core).
  // False: there is nothing to come.
  bool MoveClock();
  // One of due_, or somebody else as a preemption.
  Thread* ChooseNext();
  // Everybody who could be chosen to run, the running fiber first if `running_first`, then by time.
  void CollectEligible(bool running_first);
  // The clock moves to that of `chosen`; those who were passed over move up to it.
  void Preempt(Thread* chosen);
  void OfferAccess();
  bool IsEligible(const Thread& thread) const;
  void WakeSleepers();
  void GiveOutCores();
  void GiveCore(Thread* thread);
  void ReapEnded();

  // Lets whoever is due at this very moment go first, if the policy says so.
  void OfferTie();
  void GiveBackCore();
  void BlockOn(Thread::Phase phase, RuntimeSlot* slot);
  void BlockUntil(uint64_t until_ns, BlockReason reason);
  void WantCore(Thread* thread);
  Thread* TakeWaiter(RuntimeSlot* slot, ChoiceKind what);
  // Answers whether somebody was woken.
  bool ReleaseMutex(RuntimeSlot* mutex);
  // Returns when the running fiber has it.
  void TakeMutex(RuntimeSlot* mutex);
  // The waiter of a condition was signalled: it asks for its mutex, as soon as it is awake.
  void Wake(Thread* thread);
  // It takes its mutex again, or waits for that.
  void MoveToMutex(Thread* thread);
  // `equals`: see Question.
  size_t Ask(ChoiceKind what, const std::vector<Thread*>& threads, size_t equals);
  void CountPassedOver(const std::vector<Thread*>& threads, size_t count, const Thread* chosen);
  std::string WhoWaits() const;

  // Events. Nothing without a listener.
  void TellChosen(ChoiceKind what, const Thread* chosen, size_t equals, size_t index);
  void TellBlocked(Thread* thread, BlockReason reason, uint64_t until_ns);
  void TellRunnable(Thread* thread);
  void TellWanted(Thread* thread, RuntimeSlot* mutex);
  void TellHandedOn(RuntimeSlot* mutex, Thread* next);
  void TellTaken(Thread* thread, const RuntimeSlot* mutex);

  const Config config_;
  const std::unique_ptr<SchedulePolicy> policy_;
  const bool preempts_;  // somebody must be asked at every choice
  Listener* listener_ = nullptr;
  StackPool own_stacks_;
  StackPool* const stacks_;
  Fiber host_;  // the thread that called Run

  std::vector<std::unique_ptr<Thread>> threads_;  // by number - 1
  std::vector<Thread*> want_core_;                // in order of arrival
  Thread* running_ = nullptr;
  Thread* ended_ = nullptr;  // its stack is given back by whoever runs next
  uint32_t free_cores_;
  uint64_t now_ns_ = 0;
  uint64_t choices_ = 0;
  uint32_t spawned_ = 0;
  uint64_t mutexes_ = 0;  // that made somebody wait so far
  Status status_;
  bool has_run_ = false;

  std::vector<uint32_t> numbers_;  // scratch of Ask
  std::vector<Thread*> due_;       // scratch of PickNext
  std::vector<Thread*> eligible_;  // scratch of ChooseNext and OfferAccess
  std::vector<Thread*> waiters_;   // scratch of TakeWaiter
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORLD_WORLD_H_
