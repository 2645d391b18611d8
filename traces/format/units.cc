#include "traces/format/units.h"

#include <array>

namespace lsm::trace {
namespace {

std::string Padded(uint64_t number, size_t digits) {
  std::string text = std::to_string(number);
  return std::string(digits > text.size() ? digits - text.size() : 0, '0') + text;
}

}  // namespace

std::string Grouped(uint64_t number) {
  std::string text = std::to_string(number);
  for (size_t i = text.size(); i > 3;) text.insert(i -= 3, ",");
  return text;
}

std::string GroupedSigned(int64_t number) {
  if (number >= 0) return Grouped(static_cast<uint64_t>(number));
  return "-" + Grouped(uint64_t{0} - static_cast<uint64_t>(number));
}

std::string ReadableNanos(uint64_t nanos) {
  if (nanos < 1'000) return std::to_string(nanos) + " ns";
  if (nanos < 1'000'000)
    return std::to_string(nanos / 1'000) + "." + Padded(nanos % 1'000, 3) + " µs";
  nanos /= 1'000;
  if (nanos < 1'000'000)
    return std::to_string(nanos / 1'000) + "." + Padded(nanos % 1'000, 3) + " ms";
  nanos /= 1'000;
  return Grouped(nanos / 1'000) + "." + Padded(nanos % 1'000, 3) + " s";
}

uint64_t TenthsOf(uint64_t number, uint64_t unit) {
  const uint64_t rest = number % unit;
  return number / unit * 10 + (rest * 10 + unit / 2) / unit;
}

std::string ReadableBytes(uint64_t bytes) {
  static constexpr std::array kUnits = {"KiB", "MiB", "GiB", "TiB", "PiB"};
  if (bytes < 1024) return std::to_string(bytes) + " B";
  size_t unit = 0;
  uint64_t tenths = TenthsOf(bytes, 1024);
  // 1,023.97 KiB are 1.0 MiB, as that is how they would be printed.
  while (tenths >= 10240 && unit + 1 < kUnits.size()) {
    unit++;
    tenths = TenthsOf(bytes, uint64_t{1024} << (10 * unit));
  }
  return Grouped(tenths / 10) + "." + std::to_string(tenths % 10) + " " + kUnits[unit];
}

std::string Ratio(uint64_t numerator, uint64_t denominator) {
  if (denominator == 0) return "0.000";
  const uint64_t whole = numerator / denominator;
  uint64_t rest = numerator % denominator;
  // Without overflow: three decimal digits need rest * 1,000.
  while (rest > UINT64_MAX / 1000) {
    rest /= 2;
    denominator /= 2;
  }
  return std::to_string(whole) + "." + Padded(rest * 1000 / denominator, 3);
}

}  // namespace lsm::trace
