#include "sim/powercut/engine_recoverer.h"

#include "engine/env/posix_env.h"
#include "lsm/iterator.h"
#include "sim/disk/disk_os.h"
#include "sim/run/database_options.h"
#include "sim/run/moment.h"

namespace lsm::sim {
namespace {

class SilentLogger final : public Logger {
 public:
  void Logv(const char*, std::va_list) override {}
};

constexpr size_t kCacheBytes = 64 << 10;  // blocks are used once: it is there because it must be
constexpr int kNever = 1 << 20;

std::string_view View(const Slice& slice) { return {slice.data(), slice.size()}; }

Found ReadAll(DB* db, Contents* contents) {
  Found found;
  const std::unique_ptr<Iterator> it(db->NewIterator(ReadOptions()));
  for (it->SeekToFirst(); it->Valid(); it->Next()) {
    found.digest += DigestOfEntry(View(it->key()), View(it->value()));
    if (contents != nullptr) (*contents)[it->key().ToString()] = it->value().ToString();
  }
  if (!it->status().ok()) found.error = "reading: " + it->status().ToString();
  return found;
}

}  // namespace

EngineRecoverer::EngineRecoverer(const Scenario& scenario)
    : cache_(NewLRUCache(kCacheBytes)),
      filter_(FilterOf(scenario)),
      silent_(std::make_unique<SilentLogger>()),
      options_(scenario.options) {
  options_.create_if_missing = true;
  options_.block_cache = cache_.get();
  options_.filter_policy = filter_.get();
  options_.info_log = silent_.get();
  options_.l0_compaction_trigger = kNever;
  options_.l0_slowdown_trigger = kNever;
  options_.l0_stop_trigger = kNever;
  options_.max_bytes_for_level_base = uint64_t{1} << 40;
  options_.min_allowed_seeks = kNever;
}

Status EngineRecoverer::Open(Env* env, std::unique_ptr<DB>* db) {
  options_.env = env;
  DB* opened = nullptr;
  Status status = DB::Open(options_, std::string(kSimulatedDirectory), &opened);
  db->reset(opened);
  return status;
}

Found EngineRecoverer::Recover(Disk* disk, Contents* contents) {
  DiskOs os(disk);
  const std::unique_ptr<Env> env = NewPosixEnv(&os);
  std::unique_ptr<DB> db;
  if (Status status = Open(env.get(), &db); !status.ok()) {
    return {.error = "opening: " + status.ToString()};
  }
  return ReadAll(db.get(), contents);
}

Found EngineRecoverer::RecoverAndPut(Disk* disk, const std::string& key, const std::string& value) {
  DiskOs os(disk);
  const std::unique_ptr<Env> env = NewPosixEnv(&os);
  std::unique_ptr<DB> db;
  if (Status status = Open(env.get(), &db); !status.ok()) {
    return {.error = "opening: " + status.ToString()};
  }
  WriteOptions options;
  options.sync = true;
  if (Status status = db->Put(options, key, value); !status.ok()) {
    return {.error = "writing: " + status.ToString()};
  }
  return ReadAll(db.get(), nullptr);
}

}  // namespace lsm::sim
