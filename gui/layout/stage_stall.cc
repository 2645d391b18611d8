// Who is held back, by which value against which threshold: the banner of the stage and the panel
// with every condition.
#include <algorithm>
#include <vector>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::StallState;
using trace::State;

enum : uint16_t { kText = 1, kName, kValue, kTrackPart, kBarPart };

std::string_view CauseName(StallCause cause) {
  return Names(StallCause{})[static_cast<size_t>(cause)];
}

// From all there is to say to the least: who waits behind the leader goes first, then words.
std::vector<std::string> BannerTexts(const SceneBuilder& out, const StallState& stall) {
  const State& state = out.state;
  const auto cause = [&](std::string_view length) {
    return out.Tr(std::string("stall.").append(CauseName(stall.cause)).append(length),
                  trace::WriterLabel(state, stall.writer), trace::Grouped(stall.value),
                  trace::Grouped(stall.threshold), FormatShortTime(stall.delay_ns));
  };
  const size_t behind = state.queue.empty() ? 0 : state.queue.size() - 1;
  std::string waiting;
  if (behind > 0) {
    waiting = out.Tr(behind == 1 ? "stall.behind_one" : "stall.behind", trace::Grouped(behind));
  }
  const std::string held = out.Tr("stall.held", FormatShortTime(state.time_ns - stall.begun_ns));
  const std::string full = cause(""), fewer = cause(".short"), least = cause(".least");
  return {full + held + waiting,
          full + held,
          fewer + held + waiting,
          fewer + held,
          least + held,
          fewer,
          least};
}

// A condition as it is now. The policy looks at the same values when the next leader asks.
struct Condition {
  StallConditionKind kind;
  uint64_t value;
  uint64_t threshold;
  bool holds;
  std::string text;
  Family family;  // whose events tell the value
};

// Before a database is opened, and after a power cut until it is opened again, nobody knows them.
bool LimitsAreKnown(const State& state) { return state.limits.write_buffer_bytes > 0; }

std::vector<Condition> ConditionsOf(const SceneBuilder& out) {
  const State& state = out.state;
  const uint64_t files = state.levels[0].files->size();
  const uint64_t usage = state.memtable ? state.memtable->usage : 0;
  const uint64_t buffer = state.limits.write_buffer_bytes;
  const uint64_t immutables = state.immutables.size();
  const uint64_t most = std::max<uint64_t>(1, state.limits.max_immutable_memtables);
  const uint64_t slow = state.limits.l0_slowdown_trigger, stop = state.limits.l0_stop_trigger;
  const std::string count = trace::Grouped(files);
  using enum StallConditionKind;
  return {
      {kL0Slowdown, files, slow, slow > 0 && files >= slow,
       out.Tr("condition.slow_at", count, trace::Grouped(slow)), Family::kVersion},
      {kMemtableFull, usage, buffer, buffer > 0 && usage > buffer, FormatBytesOf(usage, buffer),
       Family::kMemTable},
      {kImmutablePending, immutables, most, immutables >= most,
       out.Tr("condition.wait_at", trace::Grouped(immutables), trace::Grouped(most)),
       Family::kMemTable},
      {kL0Stop, files, stop, stop > 0 && files >= stop,
       out.Tr("condition.stop_at", count, trace::Grouped(stop)), Family::kVersion},
  };
}

// The condition that a stall is about.
StallConditionKind Decisive(StallCause cause) {
  switch (cause) {
    case StallCause::kL0Slowdown:
      return StallConditionKind::kL0Slowdown;
    case StallCause::kImmutablePending:
      return StallConditionKind::kImmutablePending;
    case StallCause::kL0Stop:
      break;
  }
  return StallConditionKind::kL0Stop;
}

