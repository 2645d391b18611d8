// Coding: how LevelDB's files hold integers and strings.
//
//   fixed32, fixed64   little-endian, whatever the machine
//   varint32, varint64 seven bits a byte, lowest first, the top bit set on all but the last byte:
//                      300 = 1010'1100 0000'0010
//   length-prefixed    varint32 length, then the bytes
//
// Put... appends to a string. Get... takes a value off the front of a slice: false, and nothing is
// promised about the slice, when it holds none; they never read outside it. Encode... writes to
// memory that the caller has reserved.
#ifndef LSMSCOPE_ENGINE_BASE_CODING_H_
#define LSMSCOPE_ENGINE_BASE_CODING_H_

#include <cstdint>
#include <string>

#include "lsm/slice.h"

namespace lsm {

inline constexpr int kMaxVarint32Bytes = 5;
inline constexpr int kMaxVarint64Bytes = 10;

void PutFixed32(std::string* dst, uint32_t value);
void PutFixed64(std::string* dst, uint64_t value);
void PutVarint32(std::string* dst, uint32_t value);
void PutVarint64(std::string* dst, uint64_t value);
void PutLengthPrefixedSlice(std::string* dst, const Slice& value);

[[nodiscard]] bool GetFixed32(Slice* input, uint32_t* value);
[[nodiscard]] bool GetFixed64(Slice* input, uint64_t* value);
// A varint that does not fit its type counts as none: nobody writes such a thing.
[[nodiscard]] bool GetVarint32(Slice* input, uint32_t* value);
[[nodiscard]] bool GetVarint64(Slice* input, uint64_t* value);
// *value points into the input's bytes.
[[nodiscard]] bool GetLengthPrefixedSlice(Slice* input, Slice* value);

// Reads a varint32 from [begin, limit); returns the byte behind it, or null.
const char* GetVarint32Ptr(const char* begin, const char* limit, uint32_t* value);
const char* GetVarint64Ptr(const char* begin, const char* limit, uint64_t* value);

// Number of bytes of `value` as a varint, 1 to 10.
int VarintLength(uint64_t value);

// These return the byte behind the encoding.
char* EncodeVarint32(char* dst, uint32_t value);
char* EncodeVarint64(char* dst, uint64_t value);

// Shifts rather than copies: both compilers make one load or store of them on a little-endian
// machine, and they are right on any other.
inline void EncodeFixed32(char* dst, uint32_t value) {
  for (int i = 0; i < 4; i++) dst[i] = static_cast<char>(value >> (8 * i));
}

inline void EncodeFixed64(char* dst, uint64_t value) {
  for (int i = 0; i < 8; i++) dst[i] = static_cast<char>(value >> (8 * i));
}

inline uint32_t DecodeFixed32(const char* src) {
  const auto byte = [src](int i) { return static_cast<uint32_t>(static_cast<uint8_t>(src[i])); };
  return byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
}

inline uint64_t DecodeFixed64(const char* src) {
  return DecodeFixed32(src) | static_cast<uint64_t>(DecodeFixed32(src + 4)) << 32;
}

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_BASE_CODING_H_
