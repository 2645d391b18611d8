// The bar above: what is open, going through the run, where it is, language and look.
#include <cmath>
#include <string>

#include "gui/draw/draw_scene.h"
#include "gui/panels/panel.h"
#include "gui/panels/widgets.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

float TextWidth(std::string_view text) {
  return ImGui::CalcTextSize(text.data(), text.data() + text.size()).x;
}

float ButtonWidth(std::string_view label) {
  return TextWidth(label) + 2 * ImGui::GetStyle().FramePadding.x;
}

std::string Subtitle(const FrameView& view) {
  const Session& session = view.model.session();
  return view.Tr(session.header().real ? "app.real" : "app.simulated", session.name(),
                 std::to_string(session.header().seed));
}

std::string SpeedText(const FrameView& view) {
  const UiState& ui = view.model.ui;
  if (RunsFreely(view.model)) return std::string(view.Tr("transport.speed_free"));
  if (ui.time_mode == TimeMode::kClock) {
    return view.Tr("transport.speed_clock",
                   trace::ReadableNanos(static_cast<uint64_t>(ui.ns_per_second)));
  }
  if (ui.events_per_second < 1) {
    return view.Tr("transport.speed_story_slow",
                   std::to_string(static_cast<int>(std::lround(1 / ui.events_per_second))));
  }
  return view.Tr("transport.speed_story",
                 trace::Grouped(static_cast<uint64_t>(ui.events_per_second)));
}

std::string PositionText(const FrameView& view, uint64_t position) {
  return view.Tr("transport.position", trace::Grouped(position),
                 trace::Grouped(view.model.session().size()));
}

void PlayButtons(const FrameView& view) {
  const bool playing = view.model.ui.playing;
  if (Button(view, "to_start", "transport.to_start", "transport.to_start.tip")) {
    view.actions.push_back(SeekTo{0});
  }
  ImGui::SameLine();
  if (Button(view, "step_back", "transport.step_back", "transport.step_back.tip")) {
    view.actions.push_back(StepBy{-1});
  }
  ImGui::SameLine();
  if (Button(view, "play", playing ? "transport.pause" : "transport.play",
             playing ? "transport.pause.tip" : "transport.play.tip")) {
    view.actions.push_back(TogglePlay{});
  }
  ImGui::SameLine();
  if (Button(view, "step", "transport.step", "transport.step.tip")) {
    view.actions.push_back(StepBy{1});
  }
  ImGui::SameLine();
  if (Button(view, "next_stall", "transport.next_stall", "transport.next_stall.tip")) {
    view.actions.push_back(SeekStall{1});
  }
}

void SpeedButtons(const FrameView& view) {
  if (Button(view, "slower", "transport.slower", "transport.slower.tip")) {
    view.actions.push_back(ChangeSpeed{-1});
  }
  ImGui::SameLine();
  if (Button(view, "faster", "transport.faster", "transport.faster.tip")) {
    view.actions.push_back(ChangeSpeed{1});
  }
  ImGui::SameLine();
  const bool story = view.model.ui.time_mode == TimeMode::kStory;
  if (Button(view, "time_mode", story ? "transport.story" : "transport.clock",
             story ? "transport.story.tip" : "transport.clock.tip")) {
    view.actions.push_back(ToggleTimeMode{});
  }
  ImGui::SameLine();
  ImGui::AlignTextToFramePadding();
  TextIn(view, Role::kTextSecondary, SpeedText(view));
}

void LookButtons(const FrameView& view) {
  if (Button(view, "language", "transport.language", "transport.language.tip")) {
    view.actions.push_back(ToggleLanguage{});
  }
  ImGui::SameLine();
  const bool dark = view.model.ui.theme == ThemeName::kDark;
  if (Button(view, "theme", dark ? "transport.theme.light" : "transport.theme.dark",
             "transport.theme.tip")) {
    view.actions.push_back(ToggleTheme{});
  }
  ImGui::SameLine();
  if (Button(view, "help", "transport.help", "transport.help.tip")) {
    view.actions.push_back(ToggleHelp{});
  }
}

// Widths of the bar's parts, to decide what there is room for.
struct Parts {
  float title = 0;
  float play = 0;
  float speed = 0;
  float position = 0;
  float time = 0;
  float look = 0;
};

