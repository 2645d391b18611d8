// A whole directory: opened, read in every way, written to, compacted, opened again. In a world, so
// that a finding is the same every time, and a wait for ever is an error that says who waits.
//
// Input: 1 byte of options; an archive of files.
#include <memory>
#include <string>
#include <vector>

#include "engine/base/check.h"
#include "engine/env/posix_env.h"
#include "engine/events/all.h"
#include "engine/events/events.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "sim/disk/disk.h"
#include "sim/disk/sim_os.h"
#include "sim/schedule/schedule.h"
#include "sim/world/world.h"
#include "tests/fuzz/archive.h"
#include "tests/fuzz/mend.h"

namespace lsm::fuzz {
namespace {

constexpr char kDirectory[] = "/db";
constexpr int kMostEntries = 2000;

class SilentLogger final : public Logger {
 public:
  void Logv(const char* format, std::va_list arguments) override {
    char line[200];
    std::vsnprintf(line, sizeof(line), format, arguments);  // the arguments may be hostile
  }
};

// What is made of hostile bytes must be an event like any other.
class ReadingSink final : public EventSink {
 public:
  EventId Append(const Event& event, EmitSite, LockTicket) override {
    LSM_CHECK(FindEventInfo(event.kind) != nullptr);
    return ++events_;
  }
  Text Intern(std::string_view text) override {
    bytes_ += text.size();
    return Text{1};
  }

 private:
  EventId events_ = 0;
  size_t bytes_ = 0;
};

class Machine {
 public:
  Machine(Env* env, uint8_t bits) : cache_(NewLRUCache(32 << 10)) {
    options_.env = env;
    options_.create_if_missing = (bits & 1) != 0;
    options_.paranoid_checks = (bits & 2) != 0;
    options_.reuse_logs = (bits & 4) != 0;
    options_.wal_recovery = (bits & 8) != 0 ? WalRecovery::kSalvage : WalRecovery::kPrefix;
    if ((bits & 16) != 0) {
      bloom_.reset(NewBloomFilterPolicy(10));
      options_.filter_policy = bloom_.get();
    }
    options_.write_buffer_size = (bits & 32) != 0 ? 1024 : 64 << 10;
    options_.max_file_size = 2048;
    options_.block_size = 256;
    options_.max_bytes_for_level_base = 4096;
    options_.compression = kNoCompression;
    options_.block_cache = cache_.get();
    options_.info_log = &logger_;
    options_.event_sink = &sink_;
  }

  void Use() {
    if (!Open()) return;
    const std::vector<std::string> keys = ReadAll();
    ReadKeys(keys);
    ReadProperties(keys);
    Write(keys);
    static_cast<void>(db_->FlushMemTable());
    ReadAll();
    db_->CompactRange(nullptr, nullptr);
    ReadAll();
    if (Open()) ReadAll();
    db_.reset();
  }

 private:
  bool Open() {
    db_.reset();
    DB* opened = nullptr;
    const Status status = DB::Open(options_, kDirectory, &opened);
    LSM_CHECK(status.ok() == (opened != nullptr));
    db_.reset(opened);
    return status.ok();
  }

  // The first keys.
  std::vector<std::string> ReadAll() {
    std::vector<std::string> keys;
    const std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
    int count = 0;
    for (it->SeekToFirst(); it->Valid() && count < kMostEntries; it->Next(), count++) {
      if (keys.size() < 20) keys.push_back(it->key().ToString());
    }
    count = 0;
    for (it->SeekToLast(); it->Valid() && count < kMostEntries; it->Prev()) count++;
    const std::unique_ptr<Iterator> all(db_->NewInternalIterator());
    count = 0;
    for (all->SeekToFirst(); all->Valid() && count < kMostEntries; all->Next()) count++;
    return keys;
  }
  void ReadKeys(const std::vector<std::string>& keys) {
    const Snapshot* const snapshot = db_->GetSnapshot();
    ReadOptions at_snapshot;
    at_snapshot.snapshot = snapshot;
    for (const std::string& key : keys) {
      std::string value;
      static_cast<void>(db_->Get(ReadOptions(), key, &value));
      static_cast<void>(db_->Get(at_snapshot, key, &value));
    }
    const std::unique_ptr<Iterator> it(db_->NewIterator(at_snapshot));
    for (const std::string& key : keys) {
      it->Seek(key);
      if (it->Valid()) it->Prev();
      if (it->Valid()) it->Next();
    }
    db_->ReleaseSnapshot(snapshot);
  }
  void ReadProperties(const std::vector<std::string>& keys) {
    std::string value;
    for (const char* name : {"leveldb.stats", "leveldb.sstables", "leveldb.num-files-at-level0",
                             "leveldb.approximate-memory-usage"}) {
      LSM_CHECK(db_->GetProperty(name, &value));
    }
    const Slice first = keys.empty() ? Slice("a") : Slice(keys.front());
    const Slice last = keys.empty() ? Slice("z") : Slice(keys.back());
    const Range range(first, last);
    uint64_t size = 0;
    db_->GetApproximateSizes(&range, 1, &size);
  }
  // What is acknowledged can be read, at least from the memtable.
  void Write(const std::vector<std::string>& keys) {
    for (int i = 0; i < 12; i++) {
      const std::string key = i < static_cast<int>(keys.size()) ? keys[static_cast<size_t>(i)]
                                                                : "k" + std::to_string(i);
      const bool put = i % 4 != 3;
      const std::string value = "value" + std::to_string(i) + std::string(60, 'v');
      const Status status =
          put ? db_->Put(WriteOptions(), key, value) : db_->Delete(WriteOptions(), key);
      if (!status.ok()) return;
      std::string found;
      const Status got = db_->Get(ReadOptions(), key, &found);
      if (got.ok()) LSM_CHECK(put && found == value);
      if (got.IsNotFound()) LSM_CHECK(!put);
    }
  }

  SilentLogger logger_;
  ReadingSink sink_;
  std::unique_ptr<const FilterPolicy> bloom_;
  std::unique_ptr<Cache> cache_;
  Options options_;
  std::unique_ptr<DB> db_;
};

void Fill(sim::Disk* disk, const std::vector<ArchivedFile>& files) {
  disk->MakeDirectory(disk->Find(kDirectory));
  for (const ArchivedFile& file : files) {
    const std::string path = PathOf(kDirectory, file);
    if (disk->FindFile(path) == nullptr) {
      disk->CreateFile(disk->Find(path))->Append(file.contents);
    }
  }
}

}  // namespace

void Run(const Slice& input) {
  Slice rest = input;
  const uint8_t bits = TakeByte(&rest);
  sim::Disk disk;
  Fill(&disk, Unpack(rest));
  static sim::StackPool stacks;
  sim::World world({}, sim::NewSchedulePolicy({}, 1), &stacks);
  sim::SimOs os(&world, &disk, sim::DeviceModel{});
  const Status status = world.Run({.name = "main"}, [&] {
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    Machine(env.get(), bits).Use();
  });
  if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
  LSM_CHECK(status.ok());
  LSM_CHECK(disk.root().entries.size() == 1);  // nothing was made outside of the directory
}

void Mutate(std::string* input, size_t max_size, uint32_t seed, const MutateBytes& mutate) {
  MutateDirectory(input, max_size, seed, mutate);
}

}  // namespace lsm::fuzz
