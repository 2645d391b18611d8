// Tables: data blocks, filter, metaindex, index, footer, in the order of the file.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/base/coding.h"
#include "engine/table/format.h"
#include "engine/version/internal_key.h"
#include "sim/database/byte_listing.h"
#include "sim/database/dump.h"
#include "sim/database/text_bytes.h"

namespace lsm::sim {
namespace {

std::string EntryOfData(const Slice& key, const Slice& value) {
  ParsedInternalKey parsed;
  if (!ParseInternalKey(key, &parsed)) return "no key: " + Quoted(key);
  return parsed.DebugString() + (parsed.type == kTypeDeletion ? "" : " => " + Quoted(value));
}

std::string HandleText(Slice value) {
  BlockHandle handle;
  if (!handle.DecodeFrom(&value).ok()) return "no handle";
  return fmt::format("block at {}, {} bytes", handle.offset, handle.size);
}

std::string EntryOfIndex(const Slice& key, const Slice& value) {
  ParsedInternalKey parsed;
  return "up to " + (ParseInternalKey(key, &parsed) ? parsed.DebugString() : Quoted(key)) + ": " +
         HandleText(value);
}

std::string EntryOfMetaindex(const Slice& key, const Slice& value) {
  return key.ToString() + ": " + HandleText(value);
}

using EntryText = std::string (*)(const Slice& key, const Slice& value);

class TableDump {
 public:
  TableDump(RandomAccessFile* file, uint64_t size, ByteListing* out)
      : file_(file), size_(size), out_(out) {}

  Status Run() {
    if (size_ < Footer::kEncodedLength) {
      return Status::Corruption(
          fmt::format("has {} bytes, expected at least {}: a table ends with "
                      "a footer",
                      size_, Footer::kEncodedLength));
    }
    char space[Footer::kEncodedLength];
    Slice bytes;
    const uint64_t footer_offset = size_ - Footer::kEncodedLength;
    Status status = file_->Read(footer_offset, Footer::kEncodedLength, &bytes, space);
    if (!status.ok()) return status;
    Footer footer;
    status = footer.DecodeFrom(bytes);
    if (!status.ok()) return status;

    BlockContents index;
    status = ReadBlock(file_, size_, footer.index, &index);
    if (status.ok()) {
      ForEachEntry(index.data, [this](uint64_t, const Slice&, const Slice&, const Slice& value) {
        Slice rest = value;
        BlockHandle handle;
        if (handle.DecodeFrom(&rest).ok()) {
          ListBlock(fmt::format("data block {}", ++data_blocks_), handle, EntryOfData);
        }
        return !out_->done();
      });
    } else {
      out_->Heading("the index cannot be read, so that no data block is found: " +
                    status.ToString());
    }
    ListFilters(footer.metaindex);
    ListBlock("metaindex block", footer.metaindex, EntryOfMetaindex);
    ListBlock("index block", footer.index, EntryOfIndex);
    ListFooter(footer_offset, bytes, footer);
    return Status::OK();
  }

 private:
  // Calls visit(offset of the entry, its bytes before the value, key, value) until it answers
  // false. Answers where it stopped, which is the end of the entries if all is well.
  template <class Visit>
  static uint64_t ForEachEntry(const Slice& block, const Visit& visit) {
    const uint64_t end = EndOfEntries(block);
    std::string key;
    uint64_t at = 0;
    while (at < end) {
      const char* const begin = block.data() + at;
      const char* const limit = block.data() + end;
      uint32_t shared = 0;
      uint32_t own = 0;
      uint32_t value_size = 0;
      const char* p = GetVarint32Ptr(begin, limit, &shared);
      if (p != nullptr) p = GetVarint32Ptr(p, limit, &own);
      if (p != nullptr) p = GetVarint32Ptr(p, limit, &value_size);
      if (p == nullptr || shared > key.size() ||
          static_cast<uint64_t>(limit - p) < uint64_t{own} + value_size) {
        return at;
      }
      key.resize(shared);
      key.append(p, own);
      const Slice value(p + own, value_size);
      const uint64_t length = static_cast<uint64_t>(p - begin) + own + value_size;
      if (!visit(at, Slice(begin, static_cast<size_t>(length)), Slice(key), value)) return end;
      at += length;
    }
    return at;
  }

