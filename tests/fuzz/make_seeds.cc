// Writes the seeds of the fuzz targets: make_seeds tests/fuzz/corpus. They are committed, so that a
// change of the engine does not change them unseen.
#include <filesystem>
#include <fstream>
#include <memory>

#include "engine/base/check.h"
#include "engine/base/coding.h"
#include "engine/env/posix_env.h"
#include "engine/table/block_builder.h"
#include "engine/table/filter_block.h"
#include "engine/version/internal_key.h"
#include "engine/version/manifest.h"
#include "engine/wal/log_writer.h"
#include "engine/write/write_batch_internal.h"
#include "lsm/comparator.h"
#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "lsm/table_builder.h"
#include "sim/disk/disk.h"
#include "sim/disk/sim_os.h"
#include "sim/schedule/schedule.h"
#include "sim/world/world.h"
#include "tests/engine/memory_files.h"
#include "tests/fuzz/archive.h"

namespace lsm::fuzz {
namespace {

std::filesystem::path g_corpus;

void Write(const std::string& target, const std::string& name, const std::string& bytes) {
  std::filesystem::create_directories(g_corpus / target);
  std::ofstream(g_corpus / target / name, std::ios::binary) << bytes;
}

std::string Header(const std::string& before, const std::string& short_string) {
  return before + static_cast<char>(short_string.size()) + short_string;
}

WriteBatch Batch(SequenceNumber sequence) {
  WriteBatch batch;
  batch.Put("key" + std::to_string(sequence % 4), "value " + std::to_string(sequence));
  if (sequence % 3 == 0) batch.Delete("key0");
  WriteBatchInternal::SetSequence(&batch, sequence);
  return batch;
}

WriteBatch Mark(uint64_t number) {
  WriteBatch batch;
  WriteBatchInternal::SetSequence(&batch, number);
  return batch;
}

void WriteLogs() {
  for (const bool marked : {false, true}) {
    test::StringSink file;
    log::Writer writer(&file);
    std::vector<WriteBatch> batches;
    if (marked) batches = {Mark(1), Mark(3)};
    SequenceNumber next = 1;
    for (int i = 0; i < 4; i++) {
      batches.push_back(Batch(next));
      next += WriteBatchInternal::Count(&batches.back());
    }
    for (const WriteBatch& batch : batches) {
      LSM_CHECK(writer.AddRecord(WriteBatchInternal::Contents(&batch)).ok());
    }
    const std::string name = marked ? "ours" : "leveldb";
    Write("log", name, std::string(3, '\0') + file.contents);
    Write("log", name + "_expected", std::string("\0\0\x0b", 3) + file.contents);
    Write("log", name + "_salvaged", std::string("\0\0\x04", 3) + file.contents);
  }
  // A record that begins a few bytes before the end of a block and goes on in the next.
  for (const size_t room : {32768 - 20, 32768 - 7, 32768 - 3}) {
    test::StringSink file;
    log::Writer writer(&file);
    LSM_CHECK(writer.AddRecord(std::string(room - log::kHeaderSize, 'r')).ok());
    LSM_CHECK(writer.AddRecord("across the boundary").ok());
    LSM_CHECK(writer.AddRecord("behind it").ok());
    std::string header;
    PutFixed32(&header, static_cast<uint32_t>(room));
    header.resize(2);
    Write("log", "boundary" + std::to_string(room), header + '\0' + file.contents.substr(room));
  }
}

std::string InternalKeyBytes(const std::string& key, SequenceNumber sequence, ValueType type) {
  return InternalKey(key, sequence, type).Encode().ToString();
}

void WriteBlocks() {
  BlockBuilder plain(2);
  for (const char* key : {"apple", "appndix", "bee", "beech", "c"}) plain.Add(key, "value");
  Write("block", "plain", Header(std::string(1, '\0'), "bee") + plain.Finish().ToString());
  BlockBuilder internal(16);
  for (SequenceNumber i = 9; i >= 1; i--) {
    internal.Add(InternalKeyBytes(i > 4 ? "a" : "b", i, kTypeValue), std::to_string(i));
  }
  Write("block", "internal",
        Header("\x01", InternalKeyBytes("a", 7, kTypeValue)) + internal.Finish().ToString());
  Write("block", "empty", Header(std::string(1, '\0'), "x") + BlockBuilder(1).Finish().ToString());
}

std::string Table(const Options& options, bool internal_keys) {
  test::StringSink file;
  TableBuilder builder(options, &file);
  for (int i = 0; i < 24; i++) {
    char name[16];
    std::snprintf(name, sizeof(name), "key%02d", i);
    builder.Add(internal_keys ? InternalKeyBytes(name, 100u + static_cast<unsigned>(i), kTypeValue)
                              : std::string(name),
                std::string(static_cast<size_t>(i), 'v'));
  }
  LSM_CHECK(builder.Finish().ok());
  return file.contents;
}

void WriteTables() {
  const InternalKeyComparator order(BytewiseComparator());
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  const InternalFilterPolicy internal_bloom(bloom.get());
  Options options;
  options.block_size = 128;
  options.compression = kNoCompression;
  Write("table", "plain", Header(std::string(1, '\0'), "key07") + Table(options, false));
  options.comparator = &order;
  options.filter_policy = &internal_bloom;
  Write("table", "internal",
        Header("\x07", InternalKeyBytes("key07", 200, kTypeValue)) + Table(options, true));
  for (const auto& [name, type] :
       {std::pair{"snappy", kSnappyCompression}, std::pair{"zstd", kZstdCompression}}) {
    options.compression = type;
    options.block_size = 512;
    Write("table", name,
          Header("\x07", InternalKeyBytes("key07", 200, kTypeValue)) + Table(options, true));
  }
}

void WriteFilters() {
  const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
  FilterBlockBuilder builder(bloom.get());
  for (uint64_t i = 0; i < 6; i++) {
    builder.StartBlock(i * 1500);
    builder.AddKey("key" + std::to_string(i));
  }
  Write("filter", "bloom", Header("\x0a", "key3") + builder.Finish().ToString());
}

void WriteManifest() {
  test::StringSink file;
  log::Writer writer(&file);
  const auto add = [&writer](const VersionEdit& edit) {
    std::string record;
    edit.EncodeTo(&record);
    LSM_CHECK(writer.AddRecord(record).ok());
  };
  VersionEdit first;
  first.SetComparatorName("leveldb.BytewiseComparator");
  first.SetLogNumber(3);
  first.SetNextFile(6);
  first.SetLastSequence(20);
  add(first);
  VersionEdit second;
  second.AddFile(0, 4, 1000, InternalKey("a", 5, kTypeValue), InternalKey("m", 9, kTypeDeletion));
  second.AddFile(1, 5, 2000, InternalKey("b", 1, kTypeValue), InternalKey("k", 2, kTypeValue));
  second.SetCompactPointer(1, InternalKey("c", 3, kTypeValue));
  add(second);
  VersionEdit third;
  third.RemoveFile(0, 4);
  third.AddFile(1, 6, 500, InternalKey("l", 5, kTypeValue), InternalKey("m", 9, kTypeValue));
  third.SetNextFile(8);
  third.SetPrevLogNumber(0);
  add(third);
  Write("manifest", "three_edits", file.contents);
  std::string edit;
  second.EncodeTo(&edit);
  Write("manifest", "edit", edit);
}

void WriteSmallOnes() {
  Write("current", "good", "MANIFEST-000002\n");
  Write("current", "two_lines", "MANIFEST-000002\nMANIFEST-000001\n");
  Write("current", "outside", "../MANIFEST-000002\n");
  Write("current", "log", "000003.log");
  const WriteBatch batch = Batch(3);
  Write("batch", "three", WriteBatchInternal::Contents(&batch).ToString());
  WriteBatch two = Batch(1);
  two.Append(Batch(2));
  Write("batch", "two", WriteBatchInternal::Contents(&two).ToString());
}

void WriteDirectory(const std::string& name, uint8_t bits, int puts, bool compact) {
  sim::Disk disk;
  sim::World world({}, sim::NewSchedulePolicy({}, 1));
  sim::SimOs os(&world, &disk, sim::DeviceModel{});
  const Status status = world.Run({.name = "main"}, [&] {
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    const std::unique_ptr<const FilterPolicy> bloom(NewBloomFilterPolicy(10));
    Options options = Options::Tiny();
    options.create_if_missing = true;
    options.env = env.get();
    options.filter_policy = bloom.get();
    DB* opened = nullptr;
    LSM_CHECK(DB::Open(options, "/db", &opened).ok());
    const std::unique_ptr<DB> db(opened);
    for (int i = 0; i < puts; i++) {
      const std::string key = "key" + std::to_string(i * 7 % 10);
      LSM_CHECK((i % 5 == 4 ? db->Delete(WriteOptions(), key)
                            : db->Put(WriteOptions(), key, std::string(30, 'v')))
                    .ok());
    }
    if (compact) db->CompactRange(nullptr, nullptr);
  });
  LSM_CHECK(status.ok());
  std::vector<ArchivedFile> files;
  const auto& entries = disk.FindDirectory("/db")->entries;
  for (const auto& [file, node] : entries) Archive(file, node.file->content(), &files);
  for (const char* target : {"directory", "files"}) {
    Write(target, name, static_cast<char>(bits) + Pack(files));
  }
}

void WriteDirectories() {
  WriteDirectory("log_only", 16, 4, false);
  WriteDirectory("tables", 16, 24, false);
  WriteDirectory("compacted", 16 | 32, 16, true);
  WriteDirectory("salvaged", 2 | 4 | 8, 8, false);
  for (const char* target : {"directory", "files"}) Write(target, "empty", "\x01");
}

}  // namespace
}  // namespace lsm::fuzz

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "make_seeds DIRECTORY\n");
    return 2;
  }
  using namespace lsm::fuzz;
  g_corpus = argv[1];
  WriteLogs();
  WriteBlocks();
  WriteTables();
  WriteFilters();
  WriteManifest();
  WriteSmallOnes();
  WriteDirectories();
  return 0;
}
