// Bytes as text and back: what a person types for a key, and what is shown of one.
#ifndef LSMSCOPE_SIM_DATABASE_TEXT_BYTES_H_
#define LSMSCOPE_SIM_DATABASE_TEXT_BYTES_H_

#include <string>
#include <string_view>

#include "lsm/slice.h"

namespace lsm::sim {

// Printable ASCII stands for itself, a backslash is doubled, every other byte is \xNN.
std::string Escaped(const Slice& bytes);
// The bytes that Escaped wrote. Other characters, of UTF-8 for example, stand for their bytes.
// False if a backslash is followed by neither a backslash nor xNN.
[[nodiscard]] bool ParseEscaped(std::string_view text, std::string* bytes);

// Two digits a byte, small letters. Parsing takes large ones, too; false if it is not that.
std::string Hex(const Slice& bytes);
[[nodiscard]] bool ParseHex(std::string_view text, std::string* bytes);

// For listings: escaped and in quotes, of long bytes the beginning.
std::string Quoted(const Slice& bytes);

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_DATABASE_TEXT_BYTES_H_
