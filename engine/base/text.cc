#include "engine/base/text.h"

#include <limits>

namespace lsm {

void AppendEscapedStringTo(std::string* text, const Slice& bytes) {
  constexpr char kHexDigits[] = "0123456789abcdef";
  for (size_t i = 0; i < bytes.size(); i++) {
    const char c = bytes[i];
    if (c >= ' ' && c <= '~') {
      text->push_back(c);
    } else {
      const uint8_t byte = static_cast<uint8_t>(c);
      text->append({'\\', 'x', kHexDigits[byte >> 4], kHexDigits[byte & 15]});
    }
  }
}

std::string EscapeString(const Slice& bytes) {
  std::string text;
  AppendEscapedStringTo(&text, bytes);
  return text;
}

bool ConsumeDecimalNumber(Slice* input, uint64_t* number) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  uint64_t value = 0;
  size_t digits = 0;
  for (; digits < input->size(); digits++) {
    const char c = (*input)[digits];
    if (c < '0' || c > '9') break;
    const uint64_t digit = static_cast<uint64_t>(c - '0');
    if (value > (kMax - digit) / 10) return false;
    value = value * 10 + digit;
  }
  if (digits == 0) return false;
  input->remove_prefix(digits);
  *number = value;
  return true;
}

}  // namespace lsm
