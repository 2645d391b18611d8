#include "gui/app/app.h"

#include <imgui.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "gui/session/lesson_session.h"

namespace lsm::gui {

App::App(std::vector<std::unique_ptr<Session>> sessions) : model_(std::move(sessions)) {
  Do(ShowLessonStep{0});
}

float App::ScaleOf(Size window) const {
  return ScaleFor(window.w, window.h) * model_.ui.text_scale;
}

std::string App::TextsToShow() const {
  std::string all;
  for (size_t i = 0; i < model_.num_sessions(); i++) {
    all += model_.SessionAt(i).name();
    const OpenLesson* open = model_.SessionAt(i).lesson();
    if (open == nullptr) continue;
    for (const sim::LessonText& text : open->lesson.texts) {
      all += text.title + text.about;
      for (const sim::StepText& step : text.steps) {
        all += step.title;
        for (const auto* list : {&step.paragraphs, &step.choices, &step.explanations}) {
          for (const std::string& words : *list) all += words;
        }
      }
    }
  }
  const OpenUi& open = model_.ui.open;
  for (const FolderEntry& entry : open.entries) all += entry.name;
  for (const std::string& path : open.recent) all += path;
  return all + open.folder;
}

void App::Frame(const FrameInput& input) {
  const float scale = ScaleOf(input.window);
  const auto regions = [&] {
    return LayoutRegions(input.window, scale, model_.ui.panels,
                         model_.session().index().lanes.size(),
                         model_.ui.look == LookTab::kEvents ? kEventsShare : kLookShare);
  };
  Actions asked;
  ReadKeys(model_, regions(), &asked);
  for (const Action& action : asked) Do(action);
  acted_ = !asked.empty();
  Do(Advance{input.seconds});

  const Regions now = regions();
  ApplyStyle(model_.theme(), scale);
  const Inspection& inspection = inspector_.Inspect(model_);
  const KeyReading& reading = ReadKey(now, input.still);
  const FrameScenes& scenes =
      cache_.Update(model_, reading, now, scale, input.seconds, input.still);
  Actions clicked;
  widgets_.clear();
  const FrameView view{model_, model_.state(), now,
                       scenes, inspection,     reading,
                       scale,  clicked,        keep_widgets_ ? &widgets_ : nullptr};
  for (const Panel& panel : AllPanels()) panel.draw(view);
  for (const Action& action : clicked) Do(action);
  acted_ = acted_ || !clicked.empty();
}

const KeyReading& App::ReadKey(const Regions& regions, bool wait) {
  const UiState& ui = model_.ui;
  const bool seen = ui.look == LookTab::kRead && regions.events.h > 0;
  if (!seen) return key_reader_.ReadNothing();
  const bool moves =
      ui.playing || ui.lesson.run_to != 0 || IsRunningUntil(model_) ||
      (model_.session().growing() && ui.live.goal > ui.position && ui.live.goal != UINT64_MAX);
  return key_reader_.Read(model_.session(), model_.session_number(), ui.position,
                          {.key = BytesOfTyped(ui.read_key),
                           .snapshot = SequenceOfTyped(ui.read_snapshot),
                           .moves = moves,
                           .wait = wait});
}

double App::SecondsToNextChange() const {
  const UiState& ui = model_.ui;
  if (model_.opening != nullptr) return 0.05;
  if (acted_ || cache_.Moving() || ui.lesson.run_to != 0) return 0;
  if (key_reader_.running()) return 0.03;
  constexpr double kFrame = 1.0 / 60;
  constexpr double kLookUp = 0.25;  // what is behind a paused run may still bring an event
  if (model_.session().growing()) {
    const bool moves = ui.playing || (ui.live.goal > ui.position && ui.live.goal != UINT64_MAX) ||
                       IsRunningUntil(model_);
    return moves ? kFrame : kLookUp;
  }
  if (!ui.playing) return std::numeric_limits<double>::infinity();
  if (ui.time_mode == TimeMode::kStory) return (1 - ui.story_carry) / ui.events_per_second;
  const uint64_t next = std::min(ui.position + 1, model_.session().size());
  const double left_ns = static_cast<double>(model_.session().TimeAt(next)) - ui.clock_ns;
  return std::max(0.0, left_ns / ui.ns_per_second);
}

}  // namespace lsm::gui
