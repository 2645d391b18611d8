// All stalls of the run up to now and the next ones; who waits, and what released the last one.
#include <algorithm>
#include <string>

#include "engine/events/all.h"
#include "gui/draw/draw_scene.h"
#include "gui/panels/look_tabs.h"
#include "gui/panels/widgets.h"
#include "gui/session/event_text.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

std::string CauseText(const FrameView& view, StallCause cause) {
  return std::string(
      view.Tr("stall_cause." + std::string(Names(cause)[static_cast<size_t>(cause)])));
}

// Who stands behind the leader.
void Waiting(const FrameView& view) {
  const trace::State& state = view.state;
  if (!state.stall) {
    FittedIn(view, Role::kTextSecondary, view.Tr("stalls.none_now"));
    return;
  }
  std::string behind;
  for (const uint64_t writer : state.queue) {
    if (writer == state.stall->writer) continue;
    behind += (behind.empty() ? "" : " ") + trace::WriterLabel(state, writer);
  }
  const std::string leader = trace::WriterLabel(state, state.stall->writer);
  FittedIn(
      view, Role::kStall,
      behind.empty() ? view.Tr("stalls.alone", leader) : view.Tr("stalls.behind", leader, behind));
}

// The event that StallEnd answers, of the last stall that is over.
void Released(const FrameView& view, const StallSpan& stall) {
  const Session& session = view.model.session();
  const Event& end = session.EventAt(stall.end);
  if (!end.Is<StallEnd>() || end.cause == kNoEvent || end.cause >= stall.end) return;
  // A delay answers its own beginning: nothing released it but the clock.
  if (session.EventAt(end.cause).Is<StallBegin>()) {
    EventLine(view, stall.end, view.Tr("stalls.delay_over"), Role::kText);
    return;
  }
  // Beside these words there would not be room for the event.
  TextIn(view, Role::kTextSecondary, view.Tr("stalls.released"));
  EventLine(view, end.cause, EventText(session, end.cause), Role::kText);
}

void Row(const FrameView& view, const StallSpan& stall) {
  const uint64_t now = view.model.ui.position;
  const bool running = stall.begin <= now && now < stall.end;
  const std::string text =
      view.Tr("stalls.row", trace::Grouped(stall.stall), trace::Grouped(stall.begin),
              CauseText(view, stall.cause), trace::ReadableNanos(stall.end_ns - stall.begin_ns));
  EventLine(view, stall.begin, text,
            running ? Role::kStall : (stall.begin <= now ? Role::kText : Role::kTextSecondary));
}

}  // namespace

void StallHistoryTab(const FrameView& view) {
  const std::vector<StallSpan>& stalls = view.model.session().index().stalls;
  const uint64_t now = view.model.ui.position;
  Waiting(view);
  ImGui::PushFont(FontFor(view.Px(kSmallText)));
  const auto next = std::ranges::upper_bound(stalls, now, {}, &StallSpan::begin);
  for (auto last = next; last != stalls.begin();) {
    --last;
    if (last->end > now) continue;
    Released(view, *last);
    break;
  }
  if (stalls.empty()) TextIn(view, Role::kTextSecondary, view.Tr("stalls.none"));
  const float height = ImGui::GetTextLineHeightWithSpacing();
  const auto rows = std::max<std::ptrdiff_t>(
      1, static_cast<std::ptrdiff_t>(ImGui::GetContentRegionAvail().y / height));
  const auto size = static_cast<std::ptrdiff_t>(stalls.size());
  const std::ptrdiff_t first = std::clamp<std::ptrdiff_t>(next - stalls.begin() - rows * 6 / 10, 0,
                                                          std::max<std::ptrdiff_t>(0, size - rows));
  for (std::ptrdiff_t i = first; i < std::min(size, first + rows); i++) {
    Row(view, stalls[static_cast<size_t>(i)]);
  }
  ImGui::PopFont();
}

}  // namespace lsm::gui