  static uint64_t EndOfEntries(const Slice& block) {
    if (block.size() < 4) return 0;
    const uint64_t restarts = DecodeFixed32(block.data() + block.size() - 4);
    const uint64_t room = (block.size() - 4) / 4;
    return restarts > room ? 0 : block.size() - 4 - restarts * 4;
  }

  void ListBlock(const std::string& name, const BlockHandle& handle, EntryText text) {
    if (out_->done()) return;
    BlockContents contents;
    const Status status = ReadBlock(file_, size_, handle, &contents);
    if (!status.ok()) {
      out_->Heading(fmt::format("{} at {}, {} bytes: {}", name, handle.offset, handle.size,
                                status.ToString()));
      return;
    }
    const Trailer trailer = ReadTrailer(handle);
    const bool compressed = trailer.type != 0;
    out_->Heading(fmt::format(
        "{} at {}, {} bytes{}", name, handle.offset, handle.size,
        compressed ? fmt::format(", {}; uncompressed {} bytes, whose offsets have a +",
                                 trailer.type == 1 ? "Snappy" : "Zstandard", contents.data.size())
                   : std::string()));
    const auto add = [&](uint64_t at, const Slice& bytes, const std::string& meaning) {
      if (compressed) {
        out_->AddUncompressed(at, bytes, meaning);
      } else {
        out_->Add(handle.offset + at, bytes, meaning);
      }
    };
    const Slice data = contents.data;
    const uint64_t stopped = ForEachEntry(
        data, [&](uint64_t at, const Slice& bytes, const Slice& key, const Slice& value) {
          add(at, bytes, text(key, value));
          return !out_->done();
        });
    const uint64_t end = EndOfEntries(data);
    if (stopped < end) add(stopped, Slice(data.data() + stopped, end - stopped), "damaged entry");
    for (uint64_t at = end; at + 4 < data.size() && !out_->done(); at += 4) {
      add(at, Slice(data.data() + at, 4),
          fmt::format("restart point {}", DecodeFixed32(data.data() + at)));
    }
    if (data.size() >= 4) {
      add(data.size() - 4, Slice(data.data() + data.size() - 4, 4),
          fmt::format("{} restart points", DecodeFixed32(data.data() + data.size() - 4)));
    }
    ListTrailer(handle, trailer);
  }

  struct Trailer {
    std::string bytes;
    int type = 0;
  };
  Trailer ReadTrailer(const BlockHandle& handle) const {
    char space[kBlockTrailerSize];
    Slice bytes;
    if (!file_->Read(handle.offset + handle.size, kBlockTrailerSize, &bytes, space).ok() ||
        bytes.size() < kBlockTrailerSize) {
      return {};
    }
    return {bytes.ToString(), static_cast<uint8_t>(bytes[0])};
  }
  void ListTrailer(const BlockHandle& handle, const Trailer& trailer) {
    if (trailer.bytes.size() < kBlockTrailerSize) return;
    const uint64_t at = handle.offset + handle.size;
    out_->Add(at, Slice(trailer.bytes.data(), 1),
              trailer.type == 0   ? "not compressed"
              : trailer.type == 1 ? "compressed: Snappy"
                                  : "compressed: Zstandard");
    out_->Add(at + 1, Slice(trailer.bytes.data() + 1, 4), "checksum (masked CRC-32C), right");
  }

  // The filter block, if the metaindex names one.
  void ListFilters(const BlockHandle& metaindex) {
    BlockContents contents;
    if (!ReadBlock(file_, size_, metaindex, &contents).ok()) return;
    ForEachEntry(contents.data,
                 [this](uint64_t, const Slice&, const Slice& key, const Slice& value) {
                   Slice rest = value;
                   BlockHandle handle;
                   if (key.starts_with("filter.") && handle.DecodeFrom(&rest).ok()) {
                     ListFilter(key, handle);
                   }
                   return !out_->done();
                 });
  }

