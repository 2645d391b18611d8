// The levels: files by key range on one horizontal axis for all rows. L0 is a stack, the newest
// file on top, with the thresholds as lines across it; deeper levels are a row of cells each.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gui/layout/file_places.h"
#include "gui/layout/format.h"
#include "gui/layout/level_rows.h"
#include "gui/layout/regions.h"
#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::FileNode;
using trace::LevelFiles;
using trace::LevelState;
using trace::State;

enum : uint16_t {
  kName = 1,
  kAmount,
  kScore,
  kBytesPart,
  kTrackPart,
  kFillPart,
  kEmptyPart,
  kFoldedPart,
  kThresholdParts = 20  // three lines, then their labels
};
enum : uint16_t { kFileLabel = 1 };

constexpr float kLabelColumn = 138;
constexpr size_t kMostThresholdSlots = 24;  // a stop at 1,000 files does not reserve their room

// What all rows need.
struct Tree {
  const FilePlaces& places;
  std::map<uint64_t, uint32_t> inputs;   // files that a compaction is reading -> its job
  std::map<uint64_t, uint64_t> flushed;  // files that a flush has just made -> their memtable
  Rect cells;                            // where files go: x and width of every row
  std::optional<float> read_x;           // where a Get looks that is shown, through all rows
};

Tree MakeTree(const SceneBuilder& out, const FilePlaces& places, const Rect& rect) {
  Tree tree{.places = places};
  for (const auto& [id, job] : out.state.jobs) {
    for (const uint64_t file : job.inputs) tree.inputs[file] = id;
    for (const uint64_t file : job.next_inputs) tree.inputs[file] = id;
    if (job.kind == trace::JobKind::kFlush) tree.flushed[job.output_file] = job.memtable;
  }
  tree.cells = rect;
  tree.cells.x += out.Px(kLabelColumn);
  tree.cells.w -= out.Px(kLabelColumn);
  return tree;
}

// Of a place on the key axis.
float XOf(const Tree& tree, float place) { return tree.cells.x + tree.cells.w * place; }

// The file's box without its label. `roomy`: large enough for a border and hatching.
Item& PutFile(SceneBuilder& out, const Tree& tree, const trace::FileState& file, const Rect& rect,
              bool roomy) {
  const Key key{Thing::kFile, 0, file.number};
  const auto job = tree.inputs.find(file.number);
  const bool input = job != tree.inputs.end();
  Item& box = out.Box(key, rect, input ? Role::kCompactionFill : Role::kFileFill,
                      !roomy  ? Role::kNone
                      : input ? Role::kCompaction
                              : Role::kFile);
  // Hatching needs some pixels to be read as such; a small input is filled with the strong colour.
  if (input && roomy) box.hatch = Role::kCompaction;
  if (input && !roomy) box.fill = Role::kCompaction;
  if (roomy) box.rounding = out.Px(2);
  box.target = key;
  if (file.made_by_job != 0) box.came_from = {Thing::kJob, 0, file.made_by_job};
  // A flush ends only after its file is in place: the file grows out of the memtable.
  if (const auto flush = tree.flushed.find(file.number); flush != tree.flushed.end()) {
    box.came_from = {Thing::kMemTable, 0, flush->second};
  }
  if (input) box.goes_to = {Thing::kJob, 0, job->second};
  return box;
}

// Whether the mark of a Get that is shown covers a label of this width.
bool IsUnderRead(const SceneBuilder& out, const Tree& tree, const Rect& rect, float width,
                 Align align) {
  if (!tree.read_x) return false;
  const float begin = align == Align::kRight    ? rect.Right() - width
                      : align == Align::kCentre ? rect.CentreX() - width / 2
                                                : rect.x;
  const float side = out.Px(8);  // of the mark, with some room
  return *tree.read_x + side > begin && *tree.read_x - side < begin + width;
}

