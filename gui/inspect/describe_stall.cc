// The stall at hand, with every condition against its threshold.
#include "gui/inspect/field_writer.h"

namespace lsm::gui {

bool DescribeStall(FieldWriter& out, uint64_t id) {
  if (!out.state.stall || out.state.stall->id != id) return false;
  const trace::StallState& stall = *out.state.stall;
  out.text.title = out.Tr("selection.stall_number", trace::Grouped(id));
  out.text.what = out.EnumText("stall_kind", stall.cause);
  out.text.role = Role::kStall;
  out.Add("selection.held_back", trace::WriterLabel(out.state, stall.writer),
          {Thing::kWriter, 0, stall.writer});
  const size_t behind = out.state.queue.empty() ? 0 : out.state.queue.size() - 1;
  out.Add("selection.behind", trace::Grouped(behind));
  out.Add("selection.since", out.AtEvent(stall.begun));
  out.Add("selection.held_for", out.Since(stall.begun_ns));
  if (stall.delay_ns != 0) out.Add("selection.delay", trace::ReadableNanos(stall.delay_ns));
  for (const trace::StallConditionState& condition : stall.conditions) {
    const bool bytes = condition.condition == StallConditionKind::kMemtableFull;
    const auto text = [&](uint64_t value) {
      return bytes ? trace::ReadableBytes(value) : trace::Grouped(value);
    };
    out.text.fields.push_back(
        {out.EnumText("stage.condition", condition.condition),
         out.Tr(condition.holds ? "selection.condition_holds" : "selection.condition_open",
                text(condition.value), text(condition.threshold))});
  }
  return true;
}

}  // namespace lsm::gui
