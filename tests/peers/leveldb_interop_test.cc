// LevelDB 1.23 reads what we wrote, and we read, and go on with, what it wrote.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <random>

#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "tests/peers/leveldb_peer.h"

namespace lsm {
namespace {

using peers::Contents;
using peers::PeerOptions;
using peers::Update;

struct Database {
  explicit Database(const std::string& path, const PeerOptions& peer) {
    Options options;
    options.create_if_missing = true;
    options.paranoid_checks = true;
    options.write_buffer_size = peer.write_buffer_size;
    options.max_file_size = 32 << 10;
    options.max_bytes_for_level_base = 128 << 10;
    options.compression = peer.snappy ? kSnappyCompression : kNoCompression;
    if (peer.bloom_bits > 0) {
      filter.reset(NewBloomFilterPolicy(peer.bloom_bits));
      options.filter_policy = filter.get();
    }
    DB* opened = nullptr;
    status = DB::Open(options, path, &opened);
    db.reset(opened);
  }

  std::unique_ptr<const FilterPolicy> filter;
  std::unique_ptr<DB> db;
  Status status;
};

std::string RandomBytes(std::mt19937& random, size_t max_size) {
  std::string bytes(random() % (max_size + 1), '\0');
  const bool binary = random() % 4 == 0;
  for (char& c : bytes) c = static_cast<char>(binary ? random() % 256 : 'a' + random() % 3);
  return bytes;
}

std::vector<Update> RandomUpdates(std::mt19937& random, int count, Contents* model) {
  std::vector<Update> updates;
  for (int i = 0; i < count; i++) {
    std::string key = RandomBytes(random, 12);
    if (random() % 4 == 0) {
      model->erase(key);
      updates.push_back({key, std::nullopt});
    } else {
      std::string value = RandomBytes(random, random() % 50 == 0 ? 20000 : 200);
      (*model)[key] = value;
      updates.push_back({key, value});
    }
  }
  return updates;
}

void WriteHere(DB* db, const std::vector<Update>& updates) {
  for (const auto& [key, value] : updates) {
    const Status status = value.has_value() ? db->Put(WriteOptions(), key, *value)
                                            : db->Delete(WriteOptions(), key);
    ASSERT_TRUE(status.ok()) << status.ToString();
  }
}

Contents ReadHere(DB* db) {
  Contents contents;
  const std::unique_ptr<Iterator> it(db->NewIterator(ReadOptions()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    const std::string key = it->key().ToString();
    contents[key] = it->value().ToString();
    std::string value;
    EXPECT_TRUE(db->Get(ReadOptions(), key, &value).ok());
    EXPECT_EQ(value, contents[key]);
  }
  EXPECT_TRUE(it->status().ok()) << it->status().ToString();
  return contents;
}

// We write, LevelDB reads and writes on, we read and write on, LevelDB reads: with logs left behind
// at each change of hands.
void PassToAndFro(uint32_t seed, const PeerOptions& options) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("lsmscope_interop_" + std::to_string(getpid())))
                               .string();
  std::filesystem::remove_all(path);
  std::mt19937 random(seed);
  Contents model;
  for (int hands = 0; hands < 2; hands++) {
    {
      Database ours(path, options);
      ASSERT_TRUE(ours.status.ok()) << ours.status.ToString();
      EXPECT_EQ(ReadHere(ours.db.get()), model);
      WriteHere(ours.db.get(), RandomUpdates(random, 600, &model));
      if (random() % 3 == 0) ours.db->CompactRange(nullptr, nullptr);
    }
    Contents theirs;
    EXPECT_EQ(peers::LevelDbRead(path, options, &theirs), "");
    EXPECT_EQ(theirs, model);
    EXPECT_EQ(peers::LevelDbWrite(path, options, RandomUpdates(random, 600, &model)), "");
  }
  Database ours(path, options);
  ASSERT_TRUE(ours.status.ok()) << ours.status.ToString();
  EXPECT_EQ(ReadHere(ours.db.get()), model);
  ours.db.reset();
  std::filesystem::remove_all(path);
}

TEST(LevelDbInterop, DatabasesPassToAndFroUncompressed) {
  for (uint32_t seed = 1; seed <= 20; seed++) PassToAndFro(seed, {});
}

TEST(LevelDbInterop, DatabasesPassToAndFroWithSnappyAndFilters) {
  for (uint32_t seed = 101; seed <= 120; seed++) {
    PassToAndFro(seed, {.snappy = true, .bloom_bits = 10});
  }
}

}  // namespace
}  // namespace lsm
