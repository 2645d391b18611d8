// The write-ahead log: its bytes by where they are. Durable bytes survive a power cut; bytes in the
// operating system survive the program's end; bytes in the user buffer survive nothing.
#include <algorithm>
#include <string>
#include <vector>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::LogState;

enum : uint16_t { kDurablePart = 1, kOsPart, kBufferPart, kTextParts = 10, kSyncSign = 20 };

std::string LogName(const LogState& log) {
  const std::string digits = std::to_string(log.number);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits + ".log";
}

// Of the legend, at scale 1.
constexpr float kSquare = 9;
constexpr float kSquareGap = 5;
constexpr float kPieceGap = 14;

struct Piece {
  uint16_t part;
  uint64_t bytes;
  Role fill;
  std::string_view text_key;
};

// The latest records on the bar: each begins at a thin line and can be clicked. What is narrower
// than some pixels is left to the bar.
void PutRecords(SceneBuilder& out, const LogState& log, const Rect& bar) {
  const uint64_t whole = std::max<uint64_t>({log.appended, out.state.limits.write_buffer_bytes, 1});
  const auto x_of = [&](uint64_t offset) {
    return bar.x + bar.w * static_cast<float>(static_cast<double>(std::min(offset, log.appended)) /
                                              static_cast<double>(whole));
  };
  for (size_t i = 0; i < log.records.size(); i++) {
    const trace::RecordState& record = log.records[i];
    const bool last = i + 1 == log.records.size();
    const float begin = x_of(record.offset);
    const float end = x_of(last ? log.appended : log.records[i + 1].offset);
    if (end - begin < out.Px(3)) continue;
    const Key key{Thing::kRecord, 1, record.appended};
    Item& item = out.Box(key, {begin, bar.y, end - begin, bar.h}, Role::kNone);
    item.target = key.Whole();
    item.full_text =
        out.Tr("wal.record", trace::Grouped(record.offset), trace::ReadableBytes(record.bytes));
    out.Line(key.Part(2), begin, bar.y, begin, bar.Bottom(), Role::kGround);
  }
}

constexpr size_t kPieces = 3;

// What the bar's colours mean, in the longest words that all fit into one line.
std::vector<std::string> Legend(const SceneBuilder& out, const Piece (&pieces)[kPieces],
                                float room) {
  std::vector<std::string> texts;
  for (const std::string_view length : {"", ".short", ".least"}) {
    texts.clear();
    float width = 0;
    for (const Piece& piece : pieces) {
      texts.push_back(
          out.Tr(std::string(piece.text_key).append(length), trace::ReadableBytes(piece.bytes)));
      width += out.TextWidth(texts.back(), kSmallText) + 1 + out.Px(kSquare + kSquareGap);
    }
    if (width + out.Px(kPieceGap) * (kPieces - 1) <= room) break;
  }
  return texts;
}

// The bar stands for a memtable's worth of log, so that it fills as the memtable does.
void PutBar(SceneBuilder& out, const LogState& log, const Rect& bar, float legend_y) {
  const Key key{Thing::kLog, 0, log.number};
  Item& track = out.Box(key, bar, Role::kTrack);
  track.rounding = out.Px(3);
  track.target = key;
  const uint64_t whole = std::max<uint64_t>({log.appended, out.state.limits.write_buffer_bytes, 1});
  const Piece pieces[kPieces] = {
      {kDurablePart, log.durable, Role::kDurableFill, "wal.durable"},
      {kOsPart, log.flushed - std::min(log.flushed, log.durable), Role::kOsFill, "wal.os"},
      {kBufferPart, log.appended - std::min(log.appended, log.flushed), Role::kBufferFill,
       "wal.buffer"},
  };
  const std::vector<std::string> legend = Legend(out, pieces, bar.w);
  float x = bar.x, legend_x = bar.x;
  for (size_t i = 0; i < kPieces; i++) {
    const Piece& piece = pieces[i];
    float width =
        bar.w * static_cast<float>(static_cast<double>(piece.bytes) / static_cast<double>(whole));
    // What is there is seen, however little.
    if (piece.bytes > 0) width = std::max(width, out.Px(3));
    width = std::min(width, bar.Right() - x);
    out.Box(key.Part(piece.part), {x, bar.y, width, bar.h}, piece.fill);
    x += width;
    const std::string& text = legend[i];
    const float square = out.Px(kSquare);
    out.Box(key.Part(static_cast<uint16_t>(kTextParts + 3 + piece.part)),
            {legend_x, legend_y + out.Px(4), square, square}, piece.fill, Role::kLine);
    const float text_x = legend_x + square + out.Px(kSquareGap);
    const float text_width = std::min(out.TextWidth(text, kSmallText) + 1, bar.Right() - text_x);
    out.Text(key.Part(static_cast<uint16_t>(kTextParts + piece.part)),
             {text_x, legend_y, std::max(0.0f, text_width), out.Px(17)}, text, kSmallSecondary);
    legend_x = text_x + text_width + out.Px(kPieceGap);
  }
  PutRecords(out, log, bar);
}

