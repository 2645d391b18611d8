#include "gui/layout/stage.h"

#include <algorithm>
#include <utility>

#include "gui/layout/regions.h"

namespace lsm::gui {

namespace {

constexpr float kPadding = 14;
constexpr size_t kUsualItems = 1024;  // of a tree that fills its rows; others take more or less

// Memory and disk, from top to bottom.
struct Frame {
  Rect banner, queue, arrow, memtables, wal_bar, wal_notes;
  float memory_y = 0;
  float line_y = 0;
  float disk_y = 0;
  Rect read_line, levels, jobs;
};

Frame DivideStage(const SceneBuilder& out) {
  const Rect inner = out.scene.bounds.Inset(out.Px(kPadding), out.Px(8));
  Frame frame;
  float y = inner.y;
  frame.memory_y = y + out.Px(4);
  const float heading = out.Px(64);
  frame.banner = {inner.x + heading, y, inner.w - heading, out.Px(24)};
  y += out.Px(28);
  const float arrow = out.Px(34);
  const float memtables = MemTablesWidth(out, inner.w * 0.5f);
  const float left = inner.w - memtables - arrow;
  frame.queue = {inner.x, y, left, out.Px(128)};
  frame.arrow = {inner.x + left, y + out.Px(20), arrow, out.Px(76)};
  frame.memtables = {inner.Right() - memtables, y, memtables, out.Px(128)};
  y += out.Px(128);
  frame.wal_bar = {inner.x, y, left, out.Px(58)};
  frame.wal_notes = {frame.memtables.x, y, memtables, out.Px(58)};
  y += out.Px(62);
  frame.line_y = y;
  y += out.Px(6);
  frame.disk_y = y;
  y += out.Px(18);
  frame.read_line = {inner.x, y, inner.w, out.Px(18)};
  y += out.Px(20);
  const float jobs = out.Px(inner.h < out.Px(570) ? 24 : 44);
  frame.jobs = {inner.x, inner.Bottom() - jobs, inner.w, jobs};
  frame.levels = {inner.x, y, inner.w, frame.jobs.y - out.Px(6) - y};
  return frame;
}

void PutArrow(SceneBuilder& out, const Rect& rect) {
  const float y = rect.CentreY();
  Item& arrow = out.Line(RegionKey(Region::kMemory, 3), rect.x + out.Px(6), y,
                         rect.Right() - out.Px(6), y, Role::kWaiting);
  arrow.shape = Shape::kArrow;
  arrow.border_width = out.Px(1.5f);
}

void PutLineBetween(SceneBuilder& out, const Frame& frame) {
  const Rect& bounds = out.scene.bounds;
  out.Line(RegionKey(Region::kDisk, 0), bounds.x, frame.line_y, bounds.Right(), frame.line_y,
           Role::kDurable)
      .border_width = out.Px(2);
  Heading(out, RegionKey(Region::kDisk, 1), frame.queue.x, frame.disk_y, "disk");
}

void MarkSelected(SceneBuilder& out) {
  const Item* item = out.input.selected ? Find(out.scene, out.input.selected) : nullptr;
  if (item == nullptr) return;
  const Rect around = item->rect.Inset(-out.Px(2));
  Item& frame = out.Box(RegionKey(Region::kStage, 2), around, Role::kNone, Role::kSelected);
  frame.border_width = out.Px(2);
  frame.rounding = out.Px(5);
}

void LayoutClosed(SceneBuilder& out) {
  const Rect& bounds = out.scene.bounds;
  // When its opening begins, a database tells its limits.
  const bool begun = out.state.limits.num_levels > 0;
  const std::string_view text = out.Tr(begun                   ? "closed.not_yet"
                                       : out.state.run_started ? "closed.not_open"
                                                               : "closed.nothing_yet");
  out.Text(RegionKey(Region::kStage, 1), bounds.Inset(out.Px(kPadding)), text,
           {.role = Role::kTextSecondary, .size = kHeadText, .align = Align::kCentre});
}

// What a region shows if its events were not recorded: that, and not an empty picture.
void PutNotRecorded(SceneBuilder& out, Region region, Family family, const Rect& rect) {
  const Key key = RegionKey(region, 90);
  const bool low = rect.h < out.Px(20);  // a line of text, not a place
  Item& box = out.Box(key, rect, Role::kNone, low ? Role::kNone : Role::kLine);
  box.dashed = true;
  box.rounding = out.Px(4);
  out.Text(key.Part(91), rect.Inset(out.Px(8), 0),
           out.Tr("not_recorded", kFamilyNames[static_cast<size_t>(family)]),
           {.role = Role::kTextSecondary, .size = kSmallText, .align = Align::kCentre});
}

// Before the database is open; only if the trace would tell that it is.
bool NothingToShow(const SceneBuilder& out) {
  const trace::State& state = out.state;
  if (!Recorded(out, Family::kMemTable) || !Recorded(out, Family::kVersion)) {
    return !state.run_started;
  }
  const auto empty = [](const trace::LevelState& level) { return level.files->empty(); };
  return !state.database_open && !state.memtable && state.queue.empty() &&
         std::all_of(state.levels.begin(), state.levels.end(), empty);
}

}  // namespace

Scene LayoutStage(const trace::State& state, const trace::TraceTables& tables,
                  const StageInput& input, const TextMetrics& metrics) {
  SceneBuilder out(state, tables, input, metrics);
  out.scene.items.reserve(kUsualItems);
  if (NothingToShow(out)) {
    LayoutClosed(out);
    return std::move(out.scene);
  }
  const Frame frame = DivideStage(out);
  Heading(out, RegionKey(Region::kMemory, 1), frame.queue.x, frame.memory_y, "memory");
  PutArrow(out, frame.arrow);
  PutLineBetween(out, frame);
  const auto put = [&](Region region, Family family, const Rect& rect, auto&& layout) {
    Recorded(out, family) ? layout() : PutNotRecorded(out, region, family, rect);
  };
  put(Region::kMemory, Family::kStall, frame.banner, [&] { LayoutStallBanner(out, frame.banner); });
  put(Region::kWal, Family::kWal, frame.wal_bar,
      [&] { LayoutWal(out, frame.wal_bar, frame.wal_notes); });
  put(Region::kReads, Family::kRead, frame.read_line,
      [&] { LayoutReadLine(out, frame.read_line); });
  const Family job = Recorded(out, Family::kFlush) ? Family::kCompaction : Family::kFlush;
  put(Region::kJobs, job, frame.jobs, [&] { LayoutJobs(out, frame.jobs); });
  put(Region::kDisk, Family::kVersion, frame.levels, [&] { LayoutLevels(out, frame.levels); });
  put(Region::kMemTables, Family::kMemTable, frame.memtables,
      [&] { LayoutMemTables(out, frame.memtables); });
  put(Region::kQueue, Family::kWrite, frame.queue, [&] { LayoutQueue(out, frame.queue); });
  MarkSelected(out);
  return std::move(out.scene);
}

}  // namespace lsm::gui
