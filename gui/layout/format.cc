#include "gui/layout/format.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "traces/format/units.h"

namespace lsm::gui {

namespace {

std::string Decimal(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof(text), "%.*f", places, value);
  return text;
}

struct ByteUnit {
  std::string_view name;
  uint64_t bytes;
};

ByteUnit UnitFor(uint64_t bytes) {
  if (bytes >= uint64_t{1} << 30) return {" GiB", uint64_t{1} << 30};
  if (bytes >= uint64_t{1} << 20) return {" MiB", uint64_t{1} << 20};
  if (bytes >= uint64_t{1} << 10) return {" KiB", uint64_t{1} << 10};
  return {" B", 1};
}

std::string InUnit(uint64_t bytes, const ByteUnit& unit) {
  if (unit.bytes == 1) return trace::Grouped(bytes);
  const uint64_t tenths = trace::TenthsOf(bytes, unit.bytes);
  if (tenths >= 1000) return trace::Grouped((bytes + unit.bytes / 2) / unit.bytes);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

std::string FormatShortTime(uint64_t ns) {
  const double value = static_cast<double>(ns);
  if (ns < 1000) return trace::Grouped(ns) + " ns";
  if (ns < 1000 * 1000) return Decimal(value / 1e3, 1) + " µs";
  if (ns < uint64_t{1000} * 1000 * 1000) return Decimal(value / 1e6, 1) + " ms";
  return Decimal(value / 1e9, 1) + " s";
}

std::string FormatPermille(uint64_t score) { return Decimal(static_cast<double>(score) / 1000, 2); }

std::string FormatPercent(uint64_t part, uint64_t whole) {
  const double share =
      whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole) * 100;
  return Decimal(share, 0) + " %";
}

std::string FormatBytesOf(uint64_t bytes, uint64_t limit) {
  const ByteUnit unit = UnitFor(limit);
  // In the limit's unit a small value would read as nothing.
  if (bytes == 0) return "0 / " + InUnit(limit, unit).append(unit.name);
  if (bytes * 20 < unit.bytes) {
    const ByteUnit own = UnitFor(bytes);
    return InUnit(bytes, own).append(own.name) + " / " + InUnit(limit, unit).append(unit.name);
  }
  return (InUnit(bytes, unit) + " / " + InUnit(limit, unit)).append(unit.name);
}

uint64_t BytesDone(const trace::JobState& job) {
  return std::min(std::max(job.bytes_done, job.bytes_written), job.bytes_total);
}

}  // namespace lsm::gui