  void ListFilter(const Slice& name, const BlockHandle& handle) {
    BlockContents contents;
    const Status status = ReadBlock(file_, size_, handle, &contents);
    const std::string heading = fmt::format("filter block at {}, {} bytes, {}", handle.offset,
                                            handle.size, name.ToString());
    if (!status.ok()) return out_->Heading(heading + ": " + status.ToString());
    out_->Heading(heading);
    const Slice data = contents.data;
    const uint64_t array =
        data.size() < 5 ? UINT64_MAX : DecodeFixed32(data.data() + data.size() - 5);
    if (array > data.size() - std::min<size_t>(data.size(), 5)) {
      return out_->Add(handle.offset, data, "damaged: the offsets of the filters are not in it");
    }
    const uint64_t count = (data.size() - 5 - array) / 4;
    for (uint64_t i = 0; i < count && !out_->done(); i++) {
      const uint64_t begin = DecodeFixed32(data.data() + array + 4 * i);
      const uint64_t end = i + 1 < count ? DecodeFixed32(data.data() + array + 4 * (i + 1)) : array;
      if (begin > end || end > array) {
        out_->Heading(fmt::format("filter {}: damaged", i));
      } else if (begin == end) {
        out_->Heading(fmt::format("filter {}: no block begins in its 2 KiB", i));
      } else {
        out_->Add(handle.offset + begin, Slice(data.data() + begin, end - begin),
                  fmt::format("filter {}, of the blocks that begin in [{}, {})", i, i << 11,
                              (i + 1) << 11));
      }
    }
    for (uint64_t i = 0; i < count && !out_->done(); i++) {
      out_->Add(
          handle.offset + array + 4 * i, Slice(data.data() + array + 4 * i, 4),
          fmt::format("filter {} begins at +{}", i, DecodeFixed32(data.data() + array + 4 * i)));
    }
    out_->Add(handle.offset + data.size() - 5, Slice(data.data() + data.size() - 5, 4),
              fmt::format("the offsets begin at +{}", array));
    out_->Add(handle.offset + data.size() - 1, Slice(data.data() + data.size() - 1, 1),
              "a filter for every 2^n bytes of the file");
    ListTrailer(handle, ReadTrailer(handle));
  }

  void ListFooter(uint64_t offset, const Slice& bytes, const Footer& footer) {
    out_->Heading("footer");
    const auto handle = [&](const char* name, const BlockHandle& h, uint64_t at) {
      std::string encoded;
      h.EncodeTo(&encoded);
      out_->Add(offset + at, Slice(bytes.data() + at, encoded.size()),
                fmt::format("{} block at {}, {} bytes", name, h.offset, h.size));
      return at + encoded.size();
    };
    uint64_t at = handle("metaindex", footer.metaindex, 0);
    at = handle("index", footer.index, at);
    const uint64_t magic = Footer::kEncodedLength - 8;
    if (at < magic) {
      out_->Add(offset + at, Slice(bytes.data() + at, magic - at), "filling");
    }
    out_->Add(offset + magic, Slice(bytes.data() + magic, 8), "the magic number of tables");
  }

  RandomAccessFile* const file_;
  const uint64_t size_;
  ByteListing* const out_;
  uint64_t data_blocks_ = 0;
};

}  // namespace

Status DumpTableBytes(Env* env, const std::string& path, ByteListing* out) {
  uint64_t size = 0;
  RandomAccessFile* opened = nullptr;
  Status status = env->GetFileSize(path, &size);
  if (status.ok()) status = env->NewRandomAccessFile(path, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<RandomAccessFile> file(opened);
  status = TableDump(file.get(), size, out).Run();
  return status.IsCorruption() ? Status::Corruption(path, status.ToString()) : status;
}

}  // namespace lsm::sim
