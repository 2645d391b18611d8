// Every call of the system fails once, one run each, and then once more with all calls behind it:
// nobody crashes or waits for ever, no answer is wrong, and with a healthy system the database
// opens and holds what was acknowledged.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <string>

#include "engine/env/posix_env.h"
#include "lsm/cache.h"
#include "lsm/db.h"
#include "lsm/filter_policy.h"
#include "lsm/write_batch.h"
#include "sim/disk/disk.h"
#include "sim/disk/sim_os.h"
#include "sim/schedule/schedule.h"
#include "sim/world/world.h"
#include "tests/model/failing_os.h"

namespace lsm::model {
namespace {

constexpr char kDirectory[] = "/db";
constexpr uint64_t kAllBehind = UINT64_MAX;

struct Variant {
  const char* name = "";
  bool reuse_logs = false;
  bool paranoid = false;
  WalRecovery recovery = WalRecovery::kPrefix;
  int immutables = 1;
};

void PrintTo(const Variant& variant, std::ostream* to) { *to << variant.name; }

// What each key may hold: one thing, or several after a write that failed. Nothing: absent.
class MayHold {
 public:
  using Value = std::optional<std::string>;

  void Acknowledge(const std::string& key, const Value& value) { may_[key] = {value}; }
  void Fail(const std::string& key, const Value& value) {
    if (!may_.contains(key)) may_[key] = {std::nullopt};
    may_[key].insert(value);
  }
  bool Allows(const std::string& key, const Value& value) const {
    const auto at = may_.find(key);
    return at == may_.end() ? !value.has_value() : at->second.contains(value);
  }
  // What was seen once stays so.
  void See(const std::string& key, const Value& value) { may_[key] = {value}; }
  const std::map<std::string, std::set<Value>>& all() const { return may_; }

 private:
  std::map<std::string, std::set<Value>> may_;
};

class Life {
 public:
  Life(Env* env, const Variant& variant, MayHold* may) : may_(*may), cache_(NewLRUCache(2000)) {
    bloom_.reset(NewBloomFilterPolicy(10));
    options_ = Options::Tiny();
    options_.env = env;
    options_.create_if_missing = true;
    options_.reuse_logs = variant.reuse_logs;
    options_.paranoid_checks = variant.paranoid;
    options_.wal_recovery = variant.recovery;
    options_.max_immutable_memtables = variant.immutables;
    options_.l0_compaction_trigger = 2;
    options_.l0_stop_trigger = 4;
    options_.filter_policy = bloom_.get();
    options_.block_cache = cache_.get();
    options_.max_open_files = 11;
  }

  std::string Open() {
    db_.reset();
    DB* opened = nullptr;
    const Status status = DB::Open(options_, kDirectory, &opened);
    db_.reset(opened);
    return status.ok() ? "" : status.ToString();
  }

  // Goes on after errors.
  std::string Work(int round) {
    if (!Open().empty()) return "";
    for (int i = 0; i < 14; i++) Write(round * 100 + i);
    if (std::string wrong = Read(); !wrong.empty()) return wrong;
    static_cast<void>(db_->FlushMemTable());
    for (int i = 14; i < 22; i++) Write(round * 100 + i);
    if (std::string wrong = Scan(); !wrong.empty()) return wrong;
    db_->CompactRange(nullptr, nullptr);
    std::string text;
    for (const char* name : {"leveldb.stats", "leveldb.sstables"}) db_->GetProperty(name, &text);
    const Range range("k", "l");
    uint64_t size = 0;
    db_->GetApproximateSizes(&range, 1, &size);
    return Read();
  }

  // Every key, and what was seen stays so. With a healthy system.
  std::string SeeAll() {
    for (const auto& [key, values] : may_.all()) {
      std::string value;
      const Status status = db_->Get(ReadOptions(), key, &value);
      if (!status.ok() && !status.IsNotFound()) return key + ": " + status.ToString();
      const auto found = status.ok() ? MayHold::Value(value) : std::nullopt;
      if (!may_.Allows(key, found)) return key + " holds " + found.value_or("nothing");
      may_.See(key, found);
    }
    return Scan();
  }

 private:
  void Write(int number) {
    const auto key = [](int i) { return "k" + std::to_string(i % 9); };
    const std::string value = "value " + std::to_string(number) + std::string(40, 'v');
    WriteOptions write;
    write.sync = number % 4 == 0;
    WriteBatch batch;
    std::map<std::string, MayHold::Value> changes{{key(number), value}};
    if (number % 3 == 0) changes[key(number + 4)] = std::nullopt;
    for (const auto& [each, change] : changes) {
      if (change.has_value()) {
        batch.Put(each, *change);
      } else {
        batch.Delete(each);
      }
    }
    const Status status = db_->Write(write, &batch);
    for (const auto& [each, change] : changes) {
      status.ok() ? may_.Acknowledge(each, change) : may_.Fail(each, change);
    }
  }

