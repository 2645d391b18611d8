#include "tests/peers/leveldb_peer.h"

#include <leveldb/cache.h>
#include <leveldb/comparator.h>
#include <leveldb/db.h>
#include <leveldb/dumpfile.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include <memory>

#include "tests/peers/run_steps.h"

namespace peers {

std::string RunInLevelDb(const std::string& path, const PeerOptions& options,
                         const std::vector<Step>& steps, Difference* difference) {
  return StepRunner(path, options).Run(steps, difference);
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

std::string LevelDbRepair(const std::string& path) {
  const leveldb::Status status = leveldb::RepairDB(path, leveldb::Options());
  return status.ok() ? "" : status.ToString();
}

}  // namespace peers
