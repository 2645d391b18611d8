#include "sim/explore/attempt.h"

#include <utility>

#include "sim/check/linearizable.h"
#include "sim/run/simulated_run.h"
#include "traces/format/describe.h"
#include "traces/metrics/invariants.h"
#include "traces/state/state_checker.h"

namespace lsm::sim {
namespace {

// The text of an error without its kind.
std::string TextOf(const Status& status) {
  const std::string text = status.ToString();
  const size_t colon = text.find(": ");
  return colon == std::string::npos ? text : text.substr(colon + 2);
}

// Events by position, for the causes that a condition may ask for.
class EventList {
 public:
  const Event& At(uint64_t position) const { return events_[position - 1]; }
  void Add(const Event& event) { events_.push_back(event); }

 private:
  std::vector<Event> events_;
};

// Looks at every event of one run.
class Watch final : public trace::EventConsumer, public MomentObserver {
 public:
  Watch(const AttemptPlan& plan, uint64_t drop_event, const ScheduleLog* log,
        HistoryRecorder* recorder)
      : plan_(plan), log_(log), recorder_(recorder), state_(drop_event) {}

  trace::TraceTables* tables() { return &tables_; }

  void OnEvent(uint64_t position, const Event& event) override {
    recorder_->OnEvent(position, event);
    protocol_.OnEvent(position, event);
    if (plan_.check_state || !plan_.find.empty()) state_.OnEvent(position, event);
    if (!plan_.find.empty()) events_.Add(event);
  }
  void OnEnd() override { protocol_.OnEnd(); }

  bool OnMoment(const Moment& moment) override {
    if (plan_.find.empty()) return true;
    if (!plan_.find.Holds(trace::MomentAt(state_.state(), moment.position, events_, tables_))) {
      return true;
    }
    position_ = moment.position;
    what_ = trace::DescribeEvent(moment.position, moment.event, tables_);
    choices_differing_ = log_->plan.size();
    return false;
  }

  void Judge(const Status& run, bool search_order, AttemptResult* result) const {
    if (position_ != 0) {
      result->end = AttemptEnd::kFound;
      result->position = position_;
      result->what = what_;
      result->plan.resize(choices_differing_);  // what came after it does not matter
      return;
    }
    if (!run.ok() && result->choices > plan_.max_choices) {
      result->end = AttemptEnd::kGaveUp;
      return;
    }
    result->what = Wrong(run, search_order, result);
    if (!result->what.empty()) result->end = AttemptEnd::kViolation;
  }

 private:
  std::string Wrong(const Status& run, bool search_order, AttemptResult* result) const {
    if (!protocol_.ok()) {
      result->position = protocol_.violations().front().position;
      return "at event " + std::to_string(result->position) + " " +
             protocol_.violations().front().what;
    }
    if (!run.ok()) return TextOf(run);
    if (std::string wrong = CheckLives(recorder_->history()); !wrong.empty()) {
      return "not linearizable: " + wrong;
    }
    result->operations = recorder_->history().operations.size();
    if (search_order) {
      const SearchEnd end = SearchOrder(recorder_->history(), plan_.search_steps);
      if (end == SearchEnd::kNotLinearizable) return "not linearizable: there is no order at all";
      result->order_searched = end == SearchEnd::kLinearizable;
      result->search_given_up = end == SearchEnd::kTooLong;
    }
    const bool folded = plan_.check_state || !plan_.find.empty();
    if (folded && !state_.state_matches_engine()) {
      result->position = state_.state().account.first_difference;
      return "the folded State differs from the engine's account: " + state_.reason();
    }
    return "";
  }

  const AttemptPlan& plan_;
  const ScheduleLog* const log_;
  HistoryRecorder* const recorder_;
  trace::TraceTables tables_;
  trace::StateChecker state_;
  trace::ProtocolChecker protocol_;
  EventList events_;
  uint64_t position_ = 0;  // where the condition held; 0: nowhere
  std::string what_;
  size_t choices_differing_ = 0;  // of the plan, when it held
};

}  // namespace

Attempts::Attempts(const Scenario& scenario, const AttemptPlan& plan)
    : scenario_(scenario), plan_(plan) {}

Attempts::~Attempts() = default;

AttemptResult Attempts::Run(std::unique_ptr<SchedulePolicy> policy, Wants wants) {
  ScheduleLog log;
  log.wants_alternatives = wants.alternatives;
  recorder_.Clear();
  Watch watch(plan_, scenario_.drop_event, &log, &recorder_);
  bool opened = false;
  ScheduleFacts facts;
  SimulatedRun run;
  run.tables = watch.tables();
  run.consumer = &watch;
  run.observer = plan_.find.empty() ? nullptr : &watch;
  run.policy = std::make_unique<SpyPolicy>(std::move(policy), scenario_.seed, &log);
  run.operations = &recorder_;
  run.stacks = &stacks_;
  run.max_choices = plan_.max_choices;
  const Status status = RunSimulated(scenario_, std::move(run), &opened, &facts);
  AttemptResult result;
  result.choices = facts.choices;
  result.fibers = facts.fibers;
  result.plan = std::move(log.plan);
  result.alternatives = std::move(log.alternatives);
  watch.Judge(status, wants.search_order, &result);
  return result;
}

}  // namespace lsm::sim
