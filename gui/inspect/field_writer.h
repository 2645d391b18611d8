// What every inspector is made of: a subject, and a collector of its fields.
#ifndef LSMSCOPE_GUI_INSPECT_FIELD_WRITER_H_
#define LSMSCOPE_GUI_INSPECT_FIELD_WRITER_H_

#include <string>
#include <string_view>
#include <utility>

#include "gui/inspect/describe.h"
#include "gui/strings/strings.h"
#include "traces/format/units.h"
#include "traces/record/tables.h"
#include "traces/state/state.h"

namespace lsm::gui {

// Collects the fields of one thing. All borrowed.
class FieldWriter {
 public:
  FieldWriter(const trace::State& state, const trace::TraceTables& tables, const Strings& strings)
      : state(state), tables(tables), strings(strings) {}

  std::string Tr(std::string_view key) const { return std::string(strings.Get(key)); }
  template <class... Args>
  std::string Tr(std::string_view key, const Args&... args) const {
    return strings.Format(key, args...);
  }
  void Add(std::string_view name_key, std::string value, Key target = {}) {
    text.fields.push_back({Tr(name_key), std::move(value), target});
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

  const trace::State& state;
  const trace::TraceTables& tables;
  const Strings& strings;
  SelectionText text;
};

// Each answers whether the State has the thing of this number; then its title and fields are in
// *out. One file a topic; the list stands in describe.cc.
bool DescribeWriter(FieldWriter& out, uint64_t id);
bool DescribeGroup(FieldWriter& out, uint64_t id);
bool DescribeLog(FieldWriter& out, uint64_t number);
bool DescribeRecord(FieldWriter& out, uint64_t appended);  // the position of its WalAppended
bool DescribeMemTable(FieldWriter& out, uint64_t id);
bool DescribeFile(FieldWriter& out, uint64_t number);
bool DescribeLevel(FieldWriter& out, uint64_t number);
bool DescribeJob(FieldWriter& out, uint64_t id);
bool DescribeRead(FieldWriter& out, uint64_t id);
bool DescribeStall(FieldWriter& out, uint64_t id);

// "000041.log"
std::string LogFileText(uint64_t number);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_INSPECT_FIELD_WRITER_H_
