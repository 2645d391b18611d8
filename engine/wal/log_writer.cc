#include "engine/wal/log_writer.h"

#include <algorithm>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/base/seeded_bug.h"
#include "lsm/env.h"

namespace lsm::log {

namespace {

RecordType TypeOf(bool first, bool last) {
  if (first) return last ? kFullType : kFirstType;
  return last ? kLastType : kMiddleType;
}

}  // namespace

Writer::Writer(WritableFile* file, uint64_t file_size) : file_(file), file_size_(file_size) {}

Status Writer::AddRecord(const Slice& record, Appended* appended) {
  if (!status_.ok()) return status_;

  const uint64_t size_before = file_size_;
  Appended result;
  Slice rest = record;
  do {  // at least once: an empty record is one fragment without payload
    const size_t block = kBlockSize - (SeededBug(Bug::kLogBlockOffByOne) ? 1 : 0);
    size_t room = block - file_size_ % block;
    if (room < kHeaderSize) {
      status_ = PadBlock(room);
      if (!status_.ok()) return status_;
      room = block;
    }
    if (result.fragments == 0) result.offset = file_size_;

    const Slice payload(rest.data(), std::min(rest.size(), room - kHeaderSize));
    rest.remove_prefix(payload.size());
    status_ = EmitFragment(TypeOf(result.fragments == 0, rest.empty()), payload);
    if (!status_.ok()) return status_;
    result.fragments++;
  } while (!rest.empty());

  result.file_bytes = file_size_ - size_before;
  if (appended != nullptr) *appended = result;
  return Status::OK();
}

Status Writer::PadBlock(size_t bytes) {
  constexpr char kZeros[kHeaderSize] = {};
  const Status status = file_->Append(Slice(kZeros, bytes));
  if (status.ok()) file_size_ += bytes;
  return status;
}

Status Writer::EmitFragment(RecordType type, const Slice& payload) {
  LSM_CHECK(payload.size() <= kBlockSize - kHeaderSize);
  char header[kHeaderSize];
  header[4] = static_cast<char>(payload.size() & 0xff);
  header[5] = static_cast<char>(payload.size() >> 8);
  header[6] = static_cast<char>(type);
  const uint32_t type_crc = crc32c::Value(&header[6], 1);
  const uint32_t crc = crc32c::Extend(type_crc, payload.data(), payload.size());
  EncodeFixed32(header, crc32c::Mask(crc));

  Status status = file_->Append(Slice(header, kHeaderSize));
  if (status.ok()) status = file_->Append(payload);
  if (status.ok()) status = file_->Flush();
  if (status.ok()) file_size_ += kHeaderSize + payload.size();
  return status;
}

}  // namespace lsm::log
