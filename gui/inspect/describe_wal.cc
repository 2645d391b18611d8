// A write-ahead log, and one record of it.
#include <cstdio>

#include "gui/inspect/field_writer.h"

namespace lsm::gui {
namespace {

// Of a fragment: checksum, length, type (LevelDB's doc/log_format.md).
constexpr uint64_t kWalHeaderBytes = 7;

// Among the latest records of the logs; null: not there any more.
const trace::RecordState* FindRecord(const trace::State& state, uint64_t appended,
                                     const trace::LogState** log) {
  const auto look = [&](const trace::LogState& in) -> const trace::RecordState* {
    for (const trace::RecordState& record : in.records) {
      if (record.appended != appended) continue;
      *log = &in;
      return &record;
    }
    return nullptr;
  };
  if (state.log) {
    if (const trace::RecordState* found = look(*state.log)) return found;
  }
  for (const trace::LogState& older : state.older_logs) {
    if (const trace::RecordState* found = look(older)) return found;
  }
  return nullptr;
}

}  // namespace

std::string LogFileText(uint64_t number) {
  char name[32];
  std::snprintf(name, sizeof(name), "%06llu.log", static_cast<unsigned long long>(number));
  return name;
}

bool DescribeLog(FieldWriter& out, uint64_t number) {
  const trace::LogState* log = nullptr;
  if (out.state.log && out.state.log->number == number) log = &*out.state.log;
  for (const trace::LogState& older : out.state.older_logs) {
    if (older.number == number) log = &older;
  }
  if (log == nullptr) return false;
  out.text.title = LogFileText(number);
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

bool DescribeRecord(FieldWriter& out, uint64_t appended) {
  const trace::LogState* log = nullptr;
  const trace::RecordState* record = FindRecord(out.state, appended, &log);
  if (record == nullptr) return false;
  out.text.title = out.Tr("selection.record_at", trace::Grouped(record->offset));
  out.text.what = out.Tr("selection.record");
  out.text.role = Role::kDurable;
  out.Add("selection.its_log", LogFileText(log->number), {Thing::kLog, 0, log->number});
  out.Add("selection.offset", trace::Grouped(record->offset) + " B");
  out.Add("selection.payload", trace::Grouped(record->bytes) + " B");
  out.Add("selection.fragments", trace::Grouped(record->fragments));
  if (record->group == 0) {
    out.Add("selection.group_of", out.Tr("selection.record_mark"));
  } else {
    out.Add("selection.group_of", trace::Grouped(record->group), {Thing::kGroup, 0, record->group});
  }
  out.Add("selection.since", out.AtEvent(record->appended));
  // Every fragment has a header before it.
  const uint64_t end = record->offset + record->bytes + record->fragments * kWalHeaderBytes;
  out.Add("selection.whereabouts", out.Tr(log->durable >= end   ? "selection.is_durable"
                                          : log->flushed >= end ? "selection.is_in_os"
                                                                : "selection.is_in_buffer"));
  return true;
}

}  // namespace lsm::gui
