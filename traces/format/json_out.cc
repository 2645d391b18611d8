#include "traces/format/json_out.h"

namespace lsm::trace {
namespace {

bool IsPlain(char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; }

void AppendEscaped(std::string* out, char c) {
  static constexpr char kHex[] = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
      *out += "\\\"";
      return;
    case '\\':
      *out += "\\\\";
      return;
    case '\n':
      *out += "\\n";
      return;
    case '\t':
      *out += "\\t";
      return;
    default:
      *out += "\\u00";
      *out += kHex[byte >> 4];
      *out += kHex[byte & 15];
  }
}

}  // namespace

void AppendJsonString(std::string* out, std::string_view bytes) {
  *out += '"';
  size_t begin = 0;
  for (size_t i = 0; i < bytes.size(); i++) {
    if (IsPlain(bytes[i])) continue;
    out->append(bytes.substr(begin, i - begin));
    AppendEscaped(out, bytes[i]);
    begin = i + 1;
  }
  out->append(bytes.substr(begin));
  *out += '"';
}

}  // namespace lsm::trace
