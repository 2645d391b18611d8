#include "traces/format/json_scan.h"

#include <charconv>

namespace lsm::trace {
namespace {

constexpr int kMaxDepth = 64;
constexpr size_t kMaxMembers = 4096;

bool IsNumberCharacter(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Takes one escape from text[*at], which is behind the backslash.
bool DecodeEscape(std::string_view text, size_t* at, std::string* bytes) {
  switch (text[(*at)++]) {
    case '"':
      *bytes += '"';
      return true;
    case '\\':
      *bytes += '\\';
      return true;
    case '/':
      *bytes += '/';
      return true;
    case 'b':
      *bytes += '\b';
      return true;
    case 'f':
      *bytes += '\f';
      return true;
    case 'n':
      *bytes += '\n';
      return true;
    case 'r':
      *bytes += '\r';
      return true;
    case 't':
      *bytes += '\t';
      return true;
    case 'u': {
      if (text.size() - *at < 4) return false;
      int number = 0;
      for (int i = 0; i < 4; i++) {
        const int digit = HexDigit(text[(*at)++]);
        if (digit < 0) return false;
        number = number * 16 + digit;
      }
      *bytes += static_cast<char>(number);
      return number <= 0xff;
    }
    default:
      return false;
  }
}

}  // namespace

void JsonScan::SkipSpace() {
  while (at_ < json_.size() && (json_[at_] == ' ' || json_[at_] == '\t')) at_++;
}

bool JsonScan::Fail(const char* expected) {
  error_ = at_ < json_.size() ? "found '" + PrintableExcerpt(json_.substr(at_, 1)) + "' at byte " +
                                    std::to_string(at_ + 1)
                              : "the line ends at byte " + std::to_string(json_.size());
  error_ += std::string("; expected ") + expected;
  return false;
}

bool JsonScan::Expect(char c, const char* expected) {
  if (at_ >= json_.size() || json_[at_] != c) return Fail(expected);
  at_++;
  return true;
}

bool JsonScan::End() {
  SkipSpace();
  return at_ == json_.size() || Fail("the end of the line");
}

bool JsonScan::Object(std::string_view json, std::vector<JsonMember>* members) {
  json_ = json;
  at_ = 0;
  members->clear();
  SkipSpace();
  if (!Expect('{', "a JSON object")) return false;
  SkipSpace();
  if (at_ < json_.size() && json_[at_] == '}') return at_++, End();
  while (true) {
    SkipSpace();
    if (members->size() == kMaxMembers) return Fail("at most 4,096 members");
    JsonMember& member = members->emplace_back();
    JsonValue name;
    if (at_ >= json_.size() || json_[at_] != '"') return Fail("a name in quotes");
    if (!String(&name)) return false;
    member.name = name.text;
    SkipSpace();
    if (!Expect(':', "':'")) return false;
    if (!Value(&member.value)) return false;
    SkipSpace();
    if (at_ < json_.size() && json_[at_] == '}') return at_++, End();
    if (!Expect(',', "',' or '}'")) return false;
  }
}

bool JsonScan::Array(std::string_view json, std::vector<JsonValue>* elements) {
  json_ = json;
  at_ = 0;
  elements->clear();
  SkipSpace();
  if (!Expect('[', "a JSON array")) return false;
  SkipSpace();
  if (at_ < json_.size() && json_[at_] == ']') return at_++, End();
  while (true) {
    if (elements->size() == kMaxMembers) return Fail("at most 4,096 elements");
    if (!Value(&elements->emplace_back())) return false;
    SkipSpace();
    if (at_ < json_.size() && json_[at_] == ']') return at_++, End();
    if (!Expect(',', "',' or ']'")) return false;
  }
}

bool JsonScan::Value(JsonValue* value) {
  SkipSpace();
  if (at_ >= json_.size()) return Fail("a value");
  const char c = json_[at_];
  if (c == '"') return String(value);
  if (c == '{' || c == '[') return Nested(value);
  if (c == '-' || (c >= '0' && c <= '9')) {
    const size_t begin = at_;
    while (at_ < json_.size() && IsNumberCharacter(json_[at_])) at_++;
    value->type = JsonValue::Type::kNumber;
    value->text = json_.substr(begin, at_ - begin);
    return true;
  }
  const size_t begin = at_;
  if (c == 't' || c == 'f') {
    value->type = JsonValue::Type::kBool;
    value->boolean = c == 't';
    if (!Literal(c == 't' ? "true" : "false")) return false;
  } else {
    if (!Literal("null")) return false;
  }
  value->text = json_.substr(begin, at_ - begin);
  return true;
}

bool JsonScan::Literal(std::string_view literal) {
  if (json_.substr(at_, literal.size()) != literal) return Fail("a value");
  at_ += literal.size();
  return true;
}

bool JsonScan::String(JsonValue* value) {
  const size_t begin = ++at_;
  for (; at_ < json_.size(); at_++) {
    const char c = json_[at_];
    if (c == '"') {
      value->type = JsonValue::Type::kString;
      value->text = json_.substr(begin, at_ - begin);
      at_++;
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return Fail("no control character in a string");
    if (c == '\\') {
      value->has_escapes = true;
      at_++;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      value->has_escapes = true;  // to be decoded as well
    }
  }
  at_ = json_.size();
  return Fail("the end of the string");
}

// Finds the end of an object or array; what is inside is looked at when it is scanned itself.
bool JsonScan::Nested(JsonValue* value) {
  const size_t begin = at_;
  value->type = json_[at_] == '{' ? JsonValue::Type::kObject : JsonValue::Type::kArray;
  int depth = 0;
  while (at_ < json_.size()) {
    const char c = json_[at_];
    if (c == '"') {
      JsonValue ignored;
      if (!String(&ignored)) return false;
      continue;
    }
    if ((c == '{' || c == '[') && ++depth > kMaxDepth) return Fail("at most 64 levels of nesting");
    at_++;
    if ((c == '}' || c == ']') && --depth == 0) {
      value->text = json_.substr(begin, at_ - begin);
      return true;
    }
  }
  return Fail("'}' or ']'");
}

bool DecodeJsonString(const JsonValue& value, std::string* bytes) {
  bytes->clear();
  if (value.type != JsonValue::Type::kString) return false;
  const std::string_view text = value.text;
  if (!value.has_escapes) {
    bytes->assign(text);
    return true;
  }
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    if (byte == '\\') {
      if (at == text.size() || !DecodeEscape(text, &at, bytes)) return false;
    } else if (byte < 0x80) {
      *bytes += static_cast<char>(byte);
    } else {
      // Two bytes of UTF-8 make U+0080 to U+00FF.
      if ((byte != 0xc2 && byte != 0xc3) || at == text.size()) return false;
      const auto next = static_cast<unsigned char>(text[at++]);
      if ((next & 0xc0) != 0x80) return false;
      *bytes += static_cast<char>((byte & 3) << 6 | (next & 0x3f));
    }
  }
  return true;
}

bool ParseJsonUnsigned(const JsonValue& value, uint64_t max, uint64_t* number) {
  if (value.type != JsonValue::Type::kNumber) return false;
  const char* end = value.text.data() + value.text.size();
  const auto parsed = std::from_chars(value.text.data(), end, *number);
  return parsed.ec == std::errc() && parsed.ptr == end && *number <= max;
}

bool ParseJsonSigned(const JsonValue& value, int64_t min, int64_t max, int64_t* number) {
  if (value.type != JsonValue::Type::kNumber) return false;
  const char* end = value.text.data() + value.text.size();
  const auto parsed = std::from_chars(value.text.data(), end, *number);
  return parsed.ec == std::errc() && parsed.ptr == end && *number >= min && *number <= max;
}

std::string PrintableExcerpt(std::string_view text) {
  constexpr size_t kMax = 40;
  std::string result;
  for (const char c : text.substr(0, kMax)) result += c >= 0x20 && c < 0x7f ? c : '?';
  if (text.size() > kMax) result += "...";
  return result;
}

std::string JsonExcerpt(const JsonValue& value) {
  const std::string text = PrintableExcerpt(value.text);
  return value.type == JsonValue::Type::kString ? "\"" + text + "\"" : text;
}

}  // namespace lsm::trace
