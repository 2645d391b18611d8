#include "gui/panels/timeline_scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

constexpr float kNameWidth = 88;  // at scale 1
constexpr float kMargin = 16;
constexpr float kNarrowest = 1;  // pixels: what is narrower joins its neighbour
constexpr float kMarkersMargin = 4;
constexpr float kLaneHeight = 18;

struct LaneStyle {
  Role fill;
  Role hatch;
  Role border;
};

// Later kinds are drawn over earlier ones: a stall lies within its leader's span.
constexpr LaneStyle StyleOf(LaneKind kind) {
  switch (kind) {
    case LaneKind::kWaiting:
      return {Role::kWaiting, Role::kNone, Role::kNone};
    case LaneKind::kLeading:
      return {Role::kLeader, Role::kNone, Role::kNone};
    case LaneKind::kInserting:
      // Hatched: solid, it would be a flush.
      return {Role::kMemTableFill, Role::kMemTable, Role::kMemTable};
    case LaneKind::kSync:
      return {Role::kDurable, Role::kNone, Role::kNone};
    case LaneKind::kStalled:
      return {Role::kStallFill, Role::kStall, Role::kStall};
    case LaneKind::kReading:
      return {Role::kRead, Role::kNone, Role::kNone};
    case LaneKind::kFlush:
      return {Role::kFlush, Role::kNone, Role::kNone};
    case LaneKind::kCompaction:
      return {Role::kCompaction, Role::kNone, Role::kNone};
  }
  return {Role::kWaiting, Role::kNone, Role::kNone};
}

std::string_view CauseText(StallCause cause, const Strings& strings) {
  return strings.Get("stall_cause." + std::string(Names(cause)[static_cast<size_t>(cause)]));
}

std::string TextOf(const LaneSpan& span, const Strings& strings) {
  const std::string what = [&] {
    switch (span.kind) {
      case LaneKind::kWaiting:
        return std::string(strings.Get("timeline.span.waiting"));
      case LaneKind::kLeading:
        return std::string(strings.Get("timeline.span.leading"));
      case LaneKind::kInserting:
        return std::string(strings.Get("timeline.span.inserting"));
      case LaneKind::kSync:
        return std::string(strings.Get("timeline.span.sync"));
      case LaneKind::kStalled:
        return strings.Format("timeline.span.stalled", CauseText(span.cause, strings));
      case LaneKind::kReading:
        return std::string(strings.Get("timeline.span.reading"));
      case LaneKind::kFlush:
        return strings.Format("timeline.span.flush", trace::Grouped(span.id));
      case LaneKind::kCompaction:
        return strings.Format("timeline.span.compaction", trace::Grouped(span.id));
    }
    return std::string();
  }();
  return what + "\n" +
         strings.Format("timeline.span.length", trace::ReadableNanos(span.end_ns - span.begin_ns),
                        trace::Grouped(span.begin));
}

class TimelineBuilder {
 public:
  TimelineBuilder(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics)
      : input_(input), metrics_(metrics), axis_(input.session, input.mode) {
    scene.bounds = rect;
  }

  float Px(float at_scale_1) const { return at_scale_1 * input_.scale; }

  // Where a fraction of the run is on a track that shows `window`.
  static float X(const Rect& track, const TimelineWindow& window, double fraction) {
    const double place = (fraction - window.begin) / (window.end - window.begin);
    return track.x + static_cast<float>(std::clamp(place, -1.0, 2.0)) * track.w;
  }

  void Name(const Rect& row, std::string_view text, Role role = Role::kTextSecondary) {
    Item item;
    item.shape = Shape::kText;
    item.rect = {row.x + Px(kMargin), row.y, Px(kNameWidth - kMargin - 8), row.h};
    item.text_role = role;
    item.text_px = Px(kSmallText);
    item.text = ShortenMiddle(text, item.text_px, item.rect.w, metrics_);
    if (item.text != text) item.full_text = text;
    scene.items.push_back(item);
  }

  void Track(const Rect& track) {
    Item item;
    item.rect = track;
    item.fill = Role::kTrack;
    scene.items.push_back(item);
  }

