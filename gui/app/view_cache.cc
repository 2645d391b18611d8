#include "gui/app/view_cache.h"

#include <algorithm>

#include "gui/draw/draw_scene.h"
#include "gui/layout/stage.h"
#include "gui/panels/timeline_scene.h"
#include "gui/tween/tween.h"

namespace lsm::gui {
namespace {

uint64_t Distance(uint64_t a, uint64_t b) { return a > b ? a - b : b - a; }

}  // namespace

const FrameScenes& ViewCache::Update(const AppModel& model, const KeyReading& reading,
                                     const Regions& regions, float scale, double seconds,
                                     bool still) {
  // First on with the motion under way: a new one begins at its beginning, however long the app
  // was idle before.
  Move(seconds);
  UpdateStage(model, reading, regions, scale, still);
  UpdateTimeline(model, regions, scale);
  return scenes_;
}

double ViewCache::MotionSeconds(const AppModel& model, const StageKey& next, bool still) const {
  // A step shows its fact by moving; a leap through the run has no fact to show.
  constexpr uint64_t kLeap = 12;
  if (still || model.ui.reduced_motion || !stage_key_) return 0;
  const bool same_place = stage_key_->session == next.session && stage_key_->scale == next.scale &&
                          stage_key_->language == next.language && stage_key_->rect == next.rect;
  if (!same_place || Distance(stage_key_->position, next.position) > kLeap) return 0;
  if (!model.ui.playing) return kTweenSeconds;
  if (model.ui.time_mode == TimeMode::kClock) return 0.1;
  // At high speed things jump.
  const double room = 0.8 / model.ui.events_per_second;
  return room < 0.02 ? 0 : std::min(kTweenSeconds, room);
}

void ViewCache::UpdateStage(const AppModel& model, const KeyReading& reading,
                            const Regions& regions, float scale, bool still) {
  const UiState& ui = model.ui;
  const StageKey next{
      model.session_number(), ui.position, reading.version, ui.selected, ui.language, scale,
      regions.stage};
  if (stage_key_ == next) return;
  motion_seconds_ = MotionSeconds(model, next, still);
  const bool answered = reading.status == ReadingStatus::kAnswered;
  const bool typed = answered && SelectedRead(model.state(), ui.selected) == nullptr;
  places_.Update(model.state(), model.session().tables());
  const StageInput input{next.rect,
                         scale,
                         ui.selected,
                         model.strings(),
                         model.session().header().families,
                         typed ? &reading.look_up : nullptr,
                         &places_};
  const ImGuiTextMetrics metrics;
  Scene scene = LayoutStage(model.state(), model.session().tables(), input, metrics);
  if (motion_seconds_ > 0) {
    if (Scene& shown = Shown(); &shown != &from_) from_ = std::move(shown);
    progress_ = 0;
  } else {
    progress_ = 1;
  }
  to_ = std::move(scene);
  scenes_.stage = &Shown();
  stage_key_ = next;
  UpdateStalls(model, regions, scale);
}

void ViewCache::UpdateStalls(const AppModel& model, const Regions& regions, float scale) {
  const Rect left = regions.left.Inset(16 * scale, 12 * scale);
  if (left.w <= 0) {
    scenes_.stalls = {};
    return;
  }
  const ImGuiTextMetrics metrics;
  const auto layout = [&](const Rect& rect) {
    const StageInput input{rect, scale, model.ui.selected, model.strings(),
                           model.session().header().families};
    return LayoutStallPanel(model.state(), model.session().tables(), input, metrics);
  };
  // At the foot of the column: laid out once to learn its height, then where it belongs.
  const float height = std::min(layout(left).bounds.h, left.h);
  scenes_.stalls = layout({left.x, left.Bottom() - height, left.w, height});
}

void ViewCache::UpdateTimeline(const AppModel& model, const Regions& regions, float scale) {
  const UiState& ui = model.ui;
  const ScrubKey run{
      model.session_number(), model.session().size(), ui.time_mode, ui.language, scale,
      regions.scrub};
  const LanesKey lanes{run, ui.timeline, regions.lanes, regions.chart};
  if (lanes_key_ == lanes) return;
  const ImGuiTextMetrics metrics;
  const TimelineInput input{model.session(), ui.time_mode, ui.timeline, model.strings(), scale};
  if (scrub_key_ != run) scenes_.scrub = LayoutScrub(input, regions.scrub, metrics);
  scenes_.lanes = LayoutLanes(input, regions.lanes, metrics, std::move(scenes_.lanes));
  scenes_.chart = LayoutChart(input, regions.chart, metrics);
  scrub_key_ = run;
  lanes_key_ = lanes;
}

void ViewCache::Move(double seconds) {
  if (progress_ >= 1) return;
  progress_ = std::min(1.0, progress_ + seconds / motion_seconds_);
  if (progress_ < 1) between_ = Tween(from_, to_, EaseOut(static_cast<float>(progress_)));
  scenes_.stage = &Shown();
}

Scene& ViewCache::Shown() {
  if (progress_ >= 1) return to_;
  return progress_ > 0 ? between_ : from_;
}

}  // namespace lsm::gui
