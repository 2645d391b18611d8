// What is done to a simulated machine: its run is altered, and goes on as another one.
#include <utility>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/altered_run.h"
#include "gui/session/live_session.h"

namespace lsm::gui {
namespace {

// Starts what was planned beside the run that is shown, and goes with it to where it stands.
void StartAltered(AppModel& model, Status planned, sim::LivePlan plan) {
  UiState& ui = model.ui;
  const uint64_t stand_after = plan.stand_after;
  const bool forked = plan.fork.has_value();
  std::unique_ptr<LiveSession> started;
  if (planned.ok()) planned = LiveSession::Start(std::move(plan), &started);
  if (!planned.ok()) {
    const std::string text = planned.ToString();
    ui.world.error = text.substr(text.find(": ") + 2);
    ui.look = LookTab::kWorld;
    return;
  }
  if (forked) {
    ui.world.asking = sim::Asking::kEverything;
    started->desk()->SetAsking(ui.world.asking);
  }
  const TimelineWindow window = ui.timeline;
  const size_t place = model.num_sessions();
  model.PutSession(place, std::move(started));
  Apply(model, OpenSessionAt{place});
  ui.timeline = window;
  ui.world.error.clear();
  ui.world.asked = 0;
  ui.look = LookTab::kWorld;
  ui.live.goal = stand_after;
}

sim::ChoiceDesk* DeskOf(AppModel& model) {
  LiveSession* const live = model.session().live();
  return live == nullptr ? nullptr : live->desk();
}

}  // namespace

void Apply(AppModel& model, const ForkHere&) {
  sim::LivePlan plan;
  Status planned = PlanFork(model.session(), model.ui.position, &plan);
  StartAltered(model, std::move(planned), std::move(plan));
}

void Apply(AppModel& model, const CutPowerHere&) {
  sim::LivePlan plan;
  Status planned = PlanPowerCut(model.session(), model.ui.position, model.ui.world.survives, &plan);
  StartAltered(model, std::move(planned), std::move(plan));
}

void Apply(AppModel& model, const InjectFault&) {
  sim::LivePlan plan;
  Status planned = PlanFault(model.session(), model.ui.position, model.ui.world.fault, &plan);
  StartAltered(model, std::move(planned), std::move(plan));
}

void Apply(AppModel& model, const SetFault& action) { model.ui.world.fault = action.name; }

void Apply(AppModel& model, const SetSurvival& action) { model.ui.world.survives = action.name; }

void Apply(AppModel& model, const SetAsking& action) {
  model.ui.world.asking = action.asking;
  if (sim::ChoiceDesk* const desk = DeskOf(model)) desk->SetAsking(action.asking);
}

void Apply(AppModel& model, const AnswerChoice& action) {
  if (sim::ChoiceDesk* const desk = DeskOf(model)) desk->Answer(action.number, action.fiber);
}

void Apply(AppModel& model, const AnswerChoiceNth& action) {
  sim::ChoiceDesk* const desk = DeskOf(model);
  if (desk == nullptr) return;
  const std::optional<sim::OpenQuestion> question = desk->question();
  if (!question) return;
  const size_t index = action.nth == 0 ? question->usual : action.nth - 1;
  if (index < question->fibers.size()) desk->Answer(question->number, question->fibers[index]);
}

void NoticeQuestion(AppModel& model) {
  sim::ChoiceDesk* const desk = DeskOf(model);
  const std::optional<sim::OpenQuestion> question =
      desk == nullptr ? std::nullopt : desk->question();
  if (!question || question->number == model.ui.world.asked) return;
  model.ui.world.asked = question->number;
  model.ui.look = LookTab::kWorld;
}

}  // namespace lsm::gui
