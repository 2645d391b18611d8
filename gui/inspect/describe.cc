// The list of inspectors: which of them tells about which thing.
#include "gui/inspect/describe.h"

#include <utility>

#include "gui/inspect/field_writer.h"

namespace lsm::gui {

std::optional<SelectionText> DescribeSelection(const trace::State& state,
                                               const trace::TraceTables& tables,
                                               const Strings& strings, const Key& key) {
  FieldWriter out(state, tables, strings);
  const bool there = [&] {
    switch (key.thing) {
      case Thing::kWriter:
        return DescribeWriter(out, key.number);
      case Thing::kGroup:
        return DescribeGroup(out, key.number);
      case Thing::kStall:
        return DescribeStall(out, key.number);
      case Thing::kRecord:
        return DescribeRecord(out, key.number);
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

std::string NameOf(const trace::State& state, const Key& key) {
  switch (key.thing) {
    case Thing::kWriter:
      return trace::FindWriter(state, key.number) != nullptr ? trace::WriterLabel(state, key.number)
                                                             : trace::Grouped(key.number);
    case Thing::kFile:
      return "#" + std::to_string(key.number);
    case Thing::kLevel:
      return "L" + std::to_string(key.number);
    case Thing::kLog:
      return LogFileText(key.number);
    default:
      return trace::Grouped(key.number);
  }
}

}  // namespace lsm::gui
