// Running a recorded run again, and altering it: "go back to event 812 and let fiber 3 go first".
#ifndef LSMSCOPE_SIM_RUN_REPLAY_H_
#define LSMSCOPE_SIM_RUN_REPLAY_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "lsm/status.h"
#include "sim/scenario/scenario.h"
#include "traces/record/consumer.h"
#include "traces/trace.h"

namespace lsm::sim {

// A simulated run as its trace describes it.
struct RecordedRun {
  Scenario scenario;  // the header's
  // Its schedule, from the events of family `sched`; nothing: they were not recorded. Then the
  // scenario's own policy gives it again.
  std::optional<ChoicePlan> choices;
};

// An error says what of `path` does not do: a real run, a scenario that is only a name, a schedule
// that somebody picked and nobody recorded.
[[nodiscard]] Status ReadRecordedRun(const trace::Trace& trace, const std::string& path,
                                     RecordedRun* run);
// The same of a run that somebody else holds: its choices are those up to event `last` among those
// that `event_at` gives.
[[nodiscard]] Status ReadRecordedRun(const trace::TraceHeader& header, uint64_t last,
                                     const std::function<const Event&(uint64_t)>& event_at,
                                     const std::string& path, RecordedRun* run);

// Makes the policy that gives the run again; for RunOptions::new_policy.
std::function<std::unique_ptr<SchedulePolicy>(const uint64_t* position)> ReplayOf(
    const RecordedRun& run);

// A run that is as recorded up to event `after`, and from there on as somebody picks.
struct Fork {
  RecordedRun run;
  uint64_t after = 0;
};
std::function<std::unique_ptr<SchedulePolicy>(const uint64_t* position)> PolicyOf(const Fork& fork,
                                                                                  Chooser* chooser);

// The run's scenario with its recorded choices as a part of it, for something else to be added.
Scenario WithRecordedSchedule(const RecordedRun& run);

// The same scenario with another schedule: as recorded up to event `position`; at the first choice
// after it fiber `fiber` goes first; then first-in-first-out. The schedule is then part of the
// scenario (world.choices). It takes a run to find it. An error tells who could be chosen.
[[nodiscard]] Status AlterSchedule(const RecordedRun& run, uint64_t position, uint32_t fiber,
                                   Scenario* altered);

// Compares a run with the trace that it should give again.
class ReplayCheck final : public trace::EventConsumer {
 public:
  // `trace` and `tables` (those of the run) are not owned.
  ReplayCheck(const trace::Trace* trace, const trace::TraceTables* tables)
      : trace_(trace), tables_(tables) {}

  void OnEvent(uint64_t position, const Event& event) override;
  // What differs first, in words; empty: nothing so far.
  std::string difference() const;

 private:
  const trace::Trace* const trace_;
  const trace::TraceTables* const tables_;
  uint64_t last_ = 0;
  std::string difference_;
};

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_RUN_REPLAY_H_
