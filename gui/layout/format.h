// Numbers for people, short enough for labels; traces/format/units.h has the exact ones.
#ifndef LSMSCOPE_GUI_LAYOUT_FORMAT_H_
#define LSMSCOPE_GUI_LAYOUT_FORMAT_H_

#include <cstdint>
#include <string>

#include "traces/state/state.h"

namespace lsm::gui {

std::string FormatShortTime(uint64_t ns);                  // one decimal: 6.2 ms
std::string FormatPermille(uint64_t score);                // 3,012 -> 3.01
std::string FormatPercent(uint64_t part, uint64_t whole);  // 62 %; of 0: 0 %

// A value beside its limit, in the limit's unit if that can show it: 3.1 / 4.0 MiB,
// 900 B / 4.0 MiB.
std::string FormatBytesOf(uint64_t bytes, uint64_t limit);

// Bytes of its inputs that a job has dealt with, at least: it tells of them now and then only, and
// what it has written since it has read before.
uint64_t BytesDone(const trace::JobState& job);

}  // namespace lsm::gui

#endif  // LSMSCOPE_GUI_LAYOUT_FORMAT_H_
