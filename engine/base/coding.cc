#include "engine/base/coding.h"

#include <limits>

#include "engine/base/check.h"

namespace lsm {

namespace {

template <class T>
char* EncodeVarint(char* dst, T value) {
  while (value >= 0x80) {
    *dst++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *dst++ = static_cast<char>(value);
  return dst;
}

template <class T>
const char* DecodeVarint(const char* begin, const char* limit, T* value) {
  constexpr int kBits = 8 * sizeof(T);
  T result = 0;
  for (int shift = 0; shift < kBits && begin < limit; shift += 7) {
    const uint8_t byte = static_cast<uint8_t>(*begin++);
    const T bits = byte & 0x7f;
    result |= bits << shift;
    if ((result >> shift) != bits) return nullptr;  // bits fell off the top
    if (byte < 0x80) {
      *value = result;
      return begin;
    }
  }
  return nullptr;
}

template <class T>
bool TakeVarint(Slice* input, T* value) {
  const char* const begin = input->data();
  const char* const end = DecodeVarint(begin, begin + input->size(), value);
  if (end == nullptr) return false;
  input->remove_prefix(static_cast<size_t>(end - begin));
  return true;
}

}  // namespace

void PutFixed32(std::string* dst, uint32_t value) {
  char buffer[sizeof(value)];
  EncodeFixed32(buffer, value);
  dst->append(buffer, sizeof(buffer));
}

void PutFixed64(std::string* dst, uint64_t value) {
  char buffer[sizeof(value)];
  EncodeFixed64(buffer, value);
  dst->append(buffer, sizeof(buffer));
}

void PutVarint32(std::string* dst, uint32_t value) { PutVarint64(dst, value); }

void PutVarint64(std::string* dst, uint64_t value) {
  char buffer[kMaxVarint64Bytes];
  dst->append(buffer, static_cast<size_t>(EncodeVarint64(buffer, value) - buffer));
}

void PutLengthPrefixedSlice(std::string* dst, const Slice& value) {
  // The format has no longer strings; a length cut to 32 bits would be silent damage.
  LSM_CHECK(value.size() <= std::numeric_limits<uint32_t>::max());
  PutVarint32(dst, static_cast<uint32_t>(value.size()));
  dst->append(value.data(), value.size());
}

bool GetFixed32(Slice* input, uint32_t* value) {
  if (input->size() < sizeof(*value)) return false;
  *value = DecodeFixed32(input->data());
  input->remove_prefix(sizeof(*value));
  return true;
}

bool GetFixed64(Slice* input, uint64_t* value) {
  if (input->size() < sizeof(*value)) return false;
  *value = DecodeFixed64(input->data());
  input->remove_prefix(sizeof(*value));
  return true;
}

bool GetVarint32(Slice* input, uint32_t* value) { return TakeVarint(input, value); }
bool GetVarint64(Slice* input, uint64_t* value) { return TakeVarint(input, value); }

bool GetLengthPrefixedSlice(Slice* input, Slice* value) {
  uint32_t length;
  if (!GetVarint32(input, &length) || length > input->size()) return false;
  *value = Slice(input->data(), length);
  input->remove_prefix(length);
  return true;
}

const char* GetVarint32Ptr(const char* begin, const char* limit, uint32_t* value) {
  return DecodeVarint(begin, limit, value);
}

const char* GetVarint64Ptr(const char* begin, const char* limit, uint64_t* value) {
  return DecodeVarint(begin, limit, value);
}

int VarintLength(uint64_t value) {
  int length = 1;
  while (value >= 0x80) {
    value >>= 7;
    length++;
  }
  return length;
}

char* EncodeVarint32(char* dst, uint32_t value) { return EncodeVarint(dst, value); }
char* EncodeVarint64(char* dst, uint64_t value) { return EncodeVarint(dst, value); }

}  // namespace lsm
