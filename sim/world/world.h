// World: one simulated machine. The unchanged engine runs in it on fibers, in virtual time.
//
// How time passes. Host code runs at once and takes no time; Work() then occupies the fiber's core
// for what it costs. The fiber is resumed when the clock has come to the end of that, and until
// then others run. Everything that happens, happens at Now(), which never goes back:
//
//     running --Work(c)--> on its core until Now()+c --------------------> running
//     running --Lock/Wait--> blocked, core given back --handed over--> wants a core --> running
//     running --Sleep/UseDevice--> asleep, core given back --time--> wants a core --> running
//
// The world resumes whoever has the earliest clock. What is left to choose (ties, who gets a mutex,
// a signal or a free core) is asked of the SchedulePolicy, and of nobody else. So the same
// program, seed and costs give the same run.
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
    CostModel costs;
  };

  World(const Config& config, std::unique_ptr<SchedulePolicy> policy);
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

  // Virtual nanoseconds since the world began. From anywhere.
  uint64_t NowNanos() const { return now_ns_; }

  // ---- From fibers of this world ----

  // A new fiber, which wants a core from now on. Answers its number.
  uint32_t Spawn(const ThreadInfo& info, std::function<void()> body);
  // Gives the core back for so long.
  void Sleep(uint64_t nanos);
  // Waits for the world's one device, occupies it for so long, and gives the core back meanwhile.
  // Requests are served in the order in which they come.
  void UseDevice(uint64_t nanos);
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
  void Work(WorkKind kind, uint64_t units) override;
  uint32_t CurrentThread() const override { return running_->number; }

 private:
  using Thread = SimThread;
  static constexpr uint64_t kYieldNs = 200;

  static void FiberMain(void* thread);

  // Leaves the running fiber in the state it has been given, and runs whoever is next. Returns when
  // the fiber is resumed.
  void Reschedule();
  // The next fiber to run, after the clock has moved to it; null: there is none.
  Thread* PickNext();
  void WakeSleepers();
  void GiveOutCores();
  void ReapEnded();

  // Lets whoever is due at this very moment go first, if the policy says so.
  void OfferTie();
  void GiveBackCore();
  void BlockOn(Thread::Phase phase, RuntimeSlot* slot);
  void WantCore(Thread* thread);
  Thread* TakeWaiter(RuntimeSlot* slot, Choice choice);
  void ReleaseMutex(RuntimeSlot* mutex);
  // The waiter of a condition takes its mutex again, or waits for that.
  void MoveToMutex(Thread* thread);
  size_t Ask(Choice choice, const std::vector<Thread*>& threads);
  std::string WhoWaits() const;

  const Config config_;
  const std::unique_ptr<SchedulePolicy> policy_;
  StackPool stacks_;
  Fiber host_;  // the thread that called Run

  std::vector<std::unique_ptr<Thread>> threads_;  // by number - 1
  std::vector<Thread*> want_core_;                // in order of arrival
  Thread* running_ = nullptr;
  Thread* ended_ = nullptr;  // its stack is given back by whoever runs next
  uint32_t free_cores_;
  uint64_t now_ns_ = 0;
  uint64_t device_free_ns_ = 0;
  Status status_;
  bool has_run_ = false;

  std::vector<uint32_t> numbers_;  // scratch of Ask
  std::vector<Thread*> due_;       // scratch of PickNext
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORLD_WORLD_H_