  // An error is no answer; an answer must be right.
  std::string Read() {
    for (const auto& [key, values] : may_.all()) {
      std::string value;
      const Status status = db_->Get(ReadOptions(), key, &value);
      if (status.ok() && !may_.Allows(key, value)) return "get " + key + ": " + value;
      if (status.IsNotFound() && !may_.Allows(key, std::nullopt)) return "get " + key + ": absent";
    }
    return "";
  }
  std::string Scan() {
    std::map<std::string, std::string> found;
    const std::unique_ptr<Iterator> it(db_->NewIterator(ReadOptions()));
    for (it->SeekToLast(); it->Valid(); it->Prev()) {
      found[it->key().ToString()] = it->value().ToString();
    }
    // As in LevelDB, an iterator goes on without what it could not read, and says so in the end:
    // only then is it known whether what it gave is the newest.
    if (!it->status().ok()) return "";
    for (const auto& [key, value] : found) {
      if (!may_.Allows(key, value)) return "scan: " + key + " holds " + value;
    }
    for (const auto& [key, values] : may_.all()) {
      if (!found.contains(key) && !may_.Allows(key, std::nullopt)) {
        return "scan: " + key + " is missing";
      }
    }
    return "";
  }

  MayHold& may_;
  std::unique_ptr<const FilterPolicy> bloom_;
  std::unique_ptr<Cache> cache_;
  Options options_;
  std::unique_ptr<DB> db_;
};

struct Result {
  uint64_t failed = 0;
  std::string wrong;
};

Result RunWithFailure(const Variant& variant, uint64_t at, uint64_t count) {
  Result result;
  static sim::StackPool stacks;
  sim::Disk disk;
  sim::World world({}, sim::NewSchedulePolicy({}, 1), &stacks);
  sim::SimOs sim_os(&world, &disk, sim::DeviceModel{});
  FailAtOs os(&sim_os, at, count);
  const Status status = world.Run({.name = "main"}, [&] {
    const std::unique_ptr<Env> env = NewPosixEnv(&os);
    MayHold may;
    for (int round = 1; round <= 2 && result.wrong.empty(); round++) {
      result.wrong = Life(env.get(), variant, &may).Work(round);
    }
    result.failed = os.failed();
    os.TurnOff();
    for (int again = 0; again < 2 && result.wrong.empty(); again++) {
      Life life(env.get(), variant, &may);
      result.wrong = life.Open();
      if (result.wrong.empty()) result.wrong = life.SeeAll();
    }
  });
  if (!status.ok()) result.wrong = status.ToString();
  for (const char* name : {"/db/LOG.old", "/db/LOG"}) {
    const auto file = disk.FindFile(name);
    if (!result.wrong.empty() && file != nullptr) result.wrong += "\n" + file->content();
  }
  return result;
}

class FailingCallsTest : public testing::TestWithParam<Variant> {};

TEST_P(FailingCallsTest, NoneOfThemBreaksAPromise) {
#ifdef LSMSCOPE_SANITIZED
  constexpr uint64_t kStep = 7;
#else
  constexpr uint64_t kStep = 1;
#endif
  for (const uint64_t count : {uint64_t{1}, uint64_t{3}, kAllBehind}) {
    uint64_t at = 1;
    for (;; at += kStep) {
      const Result result = RunWithFailure(GetParam(), at, count);
      ASSERT_EQ(result.wrong, "") << "from call " << at << " on " << count << " calls fail";
      if (result.failed == 0) break;
    }
    EXPECT_GT(at, 200u) << "the run is too short to say much";
  }
}

INSTANTIATE_TEST_SUITE_P(All, FailingCallsTest,
                         testing::Values(Variant{"Plain"}, Variant{"ReusedLogs", true, true},
                                         Variant{"LevelDbsRecovery", false, true,
                                                 WalRecovery::kSalvage, 3}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(FailingCalls, WhoDestroysADatabaseIsToldAndCanTryAgain) {
  for (uint64_t at = 1;; at++) {
    sim::Disk disk;
    sim::World world({}, sim::NewSchedulePolicy({}, 1));
    sim::SimOs sim_os(&world, &disk, sim::DeviceModel{});
    FailAtOs os(&sim_os, at, 1);
    bool failed = false;
    bool told = false;
    const Status status = world.Run({.name = "main"}, [&] {
      const std::unique_ptr<Env> healthy = NewPosixEnv(&sim_os);
      MayHold may;
      ASSERT_EQ(Life(healthy.get(), {}, &may).Work(1), "");
      const std::unique_ptr<Env> env = NewPosixEnv(&os);
      Options options;
      options.env = env.get();
      told = !DestroyDB(kDirectory, options).ok();
      failed = os.failed() > 0;
      options.env = healthy.get();
      EXPECT_TRUE(DestroyDB(kDirectory, options).ok());
      EXPECT_FALSE(healthy->FileExists(kDirectory));
    });
    ASSERT_TRUE(status.ok()) << status.ToString();
    if (!failed) {
      EXPECT_FALSE(told);
      EXPECT_GT(at, 5u);
      return;
    }
  }
}

}  // namespace
}  // namespace lsm::model
