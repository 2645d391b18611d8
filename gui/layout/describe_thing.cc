// What a thing is, in a few lines: for hovering.
#include <algorithm>
#include <string>

#include "gui/layout/format.h"
#include "gui/layout/stage.h"
#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {

namespace {

using trace::Grouped;
using trace::ReadableBytes;

class Describer {
 public:
  Describer(const trace::State& state, const trace::TraceTables& tables, const Strings& strings)
      : state_(state), tables_(tables), strings_(strings) {}

  std::string Describe(const Key& key) const {
    switch (key.thing) {
      case Thing::kWriter:
        return Writer(key.number);
      case Thing::kGroup:
        return Group(key.number);
      case Thing::kLog:
        return Log(key.number);
      case Thing::kMemTable:
        return MemTable(key.number);
      case Thing::kFile:
        return File(key.number);
      case Thing::kLevel:
        return Level(key.number);
      case Thing::kJob:
        return Job(key.number);
      default:
        return "";  // what they show is all there is
    }
  }

 private:
  template <class... Args>
  std::string Tr(std::string_view key, const Args&... args) const {
    return strings_.Format(std::string("stage.about.").append(key), std::string_view(args)...);
  }
  std::string Since(uint64_t ns) const { return FormatShortTime(state_.time_ns - ns); }

  std::string Writer(uint64_t id) const {
    const trace::WriterState* writer = FindWriter(state_, id);
    if (writer == nullptr) return "";
    std::string text =
        Tr("writer", trace::WriterLabel(state_, id), Grouped(id), Grouped(writer->puts),
           Grouped(writer->deletes), ReadableBytes(writer->bytes));
    if (writer->sync) text += "\n" + Tr("writer_sync");
    return text + "\n" + Tr("writer_since", Grouped(writer->enqueued), Since(writer->enqueued_ns));
  }

  std::string Group(uint64_t id) const {
    if (!state_.group.has_value() || state_.group->id != id) return "";
    const trace::GroupState& group = *state_.group;
    std::string text =
        Tr("group", Grouped(id), trace::WriterLabel(state_, group.leader),
           Grouped(group.members.size()), Grouped(group.entries), ReadableBytes(group.bytes));
    if (group.first_sequence == 0) return text;
    return text + "\n" +
           Tr("group_sequences", Grouped(group.first_sequence), Grouped(group.last_sequence));
  }

  std::string Log(uint64_t number) const {
    if (!state_.log.has_value() || state_.log->number != number) return "";
    const trace::LogState& log = *state_.log;
    return Tr("log", std::to_string(number), ReadableBytes(log.appended),
              ReadableBytes(log.flushed), ReadableBytes(log.durable));
  }

  std::string MemTable(uint64_t id) const {
    const trace::MemTableState* table = nullptr;
    if (state_.memtable && state_.memtable->id == id) table = state_.memtable.get();
    for (const trace::MemTableNode& node : state_.immutables) {
      if (node->id == id) table = node.get();
    }
    if (table == nullptr) return "";
    return Tr("memtable", Grouped(id), Grouped(table->entries),
              FormatBytesOf(table->usage, state_.limits.write_buffer_bytes),
              std::to_string(table->log) + ".log");
  }

  std::string File(uint64_t number) const {
    const trace::FileNode file = FindFile(state_, number);
    if (!file) return "";
    std::string text = Tr("file", std::to_string(number), std::to_string(file->level),
                          ReadableBytes(file->bytes)) +
                       "\n" +
                       Tr("file_keys", ShowKey(tables_.texts.Get(file->smallest)),
                          ShowKey(tables_.texts.Get(file->largest)));
    if (file->made_by_job != 0) {
      text += "\n" + Tr("file_made", Grouped(file->made_by_job), Grouped(file->added));
    }
    for (const auto& [id, job] : state_.jobs) {
      const auto reads = [&](const std::vector<uint64_t>& files) {
        return std::find(files.begin(), files.end(), number) != files.end();
      };
      if (reads(job.inputs) || reads(job.next_inputs)) {
        text += "\n" + Tr("file_input", Grouped(id));
      }
    }
    return text;
  }

  std::string Level(uint64_t number) const {
    if (number >= state_.levels.size()) return "";
    const trace::LevelState& level = state_.levels[number];
    const std::string text = Tr("level", std::to_string(number), Grouped(level.files->size()),
                                ReadableBytes(level.bytes), FormatPermille(level.score_permille)) +
                             "\n";
    if (number > 0) return text + Tr("level_target", ReadableBytes(level.target_bytes));
    const trace::LimitsState& limits = state_.limits;
    return text + Tr("l0_thresholds", Grouped(limits.l0_compaction_trigger),
                     Grouped(limits.l0_slowdown_trigger), Grouped(limits.l0_stop_trigger));
  }

  std::string Job(uint64_t id) const {
    const auto found = state_.jobs.find(static_cast<uint32_t>(id));
    if (found == state_.jobs.end()) return "";
    const trace::JobState& job = found->second;
    const std::string text = Tr("job_began", Grouped(job.begun), Since(job.begun_ns));
    if (job.kind == trace::JobKind::kFlush) return text;
    return text + "\n" +
           Tr("job_expects", Grouped(job.entries_in), Grouped(job.entries_dropped),
              Grouped(job.outputs_closed));
  }

  const trace::State& state_;
  const trace::TraceTables& tables_;
  const Strings& strings_;
};

}  // namespace

std::string DescribeThing(const trace::State& state, const trace::TraceTables& tables,
                          const Strings& strings, const Key& key) {
  return Describer(state, tables, strings).Describe(key);
}

}  // namespace lsm::gui
