#include "sim/database/text_bytes.h"

#include <algorithm>
#include <optional>

namespace lsm::sim {
namespace {

constexpr char kDigits[] = "0123456789abcdef";
constexpr size_t kShown = 40;  // bytes

void AppendHex(std::string* text, char byte) {
  text->push_back(kDigits[static_cast<uint8_t>(byte) >> 4]);
  text->push_back(kDigits[static_cast<uint8_t>(byte) & 15]);
}

std::optional<char> ByteOf(std::string_view two_digits) {
  int value = 0;
  for (const char digit : two_digits) {
    value *= 16;
    if (digit >= '0' && digit <= '9') {
      value += digit - '0';
    } else if (digit >= 'a' && digit <= 'f') {
      value += digit - 'a' + 10;
    } else if (digit >= 'A' && digit <= 'F') {
      value += digit - 'A' + 10;
    } else {
      return std::nullopt;
    }
  }
  return static_cast<char>(value);
}

}  // namespace

std::string Escaped(const Slice& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i++) {
    const char byte = bytes[i];
    if (byte == '\\') {
      text += "\\\\";
    } else if (byte >= ' ' && byte <= '~') {
      text += byte;
    } else {
      text += "\\x";
      AppendHex(&text, byte);
    }
  }
  return text;
}

bool ParseEscaped(std::string_view text, std::string* bytes) {
  bytes->clear();
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != '\\') {
      bytes->push_back(text[i]);
    } else if (text.substr(i).starts_with("\\\\")) {
      bytes->push_back('\\');
      i++;
    } else if (text.substr(i).starts_with("\\x") && text.size() - i >= 4) {
      const std::optional<char> byte = ByteOf(text.substr(i + 2, 2));
      if (!byte) return false;
      bytes->push_back(*byte);
      i += 3;
    } else {
      return false;
    }
  }
  return true;
}

std::string Hex(const Slice& bytes) {
  std::string text;
  for (size_t i = 0; i < bytes.size(); i++) AppendHex(&text, bytes[i]);
  return text;
}

bool ParseHex(std::string_view text, std::string* bytes) {
  bytes->clear();
  if (text.size() % 2 != 0) return false;
  for (size_t i = 0; i < text.size(); i += 2) {
    const std::optional<char> byte = ByteOf(text.substr(i, 2));
    if (!byte) return false;
    bytes->push_back(*byte);
  }
  return true;
}

std::string Quoted(const Slice& bytes) {
  const Slice shown(bytes.data(), std::min(bytes.size(), kShown));
  return "'" + Escaped(shown) + (bytes.size() > kShown ? "…'" : "'");
}

}  // namespace lsm::sim
