// A table file, and a level.
#include <algorithm>

#include "gui/inspect/field_writer.h"
#include "gui/layout/format.h"
#include "gui/layout/text_fit.h"

namespace lsm::gui {
namespace {

uint32_t JobThatReads(const trace::State& state, uint64_t file) {
  for (const auto& [id, job] : state.jobs) {
    if (std::ranges::find(job.inputs, file) != job.inputs.end()) return id;
    if (std::ranges::find(job.next_inputs, file) != job.next_inputs.end()) return id;
  }
  return 0;
}

}  // namespace

bool DescribeFile(FieldWriter& out, uint64_t number) {
  const trace::FileNode file = trace::FindFile(out.state, number);
  if (file == nullptr) return false;
  out.text.title = "#" + std::to_string(number);
  out.text.what = out.Tr("selection.file");
  out.Add("selection.level_of", "L" + std::to_string(file->level), {Thing::kLevel, 0, file->level});
  out.Add("selection.size", trace::ReadableBytes(file->bytes));
  out.Add("selection.range", ShowKey(out.tables.texts.Get(file->smallest)) + " – " +
                                 ShowKey(out.tables.texts.Get(file->largest)));
  if (file->added != kNoEvent) out.Add("selection.since", out.AtEvent(file->added));
  if (file->made_by_job == 0) {
    out.Add("selection.made_by", out.Tr("selection.before_run"));
  } else {
    out.Add("selection.made_by", out.Tr("selection.job_value", trace::Grouped(file->made_by_job)),
            {Thing::kJob, 0, file->made_by_job});
  }
  if (const uint32_t job = JobThatReads(out.state, number); job != 0) {
    out.text.role = Role::kCompaction;
    out.Add("selection.input_of", out.Tr("selection.job_value", trace::Grouped(job)),
            {Thing::kJob, 0, job});
  }
  return true;
}

bool DescribeLevel(FieldWriter& out, uint64_t number) {
  if (number >= static_cast<uint64_t>(trace::kMaxLevels)) return false;
  const trace::LevelState& level = out.state.levels[number];
  out.text.title = "L" + std::to_string(number);
  out.text.what = out.Tr("selection.level");
  out.Add("selection.files", trace::Grouped(level.files->size()));
  out.Add("selection.bytes", trace::ReadableBytes(level.bytes));
  if (level.target_bytes != 0)
    out.Add("selection.target", trace::ReadableBytes(level.target_bytes));
  out.Add("selection.score", FormatPermille(level.score_permille));
  return true;
}

}  // namespace lsm::gui
