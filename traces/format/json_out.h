// JSON, written into a string. Bytes that are no printable ASCII become \u00XX (their number as a
// character's), so that any bytes can be written and read back.
#ifndef LSMSCOPE_TRACES_FORMAT_JSON_OUT_H_
#define LSMSCOPE_TRACES_FORMAT_JSON_OUT_H_

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace lsm::trace {

inline void AppendNumber(std::string* out, std::integral auto number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number);
  out->append(digits, static_cast<size_t>(end.ptr - digits));
}

// With its quotes.
void AppendJsonString(std::string* out, std::string_view bytes);

// Objects and arrays with the commas in the right places.
//   JsonOut json(&text);
//   json.Begin('{'); json.Key("files").Number(3); json.End('}');
class JsonOut {
 public:
  // Appends to `out` (not owned).
  explicit JsonOut(std::string* out) : out_(out) {}

  void Begin(char bracket) {
    Comma();
    *out_ += bracket;
    comma_ = false;
  }
  void End(char bracket) {
    *out_ += bracket;
    comma_ = true;
  }
  // `name` must need no escaping.
  JsonOut& Key(std::string_view name) {
    Comma();
    *out_ += '"';
    *out_ += name;
    *out_ += "\":";
    comma_ = false;
    return *this;
  }
  void Number(std::integral auto number) {
    Comma();
    AppendNumber(out_, number);
  }
  void Bool(bool value) { Raw(value ? "true" : "false"); }
  void Null() { Raw("null"); }
  void String(std::string_view bytes) {
    Comma();
    AppendJsonString(out_, bytes);
  }
  // JSON as it is, for example a number with decimals.
  void Raw(std::string_view json) {
    Comma();
    *out_ += json;
  }

 private:
  void Comma() {
    if (comma_) *out_ += ',';
    comma_ = true;
  }

  std::string* const out_;
  bool comma_ = false;
};

}  // namespace lsm::trace

#endif  // LSMSCOPE_TRACES_FORMAT_JSON_OUT_H_
