#include "gui/panels/spotlight.h"

#include <algorithm>
#include <optional>
#include <string>

#include "gui/layout/spotlight.h"
#include "gui/panels/widgets.h"
#include "gui/session/lesson_session.h"

namespace lsm::gui {
namespace {

// What the step points at in the picture that is shown now.
std::optional<sim::SpotlightTarget> TargetNow(const FrameView& view) {
  const OpenLesson* open = view.model.session().lesson();
  if (open == nullptr || open->played.steps.empty()) return std::nullopt;
  const LessonProgress& progress = view.model.ui.lesson;
  const sim::PlayedStep& step = open->played.steps[progress.step];
  const uint64_t here = view.model.ui.position;
  if (progress.answered.contains(progress.step)) {
    if (here == step.answer_position) return step.answer_spotlight;
  } else if (here == step.position) {
    return step.spotlight;
  }
  return std::nullopt;
}

ImU32 Colour(const FrameView& view, Role role) {
  return ImGui::ColorConvertFloat4ToU32(ColourOf(view, role));
}

}  // namespace

void DrawSpotlight(const FrameView& view, const Scene& scene) {
  const std::optional<sim::SpotlightTarget> target = TargetNow(view);
  if (!target) return;
  const auto rect = SpotlightRect(scene, view.state, *target, view.Px(2));
  if (!rect) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRect({rect->x, rect->y}, {rect->Right(), rect->Bottom()}, Colour(view, Role::kSpotlight),
                view.Px(6), 0, view.Px(2.5f));
  // At the left edge, below the words that stand above things, and whole.
  const float y =
      std::min({rect->Bottom(), rect->y + view.Px(92), scene.bounds.Bottom() - view.Px(11)});
  const float x = std::max(rect->x, ImGui::GetWindowPos().x + view.Px(11));
  DrawSpotlightNumber(view, {x, y}, view.model.ui.lesson.step + 1);
}

void DrawSpotlightNumber(const FrameView& view, ImVec2 centre, size_t number) {
  const std::string text = std::to_string(number);
  const ImVec2 size = ImGui::CalcTextSize(text.c_str());
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(centre, view.Px(10), Colour(view, Role::kSpotlight));
  draw->AddText({centre.x - size.x / 2, centre.y - size.y / 2}, Colour(view, Role::kGround),
                text.c_str());
}

}  // namespace lsm::gui