// It has a ground of its own, so that hatching does not cross the letters.
void PutFileLabel(SceneBuilder& out, const Tree& tree, const trace::FileState& file,
                  const Rect& rect, const std::string& text, Align align, float margin) {
  Rect inner = rect.Inset(margin, out.Px(1));
  const float width = out.TextWidth(text, kSmallText);
  if (IsUnderRead(out, tree, inner, width, align)) {
    align = *tree.read_x > inner.CentreX() ? Align::kLeft : Align::kRight;
    // In a cell that is hardly wider than its number, above the mark.
    const bool high = inner.h >= out.Px(22);
    if (high && IsUnderRead(out, tree, inner, width, align)) inner.h = out.Px(kSmallText + 2);
  }
  Item& label = out.Text({Thing::kFile, kFileLabel, file.number}, inner, text,
                         {.size = kSmallText, .align = align});
  label.fill = tree.inputs.contains(file.number) ? Role::kCompactionFill : Role::kFileFill;
}

void PutThreshold(SceneBuilder& out, const Tree& tree, const Rect& rect, const LevelRows& rows,
                  int which, uint64_t files, std::string_view text_key, bool crossed) {
  if (files == 0 || files > rows.l0_slots) return;
  const Key key{Thing::kLevel, static_cast<uint16_t>(kThresholdParts + which), 0};
  const float y = rect.Bottom() - static_cast<float>(files) * rows.l0_pitch;
  const float label_x = rect.x + out.Px(60);
  const Role role = crossed ? Role::kStall : Role::kTextSecondary;
  Item& line =
      out.Line(key, label_x, y, tree.cells.Right(), y, crossed ? Role::kStall : Role::kLine);
  line.dashed = true;
  out.Text(key.Part(static_cast<uint16_t>(key.part + 3)),
           {label_x, y, tree.cells.x - label_x - out.Px(4), out.Px(14)},
           out.Tr(text_key, trace::Grouped(files)),
           {.role = role, .size = kSmallText, .align = Align::kRight});
}

void PutThresholds(SceneBuilder& out, const Tree& tree, const Rect& rect, const LevelRows& rows) {
  const trace::LimitsState& limits = out.state.limits;
  const size_t files = out.state.levels[0].files->size();
  const float label_height = out.Px(14);
  float free_above = rect.Bottom() + 1;  // labels below this y are taken
  // From the bottom up; a label that would run into the one below it is left out, its line stays
  // readable from the tooltip of L0.
  const struct {
    uint64_t files;
    std::string_view text_key;
  } thresholds[] = {{limits.l0_compaction_trigger, "l0.compact"},
                    {limits.l0_slowdown_trigger, "l0.slow"},
                    {limits.l0_stop_trigger, "l0.stop"}};
  for (int i = 0; i < 3; i++) {
    const float y = rect.Bottom() - static_cast<float>(thresholds[i].files) * rows.l0_pitch;
    if (y + label_height > free_above) continue;
    PutThreshold(out, tree, rect, rows, i, thresholds[i].files, thresholds[i].text_key,
                 files >= thresholds[i].files && i > 0);
    free_above = y;
  }
}

void PutL0Files(SceneBuilder& out, const Tree& tree, const Rect& rect, const LevelRows& rows) {
  const LevelFiles& files = *out.state.levels[0].files;
  const std::vector<FilePlaces::Place>& places = tree.places.OfLevel(0);
  const size_t folded = files.size() > rows.l0_slots ? files.size() - rows.l0_slots : 0;
  const float gap = rows.l0_pitch >= out.Px(11)  ? out.Px(2)
                    : rows.l0_pitch >= out.Px(5) ? out.Px(1)
                                                 : out.Px(0.5f);
  const float height = rows.l0_pitch - gap;
  const bool labels = rows.l0_pitch >= out.Px(10.5f);  // digits are 8 high
  for (size_t i = folded; i < files.size(); i++) {
    const trace::FileState& file = *files[i];
    const float y = rect.Bottom() - static_cast<float>(i - folded + 1) * rows.l0_pitch + gap / 2;
    const float x0 = XOf(tree, places[i].smallest), x1 = XOf(tree, places[i].largest);
    const float width = std::max(x1 - x0, out.Px(6));
    const float x = std::min(x0, tree.cells.Right() - width);
    const Rect place{x, y, width, height};
    PutFile(out, tree, file, place, height >= out.Px(4));
    if (!labels || width < out.Px(48)) continue;
    const std::string number = "#" + std::to_string(file.number);
    const bool newest = i + 1 == files.size(), oldest = i == 0;
    const bool told = files.size() > 1 && (newest || oldest);
    std::string text = told ? out.Tr(newest ? "l0.newest" : "l0.oldest", number) : number;
    if (out.TextWidth(text, kSmallText) > width - out.Px(12)) text = number;
    PutFileLabel(out, tree, file, place, text, Align::kRight, out.Px(6));
  }
  if (folded > 0) {
    out.Text({Thing::kLevel, kFoldedPart, 0},
             {rect.x, rect.Bottom() - out.Px(16), out.Px(kLabelColumn - 6), out.Px(16)},
             out.Tr("l0.folded", trace::Grouped(folded)), kSmallSecondary);
  }
}

