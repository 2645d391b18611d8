#include "sim/run/rerun.h"

#include <utility>

#include "sim/run/family_filter.h"
#include "sim/run/simulated_run.h"
#include "traces/format/describe.h"

namespace lsm::sim {
namespace {

// Compares the run with what was recorded, and gives it up at the moment that is wanted.
class RerunWatch final : public trace::EventConsumer, public MomentObserver {
 public:
  RerunWatch(const RerunPlan& plan, const std::atomic<bool>* cancel)
      : plan_(plan), cancel_(cancel), filter_(this, plan.families) {}

  trace::TraceTables* tables() { return &tables_; }
  // Hears all events; those of the families that were recorded come back to OnEvent.
  trace::EventConsumer* consumer() { return &filter_; }

  void OnEvent(uint64_t position, const Event& event) override {
    if (position >= plan_.from && position <= plan_.position) fingerprint_.Add(position, event);
  }

  bool OnMoment(const Moment& moment) override {
    result_.events = moment.position;
    if (moment.position == plan_.position) {
      result_.end = RerunEnd::kReached;
      Keep(moment);
      return false;
    }
    if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) {
      result_.end = RerunEnd::kCancelled;
      return false;
    }
    if (moment.position % kEventsBetweenLooks == 0 &&
        moment.disk.ContentBytes() > plan_.max_disk_bytes) {
      result_.end = RerunEnd::kDiskTooLarge;
      return false;
    }
    return true;
  }

  RerunResult Result() { return std::move(result_); }

 private:
  static constexpr uint64_t kEventsBetweenLooks = 4096;

  void Keep(const Moment& moment) {
    result_.disk = moment.disk.Image();
    const bool last_is_same = plan_.last_event.empty() ||
                              trace::DescribeFields(moment.event, tables_) == plan_.last_event;
    result_.same_events = last_is_same && fingerprint_.value() == plan_.fingerprint;
  }

  const RerunPlan& plan_;
  const std::atomic<bool>* const cancel_;
  trace::TraceTables tables_;
  FamilyFilter filter_;
  EventFingerprint fingerprint_;
  RerunResult result_{.end = RerunEnd::kEndedBefore};
};

}  // namespace

RerunResult Rerun(const RerunPlan& plan, const std::atomic<bool>* cancel) {
  RerunWatch watch(plan, cancel);
  bool opened = false;
  // An error of the run is part of the run: it was so the first time.
  (void)RunSimulated(plan.scenario,
                     {.tables = watch.tables(), .consumer = watch.consumer(), .observer = &watch},
                     &opened);
  return watch.Result();
}

}  // namespace lsm::sim
