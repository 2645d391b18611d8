// Numbers and bytes as text, for messages, file names and debug strings.
#ifndef LSMSCOPE_ENGINE_BASE_TEXT_H_
#define LSMSCOPE_ENGINE_BASE_TEXT_H_

#include <cstdint>
#include <string>

#include "lsm/slice.h"

namespace lsm {

// Bytes from ' ' to '~' stand for themselves, any other is \xNN. As LevelDB prints keys; it does
// not escape backslashes, so that this cannot be read back.
std::string EscapeString(const Slice& bytes);
void AppendEscapedStringTo(std::string* text, const Slice& bytes);

// Takes a decimal number off the front of *input. False if there is no digit, or if the number does
// not fit 64 bits (*input is then unchanged).
[[nodiscard]] bool ConsumeDecimalNumber(Slice* input, uint64_t* number);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_TEXT_H_
