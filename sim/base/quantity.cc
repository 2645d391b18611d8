#include "sim/base/quantity.h"

#include <charconv>
#include <span>

namespace lsm::sim {
namespace {

struct Suffix {
  std::string_view name;
  uint64_t factor;
};

constexpr Suffix kBytes[] = {
    {"", 1},
    {"K", uint64_t{1} << 10},
    {"M", uint64_t{1} << 20},
    {"G", uint64_t{1} << 30},
    {"T", uint64_t{1} << 40},
};

// In picoseconds, so that one table serves all units of time.
constexpr Suffix kTimes[] = {
    {"ps", 1}, {"ns", 1'000}, {"us", 1'000'000}, {"ms", 1'000'000'000}, {"s", 1'000'000'000'000}};

const Suffix* Find(std::span<const Suffix> table, std::string_view name) {
  for (const Suffix& suffix : table) {
    if (suffix.name == name) return &suffix;
  }
  return nullptr;
}

}  // namespace

std::optional<uint64_t> ParseQuantity(std::string_view text, std::string_view unit) {
  uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stopped == text.data()) return {};
  const std::string_view name(stopped, static_cast<size_t>(end - stopped));
  if (name.empty()) return number;
  const bool bytes = unit == "bytes";
  const Suffix* own = bytes ? &kBytes[0] : Find(kTimes, unit);
  const Suffix* written = bytes ? Find(kBytes, name) : Find(kTimes, name);
  if (own == nullptr || written == nullptr) return {};
  // Divided first where that is exact: seconds in picoseconds leave little room.
  if (written->factor >= own->factor) {
    const uint64_t factor = written->factor / own->factor;
    if (number > UINT64_MAX / factor) return {};
    return number * factor;
  }
  const uint64_t divisor = own->factor / written->factor;
  if (number % divisor != 0) return {};
  return number / divisor;
}

std::string_view QuantityHint(std::string_view unit) {
  if (unit == "bytes") return ", or with a unit as in 64K, 1M or 2G";
  if (Find(kTimes, unit) != nullptr) return ", or with a unit as in 200us, 5ms or 1s";
  return "";
}

}  // namespace lsm::sim
