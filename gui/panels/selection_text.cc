#include "gui/panels/selection_text.h"

#include <algorithm>
#include <cstdio>

#include "gui/layout/format.h"
#include "gui/layout/text_fit.h"
#include "traces/format/units.h"

namespace lsm::gui {
namespace {

using trace::State;

// Collects the fields of one thing. All borrowed.
class Writer {
 public:
  Writer(const State& state, const trace::TraceTables& tables, const Strings& strings)
      : state(state), tables(tables), strings(strings) {}

  std::string Tr(std::string_view key) const { return std::string(strings.Get(key)); }
  template <class... Args>
  std::string Tr(std::string_view key, const Args&... args) const {
    return strings.Format(key, args...);
  }
  void Add(std::string_view name_key, std::string value) {
    text.fields.push_back({Tr(name_key), std::move(value)});
  }
  std::string YesNo(bool yes) const { return Tr(yes ? "selection.yes" : "selection.no"); }
  std::string AtEvent(EventId position) const {
    return Tr("selection.event", trace::Grouped(position));
  }
  std::string Since(uint64_t time_ns) const {
    return trace::ReadableNanos(state.time_ns > time_ns ? state.time_ns - time_ns : 0);
  }
  template <class E>
  std::string EnumText(std::string_view prefix, E value) const {
    return Tr(std::string(prefix) + "." + std::string(Names(value)[static_cast<size_t>(value)]));
  }

