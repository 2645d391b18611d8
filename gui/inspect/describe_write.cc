// A Write call in the queue, and the group that is written as one.
#include <algorithm>

#include "gui/inspect/field_writer.h"
#include "gui/layout/format.h"

namespace lsm::gui {

bool DescribeWriter(FieldWriter& out, uint64_t id) {
  const trace::WriterState* writer = trace::FindWriter(out.state, id);
  if (writer == nullptr) return false;
  out.text.title = trace::WriterLabel(out.state, id);
  out.text.what = out.Tr(writer->leader ? "selection.writer_leads" : "selection.writer");
  out.text.role = writer->leader ? Role::kLeader : Role::kText;
  out.Add("selection.phase", out.EnumText("phase", writer->phase));
  out.Add("selection.batch",
          writer->has_batch
              ? out.Tr("selection.batch_value", trace::Grouped(writer->puts),
                       trace::Grouped(writer->deletes), trace::ReadableBytes(writer->bytes))
              : out.Tr("selection.no_batch"));
  out.Add("selection.sync", out.YesNo(writer->sync));
  const auto place = std::ranges::find(out.state.queue, id);
  if (place != out.state.queue.end()) {
    out.Add("selection.place",
            out.Tr("selection.place_value",
                   trace::Grouped(static_cast<uint64_t>(place - out.state.queue.begin()) + 1),
                   trace::Grouped(out.state.queue.size())));
  }
  out.Add("selection.queued_at", out.AtEvent(writer->enqueued));
  out.Add("selection.queued_for", out.Since(writer->enqueued_ns));
  if (writer->leader) {
    out.Add("selection.leading", out.Since(writer->elected_ns));
    out.Add("selection.waited", trace::ReadableNanos(writer->elected_ns - writer->enqueued_ns));
  }
  if (writer->group == 0) {
    out.Add("selection.group_of", out.Tr("selection.group_none"));
  } else {
    out.Add("selection.group_of", trace::Grouped(writer->group), {Thing::kGroup, 0, writer->group});
  }
  return true;
}

bool DescribeGroup(FieldWriter& out, uint64_t id) {
  if (!out.state.group || out.state.group->id != id) return false;
  const trace::GroupState& group = *out.state.group;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr("selection.group");
  out.text.role = Role::kLeader;
  out.Add("selection.leader", trace::WriterLabel(out.state, group.leader),
          {Thing::kWriter, 0, group.leader});
  std::string members;
  for (const uint64_t member : group.members) {
    members += (members.empty() ? "" : " ") + trace::WriterLabel(out.state, member);
  }
  out.Add("selection.members", members);
  out.Add("selection.bytes", FormatBytesOf(group.bytes, group.max_bytes));
  out.Add("selection.sync", out.YesNo(group.sync));
  out.Add("selection.closed_why", group.close_reason
                                      ? out.EnumText("group_close", *group.close_reason)
                                      : out.Tr("selection.still_open"));
  if (group.first_sequence != 0) {
    out.Add("selection.sequences",
            trace::Grouped(group.first_sequence) + " – " + trace::Grouped(group.last_sequence));
  }
  return true;
}

}  // namespace lsm::gui
