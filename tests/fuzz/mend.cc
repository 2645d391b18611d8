#include "tests/fuzz/mend.h"

#include <algorithm>
#include <memory>

#include "engine/base/coding.h"
#include "engine/base/crc32c.h"
#include "engine/table/block.h"
#include "engine/table/compression.h"
#include "engine/wal/log_reader.h"
#include "engine/wal/log_writer.h"
#include "lsm/comparator.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/archive.h"

namespace lsm::fuzz {
namespace {

std::vector<std::string> RecordsOf(const std::string& log) {
  test::StringSource file(log);
  log::Reader reader(&file, nullptr);
  std::vector<std::string> records;
  Slice record;
  std::string scratch;
  while (reader.ReadRecord(&record, &scratch)) records.push_back(record.ToString());
  return records;
}

std::string LogOf(const std::vector<std::string>& records) {
  test::StringSink file;
  log::Writer writer(&file);
  for (const std::string& record : records) static_cast<void>(writer.AddRecord(record));
  return file.contents;
}

bool Within(const BlockHandle& handle, const std::string& table) {
  return handle.offset < table.size() && handle.size < table.size() &&
         handle.offset + handle.size + kBlockTrailerSize <= table.size();
}

void MendBlock(const BlockHandle& handle, std::string* table) {
  char* const block = table->data() + handle.offset;
  const auto size = static_cast<size_t>(handle.size);
  EncodeFixed32(block + size + 1, crc32c::Mask(crc32c::Value(block, size + 1)));
}

// Adds the blocks whose handles are the values of the block at `index`.
void AddBlocksIn(const std::string& table, const BlockHandle& index,
                 std::vector<BlockHandle>* blocks) {
  constexpr size_t kMost = 1000;
  const Slice stored(table.data() + index.offset, static_cast<size_t>(index.size));
  const auto type = static_cast<uint8_t>(table[index.offset + index.size]);
  BlockContents contents;
  contents.data = stored;
  if (type != kNoCompression && !UncompressBlock(type, stored, &contents).ok()) return;
  const Block block(std::move(contents));
  const std::unique_ptr<Iterator> it(block.NewIterator(BytewiseComparator()));
  for (it->SeekToFirst(); it->Valid() && blocks->size() < kMost; it->Next()) {
    Slice value = it->value();
    BlockHandle handle;
    if (handle.DecodeFrom(&value).ok() && Within(handle, table)) blocks->push_back(handle);
  }
}

}  // namespace

void MendLog(std::string* log) {
  size_t at = 0;
  while (log->size() - at >= log::kHeaderSize) {
    const size_t left_in_block = log::kBlockSize - at % log::kBlockSize;
    if (left_in_block < log::kHeaderSize) {
      at += left_in_block;
      if (at > log->size()) return;
      continue;
    }
    char* const header = log->data() + at;
    const size_t length = static_cast<uint8_t>(header[4]) | static_cast<uint8_t>(header[5]) << 8;
    const size_t end = log::kHeaderSize + length;
    if (end > left_in_block || end > log->size() - at) return;
    EncodeFixed32(header, crc32c::Mask(crc32c::Value(header + 6, 1 + length)));
    at += end;
  }
}

std::vector<BlockHandle> BlocksOf(const std::string& table) {
  std::vector<BlockHandle> blocks;
  if (table.size() < Footer::kEncodedLength) return blocks;
  Slice handles(table.data() + table.size() - Footer::kEncodedLength,
                2 * BlockHandle::kMaxEncodedLength);
  for (int i = 0; i < 2; i++) {  // metaindex and index
    BlockHandle handle;
    if (!handle.DecodeFrom(&handles).ok()) break;
    if (!Within(handle, table)) continue;
    blocks.push_back(handle);
    AddBlocksIn(table, handle, &blocks);
  }
  return blocks;
}

void MendTable(std::string* table) {
  if (table->size() < Footer::kEncodedLength) return;
  EncodeFixed64(table->data() + table->size() - 8, kTableMagicNumber);
  for (const BlockHandle& handle : BlocksOf(*table)) MendBlock(handle, table);
}

void MutateLog(std::string* log, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  std::vector<std::string> records;
  if (seed % 2 == 0) records = RecordsOf(*log);
  if (records.empty()) {
    mutate(log, max_size);
    if (seed % 8 != 1) MendLog(log);
    return;
  }
  const size_t which = seed / 2 % records.size();
  const size_t others = log->size() - std::min(log->size(), records[which].size());
  switch (seed / 64 % 8) {
    case 0:
      records.erase(records.begin() + static_cast<std::ptrdiff_t>(which));
      break;
    case 1:
      records.push_back(records[which]);
      break;
    default:
      mutate(&records[which], max_size - std::min(max_size, others + log::kHeaderSize));
  }
  *log = LogOf(records);
}

void MutateTable(std::string* table, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  const std::vector<BlockHandle> blocks = BlocksOf(*table);
  if (seed % 4 == 0 || blocks.empty()) {
    mutate(table, max_size);
  } else {
    // In place, so that handles stay right.
    const BlockHandle& handle = blocks[seed / 4 % blocks.size()];
    std::string block = table->substr(handle.offset, handle.size + 1);
    mutate(&block, block.size());
    block.resize(handle.size + 1);
    if (seed / 4096 % 4 != 0) block.back() = (*table)[handle.offset + handle.size];
    table->replace(handle.offset, block.size(), block);
  }
  if (seed % 32 != 0) MendTable(table);
}

void MutateDirectory(std::string* input, size_t max_size, uint32_t seed,
                     const MutateBytes& mutate) {
  std::vector<ArchivedFile> files;
  if (!input->empty()) files = Unpack(Slice(*input).ToString().substr(1));
  if (seed % 32 == 31 || files.empty() || max_size < input->size()) return mutate(input, max_size);
  if (seed % 32 == 30) {
    (*input)[0] = static_cast<char>(seed >> 8);
    return;
  }
  ArchivedFile& file = files[seed / 32 % files.size()];
  const size_t room = std::min<size_t>(file.contents.size() + max_size - input->size(), 0xffff);
  const uint32_t how = seed / 1024;
  switch (file.kind) {
    case FileKind::kManifest:
    case FileKind::kLog:
      MutateLog(&file.contents, room, how, mutate);
      break;
    case FileKind::kTable:
    case FileKind::kOldTable:
      MutateTable(&file.contents, room, how, mutate);
      break;
    default:
      mutate(&file.contents, room);
  }
  *input = input->substr(0, 1) + Pack(files);
}

}  // namespace lsm::fuzz
