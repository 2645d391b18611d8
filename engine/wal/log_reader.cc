#include "engine/wal/log_reader.h"

#include <cstring>
#include <string>

#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/base/runtime.h"
#include "engine/base/seeded_bug.h"
#include "lsm/env.h"

namespace lsm::log {

Reader::Reader(SequentialFile* file, Reporter* reporter, bool checksum, OnDamage on_damage)
    : file_(file),
      reporter_(reporter),
      checksum_(checksum),
      on_damage_(on_damage),
      block_(new char[kBlockSize]) {}

Reader::~Reader() = default;

bool Reader::ReadRecord(Slice* record, std::string* scratch) {
  record->clear();
  scratch->clear();
  bool in_record = false;  // *scratch holds its fragments so far
  uint64_t record_offset = 0;

  const auto finish = [&](const Slice& whole) {
    *record = whole;
    last_record_offset_ = record_offset;
    last_record_end_ = position();
    return true;
  };

  while (end_ == LogEnd::kNone) {
    const Fragment fragment = ReadFragment();
    if (fragment.kind == Fragment::Kind::kEnd) {
      if (in_record && end_ == LogEnd::kEndOfFile) end_ = LogEnd::kIncomplete;
      break;
    }
    if (fragment.kind == Fragment::Kind::kBad) {
      if (in_record) ReportCorruption(scratch->size(), "error in middle of record");
      in_record = false;
      scratch->clear();
      continue;
    }

    const Slice& payload = fragment.payload;
    switch (fragment.type) {
      case kFullType:
        // Early writers could leave an empty kFirst at the end of a block: nothing is lost then.
        if (in_record && !scratch->empty() &&
            !ReportCorruption(scratch->size(), "partial record without end(1)")) {
          break;
        }
        scratch->clear();
        record_offset = fragment.offset;
        return finish(payload);

      case kFirstType:
        if (in_record && !scratch->empty() &&
            !ReportCorruption(scratch->size(), "partial record without end(2)")) {
          break;
        }
        record_offset = fragment.offset;
        scratch->assign(payload.data(), payload.size());
        in_record = true;
        break;

      case kMiddleType:
        if (in_record) {
          scratch->append(payload.data(), payload.size());
        } else {
          ReportCorruption(payload.size(), "missing start of fragmented record(1)");
        }
        break;

      case kLastType:
        if (in_record) {
          scratch->append(payload.data(), payload.size());
          return finish(Slice(*scratch));
        }
        ReportCorruption(payload.size(), "missing start of fragmented record(2)");
        break;

      default:
        ReportCorruption(payload.size() + scratch->size(),
                         ("unknown record type " + std::to_string(fragment.type)).c_str());
        in_record = false;
        scratch->clear();
        break;
    }
  }
  scratch->clear();
  return false;
}

Reader::Fragment Reader::ReadFragment() {
  while (buffer_.size() < kHeaderSize) {
    if (at_end_) {
      file_ends_in_fragment_ = !buffer_.empty();  // a header that was cut short
      return End();
    }
    buffer_.clear();  // the padding of a block
    if (!ReadBlock()) return End();
  }

  const char* const header = buffer_.data();
  const size_t length = static_cast<uint8_t>(header[4]) | static_cast<uint8_t>(header[5]) << 8;
  const uint8_t type = static_cast<uint8_t>(header[6]);
  const size_t available = buffer_.size();

  if (length > available - kHeaderSize) {
    buffer_.clear();
    if (!at_end_) return Bad(available, "bad record length");
    file_ends_in_fragment_ = true;  // a payload that was cut short
    return End();
  }
  if (type == kZeroType && length == 0) {
    // Space that was allocated and never written: no reason to complain.
    buffer_.clear();
    if (on_damage_ == OnDamage::kStop) end_ = LogEnd::kUnwritten;
    return Fragment{};
  }
  if (checksum_) {
    const uint32_t expected = crc32c::Unmask(DecodeFixed32(header));
    const uint32_t actual = crc32c::Value(header + 6, 1 + length);
    if (actual != expected) {
      // The length may be what is damaged: where the next fragment begins is not known, and bytes
      // of a payload could pass for one. The next block is safe.
      buffer_.clear();
      return Bad(available, "checksum mismatch");
    }
  }

  Fragment fragment;
  fragment.kind = Fragment::Kind::kFragment;
  fragment.type = type;
  fragment.payload = Slice(header + kHeaderSize, length);
  fragment.offset = position();
  buffer_.remove_prefix(kHeaderSize + length);
  return fragment;
}

bool Reader::ReadBlock() {
  size_t filled = 0;
  // A read may be short for other reasons than the end of the file, which is only certain when
  // nothing comes any more.
  while (filled < kBlockSize) {
    char* const into = block_.get() + filled;
    Slice chunk;
    const Status status = file_->Read(kBlockSize - filled, &chunk, into);
    if (!status.ok()) {
      at_end_ = true;
      read_error_ = status;
      ReportDrop(kBlockSize, status);
      return false;
    }
    if (chunk.empty()) {
      at_end_ = true;
      break;
    }
    if (chunk.data() != into) std::memmove(into, chunk.data(), chunk.size());
    filled += chunk.size();
    if (SeededBug(Bug::kShortReadTakenForEnd)) {
      at_end_ = filled < kBlockSize;
      break;
    }
  }
  Work(WorkKind::kBlockRead, filled);
  buffer_ = Slice(block_.get(), filled);
  buffer_end_offset_ += filled;
  return true;
}

Reader::Fragment Reader::Bad(size_t bytes, const char* reason) {
  ReportCorruption(bytes, reason);
  return Fragment{};
}

Reader::Fragment Reader::End() {
  buffer_.clear();
  if (!read_error_.ok()) {
    end_ = LogEnd::kReadError;
  } else {
    end_ = file_ends_in_fragment_ ? LogEnd::kIncomplete : LogEnd::kEndOfFile;
  }
  Fragment fragment;
  fragment.kind = Fragment::Kind::kEnd;
  return fragment;
}

bool Reader::ReportCorruption(uint64_t bytes, const char* reason) {
  if (on_damage_ == OnDamage::kStop) end_ = LogEnd::kDamage;
  return ReportDrop(bytes, Status::Corruption(reason));
}

bool Reader::ReportDrop(uint64_t bytes, const Status& status) {
  if (reporter_ != nullptr) reporter_->Corruption(static_cast<size_t>(bytes), status);
  return end_ == LogEnd::kNone;
}

}  // namespace lsm::log
