// The format of logs: of the write-ahead log, and of the MANIFEST.
//
// A file is a sequence of blocks of 32 KiB; the last may be shorter. A record (any bytes) is cut
// into fragments, none of which crosses the border of a block:
//
//   fixed32 masked CRC-32C of type and payload | length, 2 bytes, little-endian | type, 1 byte
//   payload
//
// A record that fits is one kFull fragment; another is kFirst, any number of kMiddle, and kLast.
// Fewer than seven bytes at the end of a block hold no header: they are zero. Exactly seven hold a
// kFirst without payload. For example, records A (1,000 bytes), B (97,270) and C (8,000):
//
//   block 0   A kFull | B kFirst, 31,754 bytes
//   block 1   B kMiddle, 32,761 bytes
//   block 2   B kLast, 32,755 bytes | six zero bytes
//   block 3   C kFull
//
// Blocks are what a reader goes on from behind damage.
#ifndef LSMSCOPE_ENGINE_WAL_LOG_FORMAT_H_
#define LSMSCOPE_ENGINE_WAL_LOG_FORMAT_H_

#include <cstddef>
#include <cstdint>

namespace lsm::log {

// Numbers stand in files.
enum RecordType : uint8_t {
  kZeroType = 0,  // of space that was allocated in advance and never written
  kFullType = 1,
  kFirstType = 2,
  kMiddleType = 3,
  kLastType = 4,
};
inline constexpr int kMaxRecordType = kLastType;

inline constexpr size_t kBlockSize = 32768;
inline constexpr size_t kHeaderSize = 4 + 2 + 1;

}  // namespace lsm::log

#endif  // LSMSCOPE_ENGINE_WAL_LOG_FORMAT_H_