  Item* Bar(const Rect& track, float x0, float x1, const LaneStyle& style) {
    const float begin = std::max(x0, track.x);
    const float end = std::min(std::max(x1, x0 + kNarrowest), track.Right());
    if (end <= begin) return nullptr;
    Item& item = scene.items.emplace_back();
    item.rect = {begin, track.y, end - begin, track.h};
    item.fill = style.fill;
    // Hatching and a border need room to be seen as such.
    if (end - begin >= Px(5)) item.hatch = style.hatch;
    if (end - begin >= Px(3)) item.border = style.border;
    if (item.hatch == Role::kNone && style.hatch != Role::kNone) item.fill = style.hatch;
    return &item;
  }

  // What the colours of the lanes mean, beside a sample of each; and which lanes have room.
  void Legend(const Rect& row, const LaneRows& lanes) {
    constexpr std::pair<LaneKind, std::string_view> kKinds[] = {
        {LaneKind::kWaiting, "timeline.key.waiting"},
        {LaneKind::kLeading, "timeline.key.leading"},
        {LaneKind::kInserting, "timeline.key.inserting"},
        {LaneKind::kSync, "timeline.key.sync"},
        {LaneKind::kStalled, "timeline.key.stalled"},
        {LaneKind::kReading, "timeline.key.reading"},
        {LaneKind::kFlush, "timeline.key.flush"},
        {LaneKind::kCompaction, "timeline.key.compaction"}};
    const Rect track = TrackOf(row, input_.scale);
    float x = track.x;
    const auto sample = [&](const LaneStyle& style, std::string_view key) {
      if (x > track.Right()) return;
      Bar({x, row.y + Px(5), Px(14), Px(8)}, x, x + Px(14), style);
      x = SmallText(x + Px(20), row, input_.strings.Get(key)) + Px(18);
    };
    for (const auto& [kind, key] : kKinds) {
      if (kind == LaneKind::kInserting && !input_.session.index().has_inserts) continue;
      sample(StyleOf(kind), key);
      // Too short for hatching, a delay of 1 ms is drawn solid.
      if (kind == LaneKind::kStalled) {
        sample({Role::kStall, Role::kNone, Role::kNone}, "timeline.key.delayed");
      }
    }
    if (lanes.shown == lanes.clients) return;
    if (lanes.first == 0) {
      Name(row,
           input_.strings.Format("timeline.more", trace::Grouped(lanes.clients - lanes.shown)));
    } else {
      Name(row, input_.strings.Format("timeline.some", trace::Grouped(lanes.first + 1),
                                      trace::Grouped(lanes.first + lanes.shown),
                                      trace::Grouped(lanes.clients)));
    }
    scene.items.back().full_text = input_.strings.Get("timeline.more_hint");
  }

  // A line of the chart, cut at the track's ends.
  void Segment(const Rect& track, float x0, float y0, float x1, float y1) {
    const float begin = std::max(x0, track.x);
    const float end = std::min(x1, track.Right());
    if (end < begin) return;
    // In story time many samples can fall into one place: then it goes straight up or down.
    const bool upright = x1 - x0 < 0.01f;
    const auto y_at = [&](float x) { return Lerp(y0, y1, (x - x0) / (x1 - x0)); };
    Item line;
    line.shape = Shape::kLine;
    line.rect = upright ? Rect{begin, y0, 0, y1 - y0}
                        : Rect{begin, y_at(begin), end - begin, y_at(end) - y_at(begin)};
    line.border = Role::kMemTable;
    line.border_width = 1.5f * input_.scale;
    scene.items.push_back(line);
  }

  // Answers where the text ends.
  float SmallText(float x, const Rect& row, std::string_view text) {
    Item item;
    item.shape = Shape::kText;
    item.text_px = Px(kSmallText);
    item.text = text;
    item.text_role = Role::kTextSecondary;
    item.rect = {x, row.y, metrics_.Width(text, item.text_px), row.h};
    scene.items.push_back(item);
    return item.rect.Right();
  }

  double Begin(const Span& span) const {
    return input_.mode == TimeMode::kStory ? axis_.OfPosition(span.begin)
                                           : axis_.OfTime(span.begin_ns);
  }
  double End(const Span& span) const {
    return input_.mode == TimeMode::kStory ? axis_.OfPosition(span.end) : axis_.OfTime(span.end_ns);
  }

