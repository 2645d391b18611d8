// A memtable, the active one or one that waits for its flush.
#include "gui/inspect/field_writer.h"
#include "gui/layout/format.h"

namespace lsm::gui {
namespace {

trace::MemTableNode FindMemTable(const trace::State& state, uint64_t id) {
  if (state.memtable && state.memtable->id == id) return state.memtable;
  for (const trace::MemTableNode& immutable : state.immutables) {
    if (immutable->id == id) return immutable;
  }
  return nullptr;
}

}  // namespace

bool DescribeMemTable(FieldWriter& out, uint64_t id) {
  const trace::MemTableNode memtable = FindMemTable(out.state, id);
  if (memtable == nullptr) return false;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr(memtable->immutable ? "selection.immutable" : "selection.memtable");
  out.text.role = Role::kMemTable;
  out.Add("selection.usage", FormatBytesOf(memtable->usage, out.state.limits.write_buffer_bytes));
  out.Add("selection.entries", trace::Grouped(memtable->entries));
  out.Add("selection.full", out.YesNo(memtable->full));
  if (memtable->immutable) out.Add("selection.flushing", out.YesNo(memtable->flushing));
  if (memtable->log != 0) {
    out.Add("selection.its_log", LogFileText(memtable->log), {Thing::kLog, 0, memtable->log});
  }
  out.Add("selection.since", out.AtEvent(memtable->created));
  return true;
}

}  // namespace lsm::gui