float PutCondition(SceneBuilder& out, const Condition& condition, const Rect& rect, float y) {
  const Key key{Thing::kCondition, 0, static_cast<uint64_t>(condition.kind)};
  const std::optional<StallState>& stall = out.state.stall;
  const bool decides = stall.has_value() && Decisive(stall->cause) == condition.kind;
  const bool about_l0 = condition.kind == StallConditionKind::kL0Slowdown ||
                        condition.kind == StallConditionKind::kL0Stop;
  const Role strong = decides || about_l0 ? Role::kStall : Role::kMemTable;
  const Role role = decides || condition.holds ? strong : Role::kText;
  const float line = out.Px(18);
  const float value_width = std::min(rect.w * 0.6f, out.TextWidth(condition.text, kBodyText) + 1);
  const auto names = Names(StallConditionKind{});
  const auto name = std::string("condition.").append(names[static_cast<size_t>(condition.kind)]);
  out.Text(key.Part(kName), {rect.x, y, rect.w - value_width - out.Px(8), line}, out.Tr(name),
           {.role = Role::kTextSecondary, .size = kSmallText});
  out.Text(key.Part(kValue), {rect.Right() - value_width, y, value_width, line}, condition.text,
           {.role = role, .align = Align::kRight});
  const Rect bar{rect.x, y + line + out.Px(2), rect.w, out.Px(8)};
  const double share = condition.threshold == 0
                           ? 0
                           : std::min(1.0, static_cast<double>(condition.value) /
                                               static_cast<double>(condition.threshold));
  out.Box(key.Part(kTrackPart), bar, Role::kTrack).rounding = out.Px(2);
  Item& fill = out.Box(key.Part(kBarPart), {bar.x, bar.y, bar.w * static_cast<float>(share), bar.h},
                       decides           ? Role::kStallFill
                       : condition.holds ? strong
                                         : Role::kWaiting,
                       decides ? Role::kStall : Role::kNone);
  fill.rounding = out.Px(2);
  if (decides) fill.hatch = Role::kStall;
  return bar.Bottom() + out.Px(12);
}

std::string Footer(const SceneBuilder& out) {
  const State& state = out.state;
  if (!Recorded(out, Family::kStall)) return out.Tr("not_recorded", "stall");
  if (state.stall.has_value()) {
    return out.Tr("stall.panel_now", trace::WriterLabel(state, state.stall->writer),
                  FormatShortTime(state.time_ns - state.stall->begun_ns));
  }
  if (!LimitsAreKnown(state)) return std::string(out.Tr("stall.panel_not_open"));
  if (state.stalls_begun == 0) return std::string(out.Tr("stall.panel_never"));
  return out.Tr(state.stalls_begun == 1 ? "stall.panel_past_one" : "stall.panel_past",
                trace::Grouped(state.stalls_begun), FormatShortTime(state.stalled_ns));
}

}  // namespace

void LayoutStallBanner(SceneBuilder& out, const Rect& rect) {
  if (!out.state.stall.has_value()) return;
  const StallState& stall = *out.state.stall;
  const Key key{Thing::kStall, 0, stall.id};
  Item& box = out.Box(key, rect, Role::kStallFill, Role::kStall);
  box.rounding = out.Px(4);
  box.target = key;
  // The hatching stays at the left, so that the words have a quiet ground.
  const float mark = out.Px(28);
  Item& hatch = out.Box(key.Part(kTrackPart), {rect.x, rect.y, mark, rect.h}, Role::kNone);
  hatch.hatch = Role::kStall;
  const float x = rect.x + mark + out.Px(8);
  out.Text(key.Part(kText), {x, rect.y, rect.Right() - x - out.Px(8), rect.h},
           BannerTexts(out, stall), {.role = Role::kText});
}

Scene LayoutStallPanel(const State& state, const trace::TraceTables& tables,
                       const StageInput& input, const TextMetrics& metrics) {
  SceneBuilder out(state, tables, input, metrics);
  const Rect& rect = input.rect;
  const Key key = RegionKey(Region::kStallPanel, 0);
  float y = rect.y;
  out.Text(key.Part(1), {rect.x, y, rect.w, out.Px(20)}, out.Tr("stall.panel_title"));
  y += out.Px(24);
  for (Condition& condition : ConditionsOf(out)) {
    if (!Recorded(out, condition.family)) {
      const std::string_view family = kFamilyNames[static_cast<size_t>(condition.family)];
      condition = {condition.kind,  0, 0, false, out.Tr("not_recorded_short", family),
                   condition.family};
    } else if (!LimitsAreKnown(state)) {
      condition = {condition.kind,  0, 0, false, std::string(out.Tr("condition.not_open")),
                   condition.family};
    }
    y = PutCondition(out, condition, rect, y);
  }
  y = out.Paragraph(key.Part(10), {rect.x, y, rect.w, out.Px(34)}, Footer(out), kSmallSecondary, 3);
  out.scene.bounds = {rect.x, rect.y, rect.w, y - rect.y};
  return std::move(out.scene);
}

}  // namespace lsm::gui