void LayoutL0(SceneBuilder& out, const Tree& tree, const Rect& rect, const LevelRows& rows) {
  const LevelState& level = out.state.levels[0];
  const trace::LimitsState& limits = out.state.limits;
  const Key key{Thing::kLevel, 0, 0};
  const size_t count = level.files->size();
  const bool high = limits.l0_slowdown_trigger > 0 && count >= limits.l0_slowdown_trigger;
  const float column = out.Px(62);
  float y = rect.y;
  const auto line = [&](uint16_t part, std::string_view text, const TextStyle& style, float step) {
    if (y + out.Px(step) > rect.Bottom() + 1) return;
    const bool wide = part == kAmount || part == kName;
    out.Text(key.Part(part), {rect.x, y, wide ? out.Px(70) : column, out.Px(step)}, text, style)
        .target = key;
    y += out.Px(step);
  };
  line(kName, "L0", {.size = kHeadText}, 20);
  line(kAmount, out.Tr(count == 1 ? "level.file" : "level.files", trace::Grouped(count)),
       {.role = high ? Role::kStall : Role::kText, .size = kSmallText}, 15);
  line(kScore, trace::ReadableBytes(level.bytes), kSmallSecondary, 15);
  line(kBytesPart, out.Tr("level.score_short", FormatPermille(level.score_permille)),
       kSmallSecondary, 15);
  PutThresholds(out, tree, rect, rows);
  PutL0Files(out, tree, rect, rows);
  if (count == 0) {
    const Rect place{tree.cells.x, rect.CentreY() - out.Px(9), tree.cells.w, out.Px(18)};
    const bool all_empty = tree.places.axis().empty();
    Item& text =
        out.Text(key.Part(kEmptyPart), place, out.Tr(all_empty ? "l0.no_files_yet" : "l0.empty"),
                 {.role = Role::kTextSecondary, .align = Align::kCentre});
    text.fill = Role::kGround;
  }
}

// Files of a row that share one cell: [begin, end) of the level's files.
struct Cell {
  size_t begin = 0;
  size_t end = 0;
};

// One file a cell while there are three pixels for each; otherwise those that begin in the same
// three pixels share one, unless a compaction reads only some of them.
std::vector<Cell> ShareCells(const SceneBuilder& out, const Tree& tree, uint8_t level,
                             const Rect& row) {
  const LevelFiles& files = *out.state.levels[level].files;
  const std::vector<FilePlaces::Place>& places = tree.places.OfLevel(level);
  const float least = out.Px(3);
  const bool crowded = least * static_cast<float>(files.size()) > row.w;
  std::vector<Cell> cells;
  const auto slot = [&](size_t i) {
    return static_cast<int>((XOf(tree, places[i].smallest) - row.x) / least);
  };
  int last_slot = -1;
  bool last_input = false;
  for (size_t i = 0; i < files.size(); i++) {
    const int here = crowded ? slot(i) : 0;
    const bool input = tree.inputs.contains(files[i]->number);
    if (crowded && i > 0 && here == last_slot && input == last_input) {
      cells.back().end = i + 1;
    } else {
      cells.push_back({i, i + 1});
    }
    last_slot = here;
    last_input = input;
  }
  return cells;
}

