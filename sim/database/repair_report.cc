#include "sim/database/repair_report.h"

#include <fmt/format.h>

#include "traces/format/json_out.h"
#include "traces/format/units.h"

namespace lsm::sim {

using trace::Grouped;

EventId RepairListener::Append(const Event& event, EmitSite site, LockTicket ticket) {
  if (event.Is<RepairBegin>()) report_->begin = event.As<RepairBegin>();
  if (event.Is<TableRepaired>()) report_->tables.push_back(event.As<TableRepaired>());
  if (event.Is<LogConverted>()) report_->logs.push_back(event.As<LogConverted>());
  if (event.Is<RepairEnd>()) report_->end = event.As<RepairEnd>();
  return next_ == nullptr ? kNoEvent : next_->Append(event, site, ticket);
}

std::string RepairText(const RepairReport& report) {
  std::string text = report.begin.manifest_usable != 0
                         ? "the MANIFEST can be read: it says which files count\n"
                         : "no MANIFEST that can be relied on: every log and table counts\n";
  for (const TableRepaired& table : report.tables) {
    text += fmt::format("table {:06}  {}, {} entries\n", table.file,
                        Names(RepairedTable{})[static_cast<size_t>(table.result)],
                        Grouped(table.entries));
  }
  for (const LogConverted& log : report.logs) {
    text += fmt::format("log   {:06}  {} entries", log.log, Grouped(log.entries));
    if (log.file != 0) text += fmt::format(", now in table {:06}", log.file);
    if (log.dropped_bytes > 0) {
      text += fmt::format("; {} bytes could not be used", Grouped(log.dropped_bytes));
    }
    text += '\n';
  }
  return text + fmt::format("repaired: {} tables, {} bytes; what is not used is in lost/\n",
                            Grouped(report.end.files), Grouped(report.end.bytes));
}

std::string RepairJson(const RepairReport& report) {
  std::string text;
  trace::JsonOut json(&text);
  json.Begin('{');
  json.Key("manifest_usable").Bool(report.begin.manifest_usable != 0);
  json.Key("tables").Begin('[');
  for (const TableRepaired& table : report.tables) {
    json.Begin('{');
    json.Key("file").Number(table.file);
    json.Key("result").String(Names(RepairedTable{})[static_cast<size_t>(table.result)]);
    json.Key("entries").Number(table.entries);
    json.End('}');
  }
  json.End(']');
  json.Key("logs").Begin('[');
  for (const LogConverted& log : report.logs) {
    json.Begin('{');
    json.Key("log").Number(log.log);
    json.Key("file").Number(log.file);
    json.Key("entries").Number(log.entries);
    json.Key("dropped_bytes").Number(log.dropped_bytes);
    json.End('}');
  }
  json.End(']');
  json.Key("files").Number(report.end.files);
  json.Key("bytes").Number(report.end.bytes);
  json.End('}');
  return text + "\n";
}

}  // namespace lsm::sim
