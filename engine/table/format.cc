#include "engine/table/format.h"

#include <new>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/base/runtime.h"
#include "engine/table/compression.h"
#include "lsm/env.h"

namespace lsm {

void BlockHandle::EncodeTo(std::string* dst) const {
  PutVarint64(dst, offset);
  PutVarint64(dst, size);
}

Status BlockHandle::DecodeFrom(Slice* input) {
  if (GetVarint64(input, &offset) && GetVarint64(input, &size)) return Status::OK();
  return Status::Corruption("bad block handle");
}

void Footer::EncodeTo(std::string* dst) const {
  const size_t begin = dst->size();
  metaindex.EncodeTo(dst);
  index.EncodeTo(dst);
  dst->resize(begin + 2 * BlockHandle::kMaxEncodedLength);
  PutFixed64(dst, kTableMagicNumber);
}

Status Footer::DecodeFrom(const Slice& input) {
  if (input.size() < kEncodedLength ||
      DecodeFixed64(input.data() + kEncodedLength - 8) != kTableMagicNumber) {
    return Status::Corruption("not an sstable (bad magic number)");
  }
  Slice handles(input.data(), 2 * BlockHandle::kMaxEncodedLength);
  Status status = metaindex.DecodeFrom(&handles);
  if (status.ok()) status = index.DecodeFrom(&handles);
  return status;
}

Status ReadBlock(const RandomAccessFile* file, uint64_t file_size, const BlockHandle& handle,
                 BlockContents* contents) {
  *contents = BlockContents();
  if (file_size < kBlockTrailerSize || handle.offset > file_size - kBlockTrailerSize ||
      handle.size > file_size - kBlockTrailerSize - handle.offset) {
    return Status::Corruption("block handle points outside the file");
  }
  const size_t size = static_cast<size_t>(handle.size);
  const size_t size_with_trailer = size + kBlockTrailerSize;
  std::unique_ptr<char[]> scratch(new (std::nothrow) char[size_with_trailer]);
  if (scratch == nullptr) return Status::Corruption("block too large for memory");

  Slice bytes;
  Status status = file->Read(handle.offset, size_with_trailer, &bytes, scratch.get());
  if (!status.ok()) return status;
  if (bytes.size() != size_with_trailer) return Status::Corruption("truncated block read");

  Work(WorkKind::kBlockRead, size_with_trailer);
  const char* const trailer = bytes.data() + size;
  const uint32_t expected = crc32c::Unmask(DecodeFixed32(trailer + 1));
  if (crc32c::Value(bytes.data(), size + 1) != expected) {
    return Status::Corruption("block checksum mismatch");
  }

  const Slice stored(bytes.data(), size);
  const uint8_t type = static_cast<uint8_t>(*trailer);
  if (type != kNoCompression) return UncompressBlock(type, stored, contents);

  contents->data = stored;
  if (bytes.data() == scratch.get()) contents->owned = std::move(scratch);
  return Status::OK();
}

}  // namespace lsm