  const State& state;
  const trace::TraceTables& tables;
  const Strings& strings;
  SelectionText text;
};

std::string LogName(uint64_t number) {
  char name[32];
  std::snprintf(name, sizeof(name), "%06llu.log", static_cast<unsigned long long>(number));
  return name;
}

std::string FileList(const std::vector<uint64_t>& files) {
  constexpr size_t kShown = 12;
  std::string list;
  for (size_t i = 0; i < std::min(files.size(), kShown); i++) {
    list += (i == 0 ? "#" : " #") + std::to_string(files[i]);
  }
  if (files.size() > kShown) list += " … " + trace::Grouped(files.size());
  return list;
}

bool DescribeWriter(Writer& out, uint64_t id) {
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
  out.Add("selection.group_of",
          writer->group == 0 ? out.Tr("selection.group_none") : trace::Grouped(writer->group));
  return true;
}

bool DescribeGroup(Writer& out, uint64_t id) {
  if (!out.state.group || out.state.group->id != id) return false;
  const trace::GroupState& group = *out.state.group;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr("selection.group");
  out.text.role = Role::kLeader;
  out.Add("selection.leader", trace::WriterLabel(out.state, group.leader));
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

trace::MemTableNode FindMemTable(const State& state, uint64_t id) {
  if (state.memtable && state.memtable->id == id) return state.memtable;
  for (const trace::MemTableNode& immutable : state.immutables) {
    if (immutable->id == id) return immutable;
  }
  return nullptr;
}

bool DescribeMemTable(Writer& out, uint64_t id) {
  const trace::MemTableNode memtable = FindMemTable(out.state, id);
  if (memtable == nullptr) return false;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr(memtable->immutable ? "selection.immutable" : "selection.memtable");
  out.text.role = Role::kMemTable;
  out.Add("selection.usage", FormatBytesOf(memtable->usage, out.state.limits.write_buffer_bytes));
  out.Add("selection.entries", trace::Grouped(memtable->entries));
  out.Add("selection.full", out.YesNo(memtable->full));
  if (memtable->immutable) out.Add("selection.flushing", out.YesNo(memtable->flushing));
  if (memtable->log != 0) out.Add("selection.its_log", LogName(memtable->log));
  out.Add("selection.since", out.AtEvent(memtable->created));
  return true;
}

bool DescribeLog(Writer& out, uint64_t number) {
  const trace::LogState* log = nullptr;
  if (out.state.log && out.state.log->number == number) log = &*out.state.log;
  for (const trace::LogState& older : out.state.older_logs) {
    if (older.number == number) log = &older;
  }
  if (log == nullptr) return false;
  out.text.title = LogName(number);
  out.text.what = out.Tr("selection.log");
  out.text.role = Role::kDurable;
  out.Add("selection.appended", trace::ReadableBytes(log->appended));
  out.Add("selection.flushed", trace::ReadableBytes(log->flushed));
  out.Add("selection.durable", trace::ReadableBytes(log->durable));
  out.Add("selection.at_risk",
          out.Tr("selection.at_risk_value", trace::Grouped(log->acknowledged_not_durable)));
  out.Add("selection.last_sync", log->last_sync == kNoEvent
                                     ? out.Tr("selection.never")
                                     : out.Tr("selection.ago", out.Since(log->last_sync_ns)));
  return true;
}

uint32_t JobThatReads(const State& state, uint64_t file) {
  for (const auto& [id, job] : state.jobs) {
    if (std::ranges::find(job.inputs, file) != job.inputs.end()) return id;
    if (std::ranges::find(job.next_inputs, file) != job.next_inputs.end()) return id;
  }
  return 0;
}

bool DescribeFile(Writer& out, uint64_t number) {
  const trace::FileNode file = trace::FindFile(out.state, number);
  if (file == nullptr) return false;
  out.text.title = "#" + std::to_string(number);
  out.text.what = out.Tr("selection.file");
  out.Add("selection.level_of", "L" + std::to_string(file->level));
  out.Add("selection.size", trace::ReadableBytes(file->bytes));
  out.Add("selection.range", ShowKey(out.tables.texts.Get(file->smallest)) + " – " +
                                 ShowKey(out.tables.texts.Get(file->largest)));
  if (file->added != kNoEvent) out.Add("selection.since", out.AtEvent(file->added));
  out.Add("selection.made_by", file->made_by_job == 0 ? out.Tr("selection.before_run")
                                                      : out.Tr("selection.job_value",
                                                               trace::Grouped(file->made_by_job)));
  if (const uint32_t job = JobThatReads(out.state, number); job != 0) {
    out.text.role = Role::kCompaction;
    out.Add("selection.input_of", out.Tr("selection.job_value", trace::Grouped(job)));
  }
  return true;
}

bool DescribeLevel(Writer& out, uint64_t number) {
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

void AddCompaction(Writer& out, const trace::JobState& job) {
  out.Add("selection.from_to",
          "L" + std::to_string(job.level) + " → L" + std::to_string(job.output_level));
  out.Add("selection.reason", out.EnumText("reason", job.reason));
  out.Add("selection.score", FormatPermille(job.score_permille));
  out.Add("selection.inputs", FileList(job.inputs));
  if (!job.next_inputs.empty()) {
    out.Add("selection.inputs",
            "L" + std::to_string(job.output_level) + ": " + FileList(job.next_inputs));
  }
  out.Add("selection.progress",
          FormatPercent(std::min(job.bytes_done, job.bytes_total), job.bytes_total));
  out.Add("selection.written", trace::ReadableBytes(job.bytes_written));
  out.Add("selection.dropped", trace::Grouped(job.entries_dropped));
}

bool DescribeJob(Writer& out, uint64_t id) {
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
    out.Add("selection.memtable", trace::Grouped(job.memtable));
    out.Add("selection.file", "#" + std::to_string(job.output_file));
  } else {
    AddCompaction(out, job);
  }
  return true;
}

bool DescribeRead(Writer& out, uint64_t id) {
  const auto running = out.state.reads.find(id);
  const trace::ReadState* read = nullptr;
  if (running != out.state.reads.end()) {
    read = &running->second;
  } else if (out.state.last_read && out.state.last_read->id == id) {
    read = &*out.state.last_read;
  }
  if (read == nullptr) return false;
  out.text.title = trace::Grouped(id);
  out.text.what = out.Tr("selection.read");
  out.text.role = Role::kRead;
  out.Add("selection.key", ShowKey(read->key.Prefix()));
  out.Add("selection.snapshot", trace::Grouped(read->snapshot));
  out.Add("selection.probes", trace::Grouped(read->probes.size()));
  if (read->done) out.Add("selection.answer", out.EnumText("answer", read->answer));
  return true;
}

}  // namespace

std::optional<SelectionText> DescribeSelection(const State& state, const trace::TraceTables& tables,
                                               const Strings& strings, const Key& key) {
  Writer out(state, tables, strings);
  const bool there = [&] {
    switch (key.thing) {
      case Thing::kWriter:
        return DescribeWriter(out, key.number);
      case Thing::kGroup:
        return DescribeGroup(out, key.number);
      case Thing::kMemTable:
        return DescribeMemTable(out, key.number);
      case Thing::kLog:
        return DescribeLog(out, key.number);
      case Thing::kFile:
        return DescribeFile(out, key.number);
      case Thing::kLevel:
        return DescribeLevel(out, key.number);
      case Thing::kJob:
        return DescribeJob(out, key.number);
      case Thing::kRead:
      case Thing::kProbe:
        return DescribeRead(out, key.number);
      default:
        return false;
    }
  }();
  if (!there) return std::nullopt;
  return std::move(out.text);
}

std::string NameOf(const State& state, const Key& key) {
  switch (key.thing) {
    case Thing::kWriter:
      return trace::FindWriter(state, key.number) != nullptr ? trace::WriterLabel(state, key.number)
                                                             : trace::Grouped(key.number);
    case Thing::kFile:
      return "#" + std::to_string(key.number);
    case Thing::kLevel:
      return "L" + std::to_string(key.number);
    case Thing::kLog:
      return LogName(key.number);
    default:
      return trace::Grouped(key.number);
  }
}

}  // namespace lsm::gui
