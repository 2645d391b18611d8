#include "engine/table/compression.h"

#include <snappy.h>
#include <zstd.h>

#include <algorithm>
#include <new>

#include "engine/base/runtime.h"

namespace lsm {

namespace {

// How far a block may grow by uncompressing. A few bytes of Zstandard can stand for gigabytes; a
// hostile file must not take them. CompressBlock obeys the same rule, so that we can always read
// what we wrote. (Snappy's densest element makes 64 bytes of 3: only a liar exceeds 22 times.)
uint64_t LargestUncompressed(uint8_t type, uint64_t compressed) {
  constexpr uint64_t kLargestBlockSize = 4 << 20;  // to which LevelDB clips Options::block_size
  if (type == kSnappyCompression) return compressed * 22 + 64;
  return std::max(kLargestBlockSize, compressed * 1024);
}

bool CompressTo(CompressionType type, int zstd_level, const Slice& raw, std::string* compressed) {
  switch (type) {
    case kSnappyCompression:
      snappy::Compress(raw.data(), raw.size(), compressed);
      return true;
    case kZstdCompression: {
      compressed->resize(ZSTD_compressBound(raw.size()));
      const size_t size =
          ZSTD_compress(compressed->data(), compressed->size(), raw.data(), raw.size(), zstd_level);
      if (ZSTD_isError(size) != 0) return false;
      compressed->resize(size);
      return true;
    }
    default:
      return false;
  }
}

// False if the bytes do not say.
bool UncompressedSize(uint8_t type, const Slice& compressed, uint64_t* size) {
  if (type == kSnappyCompression) {
    size_t length = 0;
    if (!snappy::GetUncompressedLength(compressed.data(), compressed.size(), &length)) return false;
    *size = length;
    return true;
  }
  const unsigned long long length =  // NOLINT: the library's type
      ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (length == ZSTD_CONTENTSIZE_UNKNOWN || length == ZSTD_CONTENTSIZE_ERROR) return false;
  *size = length;
  return true;
}

bool UncompressTo(uint8_t type, const Slice& compressed, char* raw, size_t raw_size) {
  if (type == kSnappyCompression) {
    return snappy::RawUncompress(compressed.data(), compressed.size(), raw);
  }
  return ZSTD_decompress(raw, raw_size, compressed.data(), compressed.size()) == raw_size;
}

}  // namespace

bool CompressBlock(CompressionType type, int zstd_level, const Slice& raw,
                   std::string* compressed) {
  if (type == kNoCompression) return false;
  Work(WorkKind::kCompress, raw.size());
  return CompressTo(type, zstd_level, raw, compressed) &&
         compressed->size() < raw.size() - raw.size() / 8 &&
         raw.size() <= LargestUncompressed(type, compressed->size());
}

Status UncompressBlock(uint8_t type, const Slice& compressed, BlockContents* contents) {
  if (type != kSnappyCompression && type != kZstdCompression) {
    return Status::Corruption("bad block type");
  }
  const std::string name = type == kSnappyCompression ? "snappy" : "zstd";
  uint64_t size;
  if (!UncompressedSize(type, compressed, &size) ||
      size > LargestUncompressed(type, compressed.size())) {
    return Status::Corruption("corrupted " + name + " compressed block length");
  }
  std::unique_ptr<char[]> raw(new (std::nothrow) char[static_cast<size_t>(size)]);
  if (raw == nullptr) return Status::Corruption("block too large for memory");
  if (!UncompressTo(type, compressed, raw.get(), static_cast<size_t>(size))) {
    return Status::Corruption("corrupted " + name + " compressed block contents");
  }
  Work(WorkKind::kUncompress, size);
  contents->data = Slice(raw.get(), static_cast<size_t>(size));
  contents->owned = std::move(raw);
  return Status::OK();
}

}  // namespace lsm
