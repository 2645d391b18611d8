// A flush or a compaction that runs.
#include <algorithm>

#include "gui/inspect/field_writer.h"
#include "gui/layout/format.h"

namespace lsm::gui {
namespace {

std::string FileList(const std::vector<uint64_t>& files) {
  constexpr size_t kShown = 12;
  std::string list;
  for (size_t i = 0; i < std::min(files.size(), kShown); i++) {
    list += (i == 0 ? "#" : " #") + std::to_string(files[i]);
  }
  if (files.size() > kShown) list += " … " + trace::Grouped(files.size());
  return list;
}

void AddCompaction(FieldWriter& out, const trace::JobState& job) {
  out.Add("selection.from_to",
          "L" + std::to_string(job.level) + " → L" + std::to_string(job.output_level));
  out.Add("selection.reason", out.EnumText("reason", job.reason));
  out.Add("selection.score", FormatPermille(job.score_permille));
  out.Add("selection.inputs", FileList(job.inputs));
  if (!job.next_inputs.empty()) {
    out.Add("selection.inputs",
            "L" + std::to_string(job.output_level) + ": " + FileList(job.next_inputs));
  }
  out.Add("selection.progress", FormatPercent(BytesDone(job), job.bytes_total));
  out.Add("selection.written", trace::ReadableBytes(job.bytes_written));
  out.Add("selection.dropped", trace::Grouped(job.entries_dropped));
}

}  // namespace

bool DescribeJob(FieldWriter& out, uint64_t id) {
  const auto found = out.state.jobs.find(static_cast<uint32_t>(id));
  if (found == out.state.jobs.end()) return false;
  const trace::JobState& job = found->second;
  constexpr std::string_view kKinds[] = {"selection.job.flush", "selection.job.compaction",
                                         "selection.job.trivial_move"};
  out.text.title = out.Tr(kKinds[static_cast<size_t>(job.kind)]);
  out.text.what = trace::Grouped(id);
  out.text.role = job.kind == trace::JobKind::kFlush ? Role::kFlush : Role::kCompaction;
  if (job.begun != kNoEvent) {
    out.Add("selection.since", out.AtEvent(job.begun));
    out.Add("selection.running_for", out.Since(job.begun_ns));
  }
  if (job.kind == trace::JobKind::kFlush) {
    out.Add("selection.memtable", trace::Grouped(job.memtable),
            {Thing::kMemTable, 0, job.memtable});
    out.Add("selection.file", "#" + std::to_string(job.output_file),
            {Thing::kFile, 0, job.output_file});
  } else {
    AddCompaction(out, job);
  }
  return true;
}

}  // namespace lsm::gui
