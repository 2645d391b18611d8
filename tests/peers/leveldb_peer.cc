#include "tests/peers/leveldb_peer.h"

#include <leveldb/db.h>
#include <leveldb/dumpfile.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>

#include <memory>

namespace peers {
namespace {

struct Opened {
  std::unique_ptr<const leveldb::FilterPolicy> filter;
  std::unique_ptr<leveldb::DB> db;
  std::string error;
};

Opened Open(const std::string& path, const PeerOptions& peer_options) {
  Opened opened;
  leveldb::Options options;
  options.create_if_missing = true;
  options.paranoid_checks = true;
  options.write_buffer_size = peer_options.write_buffer_size;
  options.compression = peer_options.snappy ? leveldb::kSnappyCompression : leveldb::kNoCompression;
  if (peer_options.bloom_bits > 0) {
    opened.filter.reset(leveldb::NewBloomFilterPolicy(peer_options.bloom_bits));
    options.filter_policy = opened.filter.get();
  }
  leveldb::DB* db = nullptr;
  const leveldb::Status status = leveldb::DB::Open(options, path, &db);
  opened.db.reset(db);
  if (!status.ok()) opened.error = status.ToString();
  return opened;
}

}  // namespace

std::string LevelDbWrite(const std::string& path, const PeerOptions& options,
                         const std::vector<Update>& updates) {
  const Opened opened = Open(path, options);
  if (!opened.error.empty()) return opened.error;
  for (const auto& [key, value] : updates) {
    const leveldb::Status status = value.has_value()
                                       ? opened.db->Put(leveldb::WriteOptions(), key, *value)
                                       : opened.db->Delete(leveldb::WriteOptions(), key);
    if (!status.ok()) return status.ToString();
  }
  return "";
}

std::string LevelDbRead(const std::string& path, const PeerOptions& options, Contents* contents) {
  const Opened opened = Open(path, options);
  if (!opened.error.empty()) return opened.error;
  leveldb::ReadOptions read_options;
  read_options.verify_checksums = true;
  const std::unique_ptr<leveldb::Iterator> it(opened.db->NewIterator(read_options));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    const std::string key = it->key().ToString();
    (*contents)[key] = it->value().ToString();
    std::string value;
    const leveldb::Status status = opened.db->Get(read_options, key, &value);
    if (!status.ok()) return "Get: " + status.ToString();
    if (value != (*contents)[key]) return "Get and the iterator differ for " + key;
  }
  return it->status().ok() ? "" : it->status().ToString();
}

std::string LevelDbDump(const std::string& file) {
  class Sink final : public leveldb::WritableFile {
   public:
    leveldb::Status Append(const leveldb::Slice& data) override {
      text.append(data.data(), data.size());
      return leveldb::Status::OK();
    }
    leveldb::Status Close() override { return leveldb::Status::OK(); }
    leveldb::Status Flush() override { return leveldb::Status::OK(); }
    leveldb::Status Sync() override { return leveldb::Status::OK(); }
    std::string text;
  };
  Sink sink;
  const leveldb::Status status = leveldb::DumpFile(leveldb::Env::Default(), file, &sink);
  return status.ok() ? sink.text : "error: " + status.ToString();
}

std::string LevelDbRepair(const std::string& path, const PeerOptions& peer_options) {
  leveldb::Options options;
  options.write_buffer_size = peer_options.write_buffer_size;
  const leveldb::Status status = leveldb::RepairDB(path, options);
  return status.ok() ? "" : status.ToString();
}

}  // namespace peers
