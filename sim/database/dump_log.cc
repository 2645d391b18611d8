// Logs and MANIFESTs: fragments, records, and what the records hold.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/version/internal_key.h"
#include "engine/wal/log_format.h"
#include "sim/database/byte_listing.h"
#include "sim/database/dump.h"
#include "sim/database/text_bytes.h"

namespace lsm::sim {
namespace {

std::string KeyText(const Slice& bytes) {
  ParsedInternalKey key;
  return ParseInternalKey(bytes, &key) ? key.DebugString() : "no key: " + Quoted(bytes);
}

// A record, put together from its fragments.
struct Record {
  struct Piece {
    uint64_t at;      // in the record
    uint64_t offset;  // in the file
  };
  std::string bytes;
  std::vector<Piece> pieces;

  void Add(uint64_t offset, const Slice& payload) {
    pieces.push_back({bytes.size(), offset});
    bytes.append(payload.data(), payload.size());
  }
  uint64_t PlaceOf(uint64_t at) const {
    const auto behind = std::upper_bound(pieces.begin(), pieces.end(), at,
                                         [](uint64_t a, const Piece& p) { return a < p.at; });
    const Piece& piece = *(behind == pieces.begin() ? behind : behind - 1);
    return piece.offset + (at - piece.at);
  }
};

void ListBatch(FieldReader* in) {
  uint64_t sequence = 0;
  uint32_t count = 0;
  in->Fixed64(&sequence, [](uint64_t n) { return fmt::format("sequence {}", n); });
  in->Fixed32(&count, [](uint32_t n) {
    return n == 0 ? std::string("0 updates: a mark that a log begins with")
                  : fmt::format("{} update{}", n, n == 1 ? "" : "s");
  });
  while (!in->at_end()) {
    uint8_t type = 0;
    Slice bytes;
    if (!in->Byte(&type, [&](uint8_t t) {
          return t == 1   ? fmt::format("put, sequence {}", sequence)
                 : t == 0 ? fmt::format("delete, sequence {}", sequence)
                          : fmt::format("damaged: update of type {}, expected 0 or 1", t);
        })) {
      return;
    }
    if (type > 1) return in->Rest("not read");
    if (!in->Prefixed(&bytes, "key", Quoted)) return;
    if (type == 1 && !in->Prefixed(&bytes, "value", Quoted)) return;
    sequence++;
  }
}

void ListEdit(FieldReader* in) {
  const auto number = [in](const char* what) {
    uint64_t value = 0;
    in->Varint(&value, [&](uint64_t n) { return fmt::format("{} {}", what, n); });
  };
  const auto key = [in](const char* what) {
    Slice bytes;
    in->Prefixed(&bytes, what, KeyText);
  };
  static constexpr std::array<const char*, 10> kTags = {
      nullptr,         "comparator",         "log number",   "next file number",
      "last sequence", "compact pointer",    "deleted file", "new file",
      nullptr,         "previous log number"};
  while (!in->at_end()) {
    uint64_t tag = 0;
    const auto name = [](uint64_t t) { return t < kTags.size() ? kTags[t] : nullptr; };
    in->Varint(&tag, [&](uint64_t t) {
      return name(t) != nullptr ? fmt::format("field {}: {}", t, name(t))
                                : fmt::format("damaged: field {}, expected 1 to 7 or 9", t);
    });
    if (name(tag) == nullptr) return in->Rest("not read");
    Slice bytes;
    switch (tag) {
      case 1:
        in->Prefixed(&bytes, "name", Quoted);
        break;
      case 5:
        number("level");
        key("behind");
        break;
      case 6:
        number("level");
        number("file");
        break;
      case 7:
        number("level");
        number("file");
        number("bytes");
        key("smallest");
        key("largest");
        break;
      default:
        number("it is");
    }
  }
}

class LogDump {
 public:
  LogDump(SequentialFile* file, LogPayload payload, ByteListing* out)
      : file_(file), payload_(payload), out_(out), space_(log::kBlockSize) {}