  // Where to begin drawing: the last span that begins before the window, and those that it may lie
  // in. A write waits, leads, syncs and is stalled again and again, but not this often.
  size_t FirstSpan(const Lane& lane) const {
    constexpr size_t kNested = 64;
    const auto inside = std::ranges::partition_point(
        lane.spans, [&](const LaneSpan& span) { return Begin(span) < input_.window.begin; });
    const auto before = static_cast<size_t>(inside - lane.spans.begin());
    return before - std::min(before, kNested);
  }

  void LaneSpans(size_t number, const Rect& track) {
    const Lane& lane = input_.session.index().lanes[number];
    // Many spans fall into one pixel: of each kind only what goes further right is drawn.
    std::array<float, 8> drawn_to;
    drawn_to.fill(track.x - 1);
    for (size_t i = FirstSpan(lane); i < lane.spans.size(); i++) {
      const LaneSpan& span = lane.spans[i];
      const float x0 = X(track, input_.window, Begin(span));
      if (x0 >= track.Right()) break;
      const float x1 = std::max(X(track, input_.window, End(span)), x0 + kNarrowest);
      float& right = drawn_to[static_cast<size_t>(span.kind)];
      if (x1 <= track.x || x1 < right + kNarrowest) continue;
      right = x1;
      if (Item* bar = Bar(track, x0, x1, StyleOf(span.kind)); bar != nullptr && bar->rect.w >= 3) {
        bar->key = {Thing::kLaneSpan, static_cast<uint16_t>(number), i};
      }
    }
  }

  const TimelineInput& input_;
  const TextMetrics& metrics_;
  const TimeAxis axis_;
  Scene scene;
};

std::string LaneName(const Lane& lane, const Strings& strings) {
  if (lane.work == LaneKind::kFlush) return std::string(strings.Get("timeline.flush"));
  if (lane.work == LaneKind::kCompaction) return std::string(strings.Get("timeline.compaction"));
  if (lane.role == ThreadRole::kClient) return "W" + std::to_string(lane.ordinal);
  return "T" + std::to_string(lane.thread);
}

// Lanes that have room below the legend.
size_t LaneRoom(const TimelineInput& input, const Rect& rect) {
  const float room = rect.h / input.scale - 2 * kMarkersMargin;
  return static_cast<size_t>(std::max(2.0f, room / kLaneHeight + 0.05f)) - 1;
}

}  // namespace

LaneRows LaneRowsOf(const TimelineInput& input, const Rect& rect) {
  const RunIndex& index = input.session.index();
  LaneRows rows;
  rows.clients = ClientLanes(index);
  const size_t room = LaneRoom(input, rect);
  rows.shown = std::min(rows.clients, room - std::min(room, index.lanes.size() - rows.clients));
  rows.first = std::min(input.window.first_lane, rows.clients - rows.shown);
  return rows;
}

Rect LaneNoteOf(const Rect& rect, float scale) {
  return {rect.x, rect.y + kMarkersMargin * scale, kNameWidth * scale, kLaneHeight * scale};
}

Rect TrackOf(const Rect& row, float scale) {
  const float x = row.x + kNameWidth * scale;
  return {x, row.y, std::max(0.0f, row.Right() - kMargin * scale - x), row.h};
}

std::string SpanText(const TimelineInput& input, const Key& key) {
  const std::vector<Lane>& lanes = input.session.index().lanes;
  if (key.thing != Thing::kLaneSpan || key.part >= lanes.size()) return {};
  const std::vector<LaneSpan>& spans = lanes[key.part].spans;
  return key.number < spans.size() ? TextOf(spans[key.number], input.strings) : std::string();
}

