// Keys and values in text files: as they are, or in hexadecimal.
#ifndef LSMSCOPE_SIM_WORKLOAD_BYTE_TEXT_H_
#define LSMSCOPE_SIM_WORKLOAD_BYTE_TEXT_H_

#include <string>
#include <string_view>

namespace lsm::sim {

// "0x00ff" means two bytes (an odd number of digits, or what is no digit, is an error: false);
// everything else means itself. What begins with "0x" itself has to be written in hexadecimal.
inline bool BytesOfText(std::string_view text, std::string* bytes) {
  if (!text.starts_with("0x")) {
    *bytes = text;
    return true;
  }
  text.remove_prefix(2);
  const auto digit = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  bytes->clear();
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = i + 1 < text.size() ? digit(text[i + 1]) : -1;
    if (high < 0 || low < 0) return false;
    bytes->push_back(static_cast<char>(high << 4 | low));
  }
  return true;
}

}  // namespace lsm::sim

#endif  // LSMSCOPE_SIM_WORKLOAD_BYTE_TEXT_H_