// Cells in a row. Where keys lie closer than pixels, cells keep their order and give up their
// borders; they never run into each other.
void PutCells(SceneBuilder& out, const Tree& tree, uint8_t level, const Rect& row) {
  const LevelFiles& files = *out.state.levels[level].files;
  const std::vector<FilePlaces::Place>& places = tree.places.OfLevel(level);
  const std::vector<Cell> cells = ShareCells(out, tree, level, row);
  const float end = row.Right();
  // The least width that every cell of the row can have.
  const float least = std::min(out.Px(3), row.w / static_cast<float>(cells.size()));
  float free_from = row.x;
  for (size_t i = 0; i < cells.size(); i++) {
    const trace::FileState& file = *files[cells[i].begin];
    const trace::FileState& last = *files[cells[i].end - 1];
    const float room_behind = least * static_cast<float>(cells.size() - i - 1);
    const float next = i + 1 < cells.size() ? XOf(tree, places[cells[i + 1].begin].smallest) : end;
    const float x0 = std::clamp(XOf(tree, places[cells[i].begin].smallest), free_from,
                                end - room_behind - least);
    const float largest = XOf(tree, places[cells[i].end - 1].largest);
    const float x1 = std::clamp(std::max(largest, x0 + least), x0 + least,
                                std::max(x0 + least, end - room_behind));
    const float width = x1 - x0;
    // A hair between neighbours, if there is room for it.
    const float gap = width >= out.Px(6) && next - x1 < out.Px(1) ? out.Px(1.5f) : 0;
    const Rect place{x0, row.y, width - gap, row.h};
    const bool roomy = width >= out.Px(6) && row.h >= out.Px(8);
    Item& box = PutFile(out, tree, file, place, roomy);
    // Neighbours without borders are told apart by turns of tone.
    const bool seen = width >= 1.5f;  // narrower than pixels, turns would only make a pattern
    if (!roomy && seen && box.fill == Role::kFileFill && i % 2 == 1) box.fill = Role::kFile;
    free_from = x1;
    if (&file != &last) {
      box.full_text = out.Tr("level.shared_cell", trace::Grouped(cells[i].end - cells[i].begin),
                             std::to_string(file.number), std::to_string(last.number));
      continue;
    }
    const std::string label = "#" + std::to_string(file.number);
    // With less room the label comes closer to the border, not below the size that can be read.
    const float spare = place.w - out.TextWidth(label, kSmallText);
    if (row.h >= out.Px(13) && spare >= out.Px(4)) {
      PutFileLabel(out, tree, file, place, label, Align::kCentre,
                   std::min(out.Px(6), spare / 2 - out.Px(1)));
    }
  }
}

std::string LevelAmount(const LevelState& level) {
  return level.target_bytes == 0 ? trace::ReadableBytes(level.bytes)
                                 : FormatBytesOf(level.bytes, level.target_bytes);
}

void LayoutDeeperLevel(SceneBuilder& out, const Tree& tree, uint8_t number, const Rect& rect,
                       bool one_line) {
  const LevelState& level = out.state.levels[number];
  const Key key{Thing::kLevel, 0, number};
  const bool tight = rect.h < out.Px(37);
  const float head = out.Px(tight ? 15 : 17);
  const float name_width = out.Px(26);
  const float amount_width = out.Px(kLabelColumn) - name_width - out.Px(4);
  out.Text(key.Part(kName), {rect.x, rect.y, name_width, head}, "L" + std::to_string(number),
           {.size = one_line ? kBodyText : kHeadText})
      .target = key;
  const bool over = level.score_permille >= 1000;
  out.Text(key.Part(kAmount), {rect.x + name_width, rect.y, amount_width, head},
           level.files->empty() && level.target_bytes == 0 ? std::string() : LevelAmount(level),
           {.role = over ? Role::kCompaction : Role::kTextSecondary, .size = kSmallText});
  if (!one_line) {
    const std::string files = trace::Grouped(level.files->size());
    out.Text(
        key.Part(kScore), {rect.x, rect.y + head, out.Px(kLabelColumn) - out.Px(4), out.Px(14)},
        level.files->empty() ? std::string()
                             : out.Tr(level.files->size() == 1 ? "level.line_one" : "level.line",
                                      files, FormatPermille(level.score_permille)),
        kSmallSecondary);
  }
  const float cell_height = std::min(rect.h - out.Px(one_line ? 2 : 8), out.Px(26));
  const Rect row{tree.cells.x, rect.y + out.Px(1), tree.cells.w, cell_height};
  if (level.files->empty()) {
    out.Line(key.Part(kTrackPart), row.x, row.Bottom(), row.Right(), row.Bottom(), Role::kLine);
    out.Text(key.Part(kEmptyPart), row, out.Tr("level.empty"), kSmallSecondary);
    return;
  }
  PutCells(out, tree, number, row);
  if (level.target_bytes == 0 || tight) return;
  // How full the level is, as a thin bar under its label.
  const float full = out.Px(kLabelColumn) - out.Px(14);
  const double share =
      std::min(1.0, static_cast<double>(level.bytes) / static_cast<double>(level.target_bytes));
  const float bar_y = rect.y + head + out.Px(14.5f);
  out.Box(key.Part(kTrackPart), {rect.x, bar_y, full, out.Px(2)}, Role::kTrack);
  out.Box(key.Part(kFillPart), {rect.x, bar_y, full * static_cast<float>(share), out.Px(2)},
          over ? Role::kCompaction : Role::kFile);
}

