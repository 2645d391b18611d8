// Flushes and compactions that run: what they take, why, how far they are.
#include <algorithm>
#include <string>
#include <vector>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::JobKind;
using trace::JobState;

enum : uint16_t { kTitle = 1, kDetail, kTrackPart, kBarPart, kPercent };

std::string_view ReasonText(const SceneBuilder& out, const JobState& job) {
  const auto names = Names(CompactionReason{});
  return out.Tr(std::string("job.by_").append(names[static_cast<size_t>(job.reason)]));
}

using Wordings = std::vector<std::string>;

Wordings TitlesOf(const SceneBuilder& out, const JobState& job) {
  const std::string id = trace::Grouped(job.id);
  if (job.kind == JobKind::kFlush) {
    return {out.Tr("job.flush", id, out.Tr("memtable.name", trace::Grouped(job.memtable)),
                   "#" + std::to_string(job.output_file))};
  }
  std::string reason(ReasonText(out, job));
  if (job.reason == CompactionReason::kSize) {
    reason = out.Tr("job.by_score", FormatPermille(job.score_permille));
  }
  const std::string kind = job.kind == JobKind::kTrivialMove ? "job.move" : "job.compaction";
  const std::string from = "L" + std::to_string(job.level);
  const std::string to = "L" + std::to_string(job.output_level);
  return {out.Tr(kind, id, from, to, reason), out.Tr(kind + ".short", id, from, to)};
}

Wordings DetailsOf(const SceneBuilder& out, const JobState& job) {
  const std::string elapsed = FormatShortTime(out.state.time_ns - job.begun_ns);
  if (job.kind == JobKind::kFlush) return {out.Tr("job.running_for", elapsed)};
  if (job.kind == JobKind::kTrivialMove) {
    const std::string bytes = trace::ReadableBytes(job.bytes_total);
    return {out.Tr("job.move_detail", bytes), out.Tr("job.move_detail.short", bytes)};
  }
  const std::string inputs = trace::Grouped(job.inputs.size());
  const std::string next = trace::Grouped(job.next_inputs.size());
  if (!job.running) {
    return {out.Tr("job.picked", inputs, next), out.Tr("job.picked.short", inputs, next)};
  }
  const std::string total = trace::ReadableBytes(job.bytes_total);
  const std::string written = trace::ReadableBytes(job.bytes_written);
  return {
      out.Tr("job.detail", inputs, next, total, written, trace::Grouped(job.entries_dropped)),
      out.Tr("job.detail.short", inputs, next, total, written),
      out.Tr("job.detail.least", inputs, next, written),
  };
}

// What it does and how far it is: one below the other, or side by side in a low box. There the
// reason goes first where room is short, then words of what it is about.
void PutWords(SceneBuilder& out, const JobState& job, const Rect& rect) {
  const Key key{Thing::kJob, 0, job.id};
  const Wordings titles = TitlesOf(out, job);
  const Wordings details = DetailsOf(out, job);
  if (rect.h >= out.Px(32)) {
    Rect above = rect, below = rect;
    above.h = below.h = rect.h / 2;
    below.y += above.h;
    out.Text(key.Part(kTitle), above, titles);
    out.Text(key.Part(kDetail), below, details, kSmallSecondary);
    return;
  }
  const float gap = out.Px(14);
  const auto width_of = [&](const std::string& title) {
    return std::min(rect.w, out.TextWidth(title, kBodyText) + 1);
  };
  const float beside_all = rect.w - width_of(titles.front()) - gap;
  const bool whole_title = out.TextWidth(details.front(), kSmallText) + 1 <= beside_all;
  const float title_width = width_of(whole_title ? titles.front() : titles.back());
  const float x = rect.x + title_width + gap;
  // The room, not its words, decides on a title: it must not take the detail's place.
  out.Text(key.Part(kTitle), {rect.x, rect.y, title_width, rect.h}, titles);
  out.Text(key.Part(kDetail), {x, rect.y, std::max(0.0f, rect.Right() - x), rect.h}, details,
           kSmallSecondary);
}

void PutJob(SceneBuilder& out, const JobState& job, const Rect& rect) {
  const Key key{Thing::kJob, 0, job.id};
  const bool flush = job.kind == JobKind::kFlush;
  const Role strong = flush ? Role::kFlush : Role::kCompaction;
  Item& box = out.Box(key, rect, flush ? Role::kFlushFill : Role::kCompactionFill, strong);
  box.rounding = out.Px(4);
  box.target = key;
  const Rect inner = rect.Inset(out.Px(10), out.Px(3));
  const bool progress = job.kind == JobKind::kCompaction && job.running && job.bytes_total > 0;
  const float bar_width = progress ? std::min(out.Px(130), inner.w * 0.2f) : 0;
  const float percent_width = progress ? out.Px(40) : 0;
  const float words = inner.w - bar_width - percent_width - (progress ? out.Px(12) : 0);
  PutWords(out, job, {inner.x, inner.y, words, inner.h});
  if (!progress) return;
  const uint64_t done = BytesDone(job);
  const float share =
      static_cast<float>(static_cast<double>(done) / static_cast<double>(job.bytes_total));
  const Rect bar{inner.Right() - bar_width - percent_width, rect.CentreY() - out.Px(4), bar_width,
                 out.Px(8)};
  out.Box(key.Part(kTrackPart), bar, Role::kTrack);
  out.Box(key.Part(kBarPart), {bar.x, bar.y, bar.w * share, bar.h}, strong);
  out.Text(key.Part(kPercent), {bar.Right(), rect.y, percent_width, rect.h},
           FormatPercent(done, job.bytes_total), {.size = kSmallText, .align = Align::kRight});
}

}  // namespace

void LayoutJobs(SceneBuilder& out, const Rect& rect) {
  const auto& jobs = out.state.jobs;
  if (jobs.empty()) {
    const Key key = RegionKey(Region::kJobs, 0);
    Item& box = out.Box(key.Part(1), rect, Role::kNone, Role::kLine);
    box.dashed = true;
    box.rounding = out.Px(4);
    out.Text(key.Part(2), rect.Inset(out.Px(10), 0),
             out.Tr(out.state.background_scheduled ? "job.called" : "job.none"), kSmallSecondary);
    return;
  }
  const float gap = out.Px(8);
  const auto count = static_cast<float>(jobs.size());
  const float width = (rect.w - gap * (count - 1)) / count;
  float x = rect.x;
  for (const auto& [id, job] : jobs) {
    PutJob(out, job, {x, rect.y, width, rect.h});
    x += width + gap;
  }
}

}  // namespace lsm::gui
