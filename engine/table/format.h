// The frame of table files: where blocks stand, and how one is read.
//
//   data blocks | filter block | metaindex block | index block | footer
//
// Every block is followed by a trailer of five bytes: how it is compressed (1), and the masked
// CRC-32C of the block as it stands in the file and of that byte (4).
//
//   data       entries; see block.h
//   filter     see filter_block.h; only with a filter policy
//   metaindex  "filter." and the policy's name -> handle of the filter block
//   index      for each data block a key between its last one and the next block's first one
//              -> handle of the block
//   footer     48 bytes: handles of metaindex and index, padded to 40, and the magic number
#ifndef LSMSCOPE_ENGINE_TABLE_FORMAT_H_
#define LSMSCOPE_ENGINE_TABLE_FORMAT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "lsm/slice.h"
#include "lsm/status.h"

namespace lsm {

class RandomAccessFile;

// Where a block stands in its file: two varint64, the trailer not counted.
struct BlockHandle {
  static constexpr size_t kMaxEncodedLength = 10 + 10;

  void EncodeTo(std::string* dst) const;
  // Takes a handle off the front of *input.
  [[nodiscard]] Status DecodeFrom(Slice* input);

  uint64_t offset = 0;  // in the file, in bytes
  uint64_t size = 0;    // bytes, without the trailer
};

struct Footer {
  static constexpr size_t kEncodedLength = 2 * BlockHandle::kMaxEncodedLength + 8;

  void EncodeTo(std::string* dst) const;
  [[nodiscard]] Status DecodeFrom(const Slice& input);

  BlockHandle metaindex;
  BlockHandle index;
};

inline constexpr uint64_t kTableMagicNumber = 0xdb4775248b80fb57u;
inline constexpr size_t kBlockTrailerSize = 1 + 4;

// A block as its reader uses it, uncompressed. `owned` is null if the bytes belong to the file (one
// that is mapped into memory, say): they then need no cache.
struct BlockContents {
  Slice data;
  std::unique_ptr<char[]> owned;
};

// Reads the block at `handle` from a file of `file_size` bytes. Its checksum is always verified:
// what stands in the block is believed from here on. Corruption if the block is damaged, does not
// lie within the file, or claims to uncompress to an absurd size.
[[nodiscard]] Status ReadBlock(const RandomAccessFile* file, uint64_t file_size,
                               const BlockHandle& handle, BlockContents* contents);

}  // namespace lsm

#endif  // LSMSCOPE_ENGINE_TABLE_FORMAT_H_