Parts Measure(const FrameView& view, const std::string& time) {
  const float gap = ImGui::GetStyle().ItemSpacing.x;
  const auto buttons = [&](std::initializer_list<std::string_view> keys) {
    float width = 0;
    for (const std::string_view key : keys) width += ButtonWidth(view.Tr(key)) + gap;
    return width;
  };
  Parts parts;
  parts.title = TextWidth(view.Tr("app.title")) * kHeadText / kBodyText;
  parts.play = buttons({"transport.to_start", "transport.step_back", "transport.pause",
                        "transport.step", "transport.next_stall"});
  parts.speed = buttons({"transport.slower", "transport.faster", "transport.story"}) +
                TextWidth(SpeedText(view));
  // As wide as it will ever be, so that nothing moves while the number grows.
  parts.position = TextWidth(PositionText(view, view.model.session().size()));
  parts.time = TextWidth(time);
  const bool dark = view.model.ui.theme == ThemeName::kDark;
  parts.look =
      buttons({"transport.language", dark ? "transport.theme.light" : "transport.theme.dark",
               "transport.help"}) -
      gap;
  return parts;
}

void RightAligned(const FrameView& view, float right, const std::string& text, Role role) {
  ImGui::SetCursorPosX(right - TextWidth(text));
  ImGui::AlignTextToFramePadding();
  TextIn(view, role, text);
}

}  // namespace

void DrawTransport(const FrameView& view) {
  const PanelWindow window(view, "transport", view.regions.transport, Role::kPanel, 12);
  if (!window) return;
  const std::string time = view.Tr("transport.time", trace::ReadableNanos(view.model.time_ns()));
  const Parts parts = Measure(view, time);
  const float margin = view.Px(16);
  const float gap = view.Px(24);
  const float y = ImGui::GetCursorPosY();

  // From the right: look, time, position. Then play in the middle, speed beside it, as they fit.
  float right = view.regions.transport.w - margin;
  ImGui::SetCursorPos({right - parts.look, y});
  LookButtons(view);
  right -= parts.look + gap;
  float left = margin;
  const float needed = parts.title + gap + parts.play;
  if (right - parts.position - needed > left) {
    const bool time_fits = right - parts.position - parts.time - gap - needed > left;
    if (time_fits) {
      // A fixed place: times have three decimals, so that only the digits before them move it.
      ImGui::SetCursorPos({0, y});
      RightAligned(view, right, time, Role::kText);
      right -= std::max(parts.time, TextWidth(view.Tr("transport.time", "888.888 ms"))) + gap;
    }
    ImGui::SetCursorPos({0, y});
    RightAligned(view, right, PositionText(view, view.model.ui.position), Role::kText);
    right -= parts.position + gap;
  }
  const float room = right - left;
  const bool speed_fits = room > needed + gap + parts.speed;
  const float controls = parts.play + (speed_fits ? gap + parts.speed : 0);
  if (room > controls + parts.title + gap) {
    ImGui::SetCursorPos({left, y});
    ImGui::AlignTextToFramePadding();
    ImGui::PushFont(FontFor(view.Px(kHeadText)));
    TextIn(view, Role::kText, view.Tr("app.title"));
    ImGui::PopFont();
    const std::string subtitle = Subtitle(view);
    const float subtitle_x = left + parts.title + view.Px(10);
    const float spare = room - controls - parts.title - gap - view.Px(10);
    if (spare > TextWidth(subtitle)) {
      ImGui::SetCursorPos({subtitle_x, y});
      ImGui::AlignTextToFramePadding();
      TextIn(view, Role::kTextSecondary, subtitle);
      left = subtitle_x + TextWidth(subtitle) + gap;
    } else {
      left += parts.title + gap;
    }
  }
  // In the middle of the window if there is room, else where the titles end.
  left = std::max(left, std::min((view.regions.transport.w - controls) / 2, right - controls));
  ImGui::SetCursorPos({left, y});
  PlayButtons(view);
  if (speed_fits) {
    ImGui::SameLine(0, gap);
    SpeedButtons(view);
  }
}

}  // namespace lsm::gui
