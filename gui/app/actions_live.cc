// A run that goes on. One rule: the engine works while the app plays at the end of what has been
// recorded, and stands otherwise. In story time it makes as many events as are to be seen; by the
// clock a real engine runs freely and a simulated one stays a little ahead.
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/app/actions.h"
#include "gui/app/app_model.h"
#include "gui/session/live_session.h"
#include "gui/session/stepping.h"

namespace lsm::gui {
namespace {

constexpr uint64_t kToTheEnd = UINT64_MAX;

bool AtEnd(const AppModel& model) { return model.ui.position == model.session().size(); }

void MoveOnTo(AppModel& model, uint64_t position) {
  UiState& ui = model.ui;
  ui.position = std::max(ui.position, std::min(position, model.session().size()));
}

void StartFromHere(AppModel& model) { model.ui.clock_ns = static_cast<double>(model.time_ns()); }

void PlayStory(AppModel& model, LiveSession& live, double seconds) {
  UiState& ui = model.ui;
  ui.story_carry += seconds * ui.events_per_second;
  const double whole = std::floor(ui.story_carry);
  ui.story_carry -= whole;
  const Stepped stepped = StepEvents(model.session(), ui.position, static_cast<int64_t>(whole));
  MoveOnTo(model, stepped.position);
  // Events that nobody came for yet are waited for, not asked for again.
  if (stepped.missing > 0 && live.gate().due == 0) {
    live.Step(stepped.missing);
    ui.live.goal = model.session().size() + stepped.missing;
  }
  StartFromHere(model);
}

void PlayClock(AppModel& model, LiveSession& live, double seconds, bool was_at_end) {
  UiState& ui = model.ui;
  const Session& session = model.session();
  const bool real = session.header().real;
  if (real && was_at_end) {
    live.Run();
    MoveOnTo(model, kToTheEnd);
    return StartFromHere(model);
  }
  constexpr uint64_t kAhead = 2048;  // events
  const auto end_ns = static_cast<double>(session.TimeAt(session.size()));
  ui.clock_ns += seconds * ui.ns_per_second;
  if (!real && end_ns < ui.clock_ns + ui.ns_per_second / 4 && live.gate().due == 0) {
    live.Step(kAhead);
  }
  if (session.growing()) ui.clock_ns = std::min(ui.clock_ns, end_ns);
  MoveOnTo(model, TimeAxis(session, TimeMode::kClock)
                      .PositionAtTime(static_cast<uint64_t>(std::max(0.0, ui.clock_ns))));
}

}  // namespace

void PollSessions(AppModel& model) {
  UiState& ui = model.ui;
  PollOpening(model);
  const bool was_at_end = AtEnd(model);
  for (size_t i = 0; i < model.num_sessions(); i++) model.SessionAt(i).Poll();
  NoticeQuestion(model);
  const Session& session = model.session();
  // What was shown may be forgotten by now.
  ui.position = std::max(ui.position, session.first() - 1);
  if (ui.live.goal > ui.position) {
    MoveOnTo(model, ui.live.goal);
    // Not to what was left out: to the next event that was recorded; the last one always was.
    while (ui.position >= session.first() && session.EventAt(ui.position).kind == 0) ui.position++;
  }
  // The end is followed where nothing else moves on: a file that another process writes, a real
  // engine that runs freely.
  const bool follows = ui.playing && (model.session().live() == nullptr ||
                                      (ui.time_mode == TimeMode::kClock && session.header().real));
  if (session.growing() && was_at_end && follows) {
    MoveOnTo(model, kToTheEnd);
    StartFromHere(model);
  }
}

bool AdvanceLive(AppModel& model, double seconds) {
  UiState& ui = model.ui;
  LiveSession* const live = model.session().live();
  if (live == nullptr || !live->growing()) return false;
  if (live->running_until()) {
    MoveOnTo(model, kToTheEnd);
  } else if (!ui.playing) {
    live->Hold();
  } else if (ui.time_mode == TimeMode::kStory) {
    PlayStory(model, *live, seconds);
  } else {
    PlayClock(model, *live, seconds, AtEnd(model));
  }
  return true;
}

bool StepLive(AppModel& model, uint64_t events) {
  UiState& ui = model.ui;
  LiveSession* const live = model.session().live();
  const uint64_t size = model.session().size();
  if (live == nullptr || !live->growing()) return false;
  ui.playing = false;
  ui.live.goal = size + events;
  if (live->gate().due == 0) live->Step(events);
  MoveOnTo(model, size);
  return true;
}

bool RunLiveUntil(AppModel& model, std::function<bool(const Event&)> matches) {
  UiState& ui = model.ui;
  LiveSession* const live = model.session().live();
  if (live == nullptr || !live->growing()) return false;
  ui.playing = false;
  ui.live.goal = kToTheEnd;
  live->RunUntil(std::move(matches));
  return true;
}

bool IsRunningUntil(const AppModel& model) {
  LiveSession* const live = model.session().live();
  return live != nullptr && live->running_until();
}

bool RunsFreely(const AppModel& model) {
  Session& session = model.session();
  return session.live() != nullptr && session.growing() && session.header().real &&
         model.ui.time_mode == TimeMode::kClock && AtEnd(model);
}

void PauseLive(AppModel& model) {
  if (LiveSession* const live = model.session().live(); live != nullptr) {
    live->Hold();
    // Whoever was past the gate already still brings an event.
    if (AtEnd(model)) model.ui.live.goal = kToTheEnd;
  }
}

void Apply(AppModel& model, const StopLive&) {
  if (LiveSession* const live = model.session().live(); live != nullptr) {
    live->Stop();
    model.ui.playing = false;
    model.ui.live.goal = kToTheEnd;
  }
}

void Apply(AppModel& model, const ToggleRunPanel&) {
  LiveUi& live = model.ui.live;
  live.panel_open = !live.panel_open;
  live.error.clear();
  if (live.panel_open && live.form.writers == 0) Apply(model, EditRun{live.form, true});
}

void Apply(AppModel& model, const EditRun& action) {
  LiveUi& live = model.ui.live;
  live.form = action.form;
  live.error.clear();
  if (!action.scenario_changed) return;
  if (const Status s = FillForm(&live.form); !s.ok()) live.error = s.ToString();
}

Status StartLive(const RunForm& form, std::unique_ptr<Session>* session) {
  sim::LivePlan plan;
  if (Status s = PlanOf(form, &plan); !s.ok()) return s;
  std::unique_ptr<LiveSession> started;
  if (Status s = LiveSession::Start(std::move(plan), &started); !s.ok()) return s;
  *session = std::move(started);
  return Status::OK();
}

void Apply(AppModel& model, const StartRun&) {
  LiveUi& ui = model.ui.live;
  sim::LivePlan checked;
  Status status = ui.form.writers == 0 ? FillForm(&ui.form) : Status::OK();
  if (status.ok()) status = PlanOf(ui.form, &checked);
  std::unique_ptr<Session> started;
  if (status.ok()) {
    // The run that is shown goes first: both may want the same directory.
    if (LiveSession* const old = model.session().live(); old != nullptr) old->Close();
    status = StartLive(ui.form, &started);
  }
  if (!status.ok()) {
    ui.error = status.ToString();
    ui.panel_open = true;
    return;
  }
  const size_t place = model.session().live() != nullptr ? model.ui.session : model.num_sessions();
  model.PutSession(place, std::move(started));
  Apply(model, OpenSessionAt{place});
  model.ui.live.panel_open = false;
  model.ui.live.error.clear();
  model.ui.playing = true;
}

}  // namespace lsm::gui