std::string SyncText(const SceneBuilder& out, const LogState& log) {
  if (log.syncing) return std::string(out.Tr("wal.syncing"));
  if (log.last_sync == kNoEvent) return std::string(out.Tr("wal.never_synced"));
  return out.Tr("wal.last_sync", FormatShortTime(out.state.time_ns - log.last_sync_ns));
}

void PutNotes(SceneBuilder& out, const LogState& log, const Rect& rect) {
  const Key key = RegionKey(Region::kWal, 10);
  float x = rect.x;
  const float line = out.Px(17);
  if (log.syncing) {
    out.Sign(Key{Thing::kLog, kSyncSign, log.number}, Shape::kSync, x + out.Px(6),
             rect.y + line / 2, out.Px(11), Role::kDurable);
    x += out.Px(16);
  }
  out.Text(key, {x, rect.y, rect.Right() - x, line}, SyncText(out, log),
           {.role = log.syncing ? Role::kDurable : Role::kTextSecondary, .size = kSmallText});
  if (!Recorded(out, Family::kWrite)) return;  // who was told "ok" is not known
  uint64_t lost = log.acknowledged_not_durable;
  for (const LogState& older : out.state.older_logs) lost += older.acknowledged_not_durable;
  const std::string text = lost == 0   ? std::string(out.Tr("wal.loses_nothing"))
                           : lost == 1 ? std::string(out.Tr("wal.loses_one"))
                                       : out.Tr("wal.loses", trace::Grouped(lost));
  out.Paragraph(key.Part(11), {rect.x, rect.y + line, rect.w, rect.h - line}, text,
                {.role = lost == 0 ? Role::kTextSecondary : Role::kStall, .size = kSmallText}, 2);
}

}  // namespace

void LayoutWal(SceneBuilder& out, const Rect& bar, const Rect& notes) {
  const trace::State& state = out.state;
  const Key key = RegionKey(Region::kWal, 0);
  if (!state.log.has_value()) {
    out.Text(key.Part(1), {bar.x, bar.y, bar.w, out.Px(20)}, out.Tr("wal.none"), kSmallSecondary);
    return;
  }
  const LogState& log = *state.log;
  const std::string title = out.Tr("wal.title", LogName(log));
  const float title_width = std::min(bar.w, out.TextWidth(title, kBodyText) + out.Px(12));
  out.Text(key.Part(1), {bar.x, bar.y, title_width, out.Px(20)}, title);
  const bool here = WhereIsBatch(state) == BatchPlace::kWal;
  const float batch_width = here ? std::min(out.Px(190), bar.w * 0.4f) : 0;
  const Rect beside{bar.x + title_width, bar.y, bar.w - title_width - batch_width, out.Px(20)};
  out.Text(key.Part(2), beside,
           state.older_logs.empty() ? std::string()
                                    : out.Tr("wal.older", LogName(state.older_logs.back())),
           kSmallSecondary);
  if (here) PutBatch(out, {bar.Right() - batch_width, bar.y - out.Px(1), batch_width, out.Px(20)});
  PutBar(out, log, {bar.x, bar.y + out.Px(22), bar.w, out.Px(16)}, bar.y + out.Px(40));
  PutNotes(out, log, {notes.x, notes.y + out.Px(4), notes.w, notes.h - out.Px(4)});
}

}  // namespace lsm::gui