Scene LayoutScrub(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics) {
  TimelineBuilder out(input, rect, metrics);
  if (rect.w <= 0 || rect.h <= 0) return out.scene;
  out.Name(rect, input.strings.Get("timeline.whole_run"));
  const Rect track = TrackOf(rect, input.scale).Inset(0, out.Px(10));
  out.Track(track);
  constexpr TimelineWindow kWhole;
  float drawn_to = track.x - 1;
  for (const StallSpan& stall : input.session.index().stalls) {
    const float x0 = out.X(track, kWhole, out.Begin(stall));
    const float x1 = std::max(out.X(track, kWhole, out.End(stall)), x0 + kNarrowest);
    if (x1 <= drawn_to + 0.5f) continue;
    drawn_to = x1;
    // A delay of one millisecond is drawn lower than a stop, which halts everybody.
    Rect bar = track;
    if (stall.cause == StallCause::kL0Slowdown) bar = track.Inset(0, track.h * 0.3f);
    Item* item = out.Bar(bar, x0, x1, StyleOf(LaneKind::kStalled));
    if (item == nullptr || item->rect.w < 3) continue;
    LaneSpan span;
    static_cast<Span&>(span) = stall;
    span.kind = LaneKind::kStalled;
    span.cause = stall.cause;
    item->full_text = TextOf(span, input.strings);
  }
  return std::move(out.scene);
}

Scene LayoutLanes(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics,
                  Scene used) {
  TimelineBuilder out(input, rect, metrics);
  used.items.clear();
  out.scene.items = std::move(used.items);
  const std::vector<Lane>& lanes = input.session.index().lanes;
  if (rect.w <= 0 || rect.h <= 0 || lanes.empty()) return out.scene;
  const LaneRows rows = LaneRowsOf(input, rect);
  // When there are more lanes than rows, some clients and all that works behind them stay.
  const size_t background = std::min(lanes.size() - rows.clients, LaneRoom(input, rect));
  Rect row{rect.x, rect.y + out.Px(kMarkersMargin), rect.w, out.Px(kLaneHeight)};
  out.Legend(row, rows);
  for (size_t i = 0; i < rows.shown + background; i++) {
    row.y += row.h;
    const size_t index = i < rows.shown ? rows.first + i : rows.clients + (i - rows.shown);
    out.Name(row, LaneName(lanes[index], input.strings));
    const Rect track = TrackOf(row, input.scale).Inset(0, out.Px(3));
    out.Track(track);
    out.LaneSpans(index, track);
  }
  return std::move(out.scene);
}

Scene LayoutChart(const TimelineInput& input, const Rect& rect, const TextMetrics& metrics) {
  TimelineBuilder out(input, rect, metrics);
  const RunIndex& index = input.session.index();
  if (rect.w <= 0 || rect.h <= 0) return out.scene;
  const Rect upper{rect.x, rect.y + out.Px(4), rect.w, out.Px(16)};
  const Rect lower{rect.x, rect.y + out.Px(20), rect.w, out.Px(16)};
  out.Name(upper, input.strings.Get("timeline.writes"));
  const Rect track = TrackOf(rect, input.scale).Inset(0, out.Px(6));
  Item base;
  base.shape = Shape::kLine;
  base.rect = {track.x, track.Bottom(), track.w, 0};
  base.border = Role::kLine;
  out.scene.items.push_back(base);
  if (index.rate.empty() || index.max_rate <= 0) return std::move(out.scene);
  // A rate of a handful of writes says how the run was sliced, not how fast it was.
  constexpr double kFewestWrites = 10;
  double writes = 0;
  for (const RateSample& sample : index.rate) {
    writes += sample.per_second * static_cast<double>(sample.end_ns - sample.begin_ns) / 1e9;
  }
  if (writes < kFewestWrites - 0.5) {
    out.Name(lower, input.strings.Get("timeline.too_few"));
    return std::move(out.scene);
  }
  out.Name(lower, input.strings.Format("timeline.up_to",
                                       trace::Grouped(static_cast<uint64_t>(index.max_rate))));
  const auto y_of = [&](const RateSample& sample) {
    return track.Bottom() - static_cast<float>(sample.per_second / index.max_rate) * track.h;
  };
  float last_x = 0;
  float last_y = 0;
  bool first = true;
  for (const RateSample& sample : index.rate) {
    const float x =
        out.X(track, input.window, out.axis_.OfTime((sample.begin_ns + sample.end_ns) / 2));
    const float y = y_of(sample);
    if (!first) out.Segment(track, last_x, last_y, x, y);
    first = false;
    last_x = x;
    last_y = y;
  }
  return std::move(out.scene);
}

}  // namespace lsm::gui
