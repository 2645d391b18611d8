// A small JSON reader for lines that may be hostile: one object or array at a time, nothing
// recursive, nothing copied until it is asked for. Nested values stay text until they are scanned
// in turn.
#ifndef LSMSCOPE_TRACES_FORMAT_JSON_SCAN_H_
#define LSMSCOPE_TRACES_FORMAT_JSON_SCAN_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lsm::trace {

// A value whose text points into the scanned line.
struct JsonValue {
  enum class Type : uint8_t { kNull, kBool, kNumber, kString, kObject, kArray };
  Type type = Type::kNull;
  bool boolean = false;
  bool has_escapes = false;
  std::string_view text;  // strings: without the quotes; objects and arrays: with the brackets
};

struct JsonMember {
  std::string_view name;  // as written; a name with escapes matches nothing
  JsonValue value;
};

// The scan of one line. Reusable: vectors keep their room.
//
// Limits: 64 levels of nesting, 4,096 members or elements.
class JsonScan {
 public:
  // True if `json` is one object (spaces around it are allowed) and nothing else.
  bool Object(std::string_view json, std::vector<JsonMember>* members);
  bool Array(std::string_view json, std::vector<JsonValue>* elements);

  // After false: "found 'x' at byte 17; expected ':'".
  const std::string& error() const { return error_; }

 private:
  void SkipSpace();
  bool Fail(const char* expected);
  bool Expect(char c, const char* expected);
  bool Value(JsonValue* value);
  bool String(JsonValue* value);
  bool Nested(JsonValue* value);
  bool Literal(std::string_view literal);
  bool End();

  std::string_view json_;
  size_t at_ = 0;
  std::string error_;
};

// The bytes of a string value. False if an escape is none, if a character is above U+00FF (a
// character stands for the byte of its number), or if UTF-8 is broken.
bool DecodeJsonString(const JsonValue& value, std::string* bytes);

// A whole number in decimal, without a fraction or an exponent, that fits.
bool ParseJsonUnsigned(const JsonValue& value, uint64_t max, uint64_t* number);
bool ParseJsonSigned(const JsonValue& value, int64_t min, int64_t max, int64_t* number);

// What stands there, for a message: at most 40 bytes, printable.
std::string JsonExcerpt(const JsonValue& value);
std::string PrintableExcerpt(std::string_view text);

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSON_SCAN_H_
