// Numbers as people read them. The same on every machine: whole numbers only, no locale.
#ifndef LSMSCOPE_TRACES_FORMAT_UNITS_H_
#define LSMSCOPE_TRACES_FORMAT_UNITS_H_

#include <cstdint>
#include <string>

namespace lsm::trace {

// "8,431".
std::string Grouped(uint64_t number);
std::string GroupedSigned(int64_t number);
// "214.803 ms", "999 ns", "12.500 s": three decimals, cut and not rounded.
std::string ReadableNanos(uint64_t nanos);
// `number` in tenths of a unit, rounded to the nearest, a half up: everybody who shows bytes with
// one decimal rounds by this. REQUIRES: 16 <= unit < 2^60.
uint64_t TenthsOf(uint64_t number, uint64_t unit);
// "512 B", "3.9 KiB", "12.0 MiB": one decimal, rounded.
std::string ReadableBytes(uint64_t bytes);
// "2.125": `numerator / denominator` with three decimals, cut; "0.000" if the denominator is 0.
std::string Ratio(uint64_t numerator, uint64_t denominator);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_UNITS_H_
