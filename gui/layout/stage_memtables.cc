// Memtables: the active one filling towards its limit, the immutable ones that wait for their
// flush, and an empty place that says why it is empty.
#include <algorithm>

#include "gui/layout/format.h"
#include "gui/layout/regions.h"
#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::MemTableState;

enum : uint16_t { kLevelPart = 1, kName, kUsage, kEntries, kStatus };

constexpr float kGap = 10;

size_t ImmutableSlots(const trace::State& state) {
  const size_t most =
      std::max<size_t>(state.limits.max_immutable_memtables, state.immutables.size());
  return std::clamp<size_t>(most, 1, 3);
}

const trace::JobState* FlushOf(const trace::State& state, uint64_t memtable) {
  for (const auto& [id, job] : state.jobs) {
    if (job.kind == trace::JobKind::kFlush && job.memtable == memtable) return &job;
  }
  return nullptr;
}

// As the policy sees it. The engine says so (MemTableFull) only when a leader comes to switch it.
bool IsFull(const trace::State& state, const MemTableState& table) {
  const uint64_t limit = state.limits.write_buffer_bytes;
  return table.full || (limit > 0 && table.usage > limit);
}

std::string_view StatusOf(const SceneBuilder& out, const MemTableState& table) {
  if (table.flushing) return out.Tr("memtable.flushing");
  if (table.immutable) return out.Tr("memtable.waits");
  if (IsFull(out.state, table)) return out.Tr("memtable.full");
  if (table.inserting_group != 0) return out.Tr("memtable.inserting");
  return "";
}

void PutMemTable(SceneBuilder& out, const MemTableState& table, const Rect& rect) {
  const Key key{Thing::kMemTable, 0, table.id};
  Item& box = out.Box(key, rect, Role::kRaised, Role::kMemTable);
  box.target = key;
  box.rounding = out.Px(4);
  box.border_width = out.Px(table.immutable ? 1 : 2);
  if (const trace::JobState* flush = FlushOf(out.state, table.id)) {
    box.goes_to = {Thing::kFile, 0, flush->output_file};
  }
  const uint64_t limit = out.state.limits.write_buffer_bytes;
  const double share =
      limit == 0 ? 0 : std::min(1.0, static_cast<double>(table.usage) / static_cast<double>(limit));
  const Rect inner = rect.Inset(out.Px(2));
  const float height = inner.h * static_cast<float>(share);
  out.Box(key.Part(kLevelPart), {inner.x, inner.Bottom() - height, inner.w, height},
          Role::kMemTableFill);
  const Rect words = rect.Inset(out.Px(6), out.Px(5));
  const float line = out.Px(15);
  const auto centred = [&](uint16_t part, float y, std::string_view text, TextStyle style) {
    style.align = Align::kCentre;
    out.Text(key.Part(part), {words.x, y, words.w, line}, text, style);
  };
  const std::string entries = trace::Grouped(table.entries);
  centred(kName, words.y + out.Px(1), out.Tr("memtable.name", trace::Grouped(table.id)), {});
  centred(kUsage, words.y + line + out.Px(3), FormatBytesOf(table.usage, limit),
          {.size = kSmallText});
  centred(kEntries, words.y + 2 * line + out.Px(3),
          out.Tr(table.entries == 1 ? "memtable.entry" : "memtable.entries", entries),
          {.size = kSmallText});
  const bool full = !table.immutable && IsFull(out.state, table);
  centred(kStatus, words.y + 3 * line + out.Px(3), StatusOf(out, table),
          {.role = full ? Role::kLeader : Role::kMemTable, .size = kSmallText});
}

void PutEmptySlot(SceneBuilder& out, uint16_t slot, const Rect& rect) {
  const Key key = RegionKey(Region::kMemTables, static_cast<uint16_t>(10 + slot * 10));
  Item& box = out.Box(key, rect, Role::kNone, Role::kLine);
  box.dashed = true;
  box.rounding = out.Px(4);
  const Rect words = rect.Inset(out.Px(8), out.Px(4));
  const std::string_view text = out.Tr("memtable.none");
  const size_t lines = Wrap(text, out.Px(kSmallText), words.w, 4, out.metrics).size();
  const float height = static_cast<float>(lines) * out.Px(kSmallText + 4);
  out.Paragraph(key.Part(static_cast<uint16_t>(key.part + 1)),
                {words.x, rect.CentreY() - height / 2, words.w, height}, text,
                {.role = Role::kTextSecondary, .size = kSmallText, .align = Align::kCentre}, 4);
}

}  // namespace

float MemTablesWidth(const SceneBuilder& out, float available) {
  const size_t boxes = 1 + ImmutableSlots(out.state);
  const float wanted =
      static_cast<float>(boxes) * out.Px(128) + static_cast<float>(boxes - 1) * out.Px(kGap);
  return std::min(wanted, available);
}

void LayoutMemTables(SceneBuilder& out, const Rect& rect) {
  const trace::State& state = out.state;
  const Key key = RegionKey(Region::kMemTables, 0);
  const size_t slots = ImmutableSlots(state);
  const float gap = out.Px(kGap);
  const float width = (rect.w - gap * static_cast<float>(slots)) / static_cast<float>(slots + 1);
  const float head = out.Px(20);
  const Rect active{rect.x, rect.y + head, width, out.Px(76)};
  out.Text(key.Part(1), {active.x, rect.y, width, head}, out.Tr("memtable.title"));
  const float rest = active.Right() + gap;
  out.Text(key.Part(2), {rest, rect.y, rect.Right() - rest, head},
           slots > 1 && state.immutables.size() > 1
               ? out.Tr("memtable.immutables", trace::Grouped(state.immutables.size()))
               : std::string(out.Tr("memtable.immutable")));
  if (state.memtable) PutMemTable(out, *state.memtable, active);
  for (size_t slot = 0; slot < slots; slot++) {
    const Rect place{rest + static_cast<float>(slot) * (width + gap), active.y, width, active.h};
    // The oldest ones are flushed first, so they are drawn; the heading counts all.
    if (slot < state.immutables.size()) {
      PutMemTable(out, *state.immutables[slot], place);
    } else {
      PutEmptySlot(out, static_cast<uint16_t>(slot), place);
    }
  }
  PutMemTableProbes(out);
  if (WhereIsBatch(state) == BatchPlace::kMemTable) {
    PutBatch(out,
             {active.x, active.Bottom() + out.Px(6), std::min(rect.w, out.Px(190)), out.Px(20)});
  }
}

}  // namespace lsm::gui
