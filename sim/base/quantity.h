// "64K", "2ms": numbers with a unit, as people write them in scenarios, scripts and options.
#ifndef LSMSCOPE_SIM_BASE_QUANTITY_H_
#define LSMSCOPE_SIM_BASE_QUANTITY_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace lsm::sim {

// `text` in `unit`: "bytes" (K, M, G, T: 1024 each), or "ps", "ns", "us" (ps, ns, us, ms, s); a
// number alone is in the unit itself. Nothing if it is no whole number of that unit, is too large
// for 64 bits, or the unit has no such names.
std::optional<uint64_t> ParseQuantity(std::string_view text, std::string_view unit);

// ", or with a unit as in 64K, 1M or 2G", for messages; empty if ParseQuantity knows nothing to add
// to a number in `unit`.
std::string_view QuantityHint(std::string_view unit);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_BASE_QUANTITY_H_
