#include "gui/panels/timeline_mouse.h"

#include <imgui.h>

#include <cmath>

#include "gui/panels/widgets.h"

namespace lsm::gui {
namespace {

double Fraction(const Rect& track, const TimelineWindow& window, float x) {
  return window.begin + (window.end - window.begin) * static_cast<double>((x - track.x) / track.w);
}

}  // namespace

void DrawCursor(const FrameView& view, const Rect& track, const TimelineWindow& window) {
  const TimeAxis axis(view.model.session(), view.model.ui.time_mode);
  const double fraction = axis.OfPosition(view.model.ui.position);
  if (fraction < window.begin || fraction > window.end) return;
  const float share = static_cast<float>((fraction - window.begin) / (window.end - window.begin));
  const float x = std::round(track.x + share * track.w);
  const ImU32 colour = ImGui::ColorConvertFloat4ToU32(ColourOf(view, Role::kText));
  ImGui::GetWindowDrawList()->AddRectFilled({x, track.y}, {x + view.Px(2), track.Bottom()}, colour);
}

void DrawWindowMark(const FrameView& view, const Rect& track) {
  const TimelineWindow& window = view.model.ui.timeline;
  if (window.IsWholeRun()) return;
  const float x0 = track.x + static_cast<float>(window.begin) * track.w;
  const float x1 = track.x + static_cast<float>(window.end) * track.w;
  const ImU32 colour = ImGui::ColorConvertFloat4ToU32(ColourOf(view, Role::kTextSecondary));
  ImGui::GetWindowDrawList()->AddRect({x0, track.y - view.Px(2)},
                                      {std::max(x1, x0 + 2), track.Bottom() + view.Px(2)}, colour);
}

void MoveInTimeline(const FrameView& view, const char* id, const Rect& track,
                    const TimelineWindow& window) {
  if (track.w <= 0 || view.model.session().size() == 0) return;
  ImGui::SetCursorScreenPos({track.x, track.y});
  ImGui::InvisibleButton(id, {track.w, track.h},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  const ImGuiIO& io = ImGui::GetIO();
  const double fraction = Fraction(track, window, io.MousePos.x);
  if (ImGui::IsItemActive() && io.MouseDown[ImGuiMouseButton_Left]) {
    const TimeAxis axis(view.model.session(), view.model.ui.time_mode);
    const uint64_t position = axis.PositionAt(fraction);
    if (position != view.model.ui.position) view.actions.push_back(SeekTo{position});
  }
  if (ImGui::IsItemActive() && io.MouseDown[ImGuiMouseButton_Right] && io.MouseDelta.x != 0) {
    const double length = view.model.ui.timeline.end - view.model.ui.timeline.begin;
    view.actions.push_back(PanTimeline{-static_cast<double>(io.MouseDelta.x / track.w) * length});
  }
  if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
    constexpr double kPerNotch = 1.25;
    view.actions.push_back(ZoomTimeline{std::pow(kPerNotch, io.MouseWheel), fraction});
  }
}

}  // namespace lsm::gui