  Status Run() {
    while (!out_->done()) {
      // A short read is no end: the block is read until it is whole or nothing more comes.
      size_t filled = 0;
      while (filled < log::kBlockSize) {
        Slice part;
        const Status status = file_->Read(log::kBlockSize - filled, &part, space_.data() + filled);
        if (!status.ok()) return status;
        if (part.empty()) break;
        if (part.data() != space_.data() + filled) {
          std::copy_n(part.data(), part.size(), space_.data() + filled);
        }
        filled += part.size();
      }
      if (filled == 0) break;
      ListBlock(Slice(space_.data(), filled));
      offset_ += filled;
      if (filled < log::kBlockSize) break;
    }
    if (in_record_) out_->Heading("the file ends inside a record: its writer was interrupted");
    return Status::OK();
  }

 private:
  void ListBlock(const Slice& block) {
    size_t at = 0;
    while (!out_->done() && block.size() - at >= log::kHeaderSize) {
      const char* const header = block.data() + at;
      const size_t length = static_cast<uint8_t>(header[4]) |
                            static_cast<size_t>(static_cast<uint8_t>(header[5])) << 8;
      const auto type = static_cast<uint8_t>(header[6]);
      if (type == 0 && length == 0 && DecodeFixed32(header) == 0) {
        out_->Add(offset_ + at, Slice(header, block.size() - at), "zeros: nothing written yet");
        return;
      }
      if (block.size() - at - log::kHeaderSize < length) {
        out_->Add(offset_ + at, Slice(header, block.size() - at),
                  fmt::format("a fragment of {} bytes, of which {} are here", length,
                              block.size() - at - log::kHeaderSize));
        return;
      }
      ListFragment(offset_ + at, header, Slice(header + log::kHeaderSize, length), type);
      at += log::kHeaderSize + length;
    }
    if (at < block.size() && !out_->done()) {
      out_->Add(offset_ + at, Slice(block.data() + at, block.size() - at),
                block.size() == log::kBlockSize ? "filling: no header fits in here"
                                                : "the file ends inside a header");
    }
  }

  void ListFragment(uint64_t offset, const char* header, const Slice& payload, uint8_t type) {
    static constexpr std::array<const char*, 5> kTypes = {"zero", "full", "first", "middle",
                                                          "last"};
    const uint32_t stored = crc32c::Unmask(DecodeFixed32(header));
    const uint32_t computed =
        crc32c::Extend(crc32c::Value(header + 6, 1), payload.data(), payload.size());
    const bool right = stored == computed;
    out_->Add(offset, Slice(header, 4),
              right ? "checksum (masked CRC-32C), right" : "checksum, WRONG");
    out_->Add(offset + 4, Slice(header + 4, 2), fmt::format("{} bytes", payload.size()));
    out_->Add(
        offset + 6, Slice(header + 6, 1),
        fmt::format("fragment: {}", type < kTypes.size() ? kTypes[type] : "of no known type"));
    if (!right || type == 0 || type >= kTypes.size()) {
      out_->Add(offset + 7, payload, "not read");
      in_record_ = false;
      return;
    }
    if (type == log::kFullType || type == log::kFirstType) {
      record_ = Record();
      in_record_ = true;
    } else if (!in_record_) {
      out_->Add(offset + 7, payload, "not read: the record's beginning is missing");
      return;
    }
    record_.Add(offset + 7, payload);
    if (type == log::kFullType || type == log::kLastType) {
      in_record_ = false;
      ListRecord();
    }
  }

  void ListRecord() {
    out_->Heading(fmt::format("record {}: {}", ++records_,
                              payload_ == LogPayload::kBatches ? "a batch" : "an edit"));
    FieldReader fields(out_, record_.bytes, [this](uint64_t at) { return record_.PlaceOf(at); });
    if (payload_ == LogPayload::kBatches) {
      ListBatch(&fields);
    } else {
      ListEdit(&fields);
    }
  }

  SequentialFile* const file_;
  const LogPayload payload_;
  ByteListing* const out_;
  std::vector<char> space_;
  uint64_t offset_ = 0;  // of the block
  uint64_t records_ = 0;
  Record record_;
  bool in_record_ = false;
};

}  // namespace

Status DumpLogBytes(Env* env, const std::string& path, LogPayload payload, ByteListing* out) {
  SequentialFile* opened = nullptr;
  const Status status = env->NewSequentialFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<SequentialFile> file(opened);
  return LogDump(file.get(), payload, out).Run();
}

}  // namespace lsm::sim
