#include "sim/run/live_run.h"

#include <utility>

namespace lsm::sim {

LiveRun::LiveRun(LivePlan plan) : plan_(std::move(plan)), trace_(std::make_shared<trace::Trace>()) {
  trace_->header = HeaderFor(plan_.scenario, plan_.real);
}

Status LiveRun::Start(LivePlan plan, std::unique_ptr<LiveRun>* started) {
  std::unique_ptr<LiveRun> run(new LiveRun(std::move(plan)));
  if (run->plan_.real) {
    run->directory_ = run->plan_.directory;
    if (run->directory_.empty()) {
      if (Status s = TemporaryDirectory::Make(&run->temporary_); !s.ok()) return s;
      run->directory_ = run->temporary_->path();
    }
  }
  run->control_.StandAfter(run->plan_.stand_after);
  if (run->plan_.paused && run->plan_.stand_after == 0) run->gate().Close();
  run->thread_ = std::thread([self = run.get()] { self->Run(); });
  *started = std::move(run);
  return Status::OK();
}

void LiveRun::Run() {
  RunOptions options{.real_directory = directory_,
                     .consumers = {&inbox_},
                     .tables = &trace_->tables,
                     .control = &control_};
  if (plan_.fork) options.new_policy = PolicyOf(*plan_.fork, &control_.desk());
  result_ = RunScenario(plan_.scenario, options);
  ended_.store(true, std::memory_order_release);
}

void LiveRun::RequestStop() { control_.Stop(); }

LiveRun::~LiveRun() {
  // The gate first: whoever stands at it may hold what closing needs. Then the inbox, for the
  // drainer.
  control_.Stop();
  inbox_.Abandon();
  if (thread_.joinable()) thread_.join();
}

}  // namespace lsm::sim