size_t ShownLevels(const State& state) {
  size_t deepest = 2;
  for (size_t level = 1; level < state.levels.size(); level++) {
    if (!state.levels[level].files->empty()) deepest = std::max(deepest, level);
  }
  for (const auto& [id, job] : state.jobs) deepest = std::max<size_t>(deepest, job.output_level);
  const size_t most =
      state.limits.num_levels > 0 ? state.limits.num_levels - size_t{1} : state.levels.size() - 1;
  return std::min(deepest, std::min(most, state.levels.size() - 1));
}

void PutAxisLabel(SceneBuilder& out, const Tree& tree, const Rect& rect) {
  const Key key = RegionKey(Region::kDisk, 2);
  const float width = tree.cells.w * 0.62f;
  const Rect place{tree.cells.Right() - width, rect.y - out.Px(38), width, out.Px(18)};
  if (tree.places.axis().empty()) return;
  TextStyle style = kSmallSecondary;
  style.align = Align::kRight;
  const auto brief = [&](const std::string& user_key) {
    return ShortenMiddle(ShowKey(user_key), out.Px(kSmallText), out.Px(110), out.metrics);
  };
  out.Text(
      key, place,
      out.Tr("axis", brief(tree.places.axis().smallest()), brief(tree.places.axis().largest())),
      style);
}

}  // namespace

void LayoutLevels(SceneBuilder& out, const Rect& rect) {
  const FilePlaces found = out.input.places ? FilePlaces() : FilePlaces(out.state, out.tables);
  Tree tree = MakeTree(out, out.input.places ? *out.input.places : found, rect);
  if (const std::optional<std::string> read = ShownReadKey(out);
      read && !tree.places.axis().empty()) {
    tree.read_x = XOf(tree, static_cast<float>(tree.places.axis().Position(*read)));
  }
  PutAxisLabel(out, tree, rect);
  const size_t deepest = ShownLevels(out.state);
  const float between = out.Px(8);
  const size_t guides = std::min<size_t>(out.state.limits.l0_stop_trigger, kMostThresholdSlots);
  const size_t wanted = std::max(out.state.levels[0].files->size(), guides);
  const LevelRows rows =
      ShareHeight(rect.h - between, out.input.scale, std::max<size_t>(wanted, 4), deepest);
  const float l0_height = static_cast<float>(rows.l0_slots) * rows.l0_pitch;
  LayoutL0(out, tree, {rect.x, rect.y, rect.w, l0_height}, rows);
  float y = rect.y + l0_height + between;
  for (size_t level = 1; level <= deepest; level++) {
    LayoutDeeperLevel(out, tree, static_cast<uint8_t>(level), {rect.x, y, rect.w, rows.level_pitch},
                      rows.one_line);
    y += rows.level_pitch;
  }
  if (tree.read_x) PutFileProbes(out, rect, *tree.read_x);
}

}  // namespace lsm::gui
