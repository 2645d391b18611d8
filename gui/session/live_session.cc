#include "gui/session/live_session.h"

#include <utility>

namespace lsm::gui {

Status LiveSession::Start(sim::LivePlan plan, std::unique_ptr<LiveSession>* session,
                          uint64_t recording_bytes) {
  plan.paused = plan.stand_after == 0;
  std::unique_ptr<sim::LiveRun> run;
  if (Status s = sim::LiveRun::Start(std::move(plan), &run); !s.ok()) return s;
  session->reset(new LiveSession(std::move(run), recording_bytes));
  return Status::OK();
}

LiveSession::LiveSession(std::unique_ptr<sim::LiveRun> run, uint64_t recording_bytes)
    : GrowingSession(run->trace(),
                     run->plan().title.empty() ? run->plan().scenario.name : run->plan().title,
                     recording_bytes),
      plan_(run->plan()),
      directory_(run->directory()),
      run_(std::move(run)),
      mode_(plan_.stand_after != 0 ? Mode::kToFork : Mode::kHold) {}

void LiveSession::Poll() {
  if (all_taken_) return;
  const bool ended = run_->ended();  // before taking: nothing comes after it
  run_->Take(&taken_);
  for (const sim::PositionedEvent& told : taken_) Add(told.position, told.event);
  if (!taken_.empty()) UpdateIndex();
  taken_.clear();
  if (ended) {
    all_taken_ = true;
    status_ = run_->result().status;
    mode_ = Mode::kStop;
  }
  if (mode_ == Mode::kToFork && size() >= plan_.stand_after) mode_ = Mode::kHold;
  if (mode_ == Mode::kUntil && gate().hits != hits_) {
    mode_ = Mode::kHold;
    run_->SetHurry(false);
  }
}

void LiveSession::Close() {
  run_.reset();
  mode_ = Mode::kStop;
  all_taken_ = true;
}

void LiveSession::Hold() {
  if (mode_ == Mode::kHold || IsDecided()) return;
  mode_ = Mode::kHold;
  run_->gate().Close();
  run_->SetHurry(false);
}

void LiveSession::Run() {
  if (mode_ == Mode::kRun || IsDecided()) return;
  mode_ = Mode::kRun;
  run_->gate().Open();
}

void LiveSession::Step(uint64_t events) {
  if (IsDecided()) return;
  Hold();
  run_->gate().Step(events);
}

void LiveSession::RunUntil(trace::Gate::Predicate matches) {
  if (IsDecided()) return;
  Hold();
  mode_ = Mode::kUntil;
  hits_ = gate().hits;
  run_->SetHurry(true);
  run_->gate().RunUntil(std::move(matches));
}

void LiveSession::Stop() {
  mode_ = Mode::kStop;
  if (run_ != nullptr) run_->RequestStop();
}

}  // namespace lsm::gui
