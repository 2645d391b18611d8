#include "sim/database/byte_listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/coding.h"

namespace lsm::sim {
namespace {

constexpr size_t kBytesOfALine = 16;

}  // namespace

void ByteListing::Line(char mark, uint64_t offset, const Slice& bytes, std::string_view meaning) {
  size_t at = 0;
  do {
    std::string line = fmt::format("{}{:08x}  ", mark, offset + at);
    const size_t count = std::min(bytes.size() - at, kBytesOfALine);
    for (size_t i = 0; i < count; i++) {
      line += fmt::format("{:02x} ", static_cast<uint8_t>(bytes[at + i]));
    }
    line.append((kBytesOfALine - count) * 3, ' ');
    at += count;
    const bool cut = at < bytes.size() && !full_;
    line += cut ? "… " : "  ";
    if (!meaning.empty()) line += meaning;
    line.erase(line.find_last_not_of(' ') + 1);
    meaning = {};
    if (!done_ && !write_(line + "\n")) done_ = true;
    if (cut) return;
  } while (at < bytes.size() && !done_);
}

void ByteListing::Add(uint64_t offset, const Slice& bytes, std::string_view meaning) {
  Line(' ', offset, bytes, meaning);
}

void ByteListing::AddUncompressed(uint64_t offset, const Slice& bytes, std::string_view meaning) {
  Line('+', offset, bytes, meaning);
}

void ByteListing::Heading(std::string_view text) {
  if (!done_ && !write_(std::string(text) + "\n")) done_ = true;
}

bool FieldReader::Fail(std::string_view what) {
  if (failed_) return false;
  failed_ = true;
  const std::string text = fmt::format("damaged: expected {}", what);
  out_->Add(place_(at_), Slice(bytes_.data() + at_, bytes_.size() - at_), text);
  return false;
}

void FieldReader::List(uint64_t length, std::string_view meaning) {
  out_->Add(place_(at_), Slice(bytes_.data() + at_, static_cast<size_t>(length)), meaning);
  at_ += length;
}

bool FieldReader::Fixed32(uint32_t* value, const std::function<std::string(uint32_t)>& meaning) {
  if (failed_ || bytes_.size() - at_ < 4) return Fail("4 bytes");
  *value = DecodeFixed32(bytes_.data() + at_);
  List(4, meaning(*value));
  return true;
}

bool FieldReader::Fixed64(uint64_t* value, const std::function<std::string(uint64_t)>& meaning) {
  if (failed_ || bytes_.size() - at_ < 8) return Fail("8 bytes");
  *value = DecodeFixed64(bytes_.data() + at_);
  List(8, meaning(*value));
  return true;
}

bool FieldReader::Varint(uint64_t* value, const std::function<std::string(uint64_t)>& meaning) {
  if (failed_) return false;
  const char* const begin = bytes_.data() + at_;
  const char* const end = GetVarint64Ptr(begin, bytes_.data() + bytes_.size(), value);
  if (end == nullptr) return Fail("a varint");
  List(static_cast<uint64_t>(end - begin), meaning(*value));
  return true;
}

bool FieldReader::Byte(uint8_t* value, const std::function<std::string(uint8_t)>& meaning) {
  if (failed_ || at_ == bytes_.size()) return Fail("a byte");
  *value = static_cast<uint8_t>(bytes_[static_cast<size_t>(at_)]);
  List(1, meaning(*value));
  return true;
}

bool FieldReader::Prefixed(Slice* value, std::string_view what,
                           const std::function<std::string(const Slice&)>& meaning) {
  uint64_t length = 0;
  if (!Varint(&length, [&](uint64_t n) { return fmt::format("{}: {} bytes", what, n); })) {
    return false;
  }
  if (bytes_.size() - at_ < length) return Fail(fmt::format("{} bytes of {}", length, what));
  *value = Slice(bytes_.data() + at_, static_cast<size_t>(length));
  if (length > 0) List(length, meaning(*value));
  return true;
}

void FieldReader::Rest(std::string_view meaning) {
  if (failed_ || at_ == bytes_.size()) return;
  List(bytes_.size() - at_, meaning);
}

}  // namespace lsm::sim
